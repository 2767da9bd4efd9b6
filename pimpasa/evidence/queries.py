"""What an exhibit is, and its bytes, for who holds the key of what it belongs to."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from pimpasa.evidence import media, parts
from pimpasa.evidence.errors import ExhibitGone
from pimpasa.evidence.models import Exhibit
from pimpasa.evidence.parts import Part
from pimpasa.sealing import envelopes
from pimpasa.sealing.errors import Damaged

GONE = _("One of the files is no longer there. Please look through your files and send it again.")
UNFINISHED = _("One of the files has not arrived whole. Choose the same file again to go on, or remove it.")


@dataclass(frozen=True)
class ExhibitFacts:
    """Facts of a file; `declared` is the sender's word, `shown` what the bytes say, `size` its bytes when whole.

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


def facts_of(exhibit: Exhibit, *, key: bytes) -> ExhibitFacts:
    """Raises WrongKey or Damaged of sealing."""
    facts = envelopes.open_json(bytes(exhibit.facts), key=key, context=exhibit.facts_context)
    facts["received_at"] = datetime.fromisoformat(facts["received_at"])
    facts["head"] = bytes.fromhex(facts.get("head", ""))
    facts["parts"] = tuple(Part(*part) for part in facts["parts"])
    if [part.name for part in facts["parts"]] != exhibit.parts:
        raise Damaged
    return ExhibitFacts(exhibit=exhibit, **facts)


def sealed_facts(facts: ExhibitFacts, *, key: bytes) -> bytes:
    """Facts as an exhibit's row keeps them."""
    value = {
        "name": facts.name,
        "declared": facts.declared,
        "size": facts.size,
        "obtained": facts.obtained,
        "received_at": facts.received_at.isoformat(),
        "parts": [[part.name, part.size, part.digest] for part in facts.parts],
        "shown": facts.shown,
        "sha256": facts.sha256,
        "head": facts.head.hex(),
    }
    return envelopes.seal_json(value, key=key, context=facts.exhibit.facts_context)


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
    known, file_key = facts_of(exhibit, key=key).parts, file_key_of(exhibit, key=key)
    return parts.opened(exhibit, known, file_key=file_key, start=start, stop=stop)


def kept(exhibit_ids: Iterable[UUID | str]) -> list[Exhibit]:
    """Those of a draft's files that are still there, in the order they came."""
    return list(Exhibit.objects.filter(pk__in=exhibit_ids).order_by("pk"))


def unsent(exhibit_ids: Collection[UUID | str]) -> list[Exhibit]:
    """A draft's files, in the order they came.

    Raises ExhibitGone where one expired, was removed or sent already, or has not arrived whole.
    """
    exhibits = [exhibit for exhibit in kept(exhibit_ids) if exhibit.expires_at is not None]
    if len(exhibits) != len(exhibit_ids):
        raise ExhibitGone(GONE)
    if not all(exhibit.is_whole for exhibit in exhibits):
        raise ExhibitGone(UNFINISHED)
    return exhibits


def expired(at: datetime) -> list[Exhibit]:
    """Files of drafts that died unsent, a thousand at a time, longest dead first."""
    return list(Exhibit.objects.filter(expires_at__lte=at).order_by("expires_at")[:1000])


def unknown_paths(paths: list[str]) -> list[str]:
    """Those of the store's paths that no exhibit has."""
    rows = Exhibit.objects.filter(pk__in=_ids_in(paths)).only("pk", "parts")
    known = {path for exhibit in rows for path in exhibit.paths}
    return [path for path in paths if path not in known]


def _ids_in(paths: list[str]) -> Iterator[UUID]:
    for path in paths:
        with suppress(ValueError):
            yield UUID(path.rpartition("/")[2].partition(".")[0])
