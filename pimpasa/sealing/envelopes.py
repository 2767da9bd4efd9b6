"""An envelope seals bytes under one 32-byte key and binds them to what they are and whose they are.

    version 1 | key fingerprint 16 | nonce 12 | AES-256-GCM ciphertext of the padded bytes, tag 16

The fingerprint tells a wrong key from damage, and commits to the key, which AES-GCM alone does not.

What goes to another key is sealed anew: version 2, the same head, and inside it the key and the envelope of before.
So the bytes that an act vouched for stay as they were, and nobody comes to them but by the new key.
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
ANEW = b"\x02"
KEY_SIZE = 32
_FINGERPRINT = slice(1, 17)
_NONCE = slice(17, 29)
_HEAD = 29
_TAG = 16
_BOUND_ANEW = b"pimpasa/envelope/v2"


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
    if envelope[:1] == ANEW:
        earlier, inner = _before(envelope, key)
        return _opened(inner, earlier, VERSION, _bound(context))
    return _opened(envelope, key, VERSION, _bound(context))


def sealed_anew(envelope: bytes, *, earlier: bytes, key: bytes) -> bytes:
    """The same envelope under another key, which from now on alone leads to it. Raises WrongKey or Damaged."""
    if not is_under(envelope, earlier):
        raise WrongKey
    first, inner = first_sealed(envelope, key=earlier)
    nonce = secrets.token_bytes(12)
    head = ANEW + _fingerprint(key) + nonce
    return head + AESGCM(key).encrypt(nonce, pad(first + inner), _BOUND_ANEW)


def is_under(envelope: bytes, key: bytes) -> bool:
    """Whether this key opens an envelope, by its fingerprint."""
    return len(key) == KEY_SIZE and secrets.compare_digest(envelope[_FINGERPRINT], _fingerprint(key))


def first_sealed(envelope: bytes, *, key: bytes) -> tuple[bytes, bytes]:
    """The key that an envelope was first sealed under, and its bytes as they were then. Raises WrongKey or Damaged."""
    return _before(envelope, key) if envelope[:1] == ANEW else (key, envelope)


def _before(envelope: bytes, key: bytes) -> tuple[bytes, bytes]:
    whole = _opened(envelope, key, ANEW, _BOUND_ANEW)
    return whole[:KEY_SIZE], whole[KEY_SIZE:]


def _opened(envelope: bytes, key: bytes, version: bytes, bound: bytes) -> bytes:
    if len(envelope) < _HEAD + _TAG or envelope[:1] != version:
        raise Damaged
    if not is_under(envelope, key):
        raise WrongKey
    try:
        padded = AESGCM(key).decrypt(envelope[_NONCE], envelope[_HEAD:], bound)
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
