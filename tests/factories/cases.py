"""People, decisions and terms of a case, made by the same actions that people use. Nobody here exists."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from pimpasa.accounts.errors import Refused
from pimpasa.accounts.models import Officer
from pimpasa.accounts.roles import Role
from pimpasa.cases.actions import cases
from pimpasa.cases.actions.decisions import impose, record_gelar
from pimpasa.cases.actions.encounters import meet
from pimpasa.cases.actions.events import add_event
from pimpasa.cases.actions.merging import merge_persons
from pimpasa.cases.actions.persons import add_person, screen, seek_protected
from pimpasa.cases.actions.terms import set_term
from pimpasa.cases.actions.tying import ask_tie, tie_persons
from pimpasa.cases.contents import (
    EventContents,
    GelarContents,
    PersonContents,
    ScreeningContents,
    TakContents,
    TermContents,
)
from pimpasa.cases.kinds import Answer, Citizenship, EventKind, PersonRole, Screening, TakKind, TermKind, Verdict
from pimpasa.cases.models import Case, Encounter, Event, GelarKasus, Person, PersonMerge, PersonTie, Tak, Term
from pimpasa.cases.questions import QUESTIONS
from pimpasa.common import clock
from pimpasa.territory.models import Desk
from tests.factories.people import keyring
from tests.factories.territory import CENGKARENG_TIMUR

SOMEBODY = PersonContents(name="Orang Karangan", documents="Paspor X1234567", contacts="0812-0000-0001")
TALKED = ScreeningContents(
    place="Karangan: ruang yang tenang",
    language="Indonesia",
    reason="Karangan: bercerita dengan tenang dan lengkap.",
    is_private=True,
    is_willing=True,
    is_child=Answer.NO.value,
    answers=dict.fromkeys(QUESTIONS, Answer.NO.value),
)
MISTAKE = "Karangan: salah tulis waktu dicatat."
HELD = GelarContents(
    chair="Karangan: Hadi",
    members="Karangan: Dewi, Sari",
    evidence="Karangan: paspor, keterangan",
    decision="Karangan: tindakan administratif",
    reason="Karangan: izin tinggal sudah habis.",
    consideration="first",
    words="Pertimbangan pertama dari tiga",
    met_by="Karangan: paspor dan izin yang sudah habis.",
)
ORDERED = TakContents(
    number="W.0/KARANGAN/TAK/1", basis="UU 6/2011 pasal 75", reason="Karangan: izin tinggal sudah habis."
)
HAPPENED = EventContents(
    kind=EventKind.RECRUITMENT.value, text="Karangan: ditawari kerja.", day="2025-09", village=CENGKARENG_TIMUR
)


def own_case(by: Officer, unit: Desk, *, finding: str = "Karangan: kemarin saya melihat sendiri di pasar.") -> Case:
    """A case without a report, of what `by` found."""
    return cases.open_own_case(unit=unit, title="Karangan: temuan", finding=finding, keyring=keyring(by))


def person(
    by: Officer,
    case: Case,
    *roles: PersonRole,
    citizenship: Citizenship = Citizenship.FOREIGNER,
    **changes: Any,
) -> Person:
    """Somebody of a case, a possible offender and a foreigner unless named otherwise."""
    contents = replace(SOMEBODY, **changes)
    wanted = roles or (PersonRole.POSSIBLE_OFFENDER,)
    return add_person(case=case, contents=contents, roles=wanted, citizenship=citizenship, keyring=keyring(by))


def talked(outcome: Screening = Screening.NOT_INDICATED, **changes: Any) -> ScreeningContents:
    """A conversation that may have this outcome."""
    answers = dict(TALKED.answers)
    if outcome == Screening.INDICATED:
        answers["papers"] = Answer.YES.value
    return replace(TALKED, answers=answers, **changes)


def screened(by: Officer, who: Person, outcome: Screening = Screening.NOT_INDICATED, **changes: Any) -> Person:
    screen(person=who, contents=talked(outcome, **changes), outcome=outcome, keyring=keyring(by))
    who.refresh_from_db()
    return looked_about(who)


def looked_about(who: Person) -> Person:
    """As the head of an office that has one does before anything is done against somebody, where nothing forbids it."""
    head = Officer.objects.filter(office=who.case.office_id, role=Role.HEAD).first()
    if head is not None:
        with suppress(Refused):
            seek_protected(person=who, by=head)
    who.refresh_from_db()
    return who


def gelar(by: Officer, case: Case, verdict: Verdict = Verdict.TAK, *, held_on: date | None = None) -> GelarKasus:
    day = held_on or clock.today()
    return record_gelar(case=case, held_on=day, verdict=verdict, contents=HELD, keyring=keyring(by))


def tak(
    by: Officer,
    who: Person,
    decision: GelarKasus,
    kind: TakKind = TakKind.RESIDENCE,
    *,
    ends_on: date | None = None,
    **changes: Any,
) -> Tak:
    return impose(
        person=who,
        decision=decision,
        kind=kind,
        starts_on=changes.pop("starts_on", clock.today()),
        ends_on=ends_on,
        contents=replace(ORDERED, **changes),
        keyring=keyring(by),
    )


def event(by: Officer, case: Case, **changes: Any) -> Event:
    return add_event(case=case, contents=replace(HAPPENED, **changes), keyring=keyring(by))


def term(by: Officer, case: Case, *, days: int = 3, who: Person | None = None, kind: TermKind = TermKind.SPDP) -> Term:
    """Something due `days` from today; less than none is overdue."""
    due_on = clock.today() + timedelta(days=days)
    contents = TermContents("Karangan: kirim pemberitahuan.")
    return set_term(case=case, person=who, kind=kind, due_on=due_on, contents=contents, keyring=keyring(by))


def merged(by: Officer, case: Case) -> PersonMerge:
    """Two witnesses who turned out to be one."""
    kept, gone = (person(by, case, PersonRole.WITNESS, name=f"Karangan {name}") for name in ("Satu", "Dua"))
    merge_persons(kept=kept, gone=gone, reason="Karangan: nomor HP sama.", keyring=keyring(by))
    return kept.merges.get()


def tied(by: Officer, one: Case, two: Case) -> PersonTie:
    """Witnesses of two cases that the officer reads, who are the same person."""
    first, second = (person(by, case, PersonRole.WITNESS, name="Karangan Sama") for case in (one, two))
    return tie_persons(one=first, two=second, reason="Karangan: nomor HP sama.", keyring=keyring(by))


def tie_asked(by: Officer, own: Case, other: Case) -> PersonTie:
    """The unit of a case is asked whether a witness of another is in it, too."""
    who = person(by, own, PersonRole.WITNESS)
    return ask_tie(one=who, case=other, reason="Karangan: nomor HP sama.", keyring=keyring(by))


def met(by: Officer) -> Encounter:
    """Somebody who may be a victim, met at the counter; the unit of the officer's office is told."""
    unit = Desk.objects.filter(office=by.office, kind=Desk.Kind.UNIT, closed_on=None).order_by("pk")[0]
    contents = PersonContents(name="Perempuan berjaket biru", notes="Karangan: minta pulang.")
    return meet(unit=unit, at="counter", contents=contents, citizenship="unknown", by=by)
