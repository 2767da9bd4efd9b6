"""Which companies an offer names, and whether it is about work abroad."""

from __future__ import annotations

import re
from itertools import islice

from pimpasa.education.offers.patterns import any_of
from pimpasa.education.offers.reading import LONGEST, read
from pimpasa.linking.identifiers import Kind, find

MOST_NAMES = 3
# Written small, as in chats; where a name ends nobody can tell, so no more than three words.
_SMALL = re.compile(r"(?<!\w)pt\.? ([\w&-]{3,30}(?: [\w&-]{3,30}){0,2})", re.IGNORECASE)
_ABROAD = "{ABROAD}\nluar negeri"


def agencies(message: str) -> list[str]:
    """Up to MOST_NAMES names of companies, in the form in which linking compares them."""
    text = message[:LONGEST]
    named = [found.value for found in find(text) if found.kind is Kind.AGENCY]
    if not named:
        named = [" ".join(found[1].casefold().split()) for found in _SMALL.finditer(text)]
    return list(islice(dict.fromkeys(named), MOST_NAMES))


def is_abroad(message: str) -> bool:
    """Whether a place abroad, or "abroad" itself, is named."""
    return any_of(_ABROAD, read(message).row)
