"""Operations in whatever state a test needs, made by the same actions that people use."""

from __future__ import annotations

import uuid
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from pimpasa.accounts.models import Officer
from pimpasa.cases.models import Case
from pimpasa.common import clock
from pimpasa.evidence.uploads import SealedUpload
from pimpasa.letters.models import Letter
from pimpasa.operations.actions import ending, planning
from pimpasa.operations.actions.log import add_entry
from pimpasa.operations.actions.support import ask_support
from pimpasa.operations.contents import Facts, LogContents, OperationPlan, OperationResult, PersonMet, SupportAsked
from pimpasa.operations.models import LogEntry, Operation, SupportRequest
from pimpasa.operations.rules import Team
from pimpasa.reports.models import Report
from pimpasa.territory.models import Desk
from tests.factories import letters
from tests.factories.conditions import CONDITIONS
from tests.factories.letters import PLACE
from tests.factories.people import Cast, keyring

RESULT = OperationResult(
    carried_out_on="2025-09-23", findings="Karangan: tiga orang asing ditemui.", course="Karangan: lancar."
)
# The specimen of ICAO Doc 9303-4; nobody holds it.
PASSPORT = "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL898902C36UTO7408122F1204159ZE184226B<<<<<10"
ASKED = SupportAsked(kind="access", text="Karangan: minta akses ke lantai tiga.", place="Rusunami City Park")


def facts(**changes: Any) -> Facts:
    """An inspection of foreigners that has just begun and lasts four hours."""
    now = clock.now()
    made = Facts("inspection", "wna", now - timedelta(minutes=5), now + timedelta(hours=4))
    return replace(made, **changes)


def plan(**changes: Any) -> OperationPlan:
    """What is planned under a letter of `tests.factories.letters`; `changes` go to the plan."""
    made = OperationPlan(
        purpose="Karangan: memeriksa izin tinggal penghuni.",
        place=PLACE,
        tower="Karangan: menara B",
        contact="Karangan: pengelola",
        guests="Karangan: Timpora, dua orang",
    )
    return replace(made, **changes)


def urgent_plan(**changes: Any) -> OperationPlan:
    """The same without a letter: found directly (Permenimipas 2/2025 art. 30 (3))."""
    found = "Karangan: Dewi melihat sendiri ia bekerja di toko itu pagi ini."
    urgent = {"urgent_reason": "doing", "found_directly": found, "conditions": CONDITIONS}
    return plan(**{**urgent, **changes})


def team(office: Cast) -> Team:
    """Sari leads, Dewi documents."""
    return [(office.sari, "leader"), (office.dewi, "documentation")]


def operation(
    office: Cast,
    *,
    by: Officer | None = None,
    case: Case | None = None,
    unit: Desk | None = None,
    with_team: Team | None = None,
    of: Facts | None = None,
    planned: OperationPlan | None = None,
    letter: Letter | None = None,
) -> Operation:
    """Planned by Dewi unless `by` says otherwise, with Sari as the team's leader.

    Under a letter that names the team, unless another is given or it is urgent.
    """
    members = team(office) if with_team is None else with_team
    if letter is None and not (planned or plan()).urgent_reason:
        letter = letter_of(members, at=unit or office.at.unit)
    return planning.plan_operation(
        unit=unit or office.at.unit,
        case=case,
        facts=of or facts(),
        plan=planned or plan(),
        team=members,
        keyring=keyring(by or office.dewi),
        letter=letter,
    )


def letter_of(members: Team, *, at: Desk, **options: Any) -> Letter:
    """A letter that names them; nobody where nobody comes."""
    officers = list(dict.fromkeys(officer for officer, _role in members if officer.office_id == at.office_id))
    return letters.letter(officers, unit=at, **options)


def told(text: str = "", *, at: datetime | None = None, **more: Any) -> LogContents:
    return LogContents(at=(at or clock.now()).isoformat(), text=text, **more)


def enter(
    operation: Operation,
    by: Officer,
    kind: str = "arrived",
    contents: LogContents | None = None,
    *,
    ident: uuid.UUID | None = None,
    photo: SealedUpload | None = None,
) -> tuple[LogEntry, bool]:
    """An entry of the log, as a phone sends it."""
    return add_entry(
        operation=operation,
        entry_id=ident or uuid.uuid4(),
        kind=kind,
        contents=contents or told(),
        keyring=keyring(by),
        photo=photo,
    )


def met(**changes: Any) -> LogContents:
    """A person met, who may be a victim."""
    person = PersonMet(name="Orang Karangan", document="P", number="X0000000", nationality="UTO", maybe_victim=True)
    return told("Karangan: tampak takut.", person=replace(person, **changes))


def carried_out(office: Cast, **options: Any) -> Operation:
    """One that Sari's team began and ended."""
    made = operation(office, **options)
    enter(made, office.sari)
    enter(made, office.sari, "end")
    made.refresh_from_db()
    return made


def reported(office: Cast, **options: Any) -> Operation:
    """One whose report is recorded."""
    return ending.record_result(operation=carried_out(office, **options), result=RESULT, keyring=keyring(office.dewi))


def support(by: Officer, *, report: Report | None = None, **changes: Any) -> SupportRequest:
    return ask_support(asked=replace(ASKED, **changes), report=report, keyring=keyring(by))
