"""What a case's envelopes hold. Dates are ISO 8601 days."""

from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from pimpasa.verification.warrants import Warrant


@dataclass(frozen=True)
class CaseContents:
    title: str
    notes: str = ""
    closing_note: str = ""


@dataclass(frozen=True)
class OperationPlan:
    warrant: Warrant
    takes_place_on: date
    place: str
    staff: str
    means: str

    def to_json(self) -> dict[str, Any]:
        return asdict(self) | {"takes_place_on": str(self.takes_place_on), "warrant": self.warrant.to_json()}

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> "OperationPlan":
        takes_place_on = date.fromisoformat(data["takes_place_on"])
        return cls(**{**data, "warrant": Warrant.from_json(data["warrant"]), "takes_place_on": takes_place_on})


@dataclass(frozen=True)
class OperationResult:
    carried_out_on: str
    findings: str
