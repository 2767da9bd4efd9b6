"""A backup: sealed to one kit, signed by who wrote it, and vouched for by the kit itself.

    PIMPASA-BACKUP-2 | length of the head 4 | head | sealed stream | signature 64

The head is JSON and readable: what the backup is of, a grant of the stream's key to the kit, the Ed25519 key that
signs, and a certificate of that key: HMAC-SHA256 under a key that only the kit's seed gives. So the kit's code alone
tells who may sign what it opens, and nobody who copied the kit's public half can make a backup of their own.

The signature is over SHA-256 of everything before it. `opened` checks all of it before the first byte comes out; what
comes then is sealed under a key that came out of the signed head, so that a file changed meanwhile does not open.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import io
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import IO, Protocol

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from pimpasa.sealing.derivation import derive
from pimpasa.sealing.envelopes import new_key
from pimpasa.sealing.errors import Damaged, NoBackup, NotSigned, OldBackup
from pimpasa.sealing.grants import PrivateKey, grant, open_grant
from pimpasa.sealing.streams import Opener, Sealer

MAGIC = b"PIMPASA-BACKUP-2"
UNSIGNED = b"PIMPASA-BACKUP-1"
CONTEXT = "backup"
LONGEST_HEAD = 1024**2
SIGNATURE = 64
PIECE = 4 * 1024**2
_SIGNED = b"pimpasa/v1/signed backup/"


class Out(Protocol):
    def write(self, data: bytes, /) -> int: ...


@dataclass(frozen=True)
class Kit:
    """What is kept of a backup kit: its public key, and its certificate of who signs."""

    public: bytes
    certificate: bytes


@dataclass(frozen=True)
class Head:
    """What stands readable before a backup. Nothing of it is sure before the whole was opened."""

    about: Mapping[str, str]
    grant: bytes
    signer: bytes
    certificate: bytes
    start: int


def kit_of(seed: bytes, *, signer: Ed25519PrivateKey) -> Kit:
    """The kit of a 32-byte seed, for backups that `signer` will sign."""
    return Kit(PrivateKey.from_seed(seed).public, _certificate(seed, signer.public_key().public_bytes_raw()))


class Writer:
    """Where the plain bytes of a backup are written to."""

    def __init__(self, out: Out, *, kit: Kit, signer: Ed25519PrivateKey, about: Mapping[str, str]) -> None:
        key = new_key()
        self._out = out
        self._signer = signer
        self._sealer = Sealer(key, CONTEXT)
        self._digest = hashlib.sha256()
        head = {
            "about": dict(about),
            "grant": _text(grant(key, to=kit.public, context=CONTEXT)),
            "signer": _text(signer.public_key().public_bytes_raw()),
            "certificate": _text(kit.certificate),
        }
        written = json.dumps(head).encode()
        self._put(MAGIC + len(written).to_bytes(4, "big") + written)

    def write(self, data: bytes) -> int:
        self._put(self._sealer.update(data))
        return len(data)

    def finish(self) -> None:
        """Write the rest, and the signature."""
        self._put(self._sealer.finish())
        self._out.write(self._signer.sign(_SIGNED + self._digest.digest()))

    def _put(self, data: bytes) -> None:
        self._digest.update(data)
        self._out.write(data)


def head_of(file: IO[bytes]) -> Head:
    """A backup's head. Raises NoBackup, OldBackup for one that nobody signed, Damaged."""
    magic = file.read(len(MAGIC))
    if magic == UNSIGNED:
        raise OldBackup
    if magic != MAGIC:
        raise NoBackup
    length = int.from_bytes(file.read(4), "big")
    if length > LONGEST_HEAD:
        raise Damaged
    written = file.read(length)
    try:
        head = json.loads(written)
        about = {str(name): str(value) for name, value in head["about"].items()}
        key, signer, certificate = (_bytes(head[name]) for name in ("grant", "signer", "certificate"))
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as wrong:
        raise Damaged from wrong
    return Head(about, key, signer, certificate, start=len(MAGIC) + 4 + length)


def opened(file: IO[bytes], head: Head, *, seed: bytes) -> io.BufferedReader:
    """The plain bytes, after all of the file was found to be what its writer signed.

    Raises WrongKey for another kit; NotSigned where the kit does not vouch for who signed, or the bytes are others;
    Damaged. Reading raises Damaged for what was changed since.
    """
    key = open_grant(head.grant, private=PrivateKey.from_seed(seed), context=CONTEXT)
    if not hmac.compare_digest(head.certificate, _certificate(seed, head.signer)):
        raise NotSigned
    end = file.seek(0, io.SEEK_END) - SIGNATURE
    _check_signature(file, head, end)

    def read_at(offset: int, count: int) -> bytes:
        file.seek(head.start + offset)
        return file.read(count)

    return io.BufferedReader(_Plain(Opener(key, CONTEXT).open_all(read_at, end - head.start)), PIECE)


def _check_signature(file: IO[bytes], head: Head, end: int) -> None:
    if end < head.start:
        raise NotSigned
    digest = hashlib.sha256()
    file.seek(0)
    while file.tell() < end:
        piece = file.read(min(PIECE, end - file.tell()))
        if not piece:
            raise NotSigned
        digest.update(piece)
    try:
        Ed25519PublicKey.from_public_bytes(head.signer).verify(file.read(SIGNATURE), _SIGNED + digest.digest())
    except (InvalidSignature, ValueError) as wrong:
        raise NotSigned from wrong


def _certificate(seed: bytes, signer: bytes) -> bytes:
    return hmac.digest(derive(seed, "who signs backups", 32), signer, "sha256")


class _Plain(io.RawIOBase):
    """The opened bytes, chunk by chunk."""

    def __init__(self, chunks: Iterator[bytes]) -> None:
        self._chunks = chunks
        self._rest = b""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]  # as RawIOBase's own
        chunk = self._rest or next(self._chunks, b"")
        piece = chunk[: len(buffer)]
        self._rest = chunk[len(buffer) :]
        buffer[: len(piece)] = piece
        return len(piece)


def _text(data: bytes) -> str:
    return base64.b64encode(data).decode()


def _bytes(text: str) -> bytes:
    return base64.b64decode(text, validate=True)
