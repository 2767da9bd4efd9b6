"""Papers in whatever state a test needs, made by the same actions that people use."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from pimpasa.accounts.models import Officer
from pimpasa.accounts.queries import desks_of
from pimpasa.cases.actions import persons
from pimpasa.cases.actions.correcting import correct_event
from pimpasa.cases.actions.persons import add_person
from pimpasa.cases.contents import PersonContents, ScreeningContents
from pimpasa.cases.models import Case, Person
from pimpasa.cases.questions import QUESTIONS
from pimpasa.common import clock
from pimpasa.papers.actions import papers as actions
from pimpasa.papers.fields import fields_of, samples_of
from pimpasa.papers.kinds import FieldKind, PaperKind
from pimpasa.papers.models import Paper
from tests.factories.cases import HAPPENED, MISTAKE, event, looked_about, own_case
from tests.factories.evidence import sealed_upload
from tests.factories.people import keyring

ADDRESS = "https://pimpasa.contoh.invalid"
SCAN = b"%PDF-1.7\nKarangan: dipindai setelah ditandatangani\n"


def draft(by: Officer, kind: PaperKind = PaperKind.WARRANT, *, case: Case | None = None, **more: Any) -> Paper:
    """A draft with every field filled in with what is invented; `more` goes to the action."""
    unit = desks_of(by, on=clock.today()).get(kind="unit")
    fields = samples_of(kind) | more.pop("fields", {})
    return actions.draft(kind=kind, unit=unit, fields=fields, case=case, keyring=keyring(by), **more)


def typed(kind: PaperKind, **changes: str) -> dict[str, str | list[str]]:
    """What an officer's form sends of a paper that is filled in: of a table each cell, row after row."""
    values: dict[str, str | list[str]] = {}
    for field in fields_of(kind):
        value = samples_of(kind)[field.name]
        is_table = field.kind is FieldKind.ROWS
        values[field.name] = [cell for row in field.rows_of(value) for cell in row] if is_table else value
    return values | changes


def issued(by: Officer, issuer: Officer, kind: PaperKind = PaperKind.WARRANT, **more: Any) -> Paper:
    """A paper with its number."""
    return actions.issue(paper=draft(by, kind, **more), address=ADDRESS, keyring=keyring(issuer))


def signed(by: Officer, issuer: Officer, kind: PaperKind = PaperKind.WARRANT, **more: Any) -> Paper:
    """A paper with its signed copy."""
    paper = issued(by, issuer, kind, **more)
    upload = sealed_upload(SCAN, name="tanda-tangan.pdf", declared="application/pdf")
    actions.keep_signed(paper=paper, upload=upload, keyring=keyring(by))
    paper.refresh_from_db()
    return paper


def outdated(by: Officer, issuer: Officer) -> Paper:
    """A signed paper of a case of which an event was corrected since."""
    unit = desks_of(by, on=clock.today()).get(kind="unit")
    case = own_case(by, unit)
    happened = event(by, case)
    paper = signed(by, issuer, PaperKind.INFORMATION, case=case)
    right = replace(HAPPENED, text="Karangan: ternyata di pasar lain.")
    correct_event(event=happened, contents=right, reason=MISTAKE, keyring=keyring(by))
    return paper


def foreigner(case: Case, by: Officer, *, outcome: str = "not_indicated") -> str:
    """The id of a foreigner in a case, screened with this outcome, or not at all."""
    contents = PersonContents(name="Orang Karangan", nationality="Negara Karangan")
    made = add_person(case=case, contents=contents, roles=["possible_offender"], citizenship="wna", keyring=keyring(by))
    if outcome:
        screen(str(made.pk), by, outcome)
    return str(made.pk)


def screen(person: str, by: Officer, outcome: str) -> None:
    """A conversation in which every question was answered with no, and the head's look after it."""
    contents = ScreeningContents(
        place="Karangan: ruang tenang",
        language="Karangan",
        reason="Karangan: bicara berdua, tenang.",
        is_private=True,
        is_willing=True,
        is_child="no",
        answers=dict.fromkeys(QUESTIONS, "no"),
    )
    persons.screen(person=Person.objects.get(pk=person), contents=contents, outcome=outcome, keyring=keyring(by))
    looked_about(Person.objects.select_related("case").get(pk=person))
