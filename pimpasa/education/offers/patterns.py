"""Patterns over plain words, as regular expressions that Python and browsers read alike.

    paspor|ktp ~4 ditahan|dikumpul*     one of these words, up to four words between, then one of those
    tanpa|tidak ~3! kontrak             the same, with no comma between
    {DOCUMENT} ~2 {TAKEN}               the lists of words of `vocabulary`
    umur ~2 #1[0-6]#                    a number, as an expression without spaces
    gaji ~3 >MILLIONS juta              a number of at least that threshold

A pattern never crosses the end of a sentence, and takes time linear in the text: every gap is bounded, and no
expression repeats a repetition.
"""

from __future__ import annotations

import re
from functools import cache

from pimpasa.education.offers.thresholds import THRESHOLDS, at_least
from pimpasa.education.offers.vocabulary import LISTS

_LIST = re.compile(r"\{([A-Z_]+)\}")
_SOFT = "(?: ;)?"


@cache
def source_of(pattern: str) -> str:
    """The expression of a pattern; it matches from the space before its first word to the last word's end."""
    parts: list[str] = []
    gap = 0
    soft = _SOFT
    for slot in pattern.split():
        if slot.startswith("~"):
            gap = int(slot[1:].rstrip("!"))
            soft = "" if slot.endswith("!") else _SOFT
            continue
        between = f"(?:{soft} [^ .;]+){{0,{gap}}}?{soft}" if gap else soft
        parts.append(f"{between if parts else ''} {_slot(slot)}")
        gap = 0
        soft = _SOFT
    return "".join(parts) + "(?= )"


@cache
def compiled(pattern: str) -> re.Pattern[str]:
    """A pattern ready to search with."""
    return re.compile(source_of(pattern))


@cache
def lines(patterns: str) -> tuple[str, ...]:
    """The patterns of a block, one a line."""
    return tuple(line.strip() for line in patterns.splitlines() if line.strip())


def any_of(patterns: str, row: str) -> bool:
    """Whether one pattern of a block stands in a row of words."""
    return any(compiled(pattern).search(row) for pattern in lines(patterns))


def _slot(slot: str) -> str:
    if slot.startswith("#"):
        return f"(?:{slot.strip('#')})"
    if slot.startswith(">"):
        return f"(?:{at_least(THRESHOLDS[slot[1:]].least)})(?:,[0-9]+)?"
    words = _LIST.sub(lambda match: LISTS[match[1]], slot).split("|")
    return "(?:" + "|".join(re.escape(word).replace(r"\*", "[^ .;]*") for word in words) + ")"
