"""The newest open data as pictures, in the units of an SVG's view box. A table beside says the same."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from pimpasa.insights.disclosure import margin_of, noised
from pimpasa.insights.kinds import Table
from pimpasa.insights.models import OpenTable
from pimpasa.insights.queries.open_data import areas_of, newest_of
from pimpasa.reports.kinds import Kind

DAYS = 30
STEP = 11
HEIGHT = 60
ROW = 26
LONGEST = 120
MOST_BARS = 12


@dataclass(frozen=True)
class Column:
    """A day: how high its number stands, from where to where the true one may be; None is a number under ten."""

    x: int
    day: date
    number: int | None
    height: float
    low: float
    high: float

    @property
    def y(self) -> float:
        return HEIGHT - self.height

    @property
    def middle(self) -> float:
        return self.x + STEP / 2

    @property
    def doubt(self) -> str:
        return f"M{self.middle:.1f} {self.low:.1f}V{self.high:.1f}"


@dataclass(frozen=True)
class Days:
    """A kind's last days; all kinds stand on one scale, whose top is `most`."""

    kind: Kind
    columns: Sequence[Column]
    most: int

    @property
    def last(self) -> Column:
        return self.columns[-1]


def days() -> list[Days]:
    """For each kind the newest days, the oldest of them first."""
    tables = newest_of(Table.DAILY, DAYS)
    numbers = {(table.first, kind): noised(table.counts[f":{kind}"]) for table in tables for kind in Kind.values}
    margin = margin_of(Table.DAILY)
    most = max((number + margin for number in numbers.values() if number is not None), default=margin)
    return [Days(Kind(kind), _columns(tables, kind, numbers, most), most) for kind in Kind.values] if tables else []


def _columns(
    tables: Sequence[OpenTable], kind: str, numbers: Mapping[tuple[date, str], int | None], most: int
) -> list[Column]:
    margin = margin_of(Table.DAILY)
    columns = []
    for place, table in enumerate(tables):
        number = numbers[table.first, kind]
        low, high = max(0, (number or 0) - margin), (number or 0) + margin
        scale = HEIGHT / most
        columns.append(
            Column(
                STEP * place,
                table.first,
                number,
                scale * (number or 0),
                HEIGHT - scale * low,
                HEIGHT - scale * high,
            )
        )
    return columns


@dataclass(frozen=True)
class Bar:
    """An area with its number of a kind: how long its bar is, and from where to where the true one may be."""

    name: str
    number: int
    y: int
    width: float
    low: float
    high: float

    @property
    def baseline(self) -> int:
        return self.y + 18


@dataclass(frozen=True)
class Bars:
    """The areas with the most reports of a kind in the newest month."""

    kind: Kind
    bars: Sequence[Bar]

    @property
    def height(self) -> int:
        return ROW * len(self.bars)


def months() -> tuple[OpenTable | None, list[Bars]]:
    """The newest month, and for each kind the areas whose number is shown."""
    newest = newest_of(Table.MONTHLY, 1)
    if not newest:
        return None, []
    return newest[0], [Bars(Kind(kind), _bars(newest[0], kind)) for kind in Kind.values]


def _bars(table: OpenTable, kind: str) -> list[Bar]:
    by_area = {name: noised(table.counts.get(f"{code}:{kind}", 0)) for code, name in areas_of(Table.MONTHLY)}
    numbers = sorted(((number, name) for name, number in by_area.items() if number is not None), reverse=True)
    numbers = numbers[:MOST_BARS]
    margin = margin_of(Table.MONTHLY)
    scale = LONGEST / (numbers[0][0] + margin) if numbers else 0
    return [
        Bar(name, number, ROW * place, scale * number, scale * max(0, number - margin), scale * (number + margin))
        for place, (number, name) in enumerate(numbers)
    ]
