"""The people of an open case: who they are, what was known before, who turned out to be the same one."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from django.db.models import QuerySet

from pimpasa.cases.contents import PersonContents, ScreeningContents
from pimpasa.cases.models import Case, EarlierPerson, Person, PersonMerge, PersonTie, ScreeningRecord
from pimpasa.cases.models.merge import HOLDS
from pimpasa.cases.models.tie import is_tied
from pimpasa.cases.opening.cases import OpenCase, contents_of, said
from pimpasa.cases.tied import all_ties_of
from pimpasa.common.reading import ask_together, lay_beside
from pimpasa.sealing import envelopes


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


class PeopleRows(NamedTuple):
    """All that is kept of the people of a case."""

    people: QuerySet[Person]
    talks: QuerySet[ScreeningRecord]
    earlier: QuerySet[EarlierPerson]
    merges: QuerySet[PersonMerge]


def people_rows(case: Case) -> PeopleRows:
    return PeopleRows(
        people=Person.objects.filter(case=case).annotate(has_ties=is_tied()),
        talks=ScreeningRecord.objects.filter(person__case=case).select_related("officer"),
        earlier=EarlierPerson.objects.filter(person__case=case).select_related("officer"),
        merges=_merges_in(case),
    )


def persons_of(opened: OpenCase) -> list[OpenPerson]:
    """The people of an open case, in the order in which they came to it."""
    rows = people_rows(opened.case)
    ask_together(*rows)
    return open_people(rows, opened)


def open_people(rows: PeopleRows, opened: OpenCase) -> list[OpenPerson]:
    """The same of rows that were asked for with others."""
    people = list(rows.people)
    lay_beside(people, "screenings", rows.talks)
    lay_beside(people, "earlier", rows.earlier)
    for person in people:
        person.case = opened.case
    merges = list(rows.merges)
    return [_one_of(person, people, merges, opened.key) for person in people if person.merged_into_id is None]


def open_person(person: Person, key: bytes) -> OpenPerson:
    """Somebody of a case, with the case's key."""
    rows = list(person.absorbed.all())
    return _one_of(person, [person, *rows], list(_merges_in(person.case)) if rows else [], key)


def _one_of(person: Person, rows: list[Person], merges: list[PersonMerge], key: bytes) -> OpenPerson:
    same = {row.pk for row in rows if row.standing_id == person.pk}
    talks = [talk for row in rows if row.pk in same for talk in row.screenings.all()]
    screenings = [(row, contents_of(ScreeningContents, row, key)) for row in sorted(talks, key=lambda talk: talk.at)]
    earlier = [_earlier(person, row, key) for row in person.earlier.all()]
    theirs = [merge for merge in merges if merge.gone_id in same]
    newest = next((merge.pk for merge in reversed(theirs) if merge.kept_id == person.pk), None)
    merged = [_merge(merge, key, may_split=merge.pk == newest) for merge in theirs]
    return OpenPerson(person, contents_of(PersonContents, person, key), screenings, earlier, merged)


def _merges_in(case: Case) -> QuerySet[PersonMerge]:
    """Those of a case that hold, oldest first."""
    return PersonMerge.objects.filter(HOLDS, kept__case=case).select_related("gone", "officer")


def _merge(merge: PersonMerge, key: bytes, *, may_split: bool) -> OpenMerge:
    reason = envelopes.open_json(bytes(merge.reason), key=key, context=merge.context)["reason"]
    return OpenMerge(merge, contents_of(PersonContents, merge.gone, key), reason, may_split)


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
        reason=said(sealed, opened.key, context),
        why_ended=said(ended, opened.key, tie.ended_context),
    )


def _earlier(person: Person, row: EarlierPerson, key: bytes) -> OpenEarlier:
    row.person = person
    reason = envelopes.open_json(bytes(row.reason), key=key, context=row.reason_context)["reason"]
    return OpenEarlier(row, contents_of(PersonContents, row, key), reason)
