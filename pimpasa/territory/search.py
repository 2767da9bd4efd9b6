"""Which villages and places are meant by what somebody typed: half a word, a slip, two words in one, the city added.

Every word that was typed should be found, in the name or in the names above it; and every word of the name should have
been typed. Names are compared by both, so that "Menteng" comes before "Menteng Atas". What people put before a name
(kampung, gampong, rusun) helps where the name has it, and is no hindrance where it has not. Equals come by nearness.
All words are numbered once, and each typed word is compared with each of them once: about 85,000 comparisons a word.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Generic, TypeAlias, TypeVar

import numpy as np
import numpy.typing as npt
from rapidfuzz import fuzz, process, utils

from pimpasa.territory.kinds import IN_FULL, LOCAL, OF_PLACES, SAYS_NOTHING, VillageKind
from pimpasa.territory.neighbourhoods import without_neighbourhood

Key = TypeVar("Key", int, str)
Numbers: TypeAlias = npt.NDArray[np.int32]
Likeness: TypeAlias = npt.NDArray[np.float32]
Mask: TypeAlias = npt.NDArray[np.bool_]

LONGEST = 100  # characters of what was typed
MOST_WORDS = 8
ALIKE = 60  # of 100; words less alike count as different
ONE_WORD = 88  # two typed words are one word of a name ("bojong gede") only when this much alike
BEGINNING = 0.9  # what the beginning of a word is worth at least
AS_ONE = 0.98  # what a name is worth that was typed as one word, though it has several
ABOVE = 0.92  # what a word is worth that is found above the village
COVERED = 0.2  # the weight of the second question above; the first has the rest
COVERED_OF_PLACE = 0.1  # a place's long name is rarely typed whole,
LEAST_OF_PLACE = 0.25  # but what names its kelurahan alone does not name it
GOOD_ENOUGH = 0.6  # of what was typed must be found
UNNAMED = 0.97  # what a name is worth that lacks the word put before it
HEARD = 0.95  # what a place is worth that only sounds as was typed
KIND = 0.02  # what it adds that a village is of the kind typed


@dataclass(frozen=True)
class Typed:
    """The words of a question, which of them a name may lack, and the kind of village that was named."""

    words: list[str]
    is_loose: Mask
    kind: str = ""

    @classmethod
    def of(cls, text: str, loose: frozenset[str]) -> Typed:
        """RT and RW are left out: no name has them."""
        spoken = words_of(without_neighbourhood(text[:LONGEST])[0])
        spoken = " ".join(IN_FULL.get(word, word) for word in spoken).split()
        words = ([word for word in spoken if word not in SAYS_NOTHING] or spoken)[:MOST_WORDS]
        is_loose = np.array([word in loose for word in words], dtype=np.bool_)
        return cls(words, is_loose & ~is_loose.all(), _kind(spoken))

    def heard(self) -> Typed:
        """The same as it sounds."""
        return replace(self, words=[as_heard(word) for word in self.words])


def _kind(words: list[str]) -> str:
    named = {"kelurahan": VillageKind.KELURAHAN, "kel": VillageKind.KELURAHAN}
    named |= {"desa": VillageKind.DESA, "ds": VillageKind.DESA}
    return str(next((named[word] for word in words[:1] if word in named), ""))


def words_of(name: str) -> list[str]:
    """Its words in small letters, without accents and signs."""
    letters = unicodedata.normalize("NFKD", name)
    return utils.default_process("".join(sign for sign in letters if not unicodedata.combining(sign))).split()


# Letters that are heard alike in Indonesian mouths, the older spelling's among them.
_HEARD = [
    (re.compile(pattern), sound)
    for pattern, sound in (
        ("oe", "u"), ("dj", "j"), ("tj", "c"), ("tz|ts|z", "s"), ("ch", "c"), ("c(?=[eiy])", "s"),
        ("y", "i"), ("x", "ks"), ("q", "k"), ("ph|f|v", "p"), ("kh|gh", "k"), (r"(.)\1+", r"\1"),
    )
]  # fmt: skip


def as_heard(name: str) -> str:
    """Its words as they sound."""
    heard = " ".join(words_of(name))
    for pattern, sound in _HEARD:
        heard = pattern.sub(sound, heard)
    return heard


def of_village(text: str) -> Typed:
    return Typed.of(text, LOCAL)


def of_place(text: str) -> Typed:
    return Typed.of(text, LOCAL | OF_PLACES)


class Names(Generic[Key]):
    """The words of every name and of what lies above it, as numbers into a sorted vocabulary; 0 is no word.

    A name of several words is in the vocabulary as one word too, its first number, for those who write it so.
    `named` are a key, a name and the key of what lies above it, in the order in which equals are given; `covered` is
    what it weighs that a name was typed whole, `least` how much of it has to be typed.
    """

    def __init__(
        self,
        named: Sequence[tuple[Key, str, str]],
        above: dict[str, list[str]],
        *,
        covered: float = COVERED,
        least: float = 0.0,
    ) -> None:
        self._weight = covered
        self._least = least
        spelt = {name: _spelt(name) for name in {name for _, name, _ in named}}
        words = set().union(*spelt.values(), *above.values()) if named else set()
        self._vocabulary = sorted(words)
        self._length = np.array([0, *map(len, self._vocabulary)], dtype=np.float32)
        number = {word: i for i, word in enumerate(self._vocabulary, start=1)}
        self._names, column_of_name = _table(spelt, number)
        self._above, column_above = _table(above, number)
        self._letters = np.maximum(self._length[self._names[1:]].sum(axis=0), 1)
        self.keys: list[Key] = [key for key, _, _ in named]
        self._name_of = np.array([column_of_name[name] for _, name, _ in named], dtype=np.int32)
        self._above_of = np.array([column_above[code] for _, _, code in named], dtype=np.int32)

    def score(self, typed: Typed) -> Likeness:
        """For each name 0 (not meant) to 1, in the order of `keys`."""
        if not self.keys or not typed.words:
            return np.zeros(len(self.keys), dtype=np.float32)
        alike = self._likeness(typed.words)
        named = self._named(typed.words, alike)
        if typed.is_loose.any():
            words = [word for word, may_lack in zip(typed.words, typed.is_loose, strict=True) if not may_lack]
            named = np.maximum(named, UNNAMED * self._named(words, alike[~typed.is_loose]))
        whole = self._covered(alike)[self._name_of]
        return np.where(
            named * (whole >= self._least), (1 - self._weight) * named + self._weight * whole, np.float32(0)
        )

    def _named(self, words: list[str], alike: Likeness) -> Likeness:
        """How much of what was typed is found, by its letters."""
        named = np.zeros(len(self.keys), dtype=np.float32)
        for word, row in zip(words, alike, strict=True):
            in_name = np.maximum(row[self._names[0]] * AS_ONE, row[self._names[1:]].max(axis=0))
            above = row[self._above].max(axis=0) * ABOVE
            named += len(word) * np.maximum(in_name[self._name_of], above[self._above_of])
        named /= sum(map(len, words))
        named[named < GOOD_ENOUGH] = 0
        return named

    def _covered(self, alike: Likeness) -> Likeness:
        """How much of each name was typed, by its letters."""
        best, (in_one, *rest) = alike.max(axis=0), self._names
        letters: Likeness = np.sum([best[words] * self._length[words] for words in rest], axis=0)
        covered: Likeness = np.maximum(letters / self._letters, best[in_one] * AS_ONE)
        return covered

    def _likeness(self, words: list[str]) -> Likeness:
        """Of each typed word (row) with each word of the vocabulary (column), 0 to 1."""
        joined = ["".join(two) for two in pairwise(words)]
        compared = process.cdist(
            words + joined, self._vocabulary, scorer=fuzz.ratio, dtype=np.float32, score_cutoff=ALIKE
        )
        compared[len(words) :][compared[len(words) :] < ONE_WORD] = 0
        alike = np.zeros((len(words), len(self._vocabulary) + 1), dtype=np.float32)
        alike[:, 1:] = np.square(compared[: len(words)] / 100)  # one word alike counts for more than two half alike
        for i, both in enumerate(compared[len(words) :]):
            np.maximum(alike[i : i + 2, 1:], np.square(both / 100), out=alike[i : i + 2, 1:])
        for row, word in zip(alike, words, strict=True):
            begun = self._begun_by(word)
            row[begun] = np.maximum(row[begun], BEGINNING + (1 - BEGINNING) * len(word) / self._length[begun])
        return alike

    def _begun_by(self, beginning: str) -> slice:
        first = bisect_left(self._vocabulary, beginning)
        return slice(first + 1, bisect_left(self._vocabulary, beginning + "\U0010ffff") + 1)


def _spelt(name: str) -> list[str]:
    """The name as one word, then its words."""
    words = words_of(name)
    return ["".join(words), *words]


def spelt_above(names: Iterable[str]) -> list[str]:
    """The words of the names above, each name as one word too."""
    return [word for name in names for word in _spelt(name)]


def _table(spelt: dict[str, list[str]], number: dict[str, int]) -> tuple[Numbers, dict[str, int]]:
    """The words' numbers, a column for each name, and the column of each."""
    table = np.zeros((max(map(len, spelt.values()), default=2), len(spelt)), dtype=np.int32)
    for i, words in enumerate(spelt.values()):
        table[: len(words), i] = [number[word] for word in words]
    return table, {name: i for i, name in enumerate(spelt)}


class PlaceNames:
    """Names of places, as they are spelt and as they sound: people say a foreign name more often than they read it."""

    def __init__(self, named: Sequence[tuple[int, str, str]], above: dict[str, list[str]]) -> None:
        self._spelt = Names(named, above, covered=COVERED_OF_PLACE, least=LEAST_OF_PLACE)
        heard = [(key, as_heard(name), code) for key, name, code in named]
        heard_above = {code: spelt_above(map(as_heard, words)) for code, words in above.items()}
        self._heard = Names(heard, heard_above, covered=COVERED_OF_PLACE, least=LEAST_OF_PLACE)
        self.keys = self._spelt.keys

    def score(self, typed: Typed) -> Likeness:
        """For each place 0 (not meant) to 1, in the order of `keys`."""
        score: Likeness = np.maximum(self._spelt.score(typed), HEARD * self._heard.score(typed.heard()))
        return score
