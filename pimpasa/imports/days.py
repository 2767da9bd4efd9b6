"""Days as recaps write them: 2026-01-05, 05/01/2026, 5-1-26, Senin, 5 Januari 2026, 5 Jan 26. The day stands first."""

from __future__ import annotations

import re
from datetime import date

_MONTHS = (
    ("jan",), ("feb", "peb"), ("mar",), ("apr",), ("mei", "may"), ("jun",), ("jul",), ("agu", "ags", "agt", "aug"),
    ("sep",), ("okt", "oct"), ("nov", "nop"), ("des", "dec"),
)  # fmt: skip
_NUMBER_OF = {begun: number for number, names in enumerate(_MONTHS, start=1) for begun in names}
_YEAR_FIRST = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})")
_DAY_FIRST = re.compile(r"(\d{1,2})\s*[-/.]\s*(\d{1,2})\s*[-/.]\s*(\d{4}|\d{2})\b")
_NAMED = re.compile(r"(\d{1,2})\s*[-/. ]?\s*([a-z]{3,10})\.?\s*[-/., ]\s*(\d{4}|\d{2})\b")
_NAMED_FIRST = re.compile(r"([a-z]{3,10})\.?\s+(\d{1,2}),?\s+(\d{4})\b")


def day_in(text: str) -> date | None:
    """The first day that a cell names; None where it names none."""
    plain = text.casefold()
    if match := _YEAR_FIRST.search(plain):
        return _date(match[1], match[2], match[3])
    if match := _DAY_FIRST.search(plain):
        return _date(match[3], match[2], match[1])
    if match := _NAMED.search(plain):
        return _date(match[3], _month(match[2]), match[1])
    if match := _NAMED_FIRST.search(plain):
        return _date(match[3], _month(match[1]), match[2])
    return None


def _month(name: str) -> int:
    return _NUMBER_OF.get(name[:3], 0)


def _date(year: str, month: str | int, day: str) -> date | None:
    """Two digits are a year of this century."""
    try:
        return date(int(year) + (2000 if len(year) == 2 else 0), int(month), int(day))
    except ValueError:
        return None
