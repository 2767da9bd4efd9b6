"""How sure a count can be: intervals at 95 %, by routines small enough to check against what others printed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from math import exp, inf, lgamma, log, sqrt

LEVEL = 0.95
Z = 1.959963984540054  # the standard normal's 97.5th percentile
STEPS = 60  # halvings: far beyond what is shown


@dataclass(frozen=True)
class Interval:
    """An estimate between `low` and `high`; `high` may be infinite."""

    estimate: float
    low: float
    high: float

    def holds(self, value: float) -> bool:
        return self.low <= value <= self.high


def share_exact(number: int, of: int) -> Interval:
    """A share by the exact method of Clopper and Pearson (Biometrika 26, 1934, 404-413); `of` is at least one."""
    tail = (1 - LEVEL) / 2
    low = 0.0 if number == 0 else _where(lambda p: 1 - _at_most(number - 1, of, p), tail)
    high = 1.0 if number == of else _where(lambda p: -_at_most(number, of, p), -tail)
    return Interval(number / of, low, high)


def rate_ratio(before: int, after: int, *, days_before: float = 1, days_after: float = 1) -> Interval | None:
    """How many times as many a day `after` as `before`: exact, given the sum of both Poisson counts.

    Przyborowski and Wilenski (Biometrika 31, 1940, 313-323): of that sum, `after` is binomial. None where both are 0.
    """
    if before + after == 0:
        return None
    share = share_exact(after, before + after)
    per_day = days_before / days_after
    estimate = after / before * per_day if before else inf
    return Interval(estimate, _odds(share.low) * per_day, _odds(share.high) * per_day)


def difference(first: float, of_first: float, second: float, of_second: float) -> Interval:
    """The second share less the first, unpaired: Newcombe's hybrid score (Statistics in Medicine 17, 1998, method 10).

    Numbers need not be whole; both `of` are above nought.
    """
    before = _wilson(first, of_first)
    after = _wilson(second, of_second)
    gap = after.estimate - before.estimate
    low = gap - sqrt((after.estimate - after.low) ** 2 + (before.high - before.estimate) ** 2)
    high = gap + sqrt((after.high - after.estimate) ** 2 + (before.estimate - before.low) ** 2)
    return Interval(gap, max(-1.0, low), min(1.0, high))


def _wilson(number: float, of: float) -> Interval:
    """A share by the score method (Wilson, JASA 22, 1927, 209-212)."""
    share = number / of
    squared = Z**2
    middle = (share + squared / (2 * of)) / (1 + squared / of)
    half = Z * sqrt(share * (1 - share) / of + squared / (4 * of**2)) / (1 + squared / of)
    return Interval(share, max(0.0, middle - half), min(1.0, middle + half))


def _at_most(number: int, of: int, p: float) -> float:
    """The binomial probability of at most `number`; `p` lies strictly between 0 and 1."""
    ways = lgamma(of + 1)
    return min(1.0, sum(
        exp(ways - lgamma(k + 1) - lgamma(of - k + 1) + k * log(p) + (of - k) * log(1 - p)) for k in range(number + 1)
    ))  # fmt: skip


def _where(rising: Callable[[float], float], value: float) -> float:
    """Where a function that rises from 0 to 1 takes a value, by halving."""
    low = 0.0
    high = 1.0
    for _step in range(STEPS):
        middle = (low + high) / 2
        if rising(middle) < value:
            low = middle
        else:
            high = middle
    return (low + high) / 2


def _odds(share: float) -> float:
    return inf if share >= 1 else share / (1 - share)
