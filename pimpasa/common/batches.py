"""Rows in handfuls, for what cannot be held at once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import Any, TypeVar

from django.db.models import QuerySet

T = TypeVar("T")


def batched(items: Iterable[T], size: int) -> Iterator[list[T]]:
    """As itertools.batched, which Python 3.11 does not have."""
    remaining = iter(items)
    while batch := list(islice(remaining, size)):
        yield batch


def pages(
    rows: QuerySet[Any, T], size: int, *, by: str = "pk", key: Callable[[T], object] | None = None
) -> Iterator[list[T]]:
    """A queryset's rows in the order of `by`, a unique column, so many at a time; `key` says it of what is no model.

    Each page is a query of its own. A cursor on the server would live between two statements, and behind a pool of
    connections the next one may come to another server's ears.
    """
    page: list[T] = []
    while True:
        last = (key(page[-1]) if key else getattr(page[-1], by)) if page else None
        page = list((rows.filter(**{f"{by}__gt": last}) if page else rows).order_by(by)[:size])
        if page:
            yield page
        if len(page) < size:
            return


def each(rows: QuerySet[Any, T], size: int, *, by: str = "pk", key: Callable[[T], object] | None = None) -> Iterator[T]:
    """As `pages`, one row after another."""
    for page in pages(rows, size, by=by, key=key):
        yield from page
