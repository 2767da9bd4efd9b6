"""What strangers see of the log: acts in batches, among padding, in an order that says nothing. Plain Python.

A batch comes out every ten minutes, whether anything was done or not. Its leaves are commitments and padding, sorted:
commitments are hashes over a random nonce, padding is made under a key, so nobody else can tell one from the other,
how many there are of each, or what came first.
"""

from __future__ import annotations

import hmac
from collections.abc import Sequence
from datetime import datetime, timedelta

EVERY = timedelta(minutes=10)
# By so much the public log grows at least: a report of twenty files is 21 acts, and its officers' looks come on top.
LEAST = 64
# A crowd of acts, such as a simulation's, does not make the batches after it as large.
MOST_CARRIED = 4_096


def is_due(at: datetime, last: datetime | None) -> bool:
    """Whether a batch is to come out at an aware moment; the last one may bear a later time, of a clock set right."""
    return last is None or _turn(at) != _turn(last)


def growth(waiting: int, *, last: int, is_new_day: bool, noise: float) -> int:
    """By how many leaves a batch grows that holds `waiting` acts: as the last one did, however many there are.

    It doubles where they do not fit, and halves with a new day. `noise`, random from 0 up to, not including, 1, is the
    share of half a batch that is left free besides: so who adds acts of their own cannot count on when it doubles.
    There is always some padding.
    """
    size = min(last, MOST_CARRIED)
    size = max(LEAST, size // 2 if is_new_day else size)
    while waiting + 1 + int(noise * size / 2) > size:
        size *= 2
    return size


def leaves(
    commitments: Sequence[bytes], *, key: bytes, start: int, number: int, said: Sequence[bytes] = ()
) -> list[bytes]:
    """A batch's leaves: acts' commitments among `number` of padding; `start` is the log's size before it.

    What is `said` to everybody with it comes last, where whoever sees its checkpoint finds it.

    One without padding is of before there were batches, and in the acts' own order.
    """
    if not number:
        return [*commitments, *said]
    padding = [hmac.digest(key, f"{start} {count}".encode(), "sha256") for count in range(number)]
    return [*sorted([*commitments, *padding]), *said]


def _turn(at: datetime) -> int:
    return int(at.timestamp() // EVERY.total_seconds())
