"""Notes and reminders beside a report or a case, who can be mentioned there, and which days count."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any

from django.db.models import Prefetch, Q, QuerySet

from pimpasa.accounts.models import Officer
from pimpasa.accounts.queries import members_of
from pimpasa.cases.models import Case
from pimpasa.common import clock
from pimpasa.notes.models import Note, NoteMention, Reminder
from pimpasa.notes.rules import can_be_mentioned, can_read
from pimpasa.reports.deadlines import after_working_days
from pimpasa.reports.models import Report
from pimpasa.territory import zones
from pimpasa.territory.queries.offices import area_of

_THINGS = ("report__desk", "report__unit", "report__office", "case__unit", "case__office")


def _of(thing: Report | Case) -> dict[str, Any]:
    return {"report" if isinstance(thing, Report) else "case": thing}


def notes_beside(thing: Report | Case, officer: Officer) -> list[Note]:
    """Those that the officer's office may read, oldest first, each with who is mentioned."""
    rows = (
        Note.objects.filter(**_of(thing))
        .select_related("officer")
        .prefetch_related(Prefetch("mentions", NoteMention.objects.select_related("officer")))
    )
    return [note for note in rows if can_read(officer, note)]


def colleagues_at(thing: Report | Case, officer: Officer) -> list[Officer]:
    """Whom the officer may mention there, by name."""
    desks = [thing.desk, thing.unit] if isinstance(thing, Report) else [thing.unit]
    people = {
        colleague.pk: colleague
        for desk in desks
        if desk is not None
        for colleague in members_of(desk, on=clock.today()).select_related("office")
    }
    readers = [person for person in people.values() if can_be_mentioned(person, thing, by=officer)]
    return sorted(readers, key=lambda person: person.name)


def mention_by_id(mention_id: int, officer: Officer) -> NoteMention | None:
    """As it waits for this officer."""
    rows = NoteMention.objects.select_related("note__officer", *(f"note__{name}" for name in _THINGS))
    return rows.filter(pk=mention_id, officer=officer).first()


def reminders_of(officer: Officer, thing: Report | Case) -> QuerySet[Reminder]:
    """An officer's own that are still to come or to be ticked off."""
    return Reminder.objects.filter(officer=officer, done_at=None, **_of(thing))


def reminder_by_id(reminder_id: int, officer: Officer) -> Reminder | None:
    return Reminder.objects.select_related(*_THINGS).filter(pk=reminder_id, officer=officer).first()


def area_at(thing: Report | Case) -> str:
    """Whose days count: the kelurahan's of a report, the office's of a case."""
    return thing.village_id if isinstance(thing, Report) else area_of(thing.office_id)


def today_at(thing: Report | Case) -> date:
    return zones.day_of(clock.now(), area_at(thing))


def beginning_of(day: date, thing: Report | Case) -> datetime:
    """When a day begins there."""
    return datetime.combine(day, time.min, zones.here(area_at(thing)))


def working_day(days: int, thing: Report | Case) -> date:
    """The day that comes so many working days after today there."""
    return after_working_days(clock.now(), days, area=area_at(thing)).date()


def of_what_was_erased() -> Q:
    """Beside a report or a case whose key was destroyed."""
    return Q(report__shredded_at__isnull=False) | Q(case__shredded_at__isnull=False)
