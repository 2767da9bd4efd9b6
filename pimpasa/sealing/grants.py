"""A grant lets one key open another: HPKE (RFC 9180) with MLKEM768-X25519, HKDF-SHA256 and AES-256-GCM.

version 1 | fingerprint of the public key 16 | HPKE encapsulation and ciphertext
"""

from __future__ import annotations

import hashlib
import secrets
from functools import cached_property, lru_cache

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.mlkem import MLKEM768PrivateKey, MLKEM768PublicKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.hpke import (
    AEAD,
    KDF,
    KEM,
    MLKEM768X25519PrivateKey,
    MLKEM768X25519PublicKey,
    Suite,
)

from pimpasa.sealing.errors import Damaged, WrongKey

VERSION = b"\x01"
SUITE = Suite(KEM.MLKEM768_X25519, KDF.HKDF_SHA256, AEAD.AES_256_GCM)
_MLKEM_PUBLIC = 1184
_PUBLIC = _MLKEM_PUBLIC + 32
_HEAD = 17
_ENCAPSULATED = 1088 + 32
_TAG = 16


class PrivateKey:
    """A hybrid private key that grows from a 32-byte seed.

    The seed expands to 96 bytes of SHAKE-256, 64 for ML-KEM-768 and 32 for X25519, as in X-Wing
    (draft-connolly-cfrg-xwing-kem, 5.2).
    """

    def __init__(self, seed: bytes) -> None:
        self.seed = seed

    @classmethod
    def generate(cls) -> PrivateKey:
        return cls(secrets.token_bytes(32))

    @classmethod
    def from_seed(cls, seed: bytes) -> PrivateKey:
        """The key of a 32-byte seed. Raises ValueError for another length."""
        if len(seed) != 32:
            raise ValueError("a seed has 32 bytes")
        return cls(seed)

    @cached_property
    def _parts(self) -> tuple[MLKEM768PrivateKey, X25519PrivateKey]:
        expanded = hashlib.shake_256(self.seed).digest(96)
        return (
            MLKEM768PrivateKey.from_seed_bytes(expanded[:64]),
            X25519PrivateKey.from_private_bytes(expanded[64:]),
        )

    @cached_property
    def hybrid(self) -> MLKEM768X25519PrivateKey:
        return MLKEM768X25519PrivateKey(*self._parts)

    @cached_property
    def public(self) -> bytes:
        """ML-KEM-768 public key (1184 bytes), then X25519's (32)."""
        mlkem, x25519 = self._parts
        return mlkem.public_key().public_bytes_raw() + x25519.public_key().public_bytes_raw()


def grant(secret: bytes, *, to: bytes, context: str) -> bytes:
    """Seal a secret to a public key (1216 bytes); only the same `context` opens it."""
    return VERSION + _fingerprint(to) + SUITE.encrypt(secret, _public(to), _bound(context))


def open_grant(sealed: bytes, *, private: PrivateKey, context: str) -> bytes:
    """The secret. Raises WrongKey, or Damaged for changed bytes or another context."""
    if len(sealed) <= _HEAD or sealed[:1] != VERSION:
        raise Damaged
    if not secrets.compare_digest(sealed[1:_HEAD], _fingerprint(private.public)):
        raise WrongKey
    try:
        return SUITE.decrypt(sealed[_HEAD:], private.hybrid, _bound(context))
    except (InvalidTag, ValueError) as broken:
        raise Damaged from broken


def is_grant_of(sealed: bytes, *, to: bytes, size: int) -> bool:
    """Whether bytes that somebody else sealed look like a grant of `size` bytes to this public key."""
    head = VERSION + _fingerprint(to)
    return len(sealed) == _HEAD + _ENCAPSULATED + size + _TAG and secrets.compare_digest(sealed[:_HEAD], head)


def is_public(raw: bytes) -> bool:
    """Whether something can be granted to what somebody else says is a public key."""
    try:
        grant(bytes(32), to=raw, context="tried")
    except ValueError:
        return False
    return True


@lru_cache(maxsize=1024)
def _public(raw: bytes) -> MLKEM768X25519PublicKey:
    if len(raw) != _PUBLIC:
        raise ValueError("a public key has 1216 bytes")
    return MLKEM768X25519PublicKey(
        MLKEM768PublicKey.from_public_bytes(raw[:_MLKEM_PUBLIC]),
        X25519PublicKey.from_public_bytes(raw[_MLKEM_PUBLIC:]),
    )


@lru_cache(maxsize=1024)
def _fingerprint(public: bytes) -> bytes:
    return hashlib.sha256(b"pimpasa/v1/public key" + public).digest()[:16]


def _bound(context: str) -> bytes:
    return b"pimpasa/grant/v1/" + context.encode()
