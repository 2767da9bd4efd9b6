"""Addresses of e-mail, also where they are written so that no machine reads them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pimpasa.linking.identifiers.kinds import Identifier, Kind

_EMAIL = re.compile(r"(?<![\w.+\-])([A-Za-z0-9._%+\-]{1,64}@[A-Za-z0-9\-]{1,63}(?:\.[A-Za-z0-9\-]{1,63}){1,4})(?!\w)")
# What a sentence goes on with behind an address without a blank.
_AFTER = re.compile(r"(@[\w\-]+\.(?:com|net|org))\.\w{3,}\Z")
# Written so that no machine reads it.
_VEILED_EMAIL = re.compile(
    r"(?<![\w.+\-])([A-Za-z0-9._\-]{2,64}) ?[(\[{]? ?(?:at|@) ?[)\]}]? ?"
    r"(gmail|yahoo|outlook|hotmail|ymail|proton|icloud) ?[(\[{]? ?(?:\.|dot|titik) ?[)\]}]? ?(com|co\.id|me)(?!\w)",
    re.IGNORECASE,
)


def emails(text: str) -> Iterator[Identifier]:
    for match in _EMAIL.finditer(text):
        yield Identifier(Kind.EMAIL, _AFTER.sub(r"\1", match[1].lower().rstrip(".")))
    for match in _VEILED_EMAIL.finditer(text):
        yield Identifier(Kind.EMAIL, f"{match[1]}@{match[2]}.{match[3]}".lower())
