"""What happened in an open case, and by which law it is judged."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import NamedTuple

from django.db.models import QuerySet

from pimpasa.cases.contents import EventContents, LawChoiceContents
from pimpasa.cases.days import first_day, last_day
from pimpasa.cases.law import Law, Offence, Rule, law_of
from pimpasa.cases.models import Case, Event, LawChoice, Person
from pimpasa.cases.opening.cases import OpenCase, contents_of
from pimpasa.common.reading import ask_together, lay_beside
from pimpasa.vault.correcting import reason_of


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


def events_of(opened: OpenCase) -> list[OpenEvent]:
    """What happened, as it counts, in that order; what has no known day comes last."""
    return [event for event in all_events_of(opened) if not event.event.is_corrected]


def all_events_of(opened: OpenCase) -> list[OpenEvent]:
    """The same with those that were corrected."""
    rows = event_rows(opened.case)
    ask_together(*rows)
    return open_events(rows, opened.key)


class EventRows(NamedTuple):
    """All that is kept of what happened in a case; `merged` are those whom another stands for by now."""

    events: QuerySet[Event]
    choices: QuerySet[LawChoice]
    merged: QuerySet[Person]


def event_rows(case: Case) -> EventRows:
    return EventRows(
        events=Event.objects.filter(case=case).select_related("added_by", "corrected_by"),
        choices=LawChoice.objects.filter(event__case=case).select_related("officer"),
        merged=Person.objects.filter(case=case, merged_into__isnull=False),
    )


def open_events(rows: EventRows, key: bytes) -> list[OpenEvent]:
    """The same of rows that were asked for with others."""
    lay_beside(rows.events, "law_choices", rows.choices)
    stands = {str(person.pk): str(person.merged_into_id) for person in rows.merged}
    events = [_with_who_stands(open_event(row, key), stands) for row in rows.events]
    return sorted(events, key=lambda event: (event.on or date.max, event.event.pk))


def _with_who_stands(event: OpenEvent, stands: dict[str, str]) -> OpenEvent:
    """The same, naming who stands for those who were merged; what is sealed goes on naming them as they were."""
    persons = list(dict.fromkeys(stands.get(who, who) for who in event.contents.persons))
    return replace(event, contents=replace(event.contents, persons=persons))


def open_event(event: Event, key: bytes) -> OpenEvent:
    """An event with the law that was chosen for it, with the case's key."""
    choices = tuple(OpenLawChoice(row, contents_of(LawChoiceContents, row, key)) for row in event.law_choices.all())
    return OpenEvent(event, contents_of(EventContents, event, key), choices, reason_of(event, key))
