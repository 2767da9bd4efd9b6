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
    text = request.GET.get("hal", "1")
    number = min(max(int(text), 1), LAST) if text.isascii() and text.isdecimal() and len(text) < 6 else 1
    start = (number - 1) * size
    fetched = list(rows[start : start + size + 1])
    return Page(fetched[:size], number, len(fetched) > size)
