"""What is sealed of an area note."""

from __future__ import annotations

from dataclasses import asdict, dataclass


@dataclass(frozen=True)
class AreaContents:
    """Who told it (Teller), where in the kelurahan, and the words."""

    teller: str
    rw: str
    words: str

    def to_json(self) -> dict[str, str]:
        return asdict(self)
