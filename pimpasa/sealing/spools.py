"""What waits on a disk for some moments, sealed under a key that is nowhere but in memory."""

from __future__ import annotations

import io
import secrets
import tempfile
from pathlib import Path
from typing import IO

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

BLOCK = 256 * 1024
_TAG = 16


class Spool:
    """Bytes put in one after another, and read once from the beginning. The file has no name and goes with its process.

    What is shorter than a block stays in memory.
    """

    def __init__(self, folder: Path) -> None:
        self.size = 0
        self._folder = folder
        self._pending = bytearray()
        self._file: IO[bytes] | None = None
        self._aead = AESGCM(secrets.token_bytes(32))
        self._blocks = 0

    def take(self, data: bytes) -> bool:
        """Whether there is a block to `write` now."""
        self.size += len(data)
        self._pending += data
        return len(self._pending) >= BLOCK

    def write(self) -> None:
        """Seal the whole blocks and put them on the disk. Raises OSError."""
        if self._file is None:
            self._file = tempfile.TemporaryFile(dir=self._folder)  # noqa: SIM115 - lives as long as the spool
        while len(self._pending) >= BLOCK:
            block = bytes(self._pending[:BLOCK])
            del self._pending[:BLOCK]
            self._file.write(self._aead.encrypt(self._nonce(self._blocks), block, None))
            self._blocks += 1

    def reading(self) -> io.BufferedReader:
        """From the beginning. Nothing may be put in any more."""
        return io.BufferedReader(_Reading(self), BLOCK)

    def block(self, number: int) -> bytes:
        if number >= self._blocks or self._file is None:
            return bytes(self._pending) if number == self._blocks else b""
        self._file.seek(number * (BLOCK + _TAG))
        return self._aead.decrypt(self._nonce(number), self._file.read(BLOCK + _TAG), None)

    def close(self) -> None:
        """Let go of the disk."""
        if self._file is not None:
            self._file.close()
        self._pending = bytearray()

    @staticmethod
    def _nonce(number: int) -> bytes:
        return number.to_bytes(12, "big")


class _Reading(io.RawIOBase):
    def __init__(self, spool: Spool) -> None:
        self._spool = spool
        self._number = 0
        self._rest = b""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]  # its stub names a private type
        if not self._rest:
            self._rest = self._spool.block(self._number)
            self._number += 1
        length = min(len(buffer), len(self._rest))
        buffer[:length] = self._rest[:length]
        self._rest = self._rest[length:]
        return length
