"""What a resident told us, as one value: the draft holds it, the report's sealed contents hold it."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field, fields
from typing import Any


@dataclass(frozen=True)
class PersonAnswer:
    """A free row about somebody: what it is (PersonRow) and the words as written."""

    what: str
    value: str


@dataclass
class Answers:
    """Every answer of the report form. Text is kept as written; empty means not answered."""

    danger: bool | None = None
    kind: str = ""
    narrative: str = ""
    indicators: list[int] = field(default_factory=list)
    village: str = ""
    rw: str = ""
    rt: str = ""
    place: str = ""
    address: str = ""
    persons: list[PersonAnswer] = field(default_factory=list)
    exhibits: list[str] = field(default_factory=list)
    mode: str = ""
    contact_name: str = ""
    contact_way: str = ""
    liaison_role: str = ""
    liaison_relation: str = ""
    channel: str = "web"
    receipt: str = ""
    seen: list[str] = field(default_factory=list)

    @property
    def is_complete(self) -> bool:
        """Whether it has what a report must have."""
        return all((self.kind, self.narrative.strip(), self.village, self.mode)) and self.danger is not None

    def to_json(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Answers:
        """Read back what `to_json` wrote; unknown names are passed over, so an older draft survives an update."""
        names = {f.name for f in fields(cls)}
        values = {name: value for name, value in data.items() if name in names}
        values["persons"] = [PersonAnswer(**row) for row in values.get("persons", [])]
        return cls(**values)

    def contents(self) -> dict[str, Any]:
        """What the report's envelope holds: everything but the reporter's identity and the form's own book-keeping."""
        apart = {"contact_name", "contact_way", "receipt", "seen", "channel"}
        return {name: value for name, value in self.to_json().items() if name not in apart}

    def identity(self) -> dict[str, str] | None:
        """The reporter's contact details, sealed apart; None for an anonymous report or where nothing was given."""
        contact = {"name": self.contact_name, "way": self.contact_way}
        return contact if self.mode != "anonymous" and any(contact.values()) else None
