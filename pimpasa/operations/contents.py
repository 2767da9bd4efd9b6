"""What the envelopes of operations hold. Days and moments are ISO 8601."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field, fields, replace
from datetime import date, datetime
from typing import Any

from pimpasa.logbook.contents import Written
from pimpasa.territory import zones
from pimpasa.verification.warrants import Warrant


@dataclass(frozen=True)
class OperationPlan:
    """An operation as planned. Either a warrant, or an urgent reason with what the officer found directly.

    `conditions` are pairs of a UrgentCondition and the fact by which it is met.

    `place` is one of the letter's places, `spot` where exactly within it. `partners` and `guests` name who comes along
    from elsewhere, such as Timpora. `decision` is a colleague's word to an urgent one, `called_off` why it does not
    take place. `staff` and `takes_place_on` are of plans made before there were teams and times.
    """

    purpose: str
    place: str
    spot: str = ""
    legal_basis: str = ""
    manner: str = ""
    tower: str = ""
    floor: str = ""
    contact: str = ""
    means: str = ""
    risks: str = ""
    medical: str = ""
    interpreter: str = ""
    partners: str = ""
    guests: str = ""
    citizen_purpose: str = ""
    urgent_reason: str = ""
    found_directly: str = ""
    conditions: list[list[str]] = field(default_factory=list)
    warrant: Warrant | None = None
    decision: str = ""
    called_off: str = ""
    staff: str = ""
    takes_place_on: str = ""

    def to_json(self) -> dict[str, Any]:
        return asdict(self) | {"warrant": self.warrant.to_json() if self.warrant else None}

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> OperationPlan:
        """Read back what `to_json` wrote, or a plan of before operations stood on their own."""
        names = {item.name for item in fields(cls)}
        warrant = Warrant.from_json(data["warrant"]) if data.get("warrant") else None
        values = {name: value for name, value in data.items() if name in names}
        return cls(**{"purpose": "", **values, "warrant": warrant})

    def with_warrant(self, warrant: Warrant) -> OperationPlan:
        return replace(self, warrant=warrant)


@dataclass(frozen=True)
class OperationResult:
    """The laporan hasil kegiatan: the day, how it went, what was found, what follows."""

    carried_out_on: str
    findings: str
    course: str = ""
    follow_up: str = ""


@dataclass(frozen=True)
class PersonMet:
    """Somebody whom the team met; `mrz` is what was read from the document, `problems` what does not fit in it."""

    name: str = ""
    document: str = ""
    number: str = ""
    nationality: str = ""
    born_on: str = ""
    sex: str = ""
    expires_on: str = ""
    stay_permit: str = ""
    mrz: str = ""
    problems: list[str] = field(default_factory=list)
    maybe_victim: bool = False


@dataclass(frozen=True)
class LogContents(Written):
    """An entry of the log."""

    person: PersonMet | None = None

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> LogContents:
        person = PersonMet(**data["person"]) if data.get("person") else None
        return cls(**{**data, "person": person})


@dataclass(frozen=True)
class SupportAsked:
    """What a Pimpasa needs and where; `answer` is the unit's word, `more` what the asker added."""

    kind: str
    text: str
    place: str = ""
    wanted_on: str = ""
    answer: str = ""
    more: str = ""


@dataclass(frozen=True)
class Facts:
    """What stays readable of a planned operation; both moments are aware."""

    kind: str
    person: str
    starts_at: datetime
    ends_at: datetime

    def days(self) -> tuple[date, date]:
        """The first and the last day, in Jakarta."""
        return zones.day_of(self.starts_at), zones.day_of(self.ends_at)
