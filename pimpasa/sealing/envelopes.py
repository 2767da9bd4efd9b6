"""An envelope seals bytes under one 32-byte key and binds them to what they are and whose they are.

    version 1 | key fingerprint 16 | nonce 12 | AES-256-GCM ciphertext of the padded bytes, tag 16

The fingerprint tells a wrong key from damage, and commits to the key, which AES-GCM alone does not.
"""

import base64
import json
import secrets
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from pimpasa.sealing.derivation import derive
from pimpasa.sealing.errors import Damaged, WrongKey
from pimpasa.sealing.padding import is_padded, pad, unpad

VERSION = b"\x01"
KEY_SIZE = 32
_FINGERPRINT = slice(1, 17)
_NONCE = slice(17, 29)
_HEAD = 29
_TAG = 16


def new_key() -> bytes:
    """A random 256-bit key."""
    return secrets.token_bytes(KEY_SIZE)


def seal(plaintext: bytes, *, key: bytes, context: str) -> bytes:
    """Seal bytes under a 32-byte key; only the same `context` opens them."""
    nonce = secrets.token_bytes(12)
    head = VERSION + _fingerprint(key) + nonce
    return head + AESGCM(key).encrypt(nonce, pad(plaintext), _bound(context))


def open_(envelope: bytes, *, key: bytes, context: str) -> bytes:
    """What was sealed. Raises WrongKey, or Damaged for changed bytes or another context."""
    if len(envelope) < _HEAD + _TAG or envelope[:1] != VERSION:
        raise Damaged
    if len(key) != KEY_SIZE or not secrets.compare_digest(envelope[_FINGERPRINT], _fingerprint(key)):
        raise WrongKey
    try:
        padded = AESGCM(key).decrypt(envelope[_NONCE], envelope[_HEAD:], _bound(context))
    except InvalidTag as broken:
        raise Damaged from broken
    return unpad(padded)


def is_shaped(envelope: bytes, *, most: int) -> bool:
    """Whether bytes that somebody else sealed look like an envelope of at most so many bytes."""
    return len(envelope) <= most and envelope[:1] == VERSION and is_padded(len(envelope) - _HEAD - _TAG)


def to_text(sealed: bytes) -> str:
    """Bytes as a page and its script hand them to each other."""
    return base64.b64encode(sealed).decode()


def seal_json(value: dict[str, Any], *, key: bytes, context: str) -> bytes:
    """Seal a JSON object, as UTF-8 with sorted keys."""
    text = json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return seal(text.encode("utf-8", "surrogatepass"), key=key, context=context)


def open_json(envelope: bytes, *, key: bytes, context: str) -> dict[str, Any]:
    """The JSON object that `seal_json` was given."""
    opened: dict[str, Any] = json.loads(open_(envelope, key=key, context=context).decode("utf-8", "surrogatepass"))
    return opened


def _fingerprint(key: bytes) -> bytes:
    return derive(key, "envelope key fingerprint", 16)


def _bound(context: str) -> bytes:
    return b"pimpasa/envelope/v1/" + context.encode()
