"""How people write digits: in other scripts, as emoji, as words, as letters that look like them."""

from __future__ import annotations

import re
import unicodedata

from pimpasa.linking.plain import bounded

# A key of a telephone as an emoji is a digit, a variation selector and a frame around it (UTS #51, keycap sequence).
_FRAMES = frozenset("\ufe0e\ufe0f\u20e3")
_WORDS = {
    "nol": "0", "kosong": "0", "satu": "1", "dua": "2", "tiga": "3", "empat": "4", "lima": "5", "enam": "6",
    "tujuh": "7", "delapan": "8", "lapan": "8", "sembilan": "9",
}  # fmt: skip
_SPOKEN = re.compile(
    rf"\b(?:{'|'.join(_WORDS)}|\d)(?:[ ,.\-]{{0,2}}\b(?:{'|'.join(_WORDS)}|\d)\b){{7,17}}", re.IGNORECASE
)
_SPOKEN_DIGIT = re.compile(rf"{'|'.join(_WORDS)}|\d", re.IGNORECASE)
_LETTERS = str.maketrans("oOlI|", "00111")
# Letters that look like digits, within what is otherwise a number of a telephone or a card.
_DISGUISED = re.compile(r"(?<![\w@/.+])[+0-9oO][0-9oOlI| .\-]{8,24}(?![\w@])")
_MOST_DISGUISED = 6


def plain(text: str) -> str:
    """The text with the digits of any script, keycap and circle as 0 to 9, and without marks that nobody sees.

    Digits that are spelled out, eight or more in a row, and letters in the place of digits are digits too.
    """
    if not text.isascii():
        composed = unicodedata.normalize("NFKC", bounded(text))
        text = "".join(_letter(letter) for letter in composed)
    return _DISGUISED.sub(_undisguised, _SPOKEN.sub(_as_digits, text))


def _letter(letter: str) -> str:
    if letter in _FRAMES:
        return ""
    category = unicodedata.category(letter)
    if category in ("Nd", "No"):
        return str(unicodedata.digit(letter, letter))
    if category == "Cf":
        return ""
    return "-" if category == "Pd" else letter


def _as_digits(spoken: re.Match[str]) -> str:
    words = (match[0] for match in _SPOKEN_DIGIT.finditer(spoken[0]))
    has_words = re.search("[a-z]", spoken[0], re.IGNORECASE)
    return "".join(_WORDS.get(word.lower(), word) for word in words) if has_words else spoken[0]


def _undisguised(number: re.Match[str]) -> str:
    """Only where few letters stand among many digits, so that a word such as "loll" stays one."""
    written = number[0]
    letters = sum(letter.isalpha() or letter == "|" for letter in written)
    digits = sum(letter.isdecimal() for letter in written)
    is_mobile = re.match(r"\+?[0oO]?8|\+62", written) is not None and digits >= letters
    is_number = 0 < letters <= _MOST_DISGUISED and (is_mobile or digits >= 2 * letters)
    return written.translate(_LETTERS) if is_number and not re.search(r"[oOlI|]{4}", written) else written
