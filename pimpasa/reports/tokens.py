"""What a report is found by in the word index: words, names, RW, place and signs, digested for each desk and month."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime
from functools import lru_cache
from itertools import islice, product

from django.conf import settings

from pimpasa.common import clock
from pimpasa.linking.identifiers.finding import find
from pimpasa.linking.identifiers.kinds import Identifier, Kind
from pimpasa.linking.names import names_asked, names_in, sounds
from pimpasa.linking.roots import roots
from pimpasa.linking.words import MOST_WORDS, digest_words, words
from pimpasa.reports.contents import Answers
from pimpasa.reports.kinds import PersonRow
from pimpasa.reports.mentions import identifiers_in
from pimpasa.reports.models import Report, WordIndex
from pimpasa.sealing.derivation import derive

# A question's words are asked in so many ways at most: three words of two roots each make eight.
MOST_WAYS = 4
MOST_NAMES_ASKED = 4
_DIGIT = re.compile(r"\d")
# What stands before a number, an account or a link and names its kind.
_ABOUT_NAMES = frozenset({"http", "https", "www", "com", "nopol", "plat", "norek", "rek", "rekening", "telp", "paspor"})


def tokens_of(
    answers: Answers, *, later: Iterable[str] = (), identifiers: Iterable[Identifier] | None = None
) -> list[str]:
    """What a report is found by: its words, names, RW, place, signs; `later` are texts that came afterwards.

    `identifiers` are those of its words (`mentions.identifiers_in`) where they were read already: reading a story takes
    as long as sealing it to three keys.
    """
    short = [answers.place, *(row.value for row in answers.persons), *later]
    texts = [answers.narrative, answers.address, *short]
    named = " ".join(row.value for row in answers.persons if row.what == PersonRow.NAME)
    names = [*names_asked(named), *names_in("\n".join(texts))]
    read = identifiers_in(answers) if identifiers is None else identifiers
    numbers = _as_kept([*read, *find("\n".join(short))])
    return [*words_told(texts), *numbers, *_as_they_sound(names), *where_and_signs(answers)]


def words_told(texts: Iterable[str]) -> list[str]:
    """The roots of its words, so that dikurung is found by mengurung; a word that may have two roots has both."""
    of_words = (f"w:{root}" for word in words("\n".join(texts)) for root in roots(word))
    return list(dict.fromkeys(of_words))[:MOST_WORDS]


def ways_to_say(sought: list[str]) -> list[list[str]]:
    """Each way in which the words of a question may be rooted, and as they stand, as older indexes keep them."""
    rooted = product(*([f"w:{root}" for root in roots(word)] for word in sought))
    as_they_stand = [f"w:{word}" for word in sought]
    ways = [*map(list, islice(rooted, MOST_WAYS)), as_they_stand]
    return [list(way) for way in dict.fromkeys(map(tuple, ways)) if way]


def ways_to_sound(text: str) -> list[list[str]]:
    """The names of a question by their sounds, with their vowels and without; nothing where none can be a name."""
    sounding = [[f"n:{sound}" for sound in sounds(name)] for name in names_asked(text)[:MOST_NAMES_ASKED]]
    return [list(way) for way in islice(product(*sounding), MOST_WAYS) if way]


def _as_they_sound(names: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(f"n:{sound}" for name in names for sound in sounds(name)))


def names_told(text: str) -> list[str]:
    """Numbers, plates, accounts and links in their normal forms, so that any spelling finds any other.

    Accounts without their platform: who asks for one may not know it, and sees for themselves whether it is the same.
    """
    return _as_kept(find(text))


def _as_kept(identifiers: Iterable[Identifier]) -> list[str]:
    names = (f"{identifier.kind}:{_without_platform(identifier)}" for identifier in identifiers)
    return list(dict.fromkeys(names))


def _without_platform(identifier: Identifier) -> str:
    return identifier.value.rpartition(":")[2] if identifier.kind == Kind.HANDLE else identifier.value


def words_besides_names(text: str) -> list[str]:
    """The words of a question that belong to nothing it names."""
    names = words(" ".join(identifier.value for identifier in find(text)))
    besides = (word for word in words(text) if word not in {*names, *_ABOUT_NAMES} and not _DIGIT.search(word))
    return list(besides)


def where_and_signs(answers: Answers) -> list[str]:
    tokens = [f"sign:{number}" for number in answers.indicators]
    if answers.rw:
        tokens.append(rw_token(answers.rw))
    if answers.place.strip():
        tokens.append(place_token(answers.place))
    return tokens


def rw_token(rw: str) -> str:
    return f"rw:{rw.strip().zfill(3)}"


def place_token(place: str) -> str:
    return f"place:{' '.join(words(place))}"


def month_of(moment: datetime) -> str:
    return f"{moment.astimezone(clock.JAKARTA):%Y-%m}"


def digests(tokens: list[str], *, desk: int, month: str) -> list[int]:
    """The tokens as a desk's index of a month keeps them."""
    return digest_words(tokens, key=_key(desk), month=month)


@lru_cache(maxsize=4096)
def _key(desk: int) -> bytes:
    return derive(settings.LINK_KEY, f"words of desk {desk}", 32)


def index_of(report: Report, tokens: list[str]) -> WordIndex:
    """A report's row in the index of each of its desks, not yet written."""
    month = month_of(report.received_at)
    desks = [pk for pk in (report.desk_id, report.unit_id) if pk is not None]
    return WordIndex(
        report=report, digests=[number for desk in desks for number in digests(tokens, desk=desk, month=month)]
    )
