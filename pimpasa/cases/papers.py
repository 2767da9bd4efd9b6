"""What a case's envelopes hold. Dates are ISO 8601 days."""

from dataclasses import asdict, dataclass
from datetime import date
from typing import Any


@dataclass(frozen=True)
class CaseContents:
    title: str
    notes: str = ""
    closing_note: str = ""


@dataclass(frozen=True)
class Warrant:
    """A surat perintah: its number, who signed it, and the days it is valid (both included)."""

    number: str
    signer: str
    valid_from: date
    valid_until: date

    def covers(self, day: date) -> bool:
        return self.valid_from <= day <= self.valid_until


@dataclass(frozen=True)
class OperationPlan:
    warrant: Warrant
    takes_place_on: date
    place: str
    staff: str
    means: str

    def to_json(self) -> dict[str, Any]:
        data = asdict(self)
        warrant = data["warrant"]
        warrant["valid_from"], warrant["valid_until"] = str(self.warrant.valid_from), str(self.warrant.valid_until)
        return data | {"takes_place_on": str(self.takes_place_on)}

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> "OperationPlan":
        warrant = dict(data["warrant"])
        for end in ("valid_from", "valid_until"):
            warrant[end] = date.fromisoformat(warrant[end])
        return cls(
            **{
                **data,
                "warrant": Warrant(**warrant),
                "takes_place_on": date.fromisoformat(data["takes_place_on"]),
            }
        )


@dataclass(frozen=True)
class OperationResult:
    carried_out_on: str
    findings: str
