"""Dates and times of day as phones write them, in whatever language and digits."""

from __future__ import annotations

import re
from dataclasses import dataclass

# Half a day each, by the locale data of Unicode (CLDR, dayPeriods) for the languages of the countries where Indonesian
# workers are and some beyond. What names an hour of the day rather than a half (早上, petang) stands with its half.
_MORNING = (
    "AM",
    "A.M.",
    "PG",
    "pagi",
    "dini hari",
    "SA",
    "ÖÖ",
    "上午",
    "早上",
    "清晨",
    "凌晨",
    "午前",
    "오전",
    "ص",
    "صباحًا",
    "ق.ظ.",
    "पूर्वाह्न",
    "सुबह",
    "ก่อนเที่ยง",
    "ព្រឹក",
    "နံနက်",
    "পূর্বাহ্ণ",
    "முற்பகல்",
    "ກ່ອນທ່ຽງ",
    "πμ",
    "π.μ.",
    "de.",
    "fm",
    "vorm.",
)
_EVENING = (
    "PM",
    "P.M.",
    "PTG",
    "tengah hari",
    "petang",
    "siang",
    "sore",
    "CH",
    "ÖS",
    "下午",
    "中午",
    "傍晚",
    "晚上",
    "午後",
    "오후",
    "م",
    "مساءً",
    "ب.ظ.",
    "अपराह्न",
    "दोपहर",
    "शाम",
    "หลังเที่ยง",
    "ល្ងាច",
    "ညနေ",
    "অপরাহ্ণ",
    "பிற்பகல்",
    "ຫຼັງທ່ຽງ",
    "μμ",
    "μ.μ.",
    "du.",
    "em",
    "nachm.",
)
# These go past midnight: twelve and the hours up to four are of the morning.
_NIGHT = ("malam", "रात", "半夜", "深夜", "กลางคืน", "đêm")
_NOON = 12
_HALVES = {
    **dict.fromkeys((re.sub(r"[\s.]", "", word).casefold() for word in _MORNING), 0),
    **dict.fromkeys((re.sub(r"[\s.]", "", word).casefold() for word in _EVENING), 12),
}
# Within a line: \s alone would run on into the next.
S = r"[^\S\n]"


def _spelt(word: str) -> str:
    """Also `p. m.`, as Spanish puts it, with whatever blank between."""
    return re.escape(word).replace(r"\.", rf"\.{S}?").replace(r"\ ", S)


_WORDS = "|".join(_spelt(word) for word in sorted({*_MORNING, *_EVENING, *_NIGHT}, key=len, reverse=True))
_ERA = rf"(?:{S}?(?:BE|B\.E\.|พ\.ศ\.|ค\.ศ\.|AD|CE|AH|هـ|г\.))?"


def _date(suffix: str) -> str:
    return (
        rf"(?P<a{suffix}>\d{{1,4}}){S}?(?P<by{suffix}>[/.\-\u2010-\u2013年년]){S}?(?P<b{suffix}>\d{{1,2}})"
        rf"{S}?[/.\-\u2010-\u2013月월]{S}?(?P<c{suffix}>\d{{1,4}})(?:{S}?[.日일])?{_ERA}"
    )


def time_of_day(suffix: str = "") -> str:
    """A pattern with the groups `before`, `hour`, `dot`, `minute`, `second` and `after`, each with the suffix."""
    return (
        rf"(?:(?!\d)(?P<before{suffix}>{_WORDS}){S}?)?"
        rf"(?P<hour{suffix}>\d{{1,2}}){S}?(?P<dot{suffix}>[:.hH時时点點시]){S}?(?P<minute{suffix}>\d{{2}})(?:{S}?[分분])?"
        rf"(?:[:.]?{S}?(?P<second{suffix}>\d{{2}})[秒초]?)?(?:{S}?น\.)?(?:{S}?(?![\s\d\])-])(?P<after{suffix}>{_WORDS})(?!\w))?"
    )


_GAP = rf"(?:(?<=[日일])|[,،、]?{S}{{1,2}}(?:(?:à|às|klo|kl\.|om|um|at|pukul|jam|a{S}las|в){S})?|,)"
MOMENT = rf"(?:{_date('1')}{_GAP}{time_of_day('1')}|{time_of_day('2')}{_GAP}{_date('2')})"
"""A date and a time of day in either order: the groups of both end in 1, or in 2 where the time comes first."""


@dataclass(frozen=True, slots=True)
class Stamp:
    """A moment as written: three numbers whose order is not known yet, and seconds of a day."""

    a: int
    b: int
    c: int
    digits: tuple[int, int, int]
    """How many digits each of the three has."""
    between: str
    half: str
    is_dotted: bool
    seconds: int


def stamp_of(match: re.Match[str]) -> Stamp | None:
    """From a match of MOMENT; None where there is no such time of day."""
    n = "1" if match["a1"] is not None else "2"
    seconds = seconds_of(match, n)
    if seconds is None:
        return None
    parts = (match["a" + n], match["b" + n], match["c" + n])
    a, b, c = map(int, parts)
    half = match["before" + n] or match["after" + n] or ""
    digits = (len(parts[0]), len(parts[1]), len(parts[2]))
    return Stamp(a, b, c, digits, match["by" + n], half, match["dot" + n] == ".", seconds)


def seconds_of(match: re.Match[str], suffix: str = "") -> int | None:
    """Of a day, from a match of `time_of_day`; None for an hour that no day has."""
    hour = int(match["hour" + suffix])
    minute = int(match["minute" + suffix])
    second = int(match["second" + suffix] or 0)
    hour = _of_the_day(hour, match["before" + suffix] or match["after" + suffix] or "")
    if hour > 23 or minute > 59 or second > 59:
        return None
    return hour * 3600 + minute * 60 + second


def _of_the_day(hour: int, word: str) -> int:
    """The hour from 0 to 23 that a word for a part of the day makes of it."""
    if not word or not 1 <= hour <= _NOON:
        return hour
    if word in _NIGHT:
        return hour % _NOON + (0 if hour == _NOON or hour < 5 else _NOON)
    if word == "中午" and hour == 11:
        return hour
    return hour % _NOON + _HALVES[re.sub(r"[\s.]", "", word).casefold()]
