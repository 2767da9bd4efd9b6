"""An exhibit's facts and bytes, for who holds the key of what it belongs to."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from pimpasa.evidence import parts
from pimpasa.evidence.contents import ExhibitFacts, Part
from pimpasa.evidence.models import Exhibit
from pimpasa.sealing import envelopes
from pimpasa.sealing.errors import Damaged


def facts_of(exhibit: Exhibit, *, key: bytes) -> ExhibitFacts:
    """Raises WrongKey or Damaged of sealing."""
    facts = envelopes.open_json(bytes(exhibit.facts), key=key, context=exhibit.facts_context)
    facts["received_at"] = datetime.fromisoformat(facts["received_at"])
    facts["head"] = bytes.fromhex(facts.get("head", ""))
    facts["parts"] = tuple(Part(*part) for part in facts["parts"])
    if [part.name for part in facts["parts"]] != exhibit.parts:
        raise Damaged
    return ExhibitFacts(exhibit=exhibit, **facts)


def file_key_of(exhibit: Exhibit, *, key: bytes) -> bytes:
    """The file's own key. Raises WrongKey or Damaged of sealing."""
    return envelopes.open_(bytes(exhibit.wrapped_key), key=key, context=exhibit.key_context)


def original(exhibit: Exhibit, *, key: bytes) -> Iterator[bytes]:
    """The bytes as handed in, chunk by chunk.

    Raises WrongKey, Damaged where the store gives other bytes than it took, ObjectMissing, StoreUnavailable.
    """
    return original_range(exhibit, key=key, start=0, stop=facts_of(exhibit, key=key).size)


def original_range(exhibit: Exhibit, *, key: bytes, start: int, stop: int) -> Iterator[bytes]:
    """The original's bytes from `start` up to, not including, `stop`, without the rest. Raises as `original`."""
    facts = facts_of(exhibit, key=key)
    file_key = file_key_of(exhibit, key=key)
    return parts.opened(exhibit, facts.parts, file_key=file_key, start=start, stop=stop)
