"""How people are recruited now, as the pack on it says: a sign for each entry (packs: recruitment)."""

from __future__ import annotations

from django.utils.functional import lazy

from pimpasa.education.offers.signs import Sign
from pimpasa.education.sources import with_publisher
from pimpasa.packs.kinds import PackName
from pimpasa.packs.queries import pack
from pimpasa.packs.reading import Entry, shipped


def _words(key: str, field: str) -> str:
    return pack(PackName.RECRUITMENT).entry(key).words(field)


# Asked for when somebody reads them: an office may say them otherwise since. The patterns are the program's own.
_in_words = lazy(_words, str)


def _sign(entry: Entry) -> Sign:
    patterns = entry.values
    return Sign(
        key=entry.key,
        indicator=patterns.get("indicator"),
        weight=patterns["weight"],
        text=_in_words(entry.key, "text"),
        why=_in_words(entry.key, "why"),
        source=with_publisher("recruiters-2026"),
        says=patterns["says"],
        together=(patterns["together"],) if "together" in patterns else (),
        lacks=patterns.get("lacks", ""),
    )


RECENT: tuple[Sign, ...] = tuple(_sign(entry) for entry in shipped(PackName.RECRUITMENT).entries)
