"""Intervals against what others printed, and against what must always hold."""

from __future__ import annotations

from math import inf

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pimpasa.insights.intervals import difference, rate_ratio, share_exact


def test_it_works() -> None:
    """Clopper-Pearson of 15 of 148, as Newcombe prints it (Statistics in Medicine 17, 1998, 857-872, table I)."""
    found = share_exact(15, 148)
    assert (round(found.low, 4), round(found.high, 4)) == (0.0578, 0.1617)


@pytest.mark.parametrize(
    ("number", "of", "low", "high"), [(0, 20, 0.0, 0.1684), (1, 29, 0.0009, 0.1776), (29, 29, 0.8806, 1.0)]
)
def test_shares_as_printed(number: int, of: int, low: float, high: float) -> None:
    found = share_exact(number, of)
    assert (round(found.low, 4), round(found.high, 4)) == (low, high)


@pytest.mark.parametrize(
    ("first", "second", "low", "high"),
    [
        ((48, 80), (56, 70), 0.0524, 0.3339),  # Newcombe's table II, method 10
        ((3, 10), (9, 10), 0.1705, 0.8090),
        ((2, 7), (6, 7), 0.0582, 0.8062),
        ((0, 29), (5, 56), -0.0381, 0.1926),
    ],
)
def test_differences_as_printed(first: tuple[int, int], second: tuple[int, int], low: float, high: float) -> None:
    found = difference(*first, *second)
    assert (round(found.low, 4), round(found.high, 4)) == (low, high)


def test_rates() -> None:
    assert rate_ratio(0, 0) is None
    none_before = rate_ratio(0, 5)
    assert none_before is not None
    assert (none_before.estimate, none_before.high) == (inf, inf)
    assert none_before.low > 0.9
    whole, half = rate_ratio(10, 10), rate_ratio(10, 10, days_before=30, days_after=15)
    assert whole is not None
    assert half is not None
    assert (round(half.low, 6), half.estimate) == (round(2 * whole.low, 6), 2)
    assert whole.holds(1)


@given(st.integers(0, 90), st.integers(0, 90))
@settings(max_examples=40)
def test_what_always_holds(before: int, after: int) -> None:
    found, turned = rate_ratio(before, after), rate_ratio(after, before)
    if found is None or turned is None:
        assert before + after == 0
        return
    assert 0 <= found.low <= found.estimate <= found.high
    if found.low > 0:
        assert turned.high == pytest.approx(1 / found.low, rel=1e-6)


@given(st.integers(1, 200), st.integers(1, 200), st.data())
@settings(max_examples=40)
def test_a_difference_turned_round_is_its_opposite(of: int, of_other: int, data: st.DataObject) -> None:
    first, second = data.draw(st.integers(0, of)), data.draw(st.integers(0, of_other))
    one, turned = difference(first, of, second, of_other), difference(second, of_other, first, of)
    assert one.low <= one.estimate <= one.high
    assert one.low == pytest.approx(-turned.high)
