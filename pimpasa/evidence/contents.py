"""What is sealed of an exhibit: its facts, and where its bytes lie."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from pimpasa.evidence import media
from pimpasa.evidence.models import Exhibit
from pimpasa.sealing import envelopes


@dataclass(frozen=True)
class Part:
    """A stored part: its object's name, its plain bytes' number, SHA-256 (hex) of its sealed bytes."""

    name: str
    size: int
    digest: str


@dataclass(frozen=True)
class ExhibitFacts:
    """Facts of a file; `declared` is the sender's word, `shown` what the bytes say, `size` its bytes when whole.

    `voice_changed` is the sender's wish that whoever listens hears another voice.
    Until it is whole `shown` and `sha256` (of the original, in hex) are empty, and `head` holds its first bytes.
    """

    exhibit: Exhibit
    name: str
    declared: str
    size: int
    obtained: str
    received_at: datetime
    parts: tuple[Part, ...]
    shown: str = ""
    sha256: str = ""
    head: bytes = b""
    voice_changed: bool = False

    @property
    def received(self) -> int:
        """How many bytes have arrived."""
        return sum(part.size for part in self.parts)

    @property
    def agrees(self) -> bool:
        return media.agrees(self.declared, self.shown, self.name)

    @property
    def is_picture(self) -> bool:
        return self.shown in media.PICTURES

    @property
    def hides_voice(self) -> bool:
        """Whether the original, in which a voice may be known, stays shut: unless it is known to have no sound."""
        has_none = self.is_picture or self.shown in ("application/pdf", "text/plain")
        return self.voice_changed and not has_none

    def sealed(self, *, key: bytes) -> bytes:
        """As the exhibit's row keeps them."""
        value = {
            "name": self.name,
            "declared": self.declared,
            "size": self.size,
            "obtained": self.obtained,
            "received_at": self.received_at.isoformat(),
            "parts": [[part.name, part.size, part.digest] for part in self.parts],
            "shown": self.shown,
            "sha256": self.sha256,
            "head": self.head.hex(),
            "voice_changed": self.voice_changed,
        }
        return envelopes.seal_json(value, key=key, context=self.exhibit.facts_context)
