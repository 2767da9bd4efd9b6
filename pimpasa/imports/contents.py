"""What is sealed of a file that an officer brought."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any


@dataclass(frozen=True)
class Piece:
    """A message or a row: its words, and what stands beside them. `at` is a day or a moment in ISO 8601, or empty."""

    words: str
    at: str = ""
    who: str = ""
    place: str = ""
    rw: str = ""
    attached: str = ""

    @property
    def day(self) -> date | None:
        """The day that it tells of."""
        return date.fromisoformat(self.at[:10]) if self.at else None

    @property
    def hour(self) -> str:
        """Hours and minutes, where it has them."""
        return self.at[11:16]


@dataclass(frozen=True)
class Table:
    """A sheet of a recap: its first row that names columns, and the rows below; each cell as text."""

    name: str
    header: list[str]
    rows: list[list[str]]


@dataclass(frozen=True)
class Brought:
    """A file as far as it was read: its name, and the sheets whose columns are not matched yet.

    `formulas` counts the cells that a spreadsheet works out: what they last came to was taken.
    """

    name: str
    tables: list[Table] = field(default_factory=list)
    formulas: int = 0

    def to_json(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Brought:
        return cls(data["name"], [Table(**table) for table in data["tables"]], data["formulas"])


def sealed_words(piece: Piece) -> bytes:
    """A piece as bytes to be sealed."""
    return json.dumps(asdict(piece), ensure_ascii=False).encode()


def piece_of(opened: bytes) -> Piece:
    return Piece(**json.loads(opened))
