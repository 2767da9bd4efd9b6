"""What is written down on the day: on paper, and on the run sheet, sealed on its phone while it waits for a network."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from pimpasa.outreach.kinds import Round


@dataclass(frozen=True, order=True)
class Cell:
    """How many chose an answer on paper; `choice` from nought, or DONT_KNOW."""

    question: str
    round: Round
    choice: int


@dataclass(frozen=True)
class EntryContents:
    """What an entry says; each kind has its own of these. `at`: ISO 8601 with its offset, the phone's moment."""

    at: str = ""
    phase: str = ""
    sex: str = ""
    age: str = ""
    more: int = 0
    text: str = ""
    answer: str = ""
    owner_elsewhere: str = ""
    due_on: date | None = None
    quiz: tuple[str, ...] = ()
    paper: Mapping[Cell, int] = field(default_factory=dict)
