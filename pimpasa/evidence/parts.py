"""An exhibit's bytes lie in parts, each a sealed stream of its own that is there whole or not at all.

A part begins where the one before ended, however long that was. So an upload that was cut off goes on at the last byte
that was kept, in another process or after a restart, and nothing is ever appended to: a folder and a bucket are alike.
A part is sealed under a key of its own and bound to its exhibit, number and name; names, lengths and digests are
among the exhibit's sealed facts, so a part left out, moved, repeated or swapped for another attempt fails.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress

from pimpasa.evidence import store
from pimpasa.evidence.contents import Part
from pimpasa.evidence.errors import StoreUnavailable
from pimpasa.evidence.models import Exhibit
from pimpasa.sealing.derivation import derive
from pimpasa.sealing.errors import Damaged
from pimpasa.sealing.streams import Opener, Sealer

# What a crash can cost an upload, in bytes; a larger one makes fewer objects.
LONGEST = 64 * 1024**2


def whole_digest(parts: Iterable[Part]) -> bytes:
    """SHA-256 over the parts' digests: what the ledger says of an exhibit's sealed bytes."""
    return hashlib.sha256(b"".join(bytes.fromhex(part.digest) for part in parts)).digest()


class PartsWriter:
    """Seals bytes into part after part as they come; `done` lists those that are whole and durable.

    Every method raises StoreUnavailable but `abandon`.
    """

    def __init__(self, exhibit: Exhibit, file_key: bytes, *, after: int = 0) -> None:
        self._exhibit = exhibit
        self._file_key = file_key
        self._after = after
        self._writing: _PartWriting | None = None
        self.done: list[Part] = []

    def take(self, data: bytes | memoryview) -> None:
        rest = memoryview(data)
        while rest:
            part = self._writing or self._next()
            self._writing = part
            room = LONGEST - part.size
            part.take(rest[:room])
            rest = rest[room:]
            if part.size == LONGEST:
                self.finish()

    def finish(self) -> None:
        """End the part under way; after this everything taken is durable."""
        if self._writing is not None:
            self.done.append(self._writing.finish())
            self._writing = None

    def hand_over(self) -> None:
        """Let go of the parts that are done: somebody keeps them now, and `abandon` spares them."""
        self._after += len(self.done)
        self.done = []

    def abandon(self) -> None:
        """Remove everything that this writer stored and has not handed over."""
        if self._writing is not None:
            self._writing.abandon()
            self._writing = None
        delete(self._exhibit, [part.name for part in self.done])
        self.done = []

    def _next(self) -> _PartWriting:
        return _PartWriting(self._exhibit, self._file_key, self._after + len(self.done))


class _PartWriting:
    def __init__(self, exhibit: Exhibit, file_key: bytes, number: int) -> None:
        self.size = 0
        # A name of its own for each attempt: two at once never write into each other's bytes.
        self._name = secrets.token_hex(4)
        self._digest = hashlib.sha256()
        self._sealer = Sealer(_key(file_key, number), _context(exhibit, number, self._name))
        self._writing = store.Writing(exhibit.path_of(self._name))

    def take(self, data: memoryview) -> None:
        self.size += len(data)
        self._write(self._sealer.update(data))

    def finish(self) -> Part:
        self._write(self._sealer.finish())
        self._writing.finish()
        return Part(self._name, self.size, self._digest.hexdigest())

    def abandon(self) -> None:
        self._writing.abandon()

    def _write(self, sealed: bytes) -> None:
        self._digest.update(sealed)
        self._writing.write(sealed)


def opened(exhibit: Exhibit, parts: Sequence[Part], *, file_key: bytes, start: int, stop: int) -> Iterator[bytes]:
    """The plain bytes from `start` up to, not including, `stop`; only the parts that hold them are read.

    Raises Damaged, ObjectMissing, StoreUnavailable.
    """
    begin = 0
    for number, part in enumerate(parts):
        if begin < stop and start < begin + part.size:
            reading = store.Reading(exhibit.path_of(part.name))
            opener = Opener(_key(file_key, number), _context(exhibit, number, part.name))
            if opener.size(reading, reading.size) != part.size:
                raise Damaged
            yield from opener.open_range(reading, max(start - begin, 0), min(stop - begin, part.size), reading.size)
        begin += part.size


def delete(exhibit: Exhibit, names: Iterable[str]) -> None:
    """Remove parts; what a store out of reach keeps, the sweep of orphans finds later."""
    with suppress(StoreUnavailable):
        store.delete(*(exhibit.path_of(name) for name in names))


def _key(file_key: bytes, number: int) -> bytes:
    return derive(file_key, f"part {number}", 32)


def _context(exhibit: Exhibit, number: int, name: str) -> str:
    return f"{exhibit.subject}:{number}:{name}"
