"""A file sealed in chunks, so that it never stands whole in memory and any range opens alone.

    version 1 | nonce prefix 7 | sealed chunks of 64 KiB + tag | trailer: sealed true length

STREAM (Hoang, Reyhanitabar, Rogaway, Vizár, CRYPTO 2015): each chunk's nonce is the prefix, a 32-bit counter and
a byte that marks the last one, so a cut, swapped, repeated or appended chunk fails. The plain bytes are filled with
zeros to their Padmé length; the last chunk is the trailer, 8 bytes of true length.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterator

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from pimpasa.sealing.errors import Damaged
from pimpasa.sealing.padding import padded_length

VERSION = b"\x01"
CHUNK = 64 * 1024
TAG = 16
HEAD = 8
TRAILER = 8 + TAG
LONGEST = CHUNK * (2**32 - 2)

# Reads `length` sealed bytes at `offset`.
ReadAt = Callable[[int, int], bytes]


def sealed_size(size: int) -> int:
    """How many bytes `size` plain bytes become."""
    padded = padded_length(size)
    chunks = -(-padded // CHUNK)
    return HEAD + padded + chunks * TAG + TRAILER


class _Stream:
    def __init__(self, key: bytes, context: str, prefix: bytes) -> None:
        self._aead = AESGCM(key)
        self._prefix = prefix
        self._bound = b"pimpasa/stream/v1/" + context.encode()

    def nonce(self, number: int, *, last: bool = False) -> bytes:
        return self._prefix + number.to_bytes(4, "big") + bytes([last])

    def seal(self, number: int, chunk: bytes | memoryview, *, last: bool = False) -> bytes:
        return self._aead.encrypt(self.nonce(number, last=last), bytes(chunk), self._bound)

    def open(self, number: int, sealed: bytes, *, last: bool = False) -> bytes:
        try:
            return self._aead.decrypt(self.nonce(number, last=last), sealed, self._bound)
        except InvalidTag as broken:
            raise Damaged from broken


class Sealer:
    """Seals bytes as they come; holds less than one chunk."""

    def __init__(self, key: bytes, context: str) -> None:
        prefix = secrets.token_bytes(7)
        self._stream = _Stream(key, context, prefix)
        self._pending = bytearray()
        self._number = 0
        self._size = 0
        self._head = VERSION + prefix

    def update(self, data: bytes | memoryview) -> bytes:
        """The sealed bytes that are ready after these plain ones. Raises ValueError beyond 256 TiB."""
        self._size += len(data)
        if self._size > LONGEST:
            raise ValueError("too long to seal")
        self._pending += data
        return self._take_head() + b"".join(self._full_chunks())

    def finish(self) -> bytes:
        """The rest: the last bytes, the filling, and the sealed true length."""
        parts = [self._take_head()]
        filling = padded_length(self._size) - self._size
        while filling:
            step = min(filling, CHUNK)
            self._pending += bytes(step)
            filling -= step
            parts += self._full_chunks()
        if self._pending:
            parts.append(self._next(bytes(self._pending)))
        parts.append(self._stream.seal(self._number, self._size.to_bytes(8, "big"), last=True))
        return b"".join(parts)

    def _take_head(self) -> bytes:
        head = self._head
        self._head = b""
        return head

    def _full_chunks(self) -> list[bytes]:
        whole = len(self._pending) // CHUNK * CHUNK
        with memoryview(self._pending) as view:
            sealed = [self._next(view[start : start + CHUNK]) for start in range(0, whole, CHUNK)]
        del self._pending[:whole]
        return sealed

    def _next(self, chunk: bytes | memoryview) -> bytes:
        sealed = self._stream.seal(self._number, chunk)
        self._number += 1
        return sealed


class Opener:
    """Opens what a Sealer made. Every method raises Damaged for bytes that were cut, moved or changed."""

    def __init__(self, key: bytes, context: str) -> None:
        self._key = key
        self._context = context

    def open_all(self, read_at: ReadAt, sealed_length: int) -> Iterator[bytes]:
        """The plain bytes from first to last, chunk by chunk."""
        return self.open_range(read_at, 0, self.size(read_at, sealed_length), sealed_length)

    def size(self, read_at: ReadAt, sealed_length: int) -> int:
        """The true length, from the trailer."""
        return self._trailer(read_at, sealed_length)[1]

    def open_range(self, read_at: ReadAt, start: int, stop: int, sealed_length: int) -> Iterator[bytes]:
        """The plain bytes from `start` up to, not including, `stop`, without the rest of the file."""
        stream, size = self._trailer(read_at, sealed_length)
        stop = min(stop, size)
        padded = padded_length(size)
        for number in range(start // CHUNK, -(-stop // CHUNK) if stop > start else 0):
            length = min(CHUNK, padded - number * CHUNK)
            chunk = stream.open(number, read_at(HEAD + number * (CHUNK + TAG), length + TAG))
            begin = number * CHUNK
            yield chunk[max(start - begin, 0) : max(stop - begin, 0)]

    def _trailer(self, read_at: ReadAt, sealed_length: int) -> tuple[_Stream, int]:
        if sealed_length < HEAD + TRAILER:
            raise Damaged
        stream = self._stream_of(read_at(0, HEAD))
        body = sealed_length - HEAD - TRAILER
        chunks = -(-body // (CHUNK + TAG))
        size = int.from_bytes(stream.open(chunks, read_at(sealed_length - TRAILER, TRAILER), last=True), "big")
        if sealed_size(size) != sealed_length:
            raise Damaged
        return stream, size

    def _stream_of(self, head: bytes) -> _Stream:
        if len(head) != HEAD or head[:1] != VERSION:
            raise Damaged
        return _Stream(self._key, self._context, head[1:])
