"""What an identifier is, and its normal form."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    PHONE = "phone"
    NIK = "nik"
    PASSPORT = "passport"
    PLATE = "plate"
    BANK = "bank"
    CRYPTO = "crypto"
    HANDLE = "handle"
    EMAIL = "email"
    LINK = "link"
    AGENCY = "agency"


@dataclass(frozen=True, order=True)
class Identifier:
    """`value` is the normal form, in which two spellings of the same thing are equal."""

    kind: Kind
    value: str


Finder = Callable[[str], Iterator[Identifier]]
