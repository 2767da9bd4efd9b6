"""The reporter's only way back: 100 random bits as a code that can be read aloud.

Codes whose check symbol would be one of `*~$=U` are drawn again, so that a code has letters and digits only and fits a
link; 100 bits are drawn each time, and of their 2^100 values 32 in 37 are used, which leaves 99.8 bits.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from functools import cached_property

from pimpasa.sealing import crockford
from pimpasa.sealing.derivation import derive

BITS = 100
SYMBOLS = 20


@dataclass(frozen=True)
class Receipt:
    """A code's bits. The look-up id and the key derive from them, so neither tells the other."""

    bits: int

    @cached_property
    def lookup_id(self) -> bytes:
        """16 bytes by which a report is found."""
        return derive(self._secret, "receipt id", 16)

    @cached_property
    def key(self) -> bytes:
        """The 32-byte key that the report's key is wrapped under."""
        return derive(self._secret, "receipt key", 32)

    @property
    def code(self) -> str:
        """The code in groups: XXXX-XXXX-XXXX-XXXX-XXXXX."""
        return crockford.grouped(crockford.encode(self.bits, SYMBOLS) + crockford.check_symbol(self.bits))

    @property
    def _secret(self) -> bytes:
        return self.bits.to_bytes(13, "big")


def new_code() -> str:
    """A fresh receipt code."""
    while True:
        bits = secrets.randbits(BITS)
        if crockford.check_symbol(bits) in crockford.ALPHABET:
            return Receipt(bits).code


def parse(code: str) -> Receipt:
    """The receipt of a code as typed, forgivingly. Raises MalformedCode."""
    return Receipt(crockford.decode(code, SYMBOLS))
