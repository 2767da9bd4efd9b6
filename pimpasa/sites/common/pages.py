"""Pages of a list without counting it: one row more is read than shown, so a million rows cost what fifty do."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest

SIZE = 25
LAST = 4000


@dataclass(frozen=True)
class Page:
    rows: list[Any]
    number: int
    has_next: bool

    def __iter__(self) -> Iterator[Any]:
        return iter(self.rows)

    @property
    def has_previous(self) -> bool:
        return self.number > 1

    @property
    def has_other_pages(self) -> bool:
        return self.has_next or self.has_previous

    @property
    def previous_page_number(self) -> int:
        return self.number - 1

    @property
    def next_page_number(self) -> int:
        return self.number + 1


def page_of(rows: QuerySet[Any], request: HttpRequest, *, size: int = SIZE) -> Page:
    """The page that `?hal=` asks for; nonsense asks for the first."""
    asked = request.GET.get("hal", "1")
    number = min(max(int(asked), 1), LAST) if asked.isascii() and asked.isdecimal() and len(asked) < 6 else 1
    start = (number - 1) * size
    found = list(rows[start : start + size + 1])
    return Page(found[:size], number, len(found) > size)
