"""Rows in handfuls, for what cannot be held at once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TypeVar

T = TypeVar("T")


def batched(items: Iterable[T], size: int) -> Iterator[list[T]]:
    """As itertools.batched, which Python 3.11 does not have."""
    remaining = iter(items)
    while batch := list(islice(remaining, size)):
        yield batch
