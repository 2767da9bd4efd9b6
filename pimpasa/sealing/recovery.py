"""Codes for paper: an officer's recovery code, and the office's recovery kit."""

import secrets

from pimpasa.sealing import crockford, envelopes
from pimpasa.sealing.derivation import derive
from pimpasa.sealing.errors import MalformedCode

_BITS = 160
_SYMBOLS = 32
_SEED_SYMBOLS = 52
_CONTEXT = "recovery"


def new_recovery_code() -> str:
    """160 random bits in groups of four, with a check symbol."""
    while True:
        bits = secrets.randbits(_BITS)
        if crockford.check_symbol(bits) in crockford.ALPHABET:
            return crockford.grouped(crockford.encode(bits, _SYMBOLS) + crockford.check_symbol(bits))


def lock(secret: bytes, *, code: str) -> bytes:
    """Lock a secret under a recovery code; its entropy is high, so no slow hash is needed."""
    return envelopes.seal(secret, key=_key(code), context=_CONTEXT)


def unlock(locked: bytes, *, code: str) -> bytes:
    """The secret. Raises MalformedCode, WrongKey or Damaged."""
    return envelopes.open_(locked, key=_key(code), context=_CONTEXT)


def code_of_seed(seed: bytes) -> str:
    """A 32-byte seed itself as a code: the recovery kit."""
    number = int.from_bytes(seed, "big")
    return crockford.grouped(crockford.encode(number, _SEED_SYMBOLS) + crockford.check_symbol(number))


def seed_of_code(code: str) -> bytes:
    """The seed in a kit's code. Raises MalformedCode."""
    number = crockford.decode(code, _SEED_SYMBOLS)
    if number >> 256:
        raise MalformedCode("check")
    return number.to_bytes(32, "big")


def _key(code: str) -> bytes:
    return derive(crockford.decode(code, _SYMBOLS).to_bytes(20, "big"), "recovery key", 32)
