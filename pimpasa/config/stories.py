"""Invented stories for synthetic reports: the same seed tells the same.

Words are spread as in any language (Zipf): a few stand in most stories, most in a handful. Recruiters are few and busy,
as in life: one in a thousand phone numbers stands in many reports, most stand in one. One story in fifty is told twice,
by somebody else and in part in other words.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from random import Random

from pimpasa.reports.contents import Answers, PersonAnswer

BUSY_RECRUITERS = 40
VOCABULARY = 50_000
WORDS = 24
RETOLD_SHARE = 0.02

_OPENINGS = ("Tetangga saya", "Adik teman saya", "Seorang ibu di gang kami", "Anak kos sebelah", "Sepupu saya")
_OFFERS = ("ditawari kerja pabrik", "dijanjikan gaji besar", "disuruh berangkat minggu depan", "diminta uang muka")
_ENDS = ("paspornya dipegang agen.", "tidak ada kontrak.", "keluarganya cemas.", "nomornya tidak bisa dihubungi lagi.")
_SYLLABLES = [first + second for first in "bcdghjklmprstw" for second in "aeiou"]
_SPREAD = 7_919  # has no factor in common with the number of words there can be, so each rank has its own


def story(seed: int, number: int) -> Answers:
    """What the `number`-th reporter of a seed tells, but for the village."""
    chance = _chance(seed, number, "again")
    if number and chance.random() < RETOLD_SHARE:
        return _again(_first_hand(seed, chance.randrange(max(0, number - 50), number)), chance)
    return _first_hand(seed, number)


@cache
def word(rank: int) -> str:
    """The invented word of a rank from 0, the commonest, to VOCABULARY."""
    number = (rank + 1) * _SPREAD
    syllables = []
    for _place in range(3):
        number, syllable = divmod(number, len(_SYLLABLES))
        syllables.append(_SYLLABLES[syllable])
    return "".join(syllables)


def _first_hand(seed: int, number: int) -> Answers:
    chance = _chance(seed, number, "story")
    recruiter = chance.randrange(BUSY_RECRUITERS) if chance.random() < 0.01 else BUSY_RECRUITERS + number
    phone = f"0812{recruiter:08}"
    return Answers(
        danger=chance.random() < 0.02,
        kind=chance.choice(("tppo", "tppo", "pmi", "foreigner")),
        narrative=f"{_opening(chance)}, {chance.choice(_ENDS)} {_words(chance, WORDS)}. Hubungi {phone}.",
        indicators=sorted(chance.sample(range(1, 41), 3)),
        rw=f"{chance.randrange(1, 20):03}",
        persons=[PersonAnswer("phone", phone)],
        mode="anonymous",
    )


def _again(first: Answers, chance: Random) -> Answers:
    rest = first.narrative.partition(",")[2]
    return replace(first, narrative=f"{_opening(chance)},{rest} {_words(chance, WORDS // 6)}.")


def _opening(chance: Random) -> str:
    return f"Karangan: {chance.choice(_OPENINGS)} {chance.choice(_OFFERS)}"


def _words(chance: Random, number: int) -> str:
    """A rank's chance falls as one over the rank."""
    return " ".join(word(int(VOCABULARY ** chance.random()) - 1) for _ in range(number))


def _chance(seed: int, number: int, what: str) -> Random:
    return Random(f"{seed}:{number}:{what}")  # noqa: S311 - stories, not secrets
