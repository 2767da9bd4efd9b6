"""The stations on a report's way, as they are drawn."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True)
class Station:
    """One of them: passed, where the report is now, or still ahead; `note` is a day or what happens there.

    `is_next`: the first one still ahead.
    """

    name: str
    place: Literal["past", "here", "ahead"]
    note: str = ""
    is_next: bool = False
