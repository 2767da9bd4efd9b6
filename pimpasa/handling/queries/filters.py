"""Narrowing a list of reports by what is readable of them. Whatever is not understood narrows nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date, timedelta
from typing import Any
from urllib.parse import urlencode

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import Q, QuerySet, TextChoices
from django.utils.translation import gettext_lazy as _

from pimpasa.accounts.models import Officer
from pimpasa.common import clock
from pimpasa.reports.kinds import Kind, Urgency
from pimpasa.reports.models import TAIL, Report
from pimpasa.reports.queries.lists import near_deadline, numbered
from pimpasa.reports.states import OPEN, State
from pimpasa.territory.queries.places import CODE

MOST_COUNTED = 1000


class Order(TextChoices):
    """In which order a list stands; the empty one is the list's own. Each is read from an index."""

    DUE = "due", _("The nearest deadline first")
    NEW = "new", _("The newest first")
    OLD = "old", _("The oldest first")


_COLUMNS = {Order.DUE: ("due_at", "id"), Order.NEW: ("-id",), Order.OLD: ("id",)}
_CHOICES = {
    "whose": {"mine", "free"},
    "urgency": {str(urgency.value) for urgency in Urgency},
    "kind": set(Kind.values),
    "state": set(State.values),
    "due": {"late", "soon"},
    "news": {"answered"},
    "order": set(Order.values),
}


@dataclass(frozen=True)
class Filter:
    """Empty fields narrow nothing; `whose` is `mine` or `free`, `due` is `late` or `soon`, `news` is `answered`.

    `officer` is an officer's number; `since` and `until` are days in ISO 8601, both counted in, of when a report came.
    """

    whose: str = ""
    urgency: str = ""
    kind: str = ""
    state: str = ""
    village: str = ""
    due: str = ""
    news: str = ""
    reference: str = ""
    officer: str = ""
    since: str = ""
    until: str = ""
    order: str = ""

    @classmethod
    def of(cls, query: Mapping[str, str]) -> Filter:
        """What a request's query asks for, by the fields' own names."""
        values = {field.name: query.get(field.name, "").strip()[:20] for field in fields(cls)}
        if not CODE.fullmatch(values["village"]):
            values["village"] = ""
        if not (values["officer"].isascii() and values["officer"].isdecimal() and len(values["officer"]) < 10):
            values["officer"] = ""
        for name in ("since", "until"):
            values[name] = "" if _day(values[name]) is None else values[name]
        return cls(**{name: value for name, value in values.items() if value in _CHOICES.get(name, {value})})

    @property
    def values(self) -> dict[str, str]:
        """What it asks for, by the fields' names."""
        return {field.name: value for field in fields(self) if (value := getattr(self, field.name))}

    @property
    def query(self) -> str:
        """Itself as a query, ending in `&` where there is any, to go on with."""
        return f"{urlencode(self.values)}&" if self.values else ""

    @property
    def narrows(self) -> bool:
        """Whether it leaves anything out."""
        return any(getattr(self, field.name) for field in fields(self) if field.name != "order")

    def apply(self, reports: QuerySet[Report], officer: Officer) -> QuerySet[Report]:
        """The reports that fit, in the order they had, or in the one that is asked for."""
        rows = reports.alias(tail=TAIL).filter(self._whose(officer), self._readable(), self._reference())
        return rows.order_by(*_COLUMNS[Order(self.order)]) if self.order else rows

    def _whose(self, officer: Officer) -> Q:
        conditions = {"": Q(), "mine": Q(officer=officer), "free": Q(officer=None)}
        return conditions[self.whose] & (Q(officer=int(self.officer)) if self.officer else Q())

    def _readable(self) -> Q:
        condition = self._due() & self._period()
        if self.news:
            condition &= Q(answered_at__isnull=False)
        for name in ("urgency", "kind", "state", "village"):
            if value := getattr(self, name):
                condition &= Q(**{name: value})
        return condition

    def _due(self) -> Q:
        if self.due == "late":
            return Q(due_at__lt=clock.now())
        return near_deadline(clock.now()) if self.due == "soon" else Q()

    def _period(self) -> Q:
        since, until = _day(self.since), _day(self.until)
        first = Q(received_at__gte=clock.midnight(since)) if since else Q()
        last = Q(received_at__lt=clock.midnight(until + timedelta(days=1))) if until else Q()
        return first & last

    def _reference(self) -> Q:
        return numbered(self.reference) if self.reference else Q()


def _day(text: str) -> date | None:
    """A day that somebody can have meant: of this century."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if 2000 <= day.year < 2100 else None


@dataclass(frozen=True)
class Count:
    """How many there are; `is_more` where counting stopped."""

    number: int

    @property
    def is_more(self) -> bool:
        return self.number > MOST_COUNTED

    def __str__(self) -> str:
        return f"{MOST_COUNTED}+" if self.is_more else str(self.number)


def counts(queue: QuerySet[Report], officer: Officer, asked: Mapping[str, Filter]) -> dict[str, Count]:
    """How many of a queue fit each filter, by its name.

    All in one statement, each up to MOST_COUNTED: a million cost what a thousand do.
    """
    return _counted({name: narrowing.apply(queue, officer) for name, narrowing in asked.items()})


def _counted(lists: Mapping[str, QuerySet[Report]]) -> dict[str, Count]:
    statements = [_statement(rows) for rows in lists.values()]
    columns = ", ".join(f"(SELECT count(*) FROM ({sql}) AS counted)" for sql, _parameters in statements)  # noqa: S608 - of our own queries
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {columns}", [value for _sql, parameters in statements for value in parameters])
        return {name: Count(number) for name, number in zip(lists, cursor.fetchone(), strict=True)}


def _statement(rows: QuerySet[Report]) -> tuple[str, Sequence[Any]]:
    try:
        return rows.order_by().values("pk")[: MOST_COUNTED + 1].query.sql_with_params()
    except EmptyResultSet:  # a filter that nothing fits, as Django knows without asking
        return "SELECT 1 WHERE false", ()


def states_of_queue(*, is_open: bool = True) -> list[tuple[str, str]]:
    """The states that a report can be in while it is open, or once it is not, in the order of its life."""
    return [(state.value, str(state.label)) for state in State if (state in OPEN) == is_open]
