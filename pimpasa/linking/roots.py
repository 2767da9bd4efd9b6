"""Roots of Indonesian words, so that who asks for dikurung finds mengurung, dikurungin and kurungan.

PySastrawi takes affixes off as Enhanced Confix Stripping does (Arifin, Mahendra and Ciptaningtyas, 2009) and gives one
root; where a nasal may have swallowed a letter it takes the first that its dictionary knows, mengurung as meng-urung.
A search must not lose the other, so a word has every root that it may come from. What people say without affixes of
the written language (ngurung, mukul, dikurungin) is read too.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache, lru_cache

from Sastrawi.Dictionary.ArrayDictionary import ArrayDictionary
from Sastrawi.Stemmer.Stemmer import Stemmer
from Sastrawi.Stemmer.StemmerFactory import StemmerFactory

# The longest that people write is mempertanggungjawabkan; what is longer costs more to read than it tells.
LONGEST_READ = 22
SHORTEST_READ = 4
_NASALS = (
    # Which letter each nasal may have swallowed: Tata Bahasa Baku Bahasa Indonesia, on meN- and peN-.
    (re.compile(r"[mp]eng(?=[aeiou])"), "k"),
    (re.compile(r"[mp]en(?=[aeiou])"), "t"),
    (re.compile(r"[mp]em(?=[aeiou])"), "p"),
    (re.compile(r"[mp]eny(?=[aeiou])"), "s"),
)
# What the stemmer may take off before a root, each with what it may have swallowed; a little more than its rules do.
_BEFORE = {
    **dict.fromkeys(("di", "ke", "se", "ku", "kau", "be", "bel", "te", "me", "menge", "pe", "penge", "pel"), ("",)),
    **dict.fromkeys(("ber", "ter", "per"), ("", "r")),
    **dict.fromkeys(("mem", "pem"), ("", "m", "p")),
    **dict.fromkeys(("men", "pen"), ("", "n", "t")),
    **dict.fromkeys(("meng", "peng"), ("", "k", "ng")),
    **dict.fromkeys(("meny", "peny"), ("ny", "s")),
}
_BEHIND = ("lah", "kah", "tah", "pun", "ku", "mu", "nya", "is", "isme", "isasi", "i", "kan", "an")
_INFIX = re.compile(r"(?<=^[b-df-hj-np-tv-z])(?:e[rlm]|in)(?=[aeiou])")
MOST_BEFORE = 4
MOST_BEHIND = 3
_SPOKEN_NASAL = re.compile(r"(?:n[gy]?|m)(?=[aeiou])")


@lru_cache(maxsize=65_536)
def roots(word: str) -> tuple[str, ...]:
    """Every root that a word may come from, the likeliest first; a word that is none of Indonesian's is its own.

    `word` is in small letters, without accents.
    """
    if not (SHORTEST_READ <= len(word) <= LONGEST_READ and word.isascii() and word.isalpha()):
        return (word,)
    likeliest = _stemmed(word)
    candidates = [likeliest, *_unswallowed(word), *_less_of_an_ending(word)]
    if not is_known(likeliest):
        candidates += _spoken(word)
    return tuple(dict.fromkeys(root for root in candidates if is_known(root))) or (word,)


def is_known(word: str) -> bool:
    """Whether a word stands in the dictionary of roots; names and other languages' words mostly do not."""
    return bool(_dictionary().contains(word))


def _unswallowed(word: str) -> list[str]:
    """The roots that begin with a letter which a nasal may have swallowed: mengurung as me-(k)urung."""
    return [_stemmed(nasal.sub(letter, word, count=1)) for nasal, letter in _NASALS if nasal.match(word)]


def _less_of_an_ending(word: str) -> list[str]:
    """Where -kan may be the root's k and -an: kontrakan comes from kontrak, not from kontra."""
    return [_stemmed(word.removesuffix("an"))] if word.endswith("kan") else []


def _spoken(word: str) -> list[str]:
    """As it is said: dikurungin for dikurungkan, ngurung for mengurung, mukul for memukul."""
    written = word.removesuffix("in")
    if _SPOKEN_NASAL.match(written):
        written = f"me{written}"
    return [] if written == word else [_stemmed(written), *_unswallowed(written)]


def _stemmed(word: str) -> str:
    return str(_stemmer().stem(word)) if _may_hold_a_root(word) else word


def _may_hold_a_root(word: str) -> bool:
    """False where nothing that the stemmer could take off leaves a root, as of most names.

    It tries two milliseconds before it gives a name back as it was; asking its dictionary takes a twentieth of that.
    """
    return any(is_known(core) for core in _without(word))


def _without(word: str) -> Iterator[str]:
    """A word without what may stand before and behind a root, in every combination."""
    for shorter in _each_step(word, _less_behind, MOST_BEHIND):
        for core in _each_step(shorter, _less_before, MOST_BEFORE):
            yield core
            yield _INFIX.sub("", core, count=1)


def _each_step(word: str, less: Callable[[str], set[str]], most: int) -> set[str]:
    forms = newest = {word}
    for _step in range(most):
        newest = {shorter for form in newest for shorter in less(form)} - forms
        forms = forms | newest
    return forms


def _less_behind(word: str) -> set[str]:
    shorter = {word.removesuffix(ending) for ending in _BEHIND if word.endswith(ending)}
    return shorter | {word.removesuffix("an")} if word.endswith("kan") else shorter


def _less_before(word: str) -> set[str]:
    beginnings = (beginning for beginning in _BEFORE if word.startswith(beginning))
    return {letters + word.removeprefix(beginning) for beginning in beginnings for letters in _BEFORE[beginning]}


@cache
def _stemmer() -> Stemmer:
    return Stemmer(_dictionary())


@cache
def _dictionary() -> ArrayDictionary:
    return ArrayDictionary(StemmerFactory().get_words_from_file())
