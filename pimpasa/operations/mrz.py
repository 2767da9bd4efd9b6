"""The machine-readable zone of a travel document: ICAO Doc 9303, parts 3 to 6 (TD1, TD2, TD3), with its check digits.

A check digit that fails is told, never refused: a smudge, a bad photo or a forged page may be behind it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from pimpasa.accounts.errors import Refused
from pimpasa.common import clock

WEIGHTS = (7, 3, 1)
# Lines and their length: an identity card, a larger card or visa, a passport.
FORMATS = {(3, 30): "TD1", (2, 36): "TD2", (2, 44): "TD3"}
NEAR = 5  # signs a line; one that has more too many or too few is taken for no line of a document
_ALLOWED = re.compile(r"[A-Z0-9<]+")


@dataclass(frozen=True)
class Read:
    """What a zone says. Days are ISO 8601, or empty where the zone leaves them open; `problems` are sentences."""

    format: str
    document: str
    issuer: str
    name: str
    number: str
    nationality: str
    born_on: str
    sex: str
    expires_on: str
    problems: list[str] = field(default_factory=list)


def read(text: str) -> Read:
    """Read two lines of 44 or 36 characters, or three of 30. Raises Refused, which names the line that is wrong."""
    lines = _lines(text)
    length = _nearest_length(lines)
    if length is None or not all(line.isprintable() for line in lines):
        raise Refused("no_zone", _("These are not the lines of a document: two of 44 or 36 signs, or three of 30."))
    if faults := [fault for number, line in enumerate(lines, start=1) if (fault := _fault(number, line, length))]:
        raise Refused("line_wrong", " ".join(faults))
    layout = FORMATS[len(lines), length]
    return _card(lines) if layout == "TD1" else _two_lines(lines, layout)


def _nearest_length(lines: list[str]) -> int | None:
    """How long each line is in the format that so many lines come nearest to; None where they are near to none."""
    lengths = [length for count, length in FORMATS if count == len(lines)]
    amiss = {length: sum(abs(len(line) - length) for line in lines) for length in lengths}
    length = min(amiss, key=amiss.__getitem__, default=None)
    return length if length is not None and amiss[length] <= NEAR * len(lines) else None


def _fault(number: int, line: str, length: int) -> str:
    """What is wrong with a line, with its number; nothing where it can be read."""
    if strange := next((sign for sign in line if not _ALLOWED.fullmatch(sign)), ""):
        return _("Line %(line)d has “%(sign)s”, which no document has: only A to Z, 0 to 9 and <.") % {
            "line": number,
            "sign": strange,
        }
    many = abs(len(line) - length)
    if len(line) < length:
        sentence = ngettext(
            "Line %(line)d is %(n)d sign short: it has %(has)d of %(length)d.",
            "Line %(line)d is %(n)d signs short: it has %(has)d of %(length)d.",
            many,
        )
    else:
        sentence = ngettext(
            "Line %(line)d has %(n)d sign too many: %(has)d instead of %(length)d.",
            "Line %(line)d has %(n)d signs too many: %(has)d instead of %(length)d.",
            many,
        )
    return sentence % {"line": number, "n": many, "has": len(line), "length": length} if many else ""


def check_digit(text: str) -> str:
    """Doc 9303-3, 4.9: weights 7, 3, 1; A is 10, Z is 35, `<` is nought; modulo ten."""
    return str(sum(_value(sign) * WEIGHTS[place % 3] for place, sign in enumerate(text)) % 10)


def _value(sign: str) -> int:
    return 0 if sign == "<" else int(sign, 36)


def _lines(text: str) -> list[str]:
    cleaned = text.upper().replace("«", "<<")
    lines = ["".join(line.split()) for line in cleaned.splitlines() if line.strip()]
    if len(lines) == 1 and len(lines[0]) in (72, 88, 90):
        count = 3 if len(lines[0]) == 90 else 2
        size = len(lines[0]) // count
        return [lines[0][at : at + size] for at in range(0, len(lines[0]), size)]
    return lines


def _two_lines(lines: list[str], layout: str) -> Read:
    """Doc 9303-4, 4.2.2 and 9303-6, 4.2.2."""
    first, second = lines
    last = len(second) - 1
    number, digit, more = _long_number(second[0:9], second[9], second[28:last], may_run_on=layout == "TD2")
    checks = [
        (_("the document's number"), number, digit),
        (_("the day of birth"), second[13:19], second[19]),
        (_("the day it ends"), second[21:27], second[27]),
        (_("the whole line"), second[0:10] + second[13:20] + second[21:last], second[last]),
    ]
    if layout == "TD3":
        checks.insert(3, (_("the personal number"), second[28:42], second[42] if more.strip("<") else "<"))
    return _read(layout, first[0:2], first[2:5], first[5:], number, second[10:13], second[13:19], second[20],
                 second[21:27], checks)  # fmt: skip


def _card(lines: list[str]) -> Read:
    """Doc 9303-5, 4.2.2."""
    first, second, third = lines
    number, digit, _more = _long_number(first[5:14], first[14], first[15:30], may_run_on=True)
    checks = [
        (_("the document's number"), number, digit),
        (_("the day of birth"), second[0:6], second[6]),
        (_("the day it ends"), second[8:14], second[14]),
        (_("the whole line"), first[5:30] + second[0:7] + second[8:15] + second[18:29], second[29]),
    ]
    return _read("TD1", first[0:2], first[2:5], third, number, second[15:18], second[0:6], second[7],
                 second[8:14], checks)  # fmt: skip


def _long_number(number: str, digit: str, more: str, *, may_run_on: bool) -> tuple[str, str, str]:
    """A number of more than nine signs runs on into the optional field, its check digit last (9303-5, 4.2.2 note j)."""
    rest, _filler, _after = more.partition("<")
    if may_run_on and digit == "<" and rest:
        return number + rest[:-1], rest[-1], more
    return number, digit, more


def _read(
    layout: str,
    document: str,
    issuer: str,
    names: str,
    number: str,
    nationality: str,
    born: str,
    sex: str,
    ends: str,
    checks: list[tuple[str, str, str]],
) -> Read:
    surname, _separator, given_names = names.partition("<<")
    problems = [
        _("The check digit of %(what)s does not fit. Please compare with the document.") % {"what": what}
        for what, text, digit in checks
        if not _fits(text, digit)
    ]
    return Read(
        format=layout,
        document=document.strip("<"),
        issuer=issuer.strip("<"),
        name=" ".join(f"{given_names} {surname}".replace("<", " ").split()),
        number=number.replace("<", ""),
        nationality=nationality.strip("<"),
        born_on=_day(born, is_past=True),
        sex=sex.strip("<"),
        expires_on=_day(ends, is_past=False),
        problems=problems,
    )


def _fits(text: str, digit: str) -> bool:
    """An empty field may carry `<` for its check digit."""
    return digit == check_digit(text) or (digit == "<" and not text.strip("<"))


def _day(digits: str, *, is_past: bool) -> str:
    """YYMMDD; a birth lies in the past, an end within this century. Empty where it is open or no day."""
    if not digits.isdecimal():
        return ""
    year, month, day = (int(digits[place : place + 2]) for place in (0, 2, 4))
    century = 1900 if is_past and 2000 + year > clock.today().year else 2000
    try:
        return date(century + year, month, day).isoformat()
    except ValueError:
        return ""
