"""The code on a paper by which anybody may check it: 100 random bits, of which only a derived id is stored."""

from __future__ import annotations

import secrets

from pimpasa.sealing import crockford
from pimpasa.sealing.derivation import derive

BITS, SYMBOLS = 100, 20


def new_code() -> str:
    """A fresh code in groups. One whose check symbol is no letter or digit is drawn again: it goes into an address."""
    while True:
        bits = secrets.randbits(BITS)
        if (check := crockford.check_symbol(bits)) in crockford.ALPHABET:
            return crockford.grouped(crockford.encode(bits, SYMBOLS) + check)


def id_of(code: str) -> bytes:
    """The 16 bytes by which a paper is found. Raises MalformedCode of sealing."""
    bits = crockford.decode(code, SYMBOLS)
    return derive(bits.to_bytes(13, "big"), "paper check id", 16)
