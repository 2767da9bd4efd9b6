"""Headers of tus 1.0.0, the protocol of resumable uploads, as values."""

from __future__ import annotations

import base64
import binascii
import hashlib
from dataclasses import dataclass
from typing import Any

VERSION = "1.0.0"
EXTENSIONS = "creation,termination,checksum,expiration"
# The protocol asks for SHA-1 at least; it guards against a bad line here, not against people.
ALGORITHMS = ("sha1", "sha256")


@dataclass(frozen=True)
class Checksum:
    """What the sender says the bytes of one request hash to."""

    algorithm: str
    digest: bytes

    def begun(self) -> Any:
        """A hash of this kind, to be fed."""
        return hashlib.new(self.algorithm, usedforsecurity=False)


def checksum(header: str) -> Checksum:
    """Of `Upload-Checksum`: an algorithm and a Base64 digest. Raises ValueError."""
    algorithm, _, encoded = header.partition(" ")
    if algorithm not in ALGORITHMS:
        raise ValueError(f"checksums are {' or '.join(ALGORITHMS)}")
    return Checksum(algorithm, _decoded(encoded))


def metadata(header: str) -> dict[str, str]:
    """Of `Upload-Metadata`: names with Base64 values, separated by commas. Raises ValueError."""
    pairs = (pair.strip().partition(" ") for pair in header.split(",") if pair.strip())
    return {name: _decoded(value).decode("utf-8", "replace") for name, _, value in pairs}


def metadata_header(values: dict[str, str]) -> str:
    return ",".join(f"{name} {base64.b64encode(value.encode()).decode()}" for name, value in values.items())


def number(header: str | None) -> int:
    """A non-negative number of bytes. Raises ValueError."""
    if header is None or not (header.isascii() and header.isdecimal()) or len(header) > 19:
        raise ValueError("a number of bytes is missing")
    return int(header)


def _decoded(text: str) -> bytes:
    try:
        return base64.b64decode(text, validate=True)
    except binascii.Error as wrong:
        raise ValueError("not Base64") from wrong
