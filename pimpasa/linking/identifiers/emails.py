"""Addresses of e-mail, also where they are written so that no machine reads them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pimpasa.linking.identifiers.kinds import Identifier, Kind

_EMAIL = re.compile(
    r"(?<![\w.+\-])([A-Za-z0-9._%+\-]{1,64}@[A-Za-z0-9\-]{1,63}(?:\.[A-Za-z0-9\-]{1,63}){0,3}\.[A-Za-z][A-Za-z0-9\-]{1,62})(?!\w)"
)
# What a sentence goes on with behind an address without a blank.
_AFTER = re.compile(r"(@[\w\-]+\.(?:com|net|org))\.\w{3,}\Z|(@(?:gmail|yahoo|ymail|outlook|hotmail|icloud)\.com)\w+\Z")
# Written so that no machine reads it.
_VEILED_EMAIL = re.compile(
    r"(?<![\w.+\-])([A-Za-z0-9._\-]{2,64}) ?[(\[{]? ?(?:at|@) ?[)\]}]? ?"
    r"(gmail|yahoo|outlook|hotmail|ymail|proton|icloud) ?[(\[{]? ?(?:\.|dot|titik) ?[)\]}]? ?(com|co\.id|me)(?!\w)",
    re.IGNORECASE,
)


# What forms and examples put in the place of an address.
_EXAMPLE = re.compile(
    r"(?:nama|email|user|username|xxx+|abc)(?:[._]?(?:anda|kamu|saya|lengkap))?@.*|.*@(?:email|domain|example|anda|contoh)\.com"
)


def emails(text: str) -> Iterator[Identifier]:
    for match in _EMAIL.finditer(text):
        address = _AFTER.sub(r"\1\2", match[1].lower().rstrip("."))
        if not _EXAMPLE.fullmatch(address):
            yield Identifier(Kind.EMAIL, address)
    for match in _VEILED_EMAIL.finditer(text):
        address = f"{match[1]}@{match[2]}.{match[3]}".lower()
        if not _EXAMPLE.fullmatch(address):
            yield Identifier(Kind.EMAIL, address)
