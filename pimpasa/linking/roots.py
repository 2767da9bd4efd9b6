"""Roots of Indonesian words, so that who asks for dikurung finds mengurung, dikurungin and kurungan.

PySastrawi takes affixes off as Enhanced Confix Stripping does (Arifin, Mahendra and Ciptaningtyas, 2009) and gives one
root; where a nasal may have swallowed a letter it takes the first that its dictionary knows, mengurung as meng-urung.
A search must not lose the other, so a word has every root that it may come from. What people say without affixes of
the written language (ngurung, mukul, dikurungin) is read too.
"""

from __future__ import annotations

import re
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
    return str(_stemmer().stem(word))


@cache
def _stemmer() -> Stemmer:
    return Stemmer(_dictionary())


@cache
def _dictionary() -> ArrayDictionary:
    return ArrayDictionary(StemmerFactory().get_words_from_file())
