"""What may be shown to whom of counts: the one place that decides it.

Officers see the counts of what they answer for as they are. Above an office and in public nobody may learn of one
event, whatever they add, subtract and keep:

cells     full tens, or nothing where there are fewer than ten: a cell leaves ten counts possible (v to v + 9)
totals    "at least": no higher than all that is shown below could be at most, less nine. So a total narrows none of its
          parts, shown or hidden. Totals go up one way, from level to level; across it a total is the sum of what is
          shown, which tells nothing more: two totals that cross narrow what neither of them does
time      what was shown once stays until at least ten events changed it (`held`)
open      open data are drawn with noise (differential privacy), once for each table, within a budget a year: who knows
          all reports but one learns next to nothing of that one, whatever else they know. What is below ten with its
          noise is hidden as anywhere (`noised`)

Whoever shows a table above an office or in public shows it through here.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import ceil, log
from typing import Generic, TypeVar

from pimpasa.accounts.models import Officer
from pimpasa.accounts.roles import Permission
from pimpasa.common.publication import FEWEST, in_full_tens, publishable
from pimpasa.insights.kinds import Table
from pimpasa.territory.models import Desk, Office

Key = TypeVar("Key", bound=Hashable)
Row = TypeVar("Row", bound=Hashable)
Column = TypeVar("Column", bound=Hashable)
Cells = Mapping[tuple[Row, Column], int]

# The scale of the noise on each count of open data. A report stands in one count of one table of each kind, and a table
# tells 1/scale (epsilon) of it: all of them together 0.37. BUDGET bounds the sum of a year's tables, as though one
# report stood in each: so it also holds for somebody with 27 reports in a year.
SCALES: Mapping[Table, int] = {Table.DAILY: 50, Table.MONTHLY: 10, Table.QUARTERLY: 4}
THOUSANDTHS = 1_000
BUDGET = 10 * THOUSANDTHS
SURE = 0.95


class Reach(StrEnum):
    """Who looks: somebody who answers for what is counted, or anybody else."""

    OWN = "own"
    ABOVE = "above"
    PUBLIC = "public"


@dataclass(frozen=True)
class Disclosed(Generic[Row, Column]):
    """A table as somebody may see it; None is "fewer than ten", totals are "at least" unless `is_exact`."""

    cells: Mapping[tuple[Row, Column], int | None]
    rows: Mapping[Row, int | None]
    columns: Mapping[Column, int | None]
    total: int | None
    is_exact: bool


def reach_of(officer: Officer, office: Office) -> Reach:
    """How an officer stands to an office's counts."""
    is_own = officer.office_id == office.pk and officer.may(Permission.READ_NUMBERS)
    return Reach.OWN if is_own else Reach.ABOVE


def desks_in_remit(officer: Officer, seats: Collection[Desk]) -> frozenset[int] | None:
    """The desks whose counts an officer answers for; None is the whole office, for who leads its cases."""
    return None if officer.may(Permission.LEAD_CASES) else frozenset(desk.pk for desk in seats)


def disclosed(
    cells: Cells[Row, Column], reach: Reach, above: Mapping[Row, Hashable] | None = None
) -> Disclosed[Row, Column]:
    """A table with its totals, every cell of it named, also where nothing was counted; rows are places.

    `above` says on what each row hangs, where the total goes through a level between.
    """
    rows: dict[Row, list[int]] = defaultdict(list)
    for (row, _column), number in cells.items():
        rows[row].append(number)
    if reach == Reach.OWN:
        sums = {row: sum(parts) for row, parts in rows.items()}
        return Disclosed(dict(cells), sums, _across(cells), sum(sums.values()), is_exact=True)
    public = {key: publishable(number) for key, number in cells.items()}
    of_rows = {row: total_of(parts) for row, parts in rows.items()}
    return Disclosed(
        public,
        {row: total or None for row, total in of_rows.items()},
        {column: total or None for column, total in _across(public).items()},
        _total_through(of_rows, {row: sum(parts) for row, parts in rows.items()}, above) or None,
        is_exact=False,
    )


def _total_through(totals: Mapping[Row, int], counts: Mapping[Row, int], above: Mapping[Row, Hashable] | None) -> int:
    """The total of rows, level by level: of a Kanwil its offices', of the nation the Kanwils'."""
    groups: dict[Hashable, list[Row]] = defaultdict(list)
    for row in totals:
        groups[above[row] if above else row].append(row)
    between = [
        total_of([totals[row] for row in group], counted=sum(counts[row] for row in group)) for group in groups.values()
    ]
    return total_of(between, counted=sum(counts.values()))


def _across(cells: Mapping[tuple[Row, Column], int | None]) -> dict[Column, int]:
    """What stands in each column, added up."""
    totals: dict[Column, int] = defaultdict(int)
    for (_row, column), number in cells.items():
        totals[column] += number or 0
    return dict(totals)


def total_of(parts: Iterable[int], *, counted: int | None = None) -> int:
    """At least how many the parts are together, in full tens: no more than tells anything of one of them.

    `parts` are counts, or the totals shown of what is below; `counted` is the true sum where they are the latter.
    """
    numbers = list(parts)
    highest = sum(in_full_tens(number) + FEWEST - 1 for number in numbers)
    return in_full_tens(max(0, min(sum(numbers) if counted is None else counted, highest - (FEWEST - 1))))


def told_apart(numbers: Mapping[Key, int]) -> frozenset[Key]:
    """Of which parts a median may be told beside that of the whole: of each that is ten at least.

    Where all others together are fewer than ten, the smallest of these is left untold, too: the difference between the
    medians would be the time of the few others.
    """
    telling = sorted((part for part in numbers if numbers[part] >= FEWEST), key=lambda part: (numbers[part], str(part)))
    rest = sum(numbers.values()) - sum(numbers[part] for part in telling)
    return frozenset(telling[1:] if 0 < rest < FEWEST else telling)


def side_by_side(first: Sequence[int], second: Sequence[int]) -> tuple[list[int], list[int]]:
    """Two ways of dividing the same, in full tens: neither says that the whole is more than leaves the other ten wide.

    Where one would, its largest part is telling ten lower, which is still "at least".
    """
    parts = ([in_full_tens(number) for number in first], [in_full_tens(number) for number in second])
    for own, opposite in (parts, parts[::-1]):
        while sum(own) > sum(opposite) + (FEWEST - 1) * (len(opposite) - 1):
            own[own.index(max(own))] -= FEWEST
    return parts


def held(now: Mapping[Key, int], before: Mapping[Key, int]) -> dict[Key, int]:
    """The counts to show from now on, `before` those behind what was shown last: none moves by fewer than ten."""
    return {
        key: before[key] if key in before and abs(number - before[key]) < FEWEST else number
        for key, number in now.items()
    }


def cost_of(table: Table) -> int:
    """What giving one out costs of the year's budget, in thousandths of epsilon."""
    return THOUSANDTHS // SCALES[table]


def margin_of(table: Table) -> int:
    """How far a count in it may be from the true one, nineteen times of twenty."""
    return ceil(-SCALES[table] * log(1 - SURE))


def noised(number: int) -> int | None:
    """A count of open data, to which noise was added; None where it is under ten with it."""
    return number if number >= FEWEST else None
