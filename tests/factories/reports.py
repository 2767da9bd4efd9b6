"""Reports, findings and cases in whatever state a test needs, made by the same actions that people use."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import uuid4

from django.db import transaction

from pimpasa.accounts.models import Officer
from pimpasa.cases.actions import cases
from pimpasa.cases.models import Case
from pimpasa.common import clock
from pimpasa.handling.actions.telling import tell
from pimpasa.handling.actions.verifying import take
from pimpasa.handling.models import Telling
from pimpasa.privacy.actions import asking, breaches
from pimpasa.privacy.contents import Asked, BreachFacts
from pimpasa.privacy.kinds import Right
from pimpasa.privacy.models import Breach, SubjectRequest
from pimpasa.reports.actions.submitting import receive
from pimpasa.reports.contents import Answers, PersonAnswer
from pimpasa.reports.models import Report
from pimpasa.reports.queries.opened import OpenReport, by_receipt
from pimpasa.reports.queries.readers import readers_of
from pimpasa.reports.states import State
from pimpasa.sealing import receipts
from pimpasa.sealing.envelopes import new_key
from pimpasa.territory.models import Office
from pimpasa.verification.actions.checks import plan_check
from pimpasa.verification.actions.findings import record_finding
from pimpasa.verification.checklist import Known, Part, needs_parts
from pimpasa.verification.contents import CheckPlan, FindingContents
from pimpasa.verification.models import FieldCheck, Finding
from tests.factories.conditions import CONDITIONS
from tests.factories.letters import letter
from tests.factories.people import keyring
from tests.factories.territory import CENGKARENG_TIMUR

TOLD = Answers(
    danger=False,
    kind="tppo",
    narrative="Karangan: tetangga dijanjikan kerja, paspornya disimpan perekrut.",
    indicators=[3, 14],
    village=CENGKARENG_TIMUR,
    rw="017",
    rt="003",
    place="Rusunami City Park",
    address="Karangan: lantai tiga",
    persons=[PersonAnswer("name", "Orang Karangan"), PersonAnswer("phone", "0812-0000-0000")],
    mode="anonymous",
)
IDENTITY: dict[str, Any] = {"mode": "confidential", "contact_name": "Pelapor Karangan", "contact_way": "0813-0000-0000"}


def received(**changes: Any) -> tuple[Report, str]:
    """A report as it came in, and its code; `changes` are answers that differ from TOLD."""
    code = receipts.new_code()
    with transaction.atomic():
        report = receive(answers=replace(TOLD, **changes), code=code, draft_key=new_key())
    return report, code


def told_to_an_officer(**changes: Any) -> Answers:
    """What an officer wrote down of what somebody told them at a dialogue."""
    heard = replace(
        TOLD, indicators=[], persons=[], place="", source="dialogue", consent="agreed", card="given", graded=3
    )
    return replace(heard, **changes)


def written_down(by: Officer, **changes: Any) -> tuple[Telling, str]:
    """A report that an officer wrote down, and the code for who told it."""
    return tell(pk=uuid4(), answers=told_to_an_officer(**changes), by=by)


def promise(village: str = CENGKARENG_TIMUR) -> str:
    """What a sender is shown of who reads."""
    return readers_of(village, on=clock.today()).promise


def report(**changes: Any) -> Report:
    return received(**changes)[0]


def seen_by_reporter(code: str) -> OpenReport:
    """The report as its reporter opens it."""
    return by_receipt(receipts.parse(code))


def taken(by: Officer, **changes: Any) -> Report:
    """A report that `by` is verifying."""
    return take(report=report(**changes), by=by)


def finding(outcome: State = State.SUBSTANTIATED, *, kind: str = "tppo", **parts: str) -> FindingContents:
    """A finding's contents; the parts of TPPO are all answered with yes unless named otherwise."""
    answers = {part.value: Known.YES.value for part in Part} | parts
    return FindingContents(
        outcome=outcome.value,
        reason="Karangan: cerita pelapor cocok dengan yang terlihat.",
        notes="Karangan: bicara dengan pengelola.",
        parts=answers if needs_parts(kind) else {},
        source_kind="seen",
        source="Karangan: Sari melihat paspor di meja pengelola.",
    )


def concluded(by: Officer, outcome: State = State.SUBSTANTIATED, **changes: Any) -> Report:
    """A report that `by` verified, with its finding."""
    return conclude(taken(by, **changes), by, outcome).report


def conclude(verifying: Report, by: Officer, outcome: State = State.SUBSTANTIATED) -> Finding:
    contents = finding(outcome, kind=verifying.kind)
    if outcome == State.DUPLICATE:
        contents = replace(contents, duplicate_of=report().reference)
    made = record_finding(report=verifying, contents=contents, keyring=keyring(by))
    verifying.refresh_from_db()
    return made


def case(by: Officer, found: Report, *, title: str = "Karangan: satu unit") -> Case:
    """A case of the unit where `by` sits, with one report in it."""
    return cases.open_case(report=found, title=title, keyring=keyring(by))


def field_plan(**changes: Any) -> CheckPlan:
    """A field check of a foreigner, today."""
    made = CheckPlan(
        person="wna",
        place="Karangan: lantai tiga",
        what_for="Karangan: melihat apakah penghuni bebas keluar.",
        takes_place_on=clock.today(),
    )
    return replace(made, **changes)


def check(report: Report, by: Officer, **changes: Any) -> FieldCheck:
    """A field check that is planned under a letter which names the officer."""
    return plan_check(
        report=report, plan=field_plan(**changes), keyring=keyring(by), letter=letter([by], place="Wilayah kerja")
    )


def urgent_plan(**changes: Any) -> CheckPlan:
    """The same without a letter: found directly (Permenimipas 2/2025 art. 30 (3))."""
    found = "Karangan: saya melihat sendiri ia bekerja di toko itu pagi ini."
    urgent = {"urgent_reason": "doing", "found_directly": found, "conditions": CONDITIONS}
    return field_plan(**{**urgent, **changes})


ASKED = Asked(name="Penanya Karangan", way="0814-0000-0000", text="Karangan: apa yang disimpan tentang saya?")
BREACH = BreachFacts(
    which="Karangan: nama", how="Karangan: kemarin", efforts="Karangan: kunci diganti", people="Karangan: dua orang"
)


def subject_request(office: Office) -> SubjectRequest:
    return asking.ask(office=office, right=Right.ACCESS, asked=ASKED)


def breach(by: Officer) -> Breach:
    discovered_at = clock.now() - timedelta(hours=2)
    return breaches.record_breach(office=by.office, discovered_at=discovered_at, facts=BREACH, by=by)
