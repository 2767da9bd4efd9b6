"""Which number of a date is the day: decided over a whole file, or said not to be decidable."""

from __future__ import annotations

import time
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Sequence
from datetime import date
from itertools import pairwise

from pimpasa.evidence.decoder.chats.clocks import Stamp
from pimpasa.evidence.decoder.chats.turns import Order, Proof

# The oldest of the apps is of 2009; a year ahead for clocks that are wrong. Looked up before the sandbox closes: the
# C library reads a file for it.
FIRST_YEAR = 2009
LAST_YEAR = time.gmtime().tm_year + 1
# Thai years count from 543 before ours, Taiwan's from 1911.
THAI = 543
MINGUO = 1911
SLACK = 120
"""Seconds by which messages may stand out of order: a phone writes them down as they come in from the network."""
_LOWER_CASE = ("am", "pm")
_UPPER_CASE = ("AM", "PM")

_Triple = tuple[int, int, int]
_Shape = tuple[bool, bool]


def order_of(stamps: Sequence[Stamp], by_language: Order) -> tuple[Order, Proof]:
    """By what is possible at all, then by what lets time run forwards, then by the language and form of the file."""
    if not stamps:
        return Order.UNKNOWN, Proof.NONE
    shapes = Counter(map(_shape, stamps))
    shape = max(shapes, key=shapes.__getitem__)
    alike = [stamp for stamp in stamps if _shape(stamp) == shape]
    orders = _possible(alike, _candidates(shape))
    if len(orders) == 1:
        return orders[0], Proof.FORM if shape[0] else Proof.VALUES
    orders = _least(orders, lambda order: _steps_back(alike, order))
    if len(orders) == 1:
        return orders[0], Proof.TIMES
    if by_language in orders:
        return by_language, Proof.LANGUAGE
    by_form = _by_form(alike)
    return (by_form, Proof.FORM) if by_form in orders else (Order.UNKNOWN, Proof.NONE)


def day_of(stamp: Stamp, order: Order) -> date | None:
    """The day that a stamp names in this order; one that begins with its year needs none."""
    shape = _shape(stamp)
    order = Order.YMD if shape[0] else order
    if not order or (order is Order.YMD and shape[1]):
        return None
    return _day((stamp.a, stamp.b, stamp.c), order)


def out_of_order(moments: Sequence[int | None]) -> set[int]:
    """Where time does not run forwards: all but the longest run that does, in seconds; None is passed over."""
    dated = [(index, moment) for index, moment in enumerate(moments) if moment is not None]
    forwards = _longest_run([moment for _index, moment in dated])
    gaps: set[int] = set()
    latest: int | None = None
    ahead = [dated[place][1] for place in forwards]
    for place, (index, moment) in enumerate(dated):
        passed = bisect_right(forwards, place)
        if passed and forwards[passed - 1] == place:
            latest = moment
            continue
        following = ahead[passed] if passed < len(ahead) else None
        is_before = latest is not None and moment < latest - SLACK
        if is_before or (following is not None and moment > following + SLACK):
            gaps.add(index)
    return gaps


def _longest_run(moments: Sequence[int]) -> list[int]:
    """The places of a longest run that never decreases, of several the one that begins first.

    Patience sorting from the end, so that of two the later one is out of order; n log n.
    """
    ends: list[int] = []
    places: list[int] = []
    following = [-1] * len(moments)
    for place in range(len(moments) - 1, -1, -1):
        length = bisect_right(ends, -moments[place])
        following[place] = places[length - 1] if length else -1
        ends[length : length + 1] = [-moments[place]]
        places[length : length + 1] = [place]
    run: list[int] = []
    place = places[-1] if places else -1
    while place >= 0:
        run.append(place)
        place = following[place]
    return run


def _shape(stamp: Stamp) -> _Shape:
    """Whether the year stands first, or last, by its digits."""
    return stamp.digits[0] > 2, stamp.digits[2] > 2


def _candidates(shape: _Shape) -> list[Order]:
    if shape[0]:
        return [Order.YMD]
    return [Order.DMY, Order.MDY] if shape[1] else [Order.DMY, Order.MDY, Order.YMD]


def _possible(stamps: Sequence[Stamp], orders: list[Order]) -> list[Order]:
    """Those in which the fewest are no day of any calendar: somebody may have pasted a line of another phone."""
    triples = Counter((stamp.a, stamp.b, stamp.c) for stamp in stamps)

    def impossible(order: Order) -> int:
        return sum(count for triple, count in triples.items() if _day(triple, order) is None)

    return _least(orders, impossible)


def _least(orders: list[Order], cost: Callable[[Order], int]) -> list[Order]:
    costs = {order: cost(order) for order in orders}
    return [order for order in orders if costs[order] == min(costs.values())]


def _steps_back(stamps: Sequence[Stamp], order: Order) -> int:
    cache: dict[_Triple, date | None] = {}
    days: list[date] = []
    for stamp in stamps:
        triple = (stamp.a, stamp.b, stamp.c)
        if triple not in cache:
            cache[triple] = _day(triple, order)
        day = cache[triple]
        if day is not None and (not days or days[-1] != day):
            days.append(day)
    return sum(later < earlier for earlier, later in pairwise(days))


def _by_form(stamps: Sequence[Stamp]) -> Order:
    """What only some countries write.

    Dots and dashes between the numbers, a dot in the time, a nought before a short number and a small `pm` are never
    of the United States, and who writes the year first with two digits uses none of them but the nought; numbers of
    different lengths with a large PM are theirs and the Philippines'.
    """
    halves = {stamp.half for stamp in stamps if stamp.half}
    if all(stamp.between in ".-" or stamp.is_dotted for stamp in stamps):
        return Order.DMY
    if any(_is_padded(stamp) for stamp in stamps):
        return Order.DMY
    if halves and all(half in _LOWER_CASE for half in halves):
        return Order.DMY
    return Order.MDY if halves and all(half in _UPPER_CASE for half in halves) else Order.UNKNOWN


def _is_padded(stamp: Stamp) -> bool:
    return (stamp.a < 10 and stamp.digits[0] == 2) or (stamp.b < 10 and stamp.digits[1] == 2)


def _day(triple: _Triple, order: Order) -> date | None:
    a, b, c = triple
    year, month, day = {Order.DMY: (c, b, a), Order.MDY: (c, a, b)}.get(order, (a, b, c))
    try:
        return date(_year(year), month, day)
    except ValueError:
        return None


def _year(number: int) -> int:
    """Of our calendar. Raises ValueError for one in which no such app was, among them those of moons (1447)."""
    for year in (number, number - THAI, number + 2000, number + 2500 - THAI, number + MINGUO):
        if FIRST_YEAR <= year <= LAST_YEAR and (number > 99 or year in (number + 2000, number + 2500 - THAI)):
            return year
    raise ValueError(number)
