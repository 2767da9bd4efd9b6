"""What a report is found by in the word index: its words, RW, place and signs, digested for each desk and month."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime
from functools import lru_cache

from django.conf import settings

from pimpasa.common import clock
from pimpasa.linking.identifiers.finding import find
from pimpasa.linking.identifiers.kinds import Identifier, Kind
from pimpasa.linking.words import digest_words, words
from pimpasa.reports.contents import Answers
from pimpasa.reports.models import Report, WordIndex
from pimpasa.sealing.derivation import derive

_DIGIT = re.compile(r"\d")
# What stands before a number, an account or a link and names its kind.
_ABOUT_NAMES = frozenset({"http", "https", "www", "com", "nopol", "plat", "norek", "rek", "rekening", "telp", "paspor"})


def tokens_of(answers: Answers, *, later: Iterable[str] = ()) -> list[str]:
    """What a report is found by: its words, its RW, its place, its signs; `later` are texts that came afterwards."""
    persons = (row.value for row in answers.persons)
    texts = [answers.narrative, answers.address, answers.place, *persons, *later]
    return [*words_told(texts), *names_told("\n".join(texts)), *where_and_signs(answers)]


def words_told(texts: Iterable[str]) -> list[str]:
    return [f"w:{word}" for word in words("\n".join(texts))]


def names_told(text: str) -> list[str]:
    """Numbers, plates, accounts and links in their normal forms, so that any spelling finds any other.

    Accounts without their platform: who asks for one may not know it, and sees for themselves whether it is the same.
    """
    names = (f"{identifier.kind}:{_without_platform(identifier)}" for identifier in find(text))
    return list(dict.fromkeys(names))


def _without_platform(identifier: Identifier) -> str:
    return identifier.value.rpartition(":")[2] if identifier.kind == Kind.HANDLE else identifier.value


def words_besides_names(text: str) -> list[str]:
    """The words of a question that belong to nothing it names."""
    names = words(" ".join(identifier.value for identifier in find(text)))
    besides = (word for word in words(text) if word not in {*names, *_ABOUT_NAMES} and not _DIGIT.search(word))
    return [f"w:{word}" for word in besides]


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
