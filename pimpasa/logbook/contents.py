"""What the envelope of every entry holds."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any, Self


@dataclass(frozen=True)
class Written:
    """`at` is the phone's moment, ISO 8601 with its offset.

    `items` are those of a checklist that are ticked; `place` is latitude, longitude in degrees and accuracy in metres,
    where the officer allowed it.
    """

    at: str
    text: str = ""
    items: list[str] = field(default_factory=list)
    place: list[float] = field(default_factory=list)

    @property
    def moment(self) -> datetime:
        return datetime.fromisoformat(self.at)

    def to_json(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Self:
        return cls(**data)
