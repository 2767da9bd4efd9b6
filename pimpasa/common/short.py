"""Short words for numbers, to be typed from a sheet of paper: no letter that looks like another, and one that checks.

The last letter is a weighted sum of the others, so one wrong letter, or two that changed places, is never another word.
"""

from __future__ import annotations

LETTERS = "23456789abcdefghjkmnpqrstwxyz"  # 29, a prime: no 0 or o, no 1, i or l, and neither u nor v
BASE = len(LETTERS)


def word_of(number: int, *, digits: int) -> str:
    """A number as `digits` letters and one that checks them. ValueError: it does not fit."""
    values = []
    rest = number
    for _place in range(digits):
        rest, value = divmod(rest, BASE)
        values.append(value)
    if rest or number < 0:
        raise ValueError(number)
    return "".join(LETTERS[value] for value in [*values, _check(values)])


def number_of(word: str) -> int | None:
    """The number, whatever the case and whatever dashes and spaces; None for what is no such word."""
    letters = "".join(letter for letter in word.lower() if letter not in " -")
    if len(letters) < 2 or any(letter not in LETTERS for letter in letters):
        return None
    *values, check = (LETTERS.index(letter) for letter in letters)
    if _check(values) != check:
        return None
    number = 0
    for value in reversed(values):
        number = number * BASE + value
    return number


def _check(values: list[int]) -> int:
    return sum(place * value for place, value in enumerate(values, start=1)) % BASE
