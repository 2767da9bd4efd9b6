"""An offer's words against the signs: what is found, with the words that said so, and how careful to be."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from enum import IntEnum

from pimpasa.education.offers.patterns import any_of, compiled, lines
from pimpasa.education.offers.promises import PROMISES
from pimpasa.education.offers.reading import LONGEST, Reading, read
from pimpasa.education.offers.signs import Sign
from pimpasa.education.offers.traits import PROMISE, RULES, SIGN, WORD, Traits, traits
from pimpasa.education.offers.warnings import WARNINGS
from pimpasa.education.offers.weighing import Weights, heaviest, weigh, weights

STRONG = 3
ENOUGH = 5
# Two strong signs say stop whatever else an offer says.
MANY_STRONG = 2
MOST_QUOTES = 3
AFTER = 3
NEGATION = "{NO}"
CAUTION = """
    {WARNING}
    hati hati
    diminta|harap|mohon ~1 tidak|jangan
    jadi|menjadi|banyak korban
"""
# A shorter offer whose signs don't weigh as much as a strong one is asked about: so few words are too few to stop at.
FEWEST_WORDS = 15
# Fewer words than this that the weights know say nothing.
FEWEST_KNOWN = 3
ABOUT_WORK = "{WORK}"
_BREAKS = ".;"
_JOINS = "-'\u2019\u2010\u2011"


class Level(IntEnum):
    """How careful to be; none of them says that an offer is honest or not."""

    UNSAID = -1
    NONE = 0
    ASK = 1
    STOP = 2


@dataclass(frozen=True)
class Found:
    """A sign, and the words of the offer that show it, as they were written."""

    sign: Sign
    quotes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Checked:
    """What was found in an offer. `was_cut` where the text was longer than LONGEST and its end was not read.

    `heavy` has the offer's own words that make it most like bad offers, where it is like them.
    """

    level: Level
    warnings: tuple[Found, ...]
    promises: tuple[Found, ...]
    was_cut: bool = False
    heavy: tuple[str, ...] = ()


def check(message: str, scale: Weights | None = None) -> Checked:
    """Every sign that a message shows, strongest first, and how careful to be by the program's weights or others."""
    scale = scale or weights()
    reading = read(message)
    warnings = _found(WARNINGS, reading, message)
    promises = _found(PROMISES, reading, message)
    telling = _shown(reading, warnings, promises)
    weight = weigh(telling, scale)
    level = _level(weight, [warning.sign for warning in warnings], reading, scale)
    heavy = heaviest(telling, reading.words, scale) if level >= Level.ASK and weight >= scale.stop else []
    return Checked(
        level,
        tuple(sorted(warnings, key=lambda warning: -warning.sign.weight)),
        tuple(promises),
        len(message) > LONGEST,
        _whole(heavy, reading, message[:LONGEST]),
    )


def shown_by(message: str) -> Traits:
    """The traits of a message with its signs, as they are weighed."""
    reading = read(message)
    return _shown(reading, _found(WARNINGS, reading, message), _found(PROMISES, reading, message))


def _shown(reading: Reading, warnings: list[Found], promises: list[Found]) -> Traits:
    by_rules = level_of([warning.sign for warning in warnings])
    return {
        **traits(reading.words),
        SIGN: {warning.sign.key: (0, 0) for warning in warnings},
        PROMISE: {promise.sign.key: (0, 0) for promise in promises},
        RULES: {by_rules.name.lower(): (0, 0)},
    }


def _level(weight: float, signs: list[Sign], reading: Reading, scale: Weights) -> Level:
    """By what the whole offer weighs. Fine words take no sign back: who shows signs enough is asked at least."""
    if not signs and _is_too_little(reading, scale):
        return Level.UNSAID
    strong = _strong(signs)
    says_enough = sum(sign.weight for sign in signs) >= STRONG or _spoken(reading) >= FEWEST_WORDS
    is_like_bad = weight >= scale.stop and says_enough
    if is_like_bad or strong >= MANY_STRONG:
        return Level.STOP
    if weight >= scale.ask or level_of(signs) == Level.STOP:
        return Level.ASK
    return Level.NONE


def _spoken(reading: Reading) -> int:
    return sum(word not in _BREAKS for word in reading.words)


def _strong(signs: list[Sign]) -> int:
    return sum(sign.weight == STRONG for sign in signs)


def _is_too_little(reading: Reading, scale: Weights) -> bool:
    """Whether the words are too few or too strange to say anything, or none of them is about work."""
    familiar = {word for word in reading.words if word in scale.steps[WORD]}
    return len(familiar) < FEWEST_KNOWN or not any_of(ABOUT_WORK, reading.row)


def level_of(signs: list[Sign]) -> Level:
    """One strong sign, or enough weaker ones, say stop. What speaks for an offer is not asked here."""
    if any(sign.weight == STRONG for sign in signs) or sum(sign.weight for sign in signs) >= ENOUGH:
        return Level.STOP
    return Level.ASK if signs else Level.NONE


def _found(signs: tuple[Sign, ...], reading: Reading, message: str) -> list[Found]:
    placed = ((sign, _places(sign, reading)) for sign in signs)
    return [Found(sign, _quotes(places, reading, message)) for sign, places in placed if places]


def _places(sign: Sign, reading: Reading) -> list[tuple[int, int]]:
    """First and last word of each match that counts."""
    if any_of(sign.lacks, reading.row) or not all(any_of(group, reading.row) for group in sign.together):
        return []
    matches = (match for pattern in lines(sign.says) for match in compiled(pattern).finditer(reading.row))
    places = sorted({_words_of(match, reading) for match in matches})
    return [place for place in places if not _is_denied(sign, *place, reading)]


def _words_of(match: re.Match[str], reading: Reading) -> tuple[int, int]:
    return reading.word_at(match.start() + 1), reading.word_at(match.end() - 1)


def _is_denied(sign: Sign, first: int, last: int, reading: Reading) -> bool:
    """Whether the words around a match turn its meaning: a "not" shortly before or in it, a warning in its sentence."""
    around = _row(reading.words[_back(reading, first, sign.reach) : _on(reading, last, AFTER) + 1])
    if any_of(sign.denied_by, around):
        return True
    if not sign.can_be_denied:
        return False
    before = _row(reading.words[_back(reading, first, sign.reach) : last + 1])
    sentence = _row(reading.words[_back(reading, first, 40, ".") : _on(reading, last, 40, ".") + 1])
    return any_of(NEGATION, before) or any_of(CAUTION, sentence)


def _row(words: list[str]) -> str:
    return f" {' '.join(words)} "


def _back(reading: Reading, word: int, most: int, breaks: str = _BREAKS) -> int:
    """The first of up to `most` words before a word, within its part of the sentence."""
    stop = max(0, word - most)
    while word > stop and reading.words[word - 1] not in breaks:
        word -= 1
    return word


def _on(reading: Reading, word: int, most: int, breaks: str = _BREAKS) -> int:
    stop = min(len(reading.words) - 1, word + most)
    while word < stop and reading.words[word + 1] not in breaks:
        word += 1
    return word


def _whole(places: list[tuple[int, int]], reading: Reading, message: str) -> tuple[str, ...]:
    """What stood there, grown to whole words as they were written, `jalan-jalan`; none that another already holds."""
    stretches: list[tuple[int, int]] = []
    for first, last in places:
        start, stop = reading.spans[first][0], reading.spans[last][1]
        while _goes_on(message, start):
            start -= 1
        while _goes_on(message, stop):
            stop += 1
        if all(stop <= begins or ends <= start for begins, ends in stretches):
            stretches.append((start, stop))
    return tuple(dict.fromkeys(" ".join(message[start:stop].split()) for start, stop in stretches))[:MOST_QUOTES]


def _goes_on(message: str, place: int) -> bool:
    """Whether a word goes on here: letters, digits or currency on both sides, or a hyphen or apostrophe between."""
    around = "".join(map(_kind, message[max(0, place - 2) : place])).rjust(2)
    around += "".join(map(_kind, message[place : place + 2])).ljust(2)
    return around[1:3] == "aa" or around[:3] == "a-a" or around[1:] == "a-a"


def _kind(letter: str) -> str:
    if letter in _JOINS:
        return "-"
    category = unicodedata.category(letter)
    return "a" if category[0] in "LMN" or category == "Sc" else " "


def _quotes(places: list[tuple[int, int]], reading: Reading, message: str) -> tuple[str, ...]:
    quotes = (message[reading.spans[first][0] : reading.spans[last][1]] for first, last in places)
    return tuple(dict.fromkeys(" ".join(quote.split()) for quote in quotes))[:MOST_QUOTES]
