"""What an officer's keyring opens of a case: itself, its people, events, decisions and terms."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from typing import Protocol, TypeVar

from pimpasa.cases.contents import (
    CaseContents,
    EventContents,
    GelarContents,
    LawChoiceContents,
    PersonContents,
    ScreeningContents,
    TakContents,
    TermContents,
    read,
)
from pimpasa.cases.days import first_day, last_day
from pimpasa.cases.kinds import Level
from pimpasa.cases.law import Law, Offence, Rule, law_of
from pimpasa.cases.models import (
    Case,
    CaseReopening,
    CaseReport,
    EarlierPerson,
    Encounter,
    Event,
    GelarKasus,
    LawChoice,
    LeaderChange,
    Person,
    PersonMerge,
    PersonTie,
    ScreeningRecord,
    Tak,
    Term,
)
from pimpasa.cases.models.merge import HOLDS
from pimpasa.cases.models.tie import is_tied
from pimpasa.cases.rules.cases import check_view
from pimpasa.cases.rules.encounters import check_read
from pimpasa.cases.tied import all_ties_of
from pimpasa.keys.unlocking import Keyring
from pimpasa.ledger.acts import Act
from pimpasa.ledger.verbs import act, record
from pimpasa.reports.models import Report
from pimpasa.sealing import envelopes
from pimpasa.vault.correcting import reason_of
from pimpasa.vault.opening import key_of

Contents = TypeVar("Contents")


class SealedRow(Protocol):
    """A row whose envelope the case's key opens."""

    envelope: bytes | memoryview

    @property
    def context(self) -> str: ...


@dataclass(frozen=True)
class OpenCase:
    case: Case
    key: bytes
    contents: CaseContents
    reports: list[Report]


@dataclass(frozen=True)
class OpenPerson:
    """A person opened with the case's key; `screenings` are the conversations, `earlier` what was known before.

    Both oldest first. `merges` are those who turned out to be the same one; their conversations count as this one's.
    """

    person: Person
    contents: PersonContents
    screenings: list[tuple[ScreeningRecord, ScreeningContents]]
    earlier: list[OpenEarlier] = field(default_factory=list)
    merges: list[OpenMerge] = field(default_factory=list)


@dataclass(frozen=True)
class OpenEarlier:
    """What was known of somebody before a correction, and why it was corrected."""

    row: EarlierPerson
    contents: PersonContents
    reason: str


@dataclass(frozen=True)
class OpenMerge:
    """Who was merged into somebody, as they were known, and why; `may_split` says that it is the newest that holds."""

    merge: PersonMerge
    contents: PersonContents
    reason: str
    may_split: bool

    @property
    def gone(self) -> Person:
        return self.merge.gone


@dataclass(frozen=True)
class OpenTie:
    """Who of this case is somebody of another `case`; what the other unit said is not opened here."""

    tie: PersonTie
    here: Person | None
    case: Case
    reason: str
    why_ended: str


@dataclass(frozen=True)
class OpenLawChoice:
    """Which rule somebody takes for an offence, and why."""

    choice: LawChoice
    contents: LawChoiceContents

    @property
    def offence(self) -> Offence:
        return Offence(self.contents.offence)

    @property
    def rule(self) -> Rule:
        return Rule(self.contents.rule)


@dataclass(frozen=True)
class OpenEncounter:
    """Who was met, as they were told of, and what of their citizenship is known."""

    encounter: Encounter
    contents: PersonContents
    citizenship: str


@dataclass(frozen=True)
class OpenEvent:
    """What happened; `choices` say by which rule it is judged, the newest of an offence last.

    `why_corrected` is why it counts no more, if it was corrected.
    """

    event: Event
    contents: EventContents
    choices: tuple[OpenLawChoice, ...] = ()
    why_corrected: str = ""

    @property
    def on(self) -> date | None:
        """The first day that it may have been, or None where nothing is known."""
        return first_day(self.contents.day)

    @property
    def law(self) -> Law:
        """By which law it may be judged, by the days that it may have been on."""
        return law_of(self.on, last_day(self.contents.day))


@dataclass(frozen=True)
class OpenGelar:
    """As an event, with why it was corrected."""

    gelar: GelarKasus
    contents: GelarContents
    why_corrected: str = ""

    @property
    def level(self) -> Level:
        return Level(self.contents.level)


@dataclass(frozen=True)
class OpenTak:
    tak: Tak
    contents: TakContents


@dataclass(frozen=True)
class OpenTerm:
    term: Term
    contents: TermContents


def peek(case: Case, keyring: Keyring) -> OpenCase:
    """Open a case by the rules without a ledger entry of its own: part of an act that writes one."""
    check_view(keyring.officer, case)
    key = key_of(case, keyring)
    rows = CaseReport.objects.filter(case=case).select_related("report__village", "report__desk", "report__officer")
    return OpenCase(case, key, _contents(CaseContents, case, key), [row.report for row in rows])


@act(Act.CASE_VIEWED)
def view_case(*, case: Case, keyring: Keyring) -> OpenCase:
    """Open a case for reading; the opening is logged. Raises Refused by the rules, NotGranted."""
    opened = peek(case, keyring)
    record(case, by=keyring.officer)
    return opened


def persons_of(opened: OpenCase) -> list[OpenPerson]:
    """The people of an open case, in the order in which they came to it."""
    people = (
        Person.objects.filter(case=opened.case)
        .annotate(has_ties=is_tied())
        .prefetch_related("screenings__officer", "earlier__officer")
    )
    rows: list[Person] = list(people)
    for person in rows:
        person.case = opened.case
    merges = _merges_in(opened.case) if any(person.merged_into_id for person in rows) else []
    return [_one_of(person, rows, merges, opened.key) for person in rows if person.merged_into_id is None]


def open_person(person: Person, key: bytes) -> OpenPerson:
    """Somebody of a case, with the case's key."""
    rows = list(person.absorbed.all())
    return _one_of(person, [person, *rows], _merges_in(person.case) if rows else [], key)


def _one_of(person: Person, rows: list[Person], merges: list[PersonMerge], key: bytes) -> OpenPerson:
    same = {row.pk for row in rows if row.standing_id == person.pk}
    talks = [talk for row in rows if row.pk in same for talk in row.screenings.all()]
    screenings = [(row, _contents(ScreeningContents, row, key)) for row in sorted(talks, key=lambda talk: talk.at)]
    earlier = [_earlier(person, row, key) for row in person.earlier.all()]
    theirs = [merge for merge in merges if merge.gone_id in same]
    newest = next((merge.pk for merge in reversed(theirs) if merge.kept_id == person.pk), None)
    merged = [_merge(merge, key, may_split=merge.pk == newest) for merge in theirs]
    return OpenPerson(person, _contents(PersonContents, person, key), screenings, earlier, merged)


def _merges_in(case: Case) -> list[PersonMerge]:
    """Those of a case that hold, oldest first."""
    return list(PersonMerge.objects.filter(HOLDS, kept__case=case).select_related("gone", "officer"))


def _merge(merge: PersonMerge, key: bytes, *, may_split: bool) -> OpenMerge:
    reason = envelopes.open_json(bytes(merge.reason), key=key, context=merge.context)["reason"]
    return OpenMerge(merge, _contents(PersonContents, merge.gone, key), reason, may_split)


def splits_of(opened: OpenCase) -> list[tuple[PersonMerge, str, str]]:
    """The merges of a case that were split again, oldest first, each with why it was merged and why split."""
    rows = PersonMerge.objects.filter(kept__case=opened.case).exclude(HOLDS).select_related("officer", "split_by")
    return [
        (
            row,
            envelopes.open_json(bytes(row.reason), key=opened.key, context=row.context)["reason"],
            envelopes.open_json(bytes(row.split_reason or b""), key=opened.key, context=row.split_context)["reason"],
        )
        for row in rows
    ]


def ties_in(opened: OpenCase) -> list[OpenTie]:
    """All ties of a case, oldest first, with the reasons that were said of this case alone."""
    return [_tie(row, opened) for row in all_ties_of(opened.case).select_related("officer", "agreed_by", "ended_by")]


def _tie(tie: PersonTie, opened: OpenCase) -> OpenTie:
    is_ours = tie.one.case_id == opened.case.pk
    sealed, context = (tie.reason, tie.context) if is_ours else (tie.answer, tie.answer_context)
    ended = tie.why_ended if tie.ended_from_id == opened.case.pk else None
    return OpenTie(
        tie,
        here=tie.one if is_ours else tie.two,
        case=tie.other_case if is_ours else tie.one.case,
        reason=_said(sealed, opened.key, context),
        why_ended=_said(ended, opened.key, tie.ended_context),
    )


def _said(sealed: bytes | memoryview | None, key: bytes, context: str) -> str:
    return str(envelopes.open_json(bytes(sealed), key=key, context=context)["reason"]) if sealed else ""


def _earlier(person: Person, row: EarlierPerson, key: bytes) -> OpenEarlier:
    row.person = person
    reason = envelopes.open_json(bytes(row.reason), key=key, context=row.reason_context)["reason"]
    return OpenEarlier(row, _contents(PersonContents, row, key), reason)


def events_of(opened: OpenCase) -> list[OpenEvent]:
    """What happened, as it counts, in that order; what has no known day comes last."""
    return [event for event in all_events_of(opened) if not event.event.is_corrected]


def all_events_of(opened: OpenCase) -> list[OpenEvent]:
    """The same with those that were corrected."""
    rows = Event.objects.filter(case=opened.case).select_related("added_by", "corrected_by")
    events = [open_event(row, opened.key) for row in rows.prefetch_related("law_choices__officer")]
    events = _with_who_stands(events, opened.case)
    return sorted(events, key=lambda event: (event.on or date.max, event.event.pk))


def _with_who_stands(events: list[OpenEvent], case: Case) -> list[OpenEvent]:
    """The same, naming who stands for those who were merged; what is sealed goes on naming them as they were."""
    if not any(event.contents.persons for event in events):
        return events
    merged = Person.objects.filter(case=case, merged_into__isnull=False).values_list("pk", "merged_into")
    stands = {str(gone): str(stays) for gone, stays in merged}
    if not stands:
        return events
    return [
        replace(
            event,
            contents=replace(
                event.contents, persons=list(dict.fromkeys(stands.get(who, who) for who in event.contents.persons))
            ),
        )
        for event in events
    ]


def open_event(event: Event, key: bytes) -> OpenEvent:
    """An event with the law that was chosen for it, with the case's key."""
    choices = tuple(OpenLawChoice(row, _contents(LawChoiceContents, row, key)) for row in event.law_choices.all())
    return OpenEvent(event, _contents(EventContents, event, key), choices, reason_of(event, key))


def decisions_of(opened: OpenCase) -> list[OpenGelar]:
    """The gelar kasus of an open case that count, oldest first."""
    return [gelar for gelar in all_decisions_of(opened) if not gelar.gelar.is_corrected]


def all_decisions_of(opened: OpenCase) -> list[OpenGelar]:
    """The same with those that were corrected."""
    rows = GelarKasus.objects.filter(case=opened.case).select_related("set_by", "corrected_by")
    key = opened.key
    return [OpenGelar(row, _contents(GelarContents, row, key), reason_of(row, key)) for row in rows]


def taks_of(opened: OpenCase) -> list[OpenTak]:
    """The administrative actions in an open case, oldest first."""
    rows = Tak.objects.filter(person__case=opened.case).select_related("person", "officer", "decision")
    return [OpenTak(row, _contents(TakContents, row, opened.key)) for row in rows]


def leader_changes_of(opened: OpenCase) -> list[tuple[LeaderChange, str]]:
    """Who led the case before and until when, oldest first, each with the reason."""
    rows = LeaderChange.objects.filter(case=opened.case).select_related("officer", "before", "after")
    return [
        (row, envelopes.open_json(bytes(row.reason), key=opened.key, context=row.context)["reason"]) for row in rows
    ]


@dataclass(frozen=True)
class OpenReopening:
    """How a case was closed by mistake, with its closing note, and why it was a mistake."""

    reopening: CaseReopening
    reason: str
    closing_note: str


def reopenings_of(opened: OpenCase) -> list[OpenReopening]:
    """When the case was closed by mistake, oldest first."""
    rows = CaseReopening.objects.filter(case=opened.case).select_related("officer")
    return [
        OpenReopening(row, **envelopes.open_json(bytes(row.envelope), key=opened.key, context=row.context))
        for row in rows
    ]


def terms_of(opened: OpenCase) -> list[OpenTerm]:
    """The terms of an open case: those that wait, the nearest first, then those that were kept."""
    rows = Term.objects.filter(case=opened.case).select_related("done_by", "person")
    terms = [open_term(row, opened.key) for row in rows]
    return sorted(terms, key=lambda term: term.term.done_on is not None)


def open_term(term: Term, key: bytes) -> OpenTerm:
    return OpenTerm(term, _contents(TermContents, term, key))


def _contents(kind: type[Contents], row: SealedRow, key: bytes) -> Contents:
    return read(kind, envelopes.open_json(bytes(row.envelope), key=key, context=row.context))


def peek_encounter(encounter: Encounter, keyring: Keyring) -> OpenEncounter:
    """Who was met, by the rules, without a ledger entry of its own: part of an act that writes one."""
    check_read(keyring.officer, encounter)
    words = envelopes.open_json(bytes(encounter.envelope), key=key_of(encounter, keyring), context=encounter.context)
    return OpenEncounter(encounter, read(PersonContents, words["person"]), str(words["citizenship"]))


@act(Act.VICTIM_READ)
def open_encounter(*, encounter: Encounter, keyring: Keyring) -> OpenEncounter:
    """Open it for reading; the opening is logged. Raises Refused, NotGranted."""
    opened = peek_encounter(encounter, keyring)
    record(encounter, by=keyring.officer)
    return opened
