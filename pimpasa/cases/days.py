"""A day as far as it is known: `2025`, `2025-09` or `2025-09-23`."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date

_DAY = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", re.ASCII)


def first_day(text: str) -> date | None:
    """The first day that it may have been; None for nothing, or for what is no day."""
    match = _DAY.fullmatch(text.strip())
    if match is None:
        return None
    try:
        return date(int(match[1]), int(match[2] or 1), int(match[3] or 1))
    except ValueError:
        return None


def last_day(text: str) -> date | None:
    """The last day that it may have been; None as in `first_day`."""
    first = first_day(text)
    if first is None or len(text.strip()) == len("2025-09-23"):
        return first
    if len(text.strip()) == len("2025"):
        return first.replace(month=12, day=31)
    return first.replace(day=monthrange(first.year, first.month)[1])
