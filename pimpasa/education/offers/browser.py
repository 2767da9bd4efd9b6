"""The same rules as data for a browser, which checks on the phone when there is no network.

`sites/public/scripts/offers/` reads it; a test runs both over the labelled offers and compares what they say.
"""

from __future__ import annotations

from typing import Any

from pimpasa.education.offers import checking, reading
from pimpasa.education.offers.patterns import lines
from pimpasa.education.offers.promises import PROMISES
from pimpasa.education.offers.questions import QUESTIONS
from pimpasa.education.offers.signs import Sign
from pimpasa.education.offers.slang import UNITS, WITH_DIGITS, WORDS
from pimpasa.education.offers.thresholds import THRESHOLDS, at_least
from pimpasa.education.offers.vocabulary import LISTS
from pimpasa.education.offers.warnings import BY_KEY, WARNINGS


def for_browser() -> dict[str, Any]:
    """Words, lists, numbers and signs in the language of the reader, ready to become JSON."""
    return {
        "longest": reading.LONGEST,
        "longestWord": reading.LONGEST_WORD,
        "words": _by_word(),
        "withDigits": sorted(WITH_DIGITS),
        "units": sorted(UNITS),
        "short": sorted(reading.SHORT),
        "lists": LISTS,
        "least": {name: at_least(threshold.least) for name, threshold in THRESHOLDS.items()},
        "strong": checking.STRONG,
        "enough": checking.ENOUGH,
        "quotes": checking.MOST_QUOTES,
        "after": checking.AFTER,
        "negation": lines(checking.NEGATION),
        "caution": lines(checking.CAUTION),
        "warnings": [_plain(sign) for sign in WARNINGS],
        "promises": [_plain(sign) for sign in PROMISES],
    }


def questions_for_browser() -> dict[str, Any]:
    """The questions, each with the answer that shows its sign, in the language of the reader."""
    return {
        "strong": checking.STRONG,
        "enough": checking.ENOUGH,
        "questions": [
            {"sign": _plain(BY_KEY[question.sign], with_words=False), "when": question.when.value}
            for question in QUESTIONS
        ],
    }


def _by_word() -> dict[str, str]:
    shorts: dict[str, list[str]] = {}
    for short, word in WORDS.items():
        shorts.setdefault(word, []).append(short)
    return {word: " ".join(written) for word, written in shorts.items()}


def _plain(sign: Sign, *, with_words: bool = True) -> dict[str, Any]:
    """A sign without what is empty or as usual."""
    facts = {"key": sign.key, "weight": sign.weight, "text": str(sign.text), "why": str(sign.why)}
    blocks = {"says": sign.says, "lacks": sign.lacks, "denied": sign.denied_by}
    if not with_words:
        return facts
    return {
        **facts,
        "reach": sign.reach,
        **{name: lines(block) for name, block in blocks.items() if block},
        **({"together": [lines(block) for block in sign.together]} if sign.together else {}),
        **({} if sign.can_be_denied else {"undeniable": True}),
    }
