"""Signed notes, checkpoints and cosignatures (c2sp.org/signed-note, tlog-checkpoint, tlog-cosignature). Plain Python.

<origin>                                the log's name
<size>                                  how many entries
<root>                                  base64

— <name> <base64 of key id and signature>
"""

from __future__ import annotations

import base64
import binascii
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from pimpasa.ledger.errors import Unproved

ED25519 = b"\x01"
COSIGNATURE = b"\x04"
DASH = "\u2014"


@dataclass(frozen=True)
class Verifier:
    """Whose signature is trusted: a name, the kind of signature, and a raw Ed25519 public key."""

    name: str
    kind: bytes
    public: bytes

    @property
    def key_id(self) -> bytes:
        return hashlib.sha256(self.name.encode() + b"\n" + self.kind + self.public).digest()[:4]

    def __str__(self) -> str:
        """As a vkey: name, key id in hex and key in base64, with + between."""
        return f"{self.name}+{self.key_id.hex()}+{encode(self.kind + self.public)}"

    @classmethod
    def parse(cls, vkey: str) -> Verifier:
        """Raises ValueError for what is no vkey of a kind known here."""
        name, _, rest = vkey.strip().partition("+")
        key_id, _, encoded = rest.partition("+")
        data = decode(encoded)
        verifier = cls(name, data[:1], data[1:])
        if not is_name(name) or len(data) != 33 or data[:1] not in (ED25519, COSIGNATURE):
            raise ValueError("not a vkey of Ed25519")
        if key_id != verifier.key_id.hex():
            raise ValueError("the vkey's parts do not fit together")
        return verifier

    def verifies(self, signature: bytes, message: bytes) -> bool:
        try:
            Ed25519PublicKey.from_public_bytes(self.public).verify(signature, message)
        except (InvalidSignature, ValueError):
            return False
        return True


@dataclass(frozen=True)
class Checkpoint:
    """The log at one size."""

    origin: str
    size: int
    root: bytes

    @property
    def text(self) -> str:
        return f"{self.origin}\n{self.size}\n{encode(self.root)}\n"

    @classmethod
    def parse(cls, text: str) -> Checkpoint:
        """Raises Unproved for what is no checkpoint; extension lines are not used here and refused."""
        lines = text.split("\n")
        if len(lines) != 4 or lines[3] or not is_name(lines[0]):
            raise Unproved("this is no checkpoint")
        try:
            checkpoint = cls(lines[0], int(lines[1]), decode(lines[2]))
        except ValueError as wrong:
            raise Unproved("this is no checkpoint") from wrong
        if len(checkpoint.root) != 32 or checkpoint.text != text:
            raise Unproved("this is no checkpoint")
        return checkpoint


def is_name(name: str) -> bool:
    return bool(name) and not any(character.isspace() or character == "+" for character in name)


def log_verifier(origin: str, key: Ed25519PrivateKey) -> Verifier:
    return Verifier(origin, ED25519, key.public_key().public_bytes_raw())


def sign(checkpoint: Checkpoint, key: Ed25519PrivateKey) -> str:
    """The checkpoint as a note signed by its log."""
    return signed(checkpoint.text, log_verifier(checkpoint.origin, key), key)


def signed(text: str, verifier: Verifier, key: Ed25519PrivateKey) -> str:
    """Any text that ends with a line break, as a note signed by one key."""
    return f"{text}\n{_line(verifier, key.sign(text.encode()))}"


def cosign(checkpoint: Checkpoint, *, name: str, key: Ed25519PrivateKey, at: int) -> str:
    """A witness's line: that it saw this checkpoint at a Unix time, and none that contradicts it."""
    verifier = Verifier(name, COSIGNATURE, key.public_key().public_bytes_raw())
    signature = key.sign(_cosigned(checkpoint.text, at))
    return _line(verifier, at.to_bytes(8, "big") + signature)


def open_note(note: str, verifier: Verifier) -> Checkpoint:
    """The checkpoint of a note that its log signed. Raises Unproved."""
    text, lines = split_note(note)
    checkpoint = Checkpoint.parse(text)
    if checkpoint.origin != verifier.name:
        raise Unproved("this checkpoint belongs to another log")
    check_signed(text, lines, verifier)
    return checkpoint


def check_signed(text: str, lines: list[str], verifier: Verifier) -> None:
    """Raise Unproved unless one of a note's lines is this key's signature."""
    if not any(verifier.verifies(signature, text.encode()) for signature in _signatures(lines, verifier)):
        raise Unproved(f"the signature of {verifier.name} is not right")


def cosigned_at(note: str, witness: Verifier) -> tuple[int, str]:
    """When a witness says it saw the note's checkpoint, in Unix time, and its line. Raises Unproved."""
    text, lines = split_note(note)
    for signature in _signatures(lines, witness):
        at = int.from_bytes(signature[:8], "big")
        if len(signature) == 72 and witness.verifies(signature[8:], _cosigned(text, at)):
            return at, _line(witness, signature)
    raise Unproved("no right signature of this witness")


def split_note(note: str) -> tuple[str, list[str]]:
    """A note's text and its signature lines. Raises Unproved."""
    text, between, signatures = note.rpartition("\n\n")
    lines = signatures.splitlines()
    if not between or not signatures.endswith("\n") or not lines or any(not ln.startswith(DASH + " ") for ln in lines):
        raise Unproved("this is no signed note")
    return text + "\n", lines


def _signatures(lines: list[str], verifier: Verifier) -> Iterator[bytes]:
    for line in lines:
        name, _, encoded = line.removeprefix(DASH + " ").partition(" ")
        try:
            data = decode(encoded)
        except ValueError:
            continue
        if name == verifier.name and data[:4] == verifier.key_id:
            yield data[4:]


def _cosigned(text: str, at: int) -> bytes:
    return f"cosignature/v1\ntime {at}\n{text}".encode()


def _line(verifier: Verifier, signature: bytes) -> str:
    return f"{DASH} {verifier.name} {encode(verifier.key_id + signature)}\n"


def encode(data: bytes) -> str:
    """Base64, RFC 4648 section 4."""
    return base64.b64encode(data).decode()


def decode(text: str) -> bytes:
    """Raises ValueError for what is not base64."""
    try:
        return base64.b64decode(text, validate=True)
    except binascii.Error as wrong:
        raise ValueError("not base64") from wrong
