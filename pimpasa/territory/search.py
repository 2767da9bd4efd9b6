"""Which villages are meant by what somebody typed: half a word, a slip, two words in one, the city added.

Every word that was typed should be found, in the village's name or in the names above it; and every word of the
village's name should have been typed. Villages are compared by both, so that "Menteng" comes before "Menteng Atas".
All words are numbered once, and each typed word is compared with each of them once: about 85,000 comparisons a word.
"""

from __future__ import annotations

from bisect import bisect_left
from itertools import pairwise
from typing import TypeAlias

import numpy as np
import numpy.typing as npt
from rapidfuzz import fuzz, process, utils

from pimpasa.territory.atlas import CHUNK, Kept
from pimpasa.territory.models import District, Village

Numbers: TypeAlias = npt.NDArray[np.int32]
Likeness: TypeAlias = npt.NDArray[np.float32]

LONGEST = 100  # characters of what was typed
MOST_WORDS = 8
ALIKE = 60  # of 100; words less alike count as different
ONE_WORD = 88  # two typed words are one word of a name ("bojong gede") only when this much alike
BEGINNING = 0.9  # what the beginning of a word is worth at least
AS_ONE = 0.98  # what a name is worth that was typed as one word, though it has several
ABOVE = 0.92  # what a word is worth that is found above the village
FOUND, COVERED = 0.8, 0.2  # weights of the two questions above
GOOD_ENOUGH = 0.6  # of what was typed must be found

SAYS_NOTHING = {"kelurahan", "kel", "desa", "ds", "kecamatan", "kec", "provinsi", "prov", "administrasi", "adm"}
IN_FULL = {
    "kab": "kabupaten",
    "jakbar": "jakarta barat",
    "jakpus": "jakarta pusat",
    "jaksel": "jakarta selatan",
    "jaktim": "jakarta timur",
    "jakut": "jakarta utara",
    "tangsel": "tangerang selatan",
}


def closest(text: str, limit: int) -> list[str]:
    """Codes of the villages that may be meant, the likeliest first; equals by code."""
    words = _typed(text)
    if not words:
        return []
    all_names = names.get()
    if not all_names.codes:
        return []
    score = all_names.score(words)
    least = max(np.partition(score, -limit)[-limit] if limit < len(score) else 0.0, np.finfo(np.float32).tiny)
    best = np.flatnonzero(score >= least)
    return [all_names.codes[i] for i in best[np.argsort(-score[best], kind="stable")][:limit]]


def _typed(text: str) -> list[str]:
    words = utils.default_process(text[:LONGEST]).split()
    words = " ".join(IN_FULL.get(word, word) for word in words).split()
    return ([word for word in words if word not in SAYS_NOTHING] or words)[:MOST_WORDS]


class Names:
    """The words of every village and of what lies above it, as numbers into a sorted vocabulary; 0 is no word.

    A name of several words is in the vocabulary as one word too, its first number, for those who write it so.
    """

    def __init__(self) -> None:
        rows = Village.objects.order_by("code").values_list("code", "name", "district_id")
        villages = list(rows.iterator(chunk_size=CHUNK))
        above = dict(_above())
        spelt = {name: _words(name) for name in {name for _, name, _ in villages}}
        words = set().union(*spelt.values(), *above.values()) if villages else set()
        self._vocabulary = sorted(words)
        self._length = np.array([0, *map(len, self._vocabulary)], dtype=np.float32)
        number = {word: i for i, word in enumerate(self._vocabulary, start=1)}
        self._names, column_of_name = _table(spelt, number)
        self._above, column_of_district = _table(above, number)
        self._letters = np.maximum(self._length[self._names[1:]].sum(axis=0), 1)
        self.codes = [code for code, _, _ in villages]
        self._name_of = np.array([column_of_name[name] for _, name, _ in villages], dtype=np.int32)
        self._district_of = np.array([column_of_district[district] for _, _, district in villages], dtype=np.int32)

    def score(self, words: list[str]) -> Likeness:
        """For each village 0 (not meant) to 1, in the order of `codes`."""
        alike = self._likeness(words)
        named = np.zeros(len(self.codes), dtype=np.float32)
        for word, row in zip(words, alike, strict=True):
            in_name = np.maximum(row[self._names[0]] * AS_ONE, row[self._names[1:]].max(axis=0))
            above = row[self._above].max(axis=0) * ABOVE
            named += len(word) * np.maximum(in_name[self._name_of], above[self._district_of])
        named /= sum(map(len, words))
        named[named < GOOD_ENOUGH] = 0
        return np.where(named, FOUND * named + COVERED * self._covered(alike)[self._name_of], np.float32(0))

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


def _above() -> list[tuple[str, list[str]]]:
    """Each district's code, with the words of its name, its city's and its province's."""
    rows = District.objects.values_list("code", "name", "regency__name", "regency__province__name")
    return [(code, [word for name in above for word in _words(name)]) for code, *above in rows]


def _words(name: str) -> list[str]:
    """The name as one word, then its words."""
    words = utils.default_process(name).split()
    return ["".join(words), *words]


def _table(spelt: dict[str, list[str]], number: dict[str, int]) -> tuple[Numbers, dict[str, int]]:
    """The words' numbers, a column for each name, and the column of each."""
    table = np.zeros((max(map(len, spelt.values()), default=2), len(spelt)), dtype=np.int32)
    for i, words in enumerate(spelt.values()):
        table[: len(words), i] = [number[word] for word in words]
    return table, {name: i for i, name in enumerate(spelt)}


names = Kept(Names)
