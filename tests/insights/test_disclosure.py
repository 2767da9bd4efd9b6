"""A watcher keeps everything that is ever shown, knows how it is made, adds and subtracts: no event stands alone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import product
from random import Random

import numpy as np
import pytest

from pimpasa.common.publication import FEWEST
from pimpasa.insights.disclosure import Disclosed, Reach, disclosed, held, reach_of, side_by_side, told_apart, total_of
from tests.factories.people import cast

VILLAGES = {"Cengkareng Timur": 2.1, "Pegadungan": 0.9, "Kamal": 0.2, "Semanan": 0.05, "Kapuk": 0.01}
KINDS = {"tppo": 0.5, "pmi": 0.4, "foreigner": 0.1}
CELLS = list(product(VILLAGES, KINDS))
DAYS = 365
Cell = tuple[str, str]
Shown = Disclosed[str, str]


def test_an_officer_sees_the_own_counts_as_they_are() -> None:
    table = disclosed(
        {("Kamal", "tppo"): 1, ("Kamal", "pmi"): 0, ("Kapuk", "tppo"): 12, ("Kapuk", "pmi"): 3}, Reach.OWN
    )
    assert table.cells[("Kamal", "tppo")] == 1
    assert table.rows == {"Kamal": 1, "Kapuk": 15}
    assert table.columns == {"tppo": 13, "pmi": 3}
    assert (table.total, table.is_exact) == (16, True)


def test_anybody_else_sees_no_few_and_totals_that_say_at_least() -> None:
    table = disclosed(
        {("Kamal", "tppo"): 1, ("Kamal", "pmi"): 9, ("Kapuk", "tppo"): 19, ("Kapuk", "pmi"): 10}, Reach.PUBLIC
    )
    assert table.cells == {
        ("Kamal", "tppo"): None,
        ("Kamal", "pmi"): None,
        ("Kapuk", "tppo"): 10,
        ("Kapuk", "pmi"): 10,
    }
    assert table.rows == {"Kamal": None, "Kapuk": 20}
    assert table.columns == {"tppo": 10, "pmi": 10}
    assert (table.total, table.is_exact) == (20, False)


def test_a_total_does_not_say_that_a_hidden_part_is_none() -> None:
    assert total_of([19, 9]) == 10  # 20 would say of the second part that it is one at least


@pytest.mark.django_db
def test_only_who_answers_for_an_office_sees_its_counts_as_they_are() -> None:
    office = cast()
    reaches = {
        name: reach_of(getattr(office, name), office.at.office) for name in ("hadi", "dewi", "agus", "rina", "fani")
    }
    assert reaches == {"hadi": "own", "dewi": "own", "agus": "above", "rina": "above", "fani": "above"}


def test_of_every_table_of_two_places_each_cell_stays_ten_wide_for_who_knows_the_rule() -> None:
    """All that two places with three cells each could be behind what is shown: a million tables."""
    possible = np.indices((FEWEST,) * 6).reshape(6, -1)
    shown: dict[tuple[int, ...], list[int]] = {}
    signatures = np.array([_totals(int(first), int(second)) for first, second in product(range(28), range(28))])
    sums = possible[:3].sum(0) * 28 + possible[3:].sum(0)
    for number, cells in zip(map(tuple, signatures[sums]), range(possible.shape[1]), strict=True):
        shown.setdefault(number, []).append(cells)
    assert len(shown) > 1
    for tables in shown.values():
        assert {len(set(row)) for row in possible[:, tables].tolist()} == {FEWEST}


def _totals(first: int, second: int) -> tuple[int, int, int]:
    """What is shown of two rows with these sums, of which every cell is under ten."""
    cells = {("a", number): part for number, part in enumerate(_parts(first))}
    cells |= {("b", number): part for number, part in enumerate(_parts(second))}
    table = disclosed(cells, Reach.PUBLIC)
    return table.rows["a"] or 0, table.rows["b"] or 0, table.total or 0


def _parts(total: int) -> list[int]:
    return [min(9, max(0, total - 9 * number)) for number in range(3)]


def days(seed: int) -> Iterator[Counter[Cell]]:
    """What came in on each day of a year."""
    chance = Random(seed)  # noqa: S311 - invented events
    for _day in range(DAYS):
        today: Counter[Cell] = Counter()
        for village, rate in VILLAGES.items():
            for kind, share in KINDS.items():
                today[village, kind] = sum(chance.random() < rate * share / 4 for _try in range(4))
        yield today


class Watcher:
    """Keeps every publication: what each cell could be at least and at most, and since when it did not move."""

    def __init__(self) -> None:
        self.last: Shown | None = None
        self.since_move: Counter[Cell] = Counter()
        self.moves = 0

    def least(self, table: Shown, cell: Cell) -> int:
        """By its own cell, and by every total less all that the other parts could be."""
        village, _kind = cell
        row = [key for key in CELLS if key[0] == village]
        at_most = {key: (table.cells[key] or 0) + FEWEST - 1 for key in CELLS}
        in_row = (table.rows[village] or 0) - sum(at_most[key] for key in row if key != cell)
        in_all = (table.total or 0) - sum(at_most[key] for key in CELLS if key != cell)
        return max(table.cells[cell] or 0, in_row, in_all)

    def most(self, table: Shown, cell: Cell) -> int:
        """By its own cell, and by every total's next ten less all that the other parts are at least."""
        village, _kind = cell
        others = sum(table.cells[key] or 0 for key in CELLS if key[0] == village and key != cell)
        return min((table.cells[cell] or 0) + FEWEST - 1, (table.rows[village] or 0) + FEWEST - 1 - others)

    def keep(self, table: Shown, today: Counter[Cell]) -> None:
        for cell in CELLS:
            assert self.most(table, cell) - self.least(table, cell) == FEWEST - 1
            assert table.cells[cell] is None or table.cells[cell] % FEWEST == 0
            self.since_move[cell] += today[cell]
            if self.last is not None and table.cells[cell] != self.last.cells[cell]:
                assert self.since_move[cell] >= FEWEST
                self.since_move[cell] = 0
                self.moves += 1
        self.last = table


@pytest.mark.parametrize("seed", range(3))
def test_who_keeps_a_year_of_publications_learns_of_no_single_event(seed: int) -> None:
    watcher = Watcher()
    counts: Counter[Cell] = Counter(dict.fromkeys(CELLS, 0))
    behind: dict[Cell, int] = {}
    for today in days(seed):
        counts.update(today)
        behind = held(dict(counts), behind)
        watcher.keep(disclosed(behind, Reach.PUBLIC), today)
    assert watcher.moves > 50


@pytest.mark.parametrize("seed", range(3))
def test_two_ways_of_dividing_the_same_narrow_neither(seed: int) -> None:
    chance = Random(seed)  # noqa: S311 - invented events
    for _turn in range(2_000):
        events = [
            (chance.choices(range(6), range(1, 7))[0], chance.choices(range(3), (9, 3, 1))[0]) for _ in range(114)
        ]
        first = [sum(state == place for state, _channel in events) for place in range(6)]
        second = [sum(channel == place for _state, channel in events) for place in range(3)]
        shown = side_by_side(first, second)
        for own, opposite in (shown, shown[::-1]):
            slack = sum(own) - sum(opposite) - (FEWEST - 1) * (len(opposite) - 1)
            assert slack <= 0
        assert all(
            part <= number
            for parts, numbers in zip(shown, (first, second), strict=True)
            for part, number in zip(parts, numbers, strict=True)
        )


def test_medians_of_parts_leave_the_others_ten_or_none() -> None:
    assert told_apart({"a": 12, "b": 10, "c": 3}) == {"a"}
    assert told_apart({"a": 12, "b": 10, "c": 9, "d": 1}) == {"a", "b"}
    assert told_apart({"a": 12, "b": 10}) == {"a", "b"}
    assert told_apart({"a": 12, "b": 1}) == frozenset()
