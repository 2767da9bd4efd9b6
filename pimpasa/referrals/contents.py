"""What the envelopes of a referral hold."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field, replace
from typing import Any
from uuid import UUID

from pimpasa.evidence.contents import Part
from pimpasa.referrals.models import Referral
from pimpasa.sealing.grants import PrivateKey


@dataclass(frozen=True)
class SharedFile:
    """A file as it is handed over: under a neutral name, with its own key and where its sealed bytes lie."""

    exhibit: UUID
    name: str
    size: int
    sha256: str
    parts: tuple[Part, ...]
    file_key: bytes

    def to_json(self) -> dict[str, Any]:
        return {
            "exhibit": str(self.exhibit),
            "name": self.name,
            "size": self.size,
            "sha256": self.sha256,
            "parts": [[part.name, part.size, part.digest] for part in self.parts],
            "file_key": self.file_key.hex(),
        }

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> SharedFile:
        typed = {"exhibit": UUID(data["exhibit"]), "file_key": bytes.fromhex(data["file_key"])}
        return cls(**{**data, **typed, "parts": tuple(Part(*part) for part in data["parts"])})


@dataclass(frozen=True)
class Section:
    """Rows of one person, event, finding or report's words: `kind` is a SectionKind, a row a field's code and value."""

    kind: str
    rows: list[list[str]]


@dataclass(frozen=True)
class Parts:
    """Everything that the recipient sees, and nothing else."""

    office: str
    purpose: str
    consent: str
    consent_words: str
    summary: str
    sections: list[Section] = field(default_factory=list)
    files: list[SharedFile] = field(default_factory=list)

    def to_json(self) -> dict[str, Any]:
        return asdict(self) | {"files": [file.to_json() for file in self.files]}

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Parts:
        sections = [Section(**section) for section in data["sections"]]
        files = [SharedFile.from_json(file) for file in data["files"]]
        return cls(**{**data, "sections": sections, "files": files})

    def without_keys(self) -> Parts:
        """As the sending office keeps it: what went, not the means to open files once their report is erased."""
        return replace(self, files=[replace(file, parts=(), file_key=b"") for file in self.files])


@dataclass(frozen=True)
class Choice:
    """What an officer chose to hand over. `parts` are tokens of what is offered; `days` until it expires."""

    purpose: str
    consent: str
    summary: str
    consent_words: str = ""
    parts: frozenset[str] = frozenset()
    words_are_safe: bool = False
    days: int = 14


@dataclass(frozen=True)
class PoliceReceipt:
    """That the police took it over: the number of their report (LP), who took it, and the day (ISO 8601)."""

    number: str
    receiver: str
    rank: str
    day: str


@dataclass(frozen=True)
class OpenLink:
    """A link that was opened with its code: to which referral it leads, and the private key that opens it."""

    referral: Referral
    private: PrivateKey
