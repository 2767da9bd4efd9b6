"""Where an officer sits now, asked once for everything that may wait for them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import DateTimeField, Model, QuerySet, SmallIntegerField, TextField, Value
from django.db.models.expressions import Combinable, F
from django.db.models.functions import Cast

from pimpasa.accounts.models import Officer
from pimpasa.accounts.queries import desks_of
from pimpasa.accounts.roles import Permission
from pimpasa.common import clock
from pimpasa.reports.models import Report
from pimpasa.reports.queries.lists import visible_to
from pimpasa.territory.models import Desk
from pimpasa.waiting.kinds import Kind

# So many of a kind are fetched: those that a page shows, and whether there are more.
MOST = 20
NEVER = Value(None, output_field=DateTimeField())
NOWHERE = Value("", output_field=TextField())
CALM = Value(None, output_field=SmallIntegerField())
SOON = timedelta(days=3)


@dataclass(frozen=True)
class Seat:
    """An officer with their desks today, their units among them, and the reports that they may read."""

    officer: Officer
    desks: Sequence[int]
    units: Sequence[int]
    mine: QuerySet[Report]
    today: date
    now: datetime

    @property
    def tomorrow(self) -> datetime:
        """When this day ends, by the time of the page."""
        return clock.midnight(self.today + timedelta(days=1))


def seat_of(officer: Officer, desks: Sequence[Desk] | None = None) -> Seat:
    """`desks` are the officer's of today, where somebody asked for them already."""
    today = clock.today()
    desks = list(desks_of(officer, on=today)) if desks is None else desks
    units = [desk.pk for desk in desks if desk.kind == Desk.Kind.UNIT]
    mine = visible_to(officer, seats=desks) if officer.may(Permission.READ_REPORTS) else Report.objects.none()
    return Seat(officer, [desk.pk for desk in desks], units, mine, today, clock.now())


def offered(
    rows: QuerySet[Any, Any],
    kind: Kind,
    *,
    thing: str | Combinable = "pk",
    since: str | Combinable,
    until: str | Combinable = NEVER,
    about: str | Combinable = NOWHERE,
    place: str | Combinable = NOWHERE,
    urgency: str | Combinable = CALM,
) -> QuerySet[Model, tuple[Any, ...]]:
    """Rows as entries of one shape, MOST of them and one, in the order that they have."""
    return rows.values_list(
        Value(kind.value, output_field=TextField()),
        Cast(thing, TextField()),
        Cast(since, DateTimeField()),
        Cast(until, DateTimeField()),
        Cast(about, TextField()),
        Cast(place, TextField()),
        Cast(F(urgency) if isinstance(urgency, str) else urgency, SmallIntegerField()),
    )[: MOST + 1]
