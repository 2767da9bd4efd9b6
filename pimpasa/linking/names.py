"""Names as they sound, so that who asks for Muhammad finds Mochamad, and Soetrisno finds Sutrisno.

For a search by an officer alone, who sees for themselves whether it is the same person. Nothing is linked by it: a name
is nobody's lead.
"""

from __future__ import annotations

import re
import unicodedata

from pimpasa.linking.plain import bounded
from pimpasa.linking.roots import is_known, roots

MOST_NAMES = 40
SHORTEST = 3
LONGEST = 30
_WORD = re.compile(r"[^\W\d_]+")
# After these comes somebody's name, also one that is a word, such as Bunga or Budi.
_BEFORE_NAMES = frozenset(
    re.findall(
        r"\w+",
        "pak bapak bu ibu mas mbak bang abang kak kakak om tante haji hajah hj ustaz ustad ustadz ustadzah koh cik ci "
        "nyonya sdr sdri saudara saudari bernama namanya nama dipanggil panggilannya mr mrs ms miss",
    )
)
# The spellings of 1901 and of 1947 against today's, Arabic and Chinese names as people here write them.
_SOUNDS = tuple(
    (re.compile(pattern), sound)
    for pattern, sound in (
        (r"oe", "u"),
        (r"dj", "j"),
        (r"tj", "c"),
        (r"(?<=[aiueonh])j(?=[aiueo])", "y"),
        (r"sj|sy|sh|ts|dz|dh(?=[oau])|[zx]", "s"),
        (r"^ch(?=[aeiou])", "c"),
        (r"[ck]h", "h"),
        (r"ph|[fv]", "p"),
        (r"th", "t"),
        (r"dh", "d"),
        (r"gh", "g"),
        (r"bh", "b"),
        (r"q", "k"),
        (r"ck", "k"),
        (r"y|j(?=[^aeiou]|$)", "i"),
        (r"w(?=[^aeiou]|$)", "u"),
        (r"'", ""),
        (r"e", "i"),
        (r"o", "u"),
        (r"(?<=[aiu])h(?=[^aiu]|$)", ""),
        (r"(.)\1+", r"\1"),
    )
)
_VOWEL = re.compile(r"(?<!^)[aiu]")
FEWEST_CONSONANTS = 4


def names_in(text: str) -> list[str]:
    """The words of a text that may be names, each once, in small letters; at most MOST_NAMES.

    Those that follow what comes before names, and those that no Indonesian dictionary knows.
    """
    names: dict[str, None] = {}
    before = ""
    for word in _words(text):
        if len(names) == MOST_NAMES:
            break
        if _may_be_name(word, before=before):
            names[word] = None
        before = word
    return list(names)


def sounds(name: str) -> list[str]:
    """How a name sounds: with its vowels, and without them where enough consonants stay to tell it from others."""
    spelled = _plain(name)
    for pattern, sound in _SOUNDS:
        spelled = pattern.sub(sound, spelled)
    consonants = _VOWEL.sub("", spelled)
    return [spelled, consonants] if len(consonants) >= FEWEST_CONSONANTS else [spelled]


def names_asked(text: str) -> list[str]:
    """The words of a question that may be names: any but what stands before names, pak Sutrisno as Sutrisno."""
    names = (word for word in _words(text) if word not in _BEFORE_NAMES and SHORTEST <= len(word) <= LONGEST)
    return list(dict.fromkeys(names))[:MOST_NAMES]


def _may_be_name(word: str, *, before: str) -> bool:
    if word in _BEFORE_NAMES or not SHORTEST <= len(word) <= LONGEST:
        return False
    return before in _BEFORE_NAMES or not _is_indonesian(word)


def _words(text: str) -> list[str]:
    return [match[0] for match in _WORD.finditer(_plain(text))]


def _plain(text: str) -> str:
    letters = unicodedata.normalize("NFKD", bounded(text)).casefold()
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


def _is_indonesian(word: str) -> bool:
    return any(is_known(root) for root in roots(word))
