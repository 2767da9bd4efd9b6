"""All of an open case at once, as its page and its papers show it."""

from __future__ import annotations

from dataclasses import dataclass

from pimpasa.cases.models import LeaderChange
from pimpasa.cases.opening.cases import OpenCase
from pimpasa.cases.opening.course import (
    OpenReopening,
    OpenTerm,
    leader_rows,
    open_leader_changes,
    open_reopenings,
    open_terms,
    reopening_rows,
    term_rows,
)
from pimpasa.cases.opening.decisions import OpenGelar, OpenTak, gelar_rows, open_decisions, open_taks, tak_rows
from pimpasa.cases.opening.events import OpenEvent, event_rows, open_events
from pimpasa.cases.opening.people import OpenPerson, open_people, people_rows
from pimpasa.common.reading import ask_together


@dataclass(frozen=True)
class WholeCase:
    """Each in the order of the function that opens it alone; what was corrected is among it."""

    people: list[OpenPerson]
    events: list[OpenEvent]
    decisions: list[OpenGelar]
    taks: list[OpenTak]
    terms: list[OpenTerm]
    leader_changes: list[tuple[LeaderChange, str]]
    reopenings: list[OpenReopening]


def whole_of(opened: OpenCase) -> WholeCase:
    """All of it in one statement."""
    case, key = opened.case, opened.key
    people, events = people_rows(case), event_rows(case)
    decisions, taks, terms = gelar_rows(case), tak_rows(case), term_rows(case)
    leaders, reopenings = leader_rows(case), reopening_rows(case)
    ask_together(*people, *events, decisions, taks, terms, leaders, reopenings)
    return WholeCase(
        people=open_people(people, opened),
        events=open_events(events, key),
        decisions=open_decisions(decisions, key),
        taks=open_taks(taks, key),
        terms=open_terms(terms, key),
        leader_changes=open_leader_changes(leaders, key),
        reopenings=open_reopenings(reopenings, key),
    )
