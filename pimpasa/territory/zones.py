"""Indonesia's three times, and how a moment is written for people: the one place that does.

A moment is shown in the time of the place that it is about. Where nothing names the place, it is the time in effect:
of the officer's office or of the report that a page is about (`in_time_of`), else Jakarta's.
"""

from __future__ import annotations

from contextlib import AbstractContextManager
from datetime import date, datetime, tzinfo
from zoneinfo import ZoneInfo

from django.utils import timezone
from django.utils.formats import date_format

WIB = ZoneInfo("Asia/Jakarta")
WITA = ZoneInfo("Asia/Makassar")
WIT = ZoneInfo("Asia/Jayapura")
# Keppres 41/1987, by the first two digits of Kemendagri's codes; the provinces formed since keep their parents' time.
_OF_PROVINCE = dict.fromkeys(("51", "52", "53", "63", "64", "65", "71", "72", "73", "74", "75", "76"), WITA)
_OF_PROVINCE |= dict.fromkeys(("81", "82", "91", "92", "93", "94", "95", "96"), WIT)
_ZONES = (WIB, WITA, WIT)


def zone_of(code: str) -> ZoneInfo:
    """The time of an area by its code, from province to village; Jakarta's where there is none."""
    return _OF_PROVINCE.get(code[:2], WIB)


def here(code: str) -> tzinfo:
    """The time of an area, or the one in effect where no area is named."""
    return zone_of(code) if code else timezone.get_current_timezone()


def in_time_of(code: str) -> AbstractContextManager[None]:
    """What is written inside is written in the time of this area."""
    return timezone.override(zone_of(code))


def local(moment: datetime, code: str = "") -> datetime:
    """An aware moment in the time of an area, else in the one that it has already, else in the one in effect."""
    if code:
        return moment.astimezone(zone_of(code))
    return moment if moment.tzinfo in _ZONES else timezone.localtime(moment)


def day_of(moment: datetime, code: str = "") -> date:
    """The day on which a moment falls there."""
    return local(moment, code).date()


def day(moment: datetime, code: str = "") -> str:
    """23 September 2025"""
    return date_format(local(moment, code), "j F Y")


def weekday(moment: datetime, code: str = "") -> str:
    """Tuesday"""
    return date_format(local(moment, code), "l")


def moment(at: datetime, code: str = "") -> str:
    """23 September 2025, 14.00 WIT"""
    here = local(at, code)
    return f"{date_format(here, 'j F Y, H.i')} {here.tzname()}"


def hours(start: datetime, end: datetime, code: str = "", *, between: str = "–") -> str:
    """14.00–16.30 WITA; with the day where it ends on another."""
    first, last = local(start, code), local(end, code)
    if first.date() != last.date():
        return f"{moment(first)} – {moment(last)}"
    return f"{date_format(first, 'H.i')}{between}{date_format(last, 'H.i')} {first.tzname()}"
