"""A file that arrives piece by piece, perhaps over days and several servers, as tus 1.0 has it.

Its row stands from the beginning, without a digest until it is whole. What has arrived is kept part by part; two
that continue at the same place at once both write, and the row takes the first: the other is told where to go on.
"""

from __future__ import annotations

import hashlib
from collections import OrderedDict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from threading import Lock
from typing import Any
from uuid import UUID

from django.conf import settings
from django.utils.translation import gettext as _

from pimpasa.common import clock
from pimpasa.common.ids import uuid7
from pimpasa.evidence import media, parts, room
from pimpasa.evidence.actions.exhibits import discard
from pimpasa.evidence.contents import ExhibitFacts
from pimpasa.evidence.errors import ChecksumMismatch, NotTaken, OffsetConflict
from pimpasa.evidence.models import Exhibit
from pimpasa.evidence.opening.files import facts_of, file_key_of
from pimpasa.evidence.parts import PartsWriter
from pimpasa.evidence.tus import Checksum
from pimpasa.evidence.uploads import LONGEST_TYPE, clean_name
from pimpasa.sealing import envelopes

# A line that breaks every half megabyte still brings 2 GiB over; single bytes would make a store of crumbs.
MOST_PARTS = 4096


def begin(*, name: str, declared: str, size: int, obtained: str, key: bytes, expires_at: datetime) -> Exhibit:
    """Make room for a file of `size` bytes, sealed under `key`. Raises NotTaken with a sentence."""
    if size > settings.EVIDENCE_MAX_BYTES:
        most = {"most": settings.EVIDENCE_MAX_BYTES // 1024**3}
        raise NotTaken(_("This file is too large: %(most)d GB at most.") % most)
    if size == 0:
        raise NotTaken(_("This file is empty."))
    if room.is_tight():
        raise NotTaken(room.NO_ROOM)
    _refuse_programs(b"", name)
    exhibit = Exhibit(id=uuid7(), expires_at=expires_at)
    facts = ExhibitFacts(
        exhibit=exhibit,
        name=clean_name(name),
        declared=declared[:LONGEST_TYPE].lower(),
        size=size,
        obtained=obtained,
        received_at=clock.now(),
        parts=(),
    )
    exhibit.wrapped_key = envelopes.seal(envelopes.new_key(), key=key, context=exhibit.key_context)
    exhibit.facts = facts.sealed(key=key)
    exhibit.save(force_insert=True)
    return exhibit


def receive(
    *, exhibit: Exhibit, key: bytes, offset: int, pieces: Iterator[bytes], checksum: Checksum | None = None
) -> ExhibitFacts:
    """Take what follows at `offset` until `pieces` end, wherever that is, and return the facts as they are then.

    With a checksum the pieces are kept together or not at all.
    Sent again after it was whole, as after a lost answer, nothing more is taken.
    Raises OffsetConflict, ChecksumMismatch, NotTaken, StoreUnavailable, WrongKey, Damaged.
    """
    transfer = _Transfer(exhibit, key)
    if offset != transfer.facts.received:
        raise OffsetConflict(transfer.facts.received)
    if exhibit.is_whole:
        return transfer.facts
    return transfer.take(pieces, checksum)


class _Transfer:
    def __init__(self, exhibit: Exhibit, key: bytes) -> None:
        self.exhibit = exhibit
        self._key = key
        self.facts = facts_of(exhibit, key=key)
        self._writer = PartsWriter(exhibit, file_key_of(exhibit, key=key), after=len(self.facts.parts))
        self._sha256 = running.take(exhibit.pk, self.facts.received)

    def take(self, pieces: Iterator[bytes], checksum: Checksum | None) -> ExhibitFacts:
        checked = checksum.begun() if checksum else None
        try:
            for piece in self._within_size(pieces):
                self._take(piece)
                if checked is not None:
                    checked.update(piece)
                elif self._writer.done:
                    self._save()
            self._writer.finish()
            if checksum and checked and checked.digest() != checksum.digest:
                raise ChecksumMismatch
        except BaseException:
            self._writer.abandon()
            raise
        facts = self._save() if self._writer.done else self.facts
        running.put(self.exhibit.pk, facts.received, self._sha256)
        return facts

    def _within_size(self, pieces: Iterator[bytes]) -> Iterator[bytes]:
        room = self.facts.size - self.facts.received
        for piece in pieces:
            room -= len(piece)
            if room < 0:
                raise NotTaken(_("This file is longer than it was said to be. Please send it again."))
            yield piece

    def _take(self, piece: bytes) -> None:
        if len(self.facts.head) < media.HEAD:
            self.facts = replace(self.facts, head=(self.facts.head + piece)[: media.HEAD])
        if self._sha256 is not None:
            self._sha256.update(piece)
        self._writer.take(piece)

    def _save(self) -> ExhibitFacts:
        """Let the row know the new parts, where nobody was faster. Raises OffsetConflict."""
        before = self.facts
        self.facts = replace(before, parts=(*before.parts, *self._writer.done))
        if self.facts.received == self.facts.size or len(self.facts.head) == media.HEAD:
            self._check_head()
        if len(self.facts.parts) > MOST_PARTS:
            self._refuse(_("This file came in too many small pieces. Please send it again in larger ones."))
        changed = {"parts": [part.name for part in self.facts.parts]} | self._finished()
        rows = Exhibit.objects.filter(
            pk=self.exhibit.pk, parts=self.exhibit.parts, digest=None, expires_at__isnull=False
        ).update(**changed, facts=self.facts.sealed(key=self._key))
        if not rows:
            self._writer.abandon()
            raise OffsetConflict(before.received)
        self.exhibit.parts = changed["parts"]
        self._writer.hand_over()
        return self.facts

    def _finished(self) -> dict[str, Any]:
        """Where every byte is there: its type, SHA-256 and digest."""
        if self.facts.received < self.facts.size:
            return {}
        sha256 = self._sha256.hexdigest() if self._sha256 else self._sha256_from_store()
        kind = media.media_type(self.facts.head)
        self.facts = replace(self.facts, shown=kind, sha256=sha256, head=b"")
        return {"digest": parts.whole_digest(self.facts.parts)}

    def _sha256_from_store(self) -> str:
        """Read everything back: an earlier part came to another process, or before a restart."""
        sha256 = hashlib.sha256()
        file_key = file_key_of(self.exhibit, key=self._key)
        for piece in parts.opened(self.exhibit, self.facts.parts, file_key=file_key, start=0, stop=self.facts.size):
            sha256.update(piece)
        return sha256.hexdigest()

    def _check_head(self) -> None:
        try:
            _refuse_programs(self.facts.head, self.facts.name)
        except NotTaken as refused:
            self._refuse(str(refused.reason))

    def _refuse(self, reason: str) -> None:
        self._writer.abandon()
        discard(exhibit=self.exhibit)
        raise NotTaken(reason)


def _refuse_programs(head: bytes, name: str) -> None:
    if media.is_program(head, name):
        raise NotTaken(_("This file is a program. Please send a picture, PDF, sound, video or chat instead."))


@dataclass
class _Running:
    """SHA-256 of files under way, as far as this process has seen every byte; a hash cannot be stored half done."""

    most: int

    def __post_init__(self) -> None:
        self._hashes: OrderedDict[UUID, tuple[int, Any]] = OrderedDict()
        self._lock = Lock()

    def take(self, exhibit_id: UUID, offset: int) -> Any:
        """The hash of the first `offset` bytes, or None where this process does not have it."""
        with self._lock:
            hashed, sha256 = self._hashes.get(exhibit_id, (0, hashlib.sha256()))
        return sha256.copy() if hashed == offset else None

    def put(self, exhibit_id: UUID, offset: int, sha256: Any) -> None:
        with self._lock:
            self._hashes.pop(exhibit_id, None)
            if sha256 is not None:
                self._hashes[exhibit_id] = offset, sha256.copy()
            while len(self._hashes) > self.most:
                self._hashes.popitem(last=False)


running = _Running(most=1000)
