"""Whether words about an area tell of a person."""

from __future__ import annotations

import re

from pimpasa.linking.identifiers.finding import find
from pimpasa.linking.identifiers.kinds import Kind

# A telephone, a plate, a passport: each leads to one person. A company or a link to an advertisement does not.
_OF_NOBODY = frozenset({Kind.AGENCY, Kind.LINK})
_TITLES = r"bernama|namanya|nama|pak|bapak|bu|ibu|sdr|sdri|saudara|mas|mbak|bang|tuan|nyonya|mr|mrs|ms|om|tante|haji"
_NAMED = re.compile(rf"\b(?i:{_TITLES})\b[.:]?\s+((?-i:[A-Z])[\w'’-]+(?:\s+(?-i:[A-Z])[\w'’-]+)*)")
# The head of an RW is an office, and so is who is addressed by it.
_OFFICES = frozenset({"RT", "RW", "Lurah", "Camat", "Kades", "Kost", "Kos"})


def identifiers_of_persons(text: str) -> list[str]:
    """Numbers, plates and accounts that lead to somebody, in their normal form."""
    return list(dict.fromkeys(named.value for named in find(text) if named.kind not in _OF_NOBODY))


def names_in(text: str) -> list[str]:
    """What looks like somebody's name: a word of address and words in capitals after it."""
    names = (match.group(1) for match in _NAMED.finditer(text))
    return list(dict.fromkeys(name for name in names if name.split()[0] not in _OFFICES))
