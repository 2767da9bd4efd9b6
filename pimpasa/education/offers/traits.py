"""What the weights know of an offer's words: which stand in it, side by side, after a "not", and their letters.

Each trait counts once however often it is said, and knows the words of the row that show it. The browser makes the
same ones (`sites/public/scripts/offers/traits.js`).
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator

from pimpasa.education.offers.vocabulary import LISTS

# Group: trait: the first and the last word that show it.
Traits = dict[str, dict[str, tuple[int, int]]]

WORD = "w"
PAIR = "b"
DENIED = "n"
LETTERS = "c"
SIGN = "s"
PROMISE = "p"
RULES = "l"
NOT = frozenset(LISTS["NOT_THIS"].split("|"))
# So many words after a "not" are denied by it, within their part of the sentence.
SCOPE = 3
SHORTEST = 3
LONGEST = 5
# Amounts matter by their size alone. Where what follows counts something, a number is the step that it reaches.
COUNTED = frozenset(("juta", "ribu", "dolar", "tahun", "bulan", "jam", "hari"))
STEPS = (1, 2, 3, 5, 8, 12, 18, 25, 40, 60, 100, 150, 300, 600, 1000, 2000)

_NUMBER = re.compile("[0-9]+(?:,[0-9]+)*")


def traits(words: list[str]) -> Traits:
    """The traits of a row's words, without its signs."""
    named = _named(words)
    return {
        WORD: _once((word, (place, place)) for place, word in _spoken(named)),
        PAIR: _once(_pairs(named)),
        DENIED: _once(_denied(named)),
        LETTERS: _once(_letters(named)),
    }


def _once(shown: Iterable[tuple[str, tuple[int, int]]]) -> dict[str, tuple[int, int]]:
    first: dict[str, tuple[int, int]] = {}
    for trait, places in shown:
        first.setdefault(trait, places)
    return first


def _named(words: list[str]) -> list[str]:
    """The words, with a number's step in its stead."""
    following = [*words, ""][1:]
    return [_step(word, unit) if _NUMBER.fullmatch(word) else word for word, unit in zip(words, following, strict=True)]


def _step(number: str, unit: str) -> str:
    if unit not in COUNTED:
        return "#"
    whole = int(number.partition(",")[0])
    return f"#{bisect_right(STEPS, whole)}"


def _spoken(words: list[str]) -> Iterator[tuple[int, str]]:
    return ((place, word) for place, word in enumerate(words) if word not in ".;")


def _pairs(words: list[str]) -> Iterator[tuple[str, tuple[int, int]]]:
    """Two words side by side; a comma may stand between them, the end of a sentence may not."""
    before = None
    for place, word in enumerate(words):
        if word == ";":
            continue
        if before is not None and word != ".":
            yield f"{words[before]}+{word}", (before, place)
        before = None if word == "." else place


def _denied(words: list[str]) -> Iterator[tuple[str, tuple[int, int]]]:
    ahead = 0
    for place, word in enumerate(words):
        if word in ".;":
            ahead = 0
            continue
        if ahead:
            yield word, (place, place)
        ahead = SCOPE if word in NOT else max(0, ahead - 1)


def _letters(words: list[str]) -> Iterator[tuple[str, tuple[int, int]]]:
    """Runs of letters within a word, its ends marked: kin of a word and its misspellings share most of them."""
    for place, word in _spoken(words):
        if word[0] == "#":
            continue
        marked = f"_{word}_"
        for length in range(SHORTEST, LONGEST + 1):
            for start in range(len(marked) - length + 1):
                yield marked[start : start + length], (place, place)
