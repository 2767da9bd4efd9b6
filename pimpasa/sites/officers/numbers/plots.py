"""What plots are drawn of: places and lengths in the units of an SVG's view box. A table beside says the same.

No number is told by colour alone: last year is a tick or a line, what came too late is striped and numbered.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pimpasa.insights.histograms import bounds_of
from pimpasa.insights.kinds import Stage
from pimpasa.insights.periods import YEAR, Month
from pimpasa.insights.queries.numbers import Pair, Waits

ROW = 26
LEFT = 128
LONGEST = 150
LONGEST_LABEL = 19  # letters that fit beside a bar
BINS = 16
STEP = 22
HEIGHT = 64
MONTH = 14
SMALL = 54
LEAST_SCALE = 25  # percent
HOUR = 60
DAY = 24 * HOUR
# Of each stage the unit of its axis, in minutes.
UNITS = {Stage.OPENED: HOUR, Stage.VERIFIED: DAY, Stage.DECIDED: DAY}


@dataclass(frozen=True)
class Bar:
    """A row: its words, how long its bar is, where last year's tick stands (None: there is none)."""

    label: str
    number: int
    y: int
    width: float
    past: float | None
    difference: str

    @property
    def baseline(self) -> int:
        return self.y + 14

    @property
    def past_at(self) -> float:
        return LEFT + (self.past or 0)


@dataclass(frozen=True)
class Bars:
    rows: Sequence[Bar]

    @property
    def height(self) -> int:
        return ROW * len(self.rows)


def bars(numbers: Mapping[str, Pair | int]) -> Bars:
    """Rows of bars on one scale, by their words; a plain number has no year before."""
    pairs = {label: number if isinstance(number, Pair) else Pair(number, 0) for label, number in numbers.items()}
    most = max((max(pair.now, pair.before) for pair in pairs.values()), default=0) or 1
    rows = []
    for place, (label, pair) in enumerate(pairs.items()):
        has_past = isinstance(numbers[label], Pair)
        past = round(LONGEST * pair.before / most, 1) if has_past else None
        width = round(LONGEST * pair.now / most, 1)
        difference = _signed(pair.difference) if has_past else ""
        rows.append(Bar(_short(label), pair.now, ROW * place, width, past, difference))
    return Bars(rows)


@dataclass(frozen=True)
class Bin:
    """A column of a distribution: in time below, too late on top of it and striped."""

    x: int
    height: float
    late_height: float
    late: int

    @property
    def y(self) -> float:
        return HEIGHT - self.height

    @property
    def late_y(self) -> float:
        return HEIGHT - self.height - self.late_height


@dataclass(frozen=True)
class Distribution:
    """Columns from no wait up to `ticks`; the last column is all that took longer."""

    bins: Sequence[Bin]
    ticks: Sequence[tuple[int, str]]


def distribution(waits: Waits) -> Distribution:
    """How long waits took, in columns of equal width that reach beyond nine of ten."""
    unit = UNITS[waits.stage]
    width = _bin_width(waits.ninth or 0, unit)
    numbers = _binned(waits.numbers, width)
    late = _binned(waits.late_numbers, width)
    most = max(numbers.values(), default=0) or 1
    bins = [
        Bin(STEP * place, HEIGHT * (numbers[place] - late[place]) / most, HEIGHT * late[place] / most, late[place])
        for place in range(BINS)
    ]
    ticks = [(STEP * place, f"{place * width / unit:g}") for place in range(0, BINS, 4)]
    return Distribution(bins, ticks)


def _bin_width(ninth: float, unit: int) -> int:
    """Minutes of a column: a part of the unit or some of them, so that nine of ten fill two thirds."""
    needed = ninth * 1.5 / BINS
    parts = [unit // 4, unit // 2, unit, *(unit * times for times in (2, 3, 6, 12, 24, 48, 96))]
    return next((part for part in parts if part >= needed), parts[-1])


def _binned(numbers: Counter[int], width: int) -> Counter[int]:
    binned: Counter[int] = Counter()
    for bucket, number in numbers.items():
        binned[min(BINS - 1, sum(bounds_of(bucket)) // 2 // width)] += number
    return binned


@dataclass(frozen=True)
class Share:
    """A month's share of waits that were too late, in percent; None where none ended."""

    x: int
    month: Month
    percent: int | None
    height: float
    is_last: bool

    @property
    def y(self) -> float:
        return HEIGHT - self.height


def shares(waits: Waits, months: Sequence[Month]) -> list[Share]:
    """The share late of each month; the scale reaches a quarter at least, so that few late ones look like few."""
    ended = [waits.by_month.get(month, (0, 0)) for month in months]
    percents = [round(100 * late / number) if number else None for number, late in ended]
    most = max(LEAST_SCALE, *(percent or 0 for percent in percents))
    return [
        Share(STEP * place, month, percent, HEIGHT * (percent or 0) / most, place == len(months) - 1)
        for place, (month, percent) in enumerate(zip(months, percents, strict=True))
    ]


@dataclass(frozen=True)
class Column:
    x: int
    y: float
    height: float


@dataclass(frozen=True)
class Multiple:
    """Twelve months as columns, the twelve before as a line of steps; all of a page on one scale."""

    label: str
    now: int
    before: int
    columns: Sequence[Column]
    line: str


def multiples(by_month: Mapping[str, Mapping[Month, int]], months: Sequence[Month]) -> list[Multiple]:
    """A small plot for each of these, by their words."""
    most = max((number for numbers in by_month.values() for number in numbers.values()), default=0) or 1
    return [_multiple(label, numbers, months, most) for label, numbers in by_month.items()]


def _multiple(label: str, numbers: Mapping[Month, int], months: Sequence[Month], most: int) -> Multiple:
    now = [numbers.get(month, 0) for month in months]
    before = [numbers.get(month.later(-YEAR), 0) for month in months]
    heights = [SMALL * number / most for number in now]
    columns = [Column(MONTH * place + 2, SMALL - height, height) for place, height in enumerate(heights)]
    steps = " ".join(f"V{SMALL - SMALL * number / most:.1f}h{MONTH}" for number in before)
    return Multiple(label, sum(now), sum(before), columns, f"M0 {SMALL} {steps}")


def _signed(number: int) -> str:
    return f"+{number}" if number > 0 else f"−{-number}" if number else "±0"


def _short(label: str) -> str:
    return label if len(label) <= LONGEST_LABEL else f"{label[: LONGEST_LABEL - 1]}…"
