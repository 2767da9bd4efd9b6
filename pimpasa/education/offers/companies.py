"""Which companies an offer names, and whether it is about work abroad."""

from __future__ import annotations

import re
from itertools import islice

from pimpasa.education.offers.patterns import any_of
from pimpasa.education.offers.reading import LONGEST, read
from pimpasa.linking.identifiers.finding import find
from pimpasa.linking.identifiers.kinds import Kind

MOST_NAMES = 3
# Written small, as in chats; where a name ends nobody can tell, so no more than three words.
_SMALL = re.compile(r"(?<!\w)pt\.? ([\w&-]{3,30}(?: [\w&-]{3,30}){0,2})", re.IGNORECASE)
_ABROAD = "{ABROAD}\nluar negeri"


def agencies(message: str) -> list[str]:
    """Up to MOST_NAMES names of companies, in the form in which linking compares them."""
    text = message[:LONGEST]
    names = [identifier.value for identifier in find(text) if identifier.kind is Kind.AGENCY]
    if not names:
        names = [" ".join(match[1].casefold().split()) for match in _SMALL.finditer(text)]
    return list(islice(dict.fromkeys(names), MOST_NAMES))


def is_abroad(message: str) -> bool:
    """Whether a place abroad, or "abroad" itself, is named."""
    return any_of(_ABROAD, read(message).row)
