"""What an exhibit is, and its bytes, for who holds the key of what it belongs to."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from pimpasa.evidence import media
from pimpasa.evidence.models import Exhibit
from pimpasa.evidence.store import Reading
from pimpasa.sealing import envelopes
from pimpasa.sealing.streams import Opener


@dataclass(frozen=True)
class ExhibitFacts:
    """Facts of a file as received; `declared` is the sender's word, `shown` what the bytes say."""

    exhibit: Exhibit
    name: str
    declared: str
    shown: str
    size: int
    sha256: str
    obtained: str
    received_at: datetime

    @property
    def agrees(self) -> bool:
        return media.agrees(self.declared, self.shown)

    @property
    def is_picture(self) -> bool:
        return self.shown in media.PICTURES


def facts_of(exhibit: Exhibit, *, key: bytes) -> ExhibitFacts:
    """Raises WrongKey or Damaged of sealing."""
    facts = envelopes.open_json(bytes(exhibit.facts), key=key, context=f"{exhibit.subject}:facts")
    return ExhibitFacts(exhibit=exhibit, **(facts | {"received_at": datetime.fromisoformat(facts["received_at"])}))


def original(exhibit: Exhibit, *, key: bytes) -> Iterator[bytes]:
    """The bytes as handed in, chunk by chunk. Raises Damaged where the store gives other bytes than it took."""
    file_key = envelopes.open_(bytes(exhibit.wrapped_key), key=key, context=f"{exhibit.subject}:key")
    reading = Reading(exhibit.path)
    return Opener(file_key, exhibit.subject).open_all(reading, reading.size)
