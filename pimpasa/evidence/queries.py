"""What an exhibit is, and its bytes, for who holds the key of what it belongs to."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from pimpasa.evidence import media
from pimpasa.evidence.errors import ExhibitGone
from pimpasa.evidence.models import Exhibit
from pimpasa.evidence.store import Reading
from pimpasa.sealing import envelopes
from pimpasa.sealing.streams import Opener

GONE = _("One of the files is no longer there. Please look through your files and send it again.")


@dataclass(frozen=True)
class ExhibitFacts:
    """Facts of a file as received; `declared` is the sender's word, `shown` what the bytes say.

    `size` is in bytes, `sha256` the original's, in hex.
    """

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
        return media.agrees(self.declared, self.shown, self.name)

    @property
    def is_picture(self) -> bool:
        return self.shown in media.PICTURES


def facts_of(exhibit: Exhibit, *, key: bytes) -> ExhibitFacts:
    """Raises WrongKey or Damaged of sealing."""
    facts = envelopes.open_json(bytes(exhibit.facts), key=key, context=exhibit.facts_context)
    return ExhibitFacts(exhibit=exhibit, **(facts | {"received_at": datetime.fromisoformat(facts["received_at"])}))


def original(exhibit: Exhibit, *, key: bytes) -> Iterator[bytes]:
    """The bytes as handed in, chunk by chunk.

    Raises WrongKey, Damaged where the store gives other bytes than it took, ObjectMissing, StoreUnavailable.
    """
    opener, reading = _opened(exhibit, key)
    return opener.open_all(reading, reading.size)


def original_range(exhibit: Exhibit, *, key: bytes, start: int, stop: int) -> Iterator[bytes]:
    """The original's bytes from `start` up to, not including, `stop`, without the rest. Raises as `original`."""
    opener, reading = _opened(exhibit, key)
    return opener.open_range(reading, start, stop, reading.size)


def kept(exhibit_ids: Iterable[UUID | str]) -> list[Exhibit]:
    """Those of a draft's files that are still there, in the order they came."""
    return list(Exhibit.objects.filter(pk__in=exhibit_ids).order_by("pk"))


def unsent(exhibit_ids: Collection[UUID | str]) -> list[Exhibit]:
    """A draft's files, in the order they came. Raises ExhibitGone where one expired, was removed or sent already."""
    exhibits = [exhibit for exhibit in kept(exhibit_ids) if exhibit.expires_at is not None]
    if len(exhibits) != len(exhibit_ids):
        raise ExhibitGone(GONE)
    return exhibits


def expired(at: datetime) -> list[Exhibit]:
    """Files of drafts that died unsent, a thousand at a time, longest dead first."""
    return list(Exhibit.objects.filter(expires_at__lte=at).order_by("expires_at")[:1000])


def unknown_paths(paths: list[str]) -> list[str]:
    """Those of the store's paths that no exhibit has."""
    known = {exhibit.path for exhibit in Exhibit.objects.filter(pk__in=_ids_in(paths)).only("pk")}
    return [path for path in paths if path not in known]


def _opened(exhibit: Exhibit, key: bytes) -> tuple[Opener, Reading]:
    file_key = envelopes.open_(bytes(exhibit.wrapped_key), key=key, context=exhibit.key_context)
    return Opener(file_key, exhibit.subject), Reading(exhibit.path)


def _ids_in(paths: list[str]) -> Iterator[UUID]:
    for path in paths:
        with suppress(ValueError):
            yield UUID(path.rpartition("/")[2])
