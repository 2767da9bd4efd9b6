"""The numbers of an office, read from the kept cells: how many, what came of them, and how long it took."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from typing import Any

from django.db.models import Q, QuerySet, Sum

from pimpasa.insights.histograms import quantile
from pimpasa.insights.kinds import Grain, Stage
from pimpasa.insights.models import Cell, WaitCell
from pimpasa.insights.periods import YEAR, Month, Period
from pimpasa.reports.kinds import Channel, Kind
from pimpasa.reports.states import OPEN, OUTCOMES, State
from pimpasa.territory.models import Office

# Of open reports, by how many days ago they came in: up to so many, the last one all that are older.
AGES = (1, 3, 7, 14, 30, None)
WHOSE = ("desk", "officer")


@dataclass(frozen=True)
class Narrowing:
    """Which reports are asked about; empty asks for all. `desks` bounds who answers for some desks alone."""

    kind: str = ""
    village: str = ""
    channel: str = ""
    outcome: str = ""
    desks: Collection[int] | None = None

    @property
    def columns(self) -> dict[str, Any]:
        """What a cell has to have."""
        named = {"kind": self.kind, "village": self.village, "channel": self.channel, "state": self.outcome}
        columns = {name: value for name, value in named.items() if value}
        return columns if self.desks is None else {**columns, "desk__in": list(self.desks)}


def villages_counted(office: Office, desks: Collection[int] | None) -> dict[str, str]:
    """The kelurahan from which anything ever came to an office, or to some of its desks: their names by code."""
    cells = Cell.objects.filter(office=office, grain=Grain.MONTH, **Narrowing(desks=desks).columns)
    return dict(cells.order_by("village__name").values_list("village", "village__name").distinct())


@dataclass(frozen=True)
class Waits:
    """How long waits of a stage took, by bucket; `late` of them past the term, by month of receipt besides."""

    stage: Stage
    numbers: Counter[int] = field(default_factory=Counter)
    late_numbers: Counter[int] = field(default_factory=Counter)
    by_month: Mapping[Month, tuple[int, int]] = field(default_factory=dict)

    @property
    def number(self) -> int:
        return self.numbers.total()

    @property
    def late(self) -> int:
        return self.late_numbers.total()

    @property
    def late_percent(self) -> int:
        return round(100 * self.late / self.number) if self.number else 0

    @property
    def median(self) -> float | None:
        """In minutes."""
        return quantile(self.numbers, 0.5)

    @property
    def ninth(self) -> float | None:
        """In how many minutes nine of ten ended."""
        return quantile(self.numbers, 0.9)


@dataclass(frozen=True)
class Pair:
    """A number, and that of the same days a year before."""

    now: int
    before: int

    @property
    def difference(self) -> int:
        return self.now - self.before


@dataclass(frozen=True)
class Numbers:
    """What an office's page of numbers shows of a period."""

    office: Office
    period: Period
    narrowing: Narrowing

    @cached_property
    def _now(self) -> Counter[tuple[str, ...]]:
        return self._counted(self.period)

    @cached_property
    def _before(self) -> Counter[tuple[str, ...]]:
        return self._counted(self.period.a_year_before)

    @property
    def total(self) -> Pair:
        return Pair(self._now.total(), self._before.total())

    @cached_property
    def by_village(self) -> dict[str, Pair]:
        """By code, most first."""
        pairs = self._pairs(0)
        return dict(sorted(pairs.items(), key=lambda item: (-item[1].now, -item[1].before, item[0])))

    @cached_property
    def by_kind(self) -> dict[str, Pair]:
        return self._named(1, Kind.values)

    @cached_property
    def by_channel(self) -> dict[str, Pair]:
        return self._named(2, Channel.values)

    @cached_property
    def by_state(self) -> dict[str, Pair]:
        return self._named(3, [*sorted(OPEN), *sorted(OUTCOMES)])

    @cached_property
    def by_village_and_kind(self) -> Mapping[tuple[str, str], int]:
        sums: Counter[tuple[str, str]] = Counter()
        for (village, kind, _channel, _state), number in self._now.items():
            sums[village, kind] += number
        return sums

    @property
    def substantiated(self) -> Pair:
        return self.by_state[State.SUBSTANTIATED.value]

    @property
    def concluded(self) -> int:
        return sum(pair.now for state, pair in self.by_state.items() if state in OUTCOMES)

    @cached_property
    def reopened(self) -> int:
        return _total(self._cells(self.period).filter(reopened=True))

    @cached_property
    def months(self) -> list[Month]:
        """The twelve up to the period's last one that has begun."""
        last = Month.of(self.period.until)
        return [last.later(number - YEAR + 1) for number in range(YEAR)]

    @cached_property
    def by_month(self) -> Mapping[str, dict[Month, int]]:
        """Of each kelurahan, in these months and the twelve before them."""
        first = self.months[0].later(-YEAR).first
        rows = self._own().filter(grain=Grain.MONTH, day__gte=first, day__lte=self.months[-1].first)
        sums: dict[str, dict[Month, int]] = {}
        for village, day, number in rows.values_list("village", "day").annotate(n=Sum("number")).order_by():
            sums.setdefault(village, {})[Month.of(day)] = number
        return sums

    @cached_property
    def waits(self) -> list[Waits]:
        """Of each stage: of what came in within the period, and by month how many ended, and how many late."""
        first = min(self.months[0].first, self.period.first)
        rows = self._own_waits().filter(day__gte=first, day__lte=self.period.until)
        counted = rows.values_list("stage", "day", "bucket", "late").annotate(n=Sum("number")).order_by()
        return [_waits(stage, self.period, [row[1:] for row in counted if row[0] == stage]) for stage in Stage]

    def waits_by(self, column: str) -> dict[int | None, list[Waits]]:
        """Of the period's waits those by `desk` or by `officer`, as their numbers in the database."""
        place = WHOSE.index(column)
        rows: dict[int | None, list[Any]] = {}
        for row in self._whose_waits:
            rows.setdefault(row[place], []).append(row[len(WHOSE) :])
        return {key: _by_stage(several) for key, several in rows.items()}

    @cached_property
    def _whose_waits(self) -> list[Any]:
        rows = self._own_waits().filter(day__gte=self.period.first, day__lte=self.period.until)
        counted = rows.values_list(*WHOSE, "stage", "bucket", "late").annotate(n=Sum("number"))
        return list(counted.order_by())

    def open_by_age(self, today: date) -> list[tuple[int | None, int]]:
        """How many are open now, whenever they came in, by the days since then (AGES)."""
        rows = self._own().filter(grain=Grain.DAY, state__in=sorted(OPEN))
        sums: Counter[int | None] = Counter()
        for day, number in rows.values_list("day").annotate(n=Sum("number")).order_by():
            days = (today - day).days
            sums[next((age for age in AGES if age is not None and days <= age), None)] += number
        return [(age, sums[age]) for age in AGES]

    def _own(self) -> QuerySet[Cell]:
        return Cell.objects.filter(office=self.office, **self.narrowing.columns)

    def _own_waits(self) -> QuerySet[WaitCell]:
        return WaitCell.objects.filter(office=self.office, **self.narrowing.columns)

    def _cells(self, period: Period) -> QuerySet[Cell]:
        return self._own().filter(_within(period))

    def _counted(self, period: Period) -> Counter[tuple[str, ...]]:
        rows = self._cells(period).values_list("village", "kind", "channel", "state")
        return Counter({tuple(values): number for *values, number in rows.annotate(n=Sum("number")).order_by()})

    def _pairs(self, place: int) -> dict[str, Pair]:
        now: Counter[str] = Counter()
        before: Counter[str] = Counter()
        for sums, counted in ((now, self._now), (before, self._before)):
            for values, number in counted.items():
                sums[values[place]] += number
        return {value: Pair(now[value], before[value]) for value in {*now, *before}}

    def _named(self, place: int, values: Sequence[str]) -> dict[str, Pair]:
        pairs = self._pairs(place)
        return {value: pairs.get(value, Pair(0, 0)) for value in values}


def _within(period: Period) -> Q:
    """The cells of a period: its whole months, and the days of one that is not over."""
    last = Month.of(period.until)
    whole = last.later(1) if period.until == last.last else last
    months = Q(grain=Grain.MONTH, day__gte=period.first, day__lt=whole.first)
    return months | Q(grain=Grain.DAY, day__gte=whole.first, day__lte=period.until)


def _waits(stage: Stage, period: Period, rows: Sequence[Any]) -> Waits:
    by_month: dict[Month, tuple[int, int]] = {}
    for day, _bucket, late, number in rows:
        month = Month.of(day)
        ended, ended_late = by_month.get(month, (0, 0))
        by_month[month] = (ended + number, ended_late + number * late)
    [own] = _by_stage([(stage, *row[1:]) for row in rows if row[0] >= period.first], stages=(stage,))
    return replace(own, by_month=by_month)


def _by_stage(rows: Iterable[Any], stages: Sequence[Stage] = tuple(Stage)) -> list[Waits]:
    """Of rows of a stage, a bucket, whether it was late, and how many."""
    numbers: dict[str, Counter[int]] = {stage: Counter() for stage in stages}
    late_numbers: dict[str, Counter[int]] = {stage: Counter() for stage in stages}
    for stage, bucket, late, number in rows:
        numbers[stage][bucket] += number
        if late:
            late_numbers[stage][bucket] += number
    return [Waits(stage, numbers[stage], late_numbers[stage]) for stage in stages]


def _total(rows: QuerySet[Cell]) -> int:
    return rows.aggregate(total=Sum("number"))["total"] or 0
