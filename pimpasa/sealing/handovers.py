"""Something handed to somebody without an account: a key that opens only with a link and a code, given in two ways.

The link holds 160 random bits, the code 50 as Crockford base 32 with a check symbol. Neither is stored. A thief of the
database has neither; who comes upon the link still faces 50 bits behind Argon2id.
"""

import re
import secrets

from pimpasa.sealing import crockford, passphrases
from pimpasa.sealing.derivation import derive
from pimpasa.sealing.errors import MalformedCode

LINK_BYTES = 20
CODE_BITS = 50
CODE_SYMBOLS = 10
_LINK = re.compile(r"[A-Za-z0-9_-]{27}")


def new_link() -> str:
    """The secret part of a link: 27 characters of base 64 for URLs."""
    return secrets.token_urlsafe(LINK_BYTES)


def new_code() -> str:
    """A code that can be read aloud: XXXX-XXXX-XXX. Letters and digits only, as with receipts."""
    while True:
        bits = secrets.randbits(CODE_BITS)
        if crockford.check_symbol(bits) in crockford.ALPHABET:
            return _written(bits)


def lookup_id(link: str) -> bytes:
    """16 bytes by which something handed over is found. Raises MalformedCode for what is no link."""
    if not _LINK.fullmatch(link):
        raise MalformedCode("length")
    return derive(link.encode(), "handover id", 16)


def lock(secret: bytes, *, link: str, code: str, **cost: int) -> bytes:
    """Lock a secret under both; the code's entropy is low, so Argon2id slows every guess at it."""
    return passphrases.lock(secret, passphrase=_both(link, code), **cost)


def unlock(locked: bytes, *, link: str, code: str) -> bytes:
    """The secret. Raises MalformedCode for what is no code, which costs no guess; WrongKey, Damaged."""
    return passphrases.unlock(locked, passphrase=_both(link, code))


def _both(link: str, code: str) -> str:
    return f"{link} {_written(crockford.decode(code, CODE_SYMBOLS))}"


def _written(bits: int) -> str:
    return crockford.grouped(crockford.encode(bits, CODE_SYMBOLS) + crockford.check_symbol(bits))
