"""What the envelopes of verification hold; as JSON, days and moments are ISO 8601."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field, fields, replace
from datetime import date
from typing import Any

from pimpasa.logbook.contents import Written
from pimpasa.verification.warrants import Warrant


@dataclass(frozen=True)
class StepContents:
    """A step as it was worded when it was done, and what came of it; `source` names a system looked at."""

    key: str
    text: str
    result: str
    note: str
    source: str = ""

    def to_json(self) -> dict[str, Any]:
        return asdict(self)


@dataclass(frozen=True)
class FindingContents:
    """What a finding's envelope holds.

    `parts` answers each Part for TPPO and is empty for the other kinds; `controls` and `exploitation` are codes of
    HTCDS; `source` names what there is beyond the report itself; `duplicate_of` is another report's reference.
    """

    outcome: str
    reason: str
    notes: str
    parts: dict[str, str]
    controls: list[str] = field(default_factory=list)
    exploitation: list[str] = field(default_factory=list)
    confidence: str = ""
    speaks_for: str = ""
    speaks_against: str = ""
    source_kind: str = ""
    source: str = ""
    duplicate_of: str = ""

    def to_json(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> FindingContents:
        """Read back what `to_json` wrote, now or in an older version."""
        names = {item.name for item in fields(cls)}
        return cls(**{name: value for name, value in data.items() if name in names})


@dataclass(frozen=True)
class CheckPlan:
    """A field check as planned. Either a warrant, or an urgent reason with what the officer found directly.

    `conditions` are pairs of a UrgentCondition and the fact by which it is met.
    """

    person: str
    place: str
    what_for: str
    takes_place_on: date
    citizen_purpose: str = ""
    urgent_reason: str = ""
    found_directly: str = ""
    conditions: list[list[str]] = field(default_factory=list)
    warrant: Warrant | None = None
    decision: str = ""

    def to_json(self) -> dict[str, Any]:
        return asdict(self) | {
            "takes_place_on": str(self.takes_place_on),
            "warrant": self.warrant.to_json() if self.warrant else None,
        }

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> CheckPlan:
        warrant = Warrant.from_json(data["warrant"]) if data.get("warrant") else None
        return cls(**{**data, "takes_place_on": date.fromisoformat(data["takes_place_on"]), "warrant": warrant})

    def with_warrant(self, warrant: Warrant) -> CheckPlan:
        return replace(self, warrant=warrant)


@dataclass(frozen=True)
class EntryContents(Written):
    """What was written down during a visit; `strokes` is a signature: lists of points in `logbook.rules.BOX`."""

    strokes: list[list[list[int]]] = field(default_factory=list)
