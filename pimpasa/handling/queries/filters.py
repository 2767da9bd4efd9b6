"""Narrowing a list of reports by what is readable of them. Whatever is not understood narrows nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from urllib.parse import urlencode

from django.db.models import Q, QuerySet

from pimpasa.accounts.models import Officer
from pimpasa.common import clock
from pimpasa.reports.kinds import Kind, Urgency
from pimpasa.reports.models import TAIL, Report
from pimpasa.reports.queries.lists import near_deadline, numbered
from pimpasa.reports.states import OPEN, State
from pimpasa.territory.queries import CODE

MOST_COUNTED = 1000


@dataclass(frozen=True)
class Filter:
    """Empty fields narrow nothing; `whose` is `mine` or `free`, `due` is `late` or `soon`, `news` is `answered`."""

    whose: str = ""
    urgency: str = ""
    kind: str = ""
    state: str = ""
    village: str = ""
    due: str = ""
    news: str = ""
    reference: str = ""

    @classmethod
    def of(cls, query: Mapping[str, str]) -> Filter:
        """What a request's query asks for, by the fields' own names."""
        values = {field.name: query.get(field.name, "").strip()[:20] for field in fields(cls)}
        choices = {
            "whose": {"mine", "free"},
            "urgency": {str(urgency.value) for urgency in Urgency},
            "kind": set(Kind.values),
            "state": set(State.values),
            "due": {"late", "soon"},
            "news": {"answered"},
        }
        if not CODE.fullmatch(values["village"]):
            values["village"] = ""
        return cls(**{name: value for name, value in values.items() if value in choices.get(name, {value})})

    @property
    def query(self) -> str:
        """Itself as a query, ending in `&` where there is any, to go on with."""
        values = {field.name: value for field in fields(self) if (value := getattr(self, field.name))}
        return f"{urlencode(values)}&" if values else ""

    def apply(self, reports: QuerySet[Report], officer: Officer) -> QuerySet[Report]:
        """The reports that fit, in the order they had."""
        return reports.alias(tail=TAIL).filter(self._whose(officer), self._readable(), self._reference())

    def _whose(self, officer: Officer) -> Q:
        if self.whose == "mine":
            return Q(officer=officer)
        return Q(officer=None) if self.whose == "free" else Q()

    def _readable(self) -> Q:
        condition = self._due()
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

    def _reference(self) -> Q:
        return numbered(self.reference) if self.reference else Q()


@dataclass(frozen=True)
class Count:
    """How many there are; `is_more` where counting stopped."""

    number: int

    @property
    def is_more(self) -> bool:
        return self.number > MOST_COUNTED

    def __str__(self) -> str:
        return f"{MOST_COUNTED}+" if self.is_more else str(self.number)


def count(reports: QuerySet[Report]) -> Count:
    """Count up to MOST_COUNTED, so that a million cost what a thousand do."""
    return Count(reports.order_by()[: MOST_COUNTED + 1].count())


def counts(reports: QuerySet[Report], officer: Officer) -> dict[str, Count]:
    """Of a queue: all, one's own, those nobody took, emergencies, late ones and soon to be, those answered."""
    chips = {
        "all": Filter(),
        "mine": Filter(whose="mine"),
        "free": Filter(whose="free"),
        "emergency": Filter(urgency=str(Urgency.EMERGENCY.value)),
        "late": Filter(due="late"),
        "soon": Filter(due="soon"),
        "answered": Filter(news="answered"),
    }
    return {name: count(chip.apply(reports, officer)) for name, chip in chips.items()}


def states_of_queue() -> list[tuple[str, str]]:
    """The states an open report can be in, in the order of its life."""
    return [(state.value, str(state.label)) for state in State if state in OPEN]
