"""Everything that stands on a case's page, opened and put together."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Any

from pimpasa.accounts.models import Officer
from pimpasa.accounts.roles import Permission
from pimpasa.cases.alike import linked_cases
from pimpasa.cases.kinds import EventKind, Screening, Verdict
from pimpasa.cases.models import Case
from pimpasa.cases.opening.cases import OpenCase
from pimpasa.cases.opening.course import OpenTerm
from pimpasa.cases.opening.decisions import OpenGelar, OpenTak
from pimpasa.cases.opening.events import OpenEvent
from pimpasa.cases.opening.people import OpenPerson
from pimpasa.cases.opening.whole import whole_of
from pimpasa.cases.queries import named_by_others
from pimpasa.cases.rules.enforcement import refusals, tak_refusals, uncleared
from pimpasa.cases.states import CaseState
from pimpasa.cases.tied import Tied, protects, ties_of
from pimpasa.common import clock
from pimpasa.common.countries import COUNTRIES
from pimpasa.reports.models import Report
from pimpasa.reports.queries.lists import readable_among
from pimpasa.territory.models import Village
from pimpasa.territory.queries.places import neighbourhood_of, villages_by_code
from pimpasa.territory.shapes import WIDTH, Cell, Map, draw

TAGS = {
    Screening.NONE: "app-tag--soon",
    Screening.PAUSED: "app-tag--soon",
    Screening.INDICATED: "app-tag--urgent",
    Screening.NOT_INDICATED: "app-tag--done",
}


@dataclass(frozen=True)
class Card:
    """A person with what stands against them; `why_not` is why nothing (further) may.

    `may_look` says that what is missing is the head's look whether they are protected elsewhere.
    """

    opened: OpenPerson
    tag: str
    taks: list[OpenTak]
    why_not: str
    may_look: bool
    ties: list[Tied]

    @property
    def is_gated(self) -> bool:
        """Whether somebody who is no possible victim here may be one in another case, or nobody here may know."""
        return not protects(self.opened.person) and any(tie.may_be_victim for tie in self.ties)


@dataclass(frozen=True)
class Happened:
    """An event in words: its kind, country and people."""

    opened: OpenEvent
    kind: str
    where: str
    people: str
    may_correct: bool


@dataclass(frozen=True)
class Place:
    """A kelurahan on the map; `events` is how many happened there, none for a neighbour."""

    cell: Cell
    events: int


def everything_on(opened: OpenCase, officer: Officer) -> dict[str, Any]:
    """What the page's template asks for."""
    whole = whole_of(opened)
    people, events, terms = whole.people, whole.events, whole.terms
    villages = _villages(events)
    counts = Counter(event.contents.village for event in events if not event.event.is_corrected)
    drawn = _map([village for code, village in villages.items() if counts[code]])
    return {
        "people": _cards(people, whole.taks, whole.decisions, officer),
        "events": [_happened(event, people, villages, officer, opened.case) for event in events],
        "drawn": drawn,
        "width": WIDTH,
        "places": [Place(cell, counts[cell.village.code]) for cell in (drawn.cells if drawn else [])],
        "decisions": whole.decisions,
        "leader_changes": whole.leader_changes,
        "reopenings": whole.reopenings,
        "terms": [term for term in terms if term.term.done_on is None],
        "kept": [term for term in terms if term.term.done_on is not None],
        "names": _names_of(people, terms),
        "today": clock.today(),
        "linked": linked_cases(opened.case, officer),
        "named_by": named_by_others(opened.case),
        "reports": _reports(opened.reports, officer),
        "may_work": opened.case.state != CaseState.CLOSED,
        "may_merge": len(people) > 1,
        "may_decide": officer.may(Permission.SET_GELAR),
    }


def _cards(people: list[OpenPerson], taks: list[OpenTak], decisions: list[OpenGelar], officer: Officer) -> list[Card]:
    is_decided = any(row.gelar.verdict == Verdict.TAK and not row.gelar.is_corrected for row in decisions)
    rows = [person.person for person in people]
    refused, unclear = refusals(rows), uncleared(rows)
    why_not = tak_refusals(rows, refused, unclear, is_decided=is_decided)
    unseen = unclear.keys() - refused.keys()
    ties = ties_of(rows, officer)
    return [
        Card(
            opened=person,
            tag=TAGS[Screening(person.person.screening)],
            taks=[tak for tak in taks if tak.tak.person.standing_id == person.person.pk],
            why_not=str(why_not[person.person.pk].reason) if person.person.pk in why_not else "",
            may_look=person.person.pk in unseen,
            ties=ties.get(person.person.pk, []),
        )
        for person in people
    ]


def _happened(
    event: OpenEvent, people: list[OpenPerson], villages: dict[str, Village], officer: Officer, case: Case
) -> Happened:
    contents = event.contents
    village = villages.get(contents.village)
    place = [contents.place, village.name if village else "", str(COUNTRIES.get(contents.country, ""))]
    names = [who.contents.name for who in people if str(who.person.pk) in contents.persons]
    may = case.state != CaseState.CLOSED and officer.pk in (event.event.added_by_id, case.leader_id)
    where = ", ".join(filter(None, place))
    return Happened(event, str(EventKind(contents.kind).label), where, ", ".join(names), may_correct=may)


def _names_of(people: list[OpenPerson], terms: list[OpenTerm]) -> dict[Any, str]:
    """By a term's id, the name of whom it is for."""
    names = {person.person.pk: person.contents.name for person in people}
    whose = {term.term.pk: term.term.person.standing_id for term in terms if term.term.person is not None}
    return {pk: names[person] for pk, person in whose.items() if person in names}


def _villages(events: list[OpenEvent]) -> dict[str, Village]:
    return villages_by_code(event.contents.village for event in events if event.contents.village)


def _map(villages: list[Village]) -> Map | None:
    """The kelurahan of the events among their neighbours."""
    return draw(neighbourhood_of(villages)) if villages else None


def _reports(reports: list[Report], officer: Officer) -> list[tuple[Report, bool]]:
    """The case's reports, and whether this officer may read each."""
    readable = readable_among(reports, officer)
    return [(report, report.pk in readable) for report in reports]
