"""RT and RW as people write them: "17", "RW017", "rt 5/rw 3", "RT/RW 005/017", "RW XVII"; no database here."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

LONGEST = 60  # characters of what somebody may write for them
MOST_SIGNS = 8  # "XXXVIII", or a number with zeros before it
NOTHING = {"", "-", "--", "0", "00", "000", "tidak tahu", "tidak ada", "tdk tahu", "ga tau", "gak tahu", "?"}

_NUMBER = r"([0-9]{1,9}|[IVXL]+\b)"
_BETWEEN = r"[\s.,:;/\\-]*"
_RT = r"(?:rt|rukun\s+tetangga)\.?"
_RW = r"(?:rw|rukun\s+warga)\.?"
_OF = r"(?:\s*(?:nomor|no|ke)\b)?" + _BETWEEN
# In this order: "RT/RW 5/17" names both words before both numbers.
_BOTH_BEFORE = re.compile(rf"(?<![a-z]){_RT}{_BETWEEN}{_RW}{_OF}{_NUMBER}\s*[/\\.,-]?\s*(?:{_NUMBER})?", re.IGNORECASE)
_RW_BEFORE_RT = re.compile(rf"(?<![a-z]){_RW}\s*[/\\]\s*{_RT}{_OF}{_NUMBER}\s*[/\\.,-]\s*{_NUMBER}", re.IGNORECASE)
_NAMED_RT = re.compile(rf"(?<![a-z]){_RT}{_OF}{_NUMBER}", re.IGNORECASE)
_NAMED_RW = re.compile(rf"(?<![a-z]){_RW}{_OF}{_NUMBER}", re.IGNORECASE)
_RT_THEN_BARE = re.compile(rf"(?<![a-z]){_RT}{_OF}{_NUMBER}\s*[/\\]\s*{_NUMBER}", re.IGNORECASE)
_BARE_PAIR = re.compile(rf"{_NUMBER}\s*[/\\]\s*{_NUMBER}", re.IGNORECASE)
_BARE = re.compile(rf"(?:no|nomor)?\.?\s*{_NUMBER}", re.IGNORECASE)
_SEPARATORS = re.compile(r"[,;&+\n]|(?<!s)/|\b(?:dan|and|serta)\b|(?<=\d)\s+(?=\d|rw)", re.IGNORECASE)
_ROMAN = {"I": 1, "V": 5, "X": 10, "L": 50}


class UnreadNeighbourhood(ValueError):
    """What was written names no RT or RW of one to three digits."""


@dataclass(frozen=True)
class Neighbourhood:
    """Three digits each, such as "017"; empty where it is not named."""

    rt: str = ""
    rw: str = ""


def rw_in(text: str) -> Neighbourhood:
    """What somebody wrote where an RW is asked for; a number alone is the RW. Raises UnreadNeighbourhood."""
    return _read(text, bare="rw")


def rt_in(text: str) -> Neighbourhood:
    """What somebody wrote where an RT is asked for; a number alone is the RT. Raises UnreadNeighbourhood."""
    return _read(text, bare="rt")


def rws_in(text: str) -> list[str]:
    """Several RW, such as "17, 19" or "RW 017 dan 019", each once. Raises UnreadNeighbourhood.

    "17-19" is refused: some mean both, some all three.
    """
    several = [rw_in(piece) for piece in _SEPARATORS.split(_plain(text)) if piece.strip()]
    if not all(each.rw and not each.rt for each in several):
        raise UnreadNeighbourhood(text)
    return sorted({each.rw for each in several})


def without_neighbourhood(text: str) -> tuple[str, Neighbourhood]:
    """An address without the RT and RW that it names by their words, and what they were."""
    plain = _plain(text)
    try:
        rest, named = _named(plain)
    except UnreadNeighbourhood:
        return text, Neighbourhood()
    return (rest, named) if named != Neighbourhood() else (text, named)


def _read(text: str, *, bare: str) -> Neighbourhood:
    plain = _plain(text).strip()
    if plain.lower() in NOTHING:
        return Neighbourhood()
    rest, named = _named(plain)
    if named == Neighbourhood():
        return _unnamed(rest.strip(), bare)
    if re.search(r"\d", rest):
        raise UnreadNeighbourhood(text)
    return named


def _named(plain: str) -> tuple[str, Neighbourhood]:
    """What is left when RT and RW with their words are taken out, and what they were."""
    for pattern, order in ((_RW_BEFORE_RT, "wt"), (_BOTH_BEFORE, "tw"), (_RT_THEN_BARE, "tw")):
        if both := pattern.search(plain):
            numbers = dict(zip(order, both.groups(), strict=True))
            if numbers["w"] is None:  # "RT/RW 17": the RW, as a form that asks for both is answered
                numbers = {"t": None, "w": numbers["t"]}
            return _cut(plain, both), Neighbourhood(rt=_digits(numbers["t"]), rw=_digits(numbers["w"]))
    rt, rw = _NAMED_RT.search(plain), _NAMED_RW.search(plain)
    for match in sorted(filter(None, (rt, rw)), key=lambda found: -found.start()):
        plain = _cut(plain, match)
    return plain, Neighbourhood(rt=_digits(rt and rt[1]), rw=_digits(rw and rw[1]))


def _unnamed(plain: str, bare: str) -> Neighbourhood:
    if pair := _BARE_PAIR.fullmatch(plain):
        return Neighbourhood(rt=_digits(pair[1]), rw=_digits(pair[2]))
    if number := _BARE.fullmatch(plain):
        digits = _digits(number[1])
        return Neighbourhood(rw=digits) if bare == "rw" else Neighbourhood(rt=digits)
    raise UnreadNeighbourhood(plain)


def _plain(text: str) -> str:
    """Letters and digits as ASCII has them, however a keyboard writes them; the letter O in a number is a zero."""
    plain = unicodedata.normalize("NFKC", text[:1000])
    plain = "".join(str(unicodedata.digit(sign)) if sign.isdigit() else sign for sign in plain)
    return re.sub(r"(?<=\d)[oO](?=\d|\b)|(?<![A-Za-z])[oO]+(?=\d)", lambda zeros: "0" * len(zeros[0]), plain)


def _cut(plain: str, match: re.Match[str]) -> str:
    return f"{plain[: match.start()]} {plain[match.end() :]}"


def _digits(number: str | None) -> str:
    if number is None:
        return ""
    value = int(number) if number.isdecimal() else _of_roman(number.upper())
    if not 0 < value < 1000 or len(number) > MOST_SIGNS:
        raise UnreadNeighbourhood(number)
    return f"{value:03d}"


def _of_roman(number: str) -> int:
    values = [_ROMAN[letter] for letter in number]
    return sum(-value if value < after else value for value, after in zip(values, [*values[1:], 0], strict=True))
