"""The same rules as data for a browser, which checks on the phone when there is no network.

`sites/public/scripts/offers/` reads it; a test runs both over the labelled offers and compares what they say.
"""

from __future__ import annotations

from typing import Any

from pimpasa.education.offers import checking, questions, reading, traits, weighing
from pimpasa.education.offers.asking import ASKED, MOST_ASKED, Asked
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
        "manyStrong": checking.MANY_STRONG,
        "fewestWords": checking.FEWEST_WORDS,
        "fewestKnown": checking.FEWEST_KNOWN,
        "aboutWork": lines(checking.ABOUT_WORK),
        "asked": [_asked(question) for question in ASKED],
        "mostAsked": MOST_ASKED,
        "traits": _traits(),
        "scale": {
            "shares": weighing.SHARES,
            "ofLength": weighing.OF_LENGTH,
            "mostWords": weighing.MOST_WORDS,
            "longestQuote": weighing.LONGEST_QUOTE,
        },
    }


def _traits() -> dict[str, Any]:
    return {
        "not": sorted(traits.NOT),
        "scope": traits.SCOPE,
        "shortest": traits.SHORTEST,
        "longest": traits.LONGEST,
        "counted": sorted(traits.COUNTED),
        "steps": traits.STEPS,
    }


def _asked(asked: Asked) -> dict[str, Any]:
    words = {"text": str(asked.text), "good": str(asked.good), "bad": str(asked.bad)}
    about = {"about": lines(asked.about)} if asked.about else {}
    return {"key": asked.key, "sign": asked.sign, **words, "told": lines(asked.told), **about}


def questions_for_browser() -> dict[str, Any]:
    """The questions, each with the answer that shows its sign, in the language of the reader."""
    return {
        "strong": checking.STRONG,
        "enough": checking.ENOUGH,
        "fewestAnswers": questions.FEWEST_ANSWERS,
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
