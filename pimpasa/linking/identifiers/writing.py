"""How people write what machines shall not read: other scripts, emoji, a dot in words, an address in pieces."""

from __future__ import annotations

import re
import unicodedata

from pimpasa.linking.identifiers.digits import spoken, undisguised
from pimpasa.linking.plain import bounded

# A key of a telephone as an emoji is a digit, a variation selector and a frame around it (UTS #51, keycap sequence).
# Cyrillic letters that look like Latin ones.
_TWINS = str.maketrans("АВЕЅІЈКМНОРСТХаеѕіјорсух", "ABESIJKMHOPCTXaesijopcyx")
_FRAMES = frozenset("\ufe0e\ufe0f\u20e3")
# Pictures between two groups of a number.
_PICTURED = re.compile(r"(?<!\d)(\+?\d{2,5}) ?[^\w\s\x00-\x7f]{1,3} ?(?=\d{2,5}(?!\d))")
_ENDING = (
    r"(?:com|net|org|info|id|me|ly|gle|gl|gg|ee|xyz|site|online|shop|store|link|page|app|io|co|my|sg|top|vip|club)"
)
_MAIL = r"gmail|yahoo|ymail|outlook|hotmail|icloud|proton|protonmail"
_ACCOUNT = r"\b(?:ig|instagram|tele|telegram|tiktok|fb)(?:nya)?:?"
# A mobile number in parts, with one and the same sign between.
_THREE_PARTS = r"(\+?62 ?|0)(8\d{1,2})([,/|:=#']) ?(\d{3,4})\3 ?(\d{3,5})"
_AT = r"(?:@|at|et|a keong|keong)"
_DOT = r"(?:\.|dot|titik|ttk)"
# Each is a way to hide a dot, an at or an underscore, or to break an address, and what it stands for.
_VEILS = (
    (re.compile(r"\bhxxp(s?)(?=:)", re.IGNORECASE), r"http\1"),
    (re.compile(r" ?[\[({<] ?(?:\.|dot|titik|ttk) ?[\])}>] ?", re.IGNORECASE), "."),
    (re.compile(r" ?[\[({<] ?(?:@|at|et|a) ?[\])}>] ?", re.IGNORECASE), "@"),
    (re.compile(rf"(?<=\w) (?:dot|titik|ttk) (?=[\w.]{{1,40}} ?{_AT} ?[\w.\-]{{3,40}} ?{_DOT})", re.IGNORECASE), "."),
    (re.compile(r"(?<=\w) \. (?=\w{1,30} ?@)"), "."),
    (
        re.compile(
            rf"(?<=\w)(?: {_AT}[ \n]|[ \n]?@[ \n]?)(?=(?:{_MAIL})\b ?(?:{_DOT}|,)? ?(?:com|co|me)\b)", re.IGNORECASE
        ),
        "@",
    ),
    (re.compile(rf"(?<=\w) (?:at|et|a keong) (?=[\w\-]{{3,40}} (?:dot|titik|ttk) {_ENDING}\b)", re.IGNORECASE), "@"),
    (re.compile(r"(?<=\w) ?(?:dot|titik) ?com\b", re.IGNORECASE), ".com"),
    (re.compile(rf"(?<=@)({_MAIL})(?: ?{_DOT} ?| ?, ?| )(?=(?:com|co|me)\b)", re.IGNORECASE), r"\1."),
    (re.compile(rf"(?<=\w) (?:dot|titik|ttk) (?={_ENDING}\b)", re.IGNORECASE), "."),
    (
        re.compile(r"(\b(?:ig|instagram|tele|telegram|tiktok|fb)(?:nya)?:? @?\w{2,20}) (?:dot|titik) (?=\w{2})", re.I),
        r"\1.",
    ),
    (
        re.compile(r"(?<![\d,./|:=])(\+?62 ?|0)(8\d{1,2})([,/|:=#']) ?(\d{3,4})\3 ?(\d{3,5})(?!\d|[,./]\d)"),
        r"\1\2-\4-\5",
    ),
    (re.compile(r"(?<=\w) ?[\[({]?\b(?:underscore|underskor|garis bawah|undescore)\b[\])}]? ?(?=\w)", re.I), "_"),
    (re.compile(rf"(?<=\w)(?: \. ?|\. |\n\.|\.\n)(?={_ENDING} ?/ ?[\w+])", re.IGNORECASE), "."),
    (re.compile(rf"(?<=\w\.)({_ENDING})(?: / ?|/ )(?=[\w+])", re.IGNORECASE), r"\1/"),
    (re.compile(r"(?<=\w) (?:garis miring|slash) (?=\w)", re.IGNORECASE), "/"),
)


def plain(text: str) -> str:
    """The text with the digits of any script, keycap and circle as 0 to 9, and without marks that nobody sees.

    Digits that are spelled out, letters in the place of digits, and words for the signs of an address are these too.
    """
    if not text.isascii():
        composed = unicodedata.normalize("NFKC", bounded(text)).translate(_TWINS)
        text = _PICTURED.sub(r"\1-", "".join(_letter(letter) for letter in composed))
    for veil, sign in _VEILS:
        text = veil.sub(sign, text)
    return undisguised(spoken(text))


def _letter(letter: str) -> str:
    if letter in _FRAMES:
        return ""
    category = unicodedata.category(letter)
    if category in ("Nd", "No"):
        return str(unicodedata.digit(letter, letter))
    if category == "Cf":
        return ""
    return "-" if category == "Pd" else letter
