"""All identifiers of a text, or of a row that says what it is."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import islice

from pimpasa.linking.identifiers.agencies import agencies, agency_row
from pimpasa.linking.identifiers.crypto import coins
from pimpasa.linking.identifiers.emails import emails
from pimpasa.linking.identifiers.handles import account_row, handles, named_handles
from pimpasa.linking.identifiers.kinds import Finder, Identifier
from pimpasa.linking.identifiers.links import links
from pimpasa.linking.identifiers.money import bank_row, banks
from pimpasa.linking.identifiers.papers import niks, passports
from pimpasa.linking.identifiers.phones import phone_row, phones
from pimpasa.linking.identifiers.plates import plate_row, plates
from pimpasa.linking.identifiers.writing import plain

MOST = 200
_DIGIT = re.compile(r"\d")
# Each with how many digits, and what else, a text must have before it is worth looking.
_FINDERS: tuple[tuple[Finder, int, str], ...] = (
    (phones, 7, ""),
    (niks, 16, ""),
    (passports, 5, ""),
    (plates, 0, ""),
    (banks, 8, ""),
    (coins, 0, ""),
    (handles, 0, "@"),
    (named_handles, 0, ""),
    (emails, 0, ""),
    (links, 0, "."),
    (agencies, 0, ""),
)
_ROWS: dict[str, Finder] = {
    "phone": phone_row,
    "account": account_row,
    "bank": bank_row,
    "agency": agency_row,
    "plate": plate_row,
}


def find(text: str, *, most: int = MOST) -> list[Identifier]:
    """Up to `most` different identifiers of a text, in the order of their kinds and then of the text."""
    written = plain(text)
    digits = len(_DIGIT.findall(written))
    identifiers = (
        identifier
        for finder, least, mark in _FINDERS
        if digits >= least and mark in written
        for identifier in finder(written)
    )
    return list(islice(_once(identifiers), most))


def _once(identifiers: Iterable[Identifier]) -> Iterator[Identifier]:
    """Each as it comes, so that who wants no more stops the search."""
    earlier = set()
    for identifier in identifiers:
        if identifier not in earlier:
            earlier.add(identifier)
            yield identifier


def of_row(what: str, value: str) -> list[Identifier]:
    """Those of a row that says what it is: `phone`, `account`, `bank`, `agency` or `plate`."""
    read = _ROWS.get(what)
    named = find(value) if what == "account" else []
    identifiers = list(dict.fromkeys([*named, *(read(plain(value)) if read else ())]))
    return identifiers or find(value)
