"""The vocabulary of what officers keep."""

from __future__ import annotations

from enum import StrEnum


class ViewOf(StrEnum):
    """What a kept view narrows: the search, the list of open reports, the list of those with a finding."""

    SEARCH = "search"
    OPEN = "open"
    DONE = "done"
