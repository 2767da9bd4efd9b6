"""Days and times as the residents of a kelurahan say them, by the clock on its wall."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.utils import formats
from django.utils.translation import gettext as _

from pimpasa.common import clock


def in_words(day: date) -> str:
    """Thursday, 3 December."""
    return formats.date_format(day, "l, j F")


def when(moment: datetime, zone: ZoneInfo) -> str:
    """today, 09.40 – or yesterday, or the day in words."""
    local = moment.astimezone(zone)
    today = clock.now().astimezone(zone).date()
    names = {today: _("today"), today - timedelta(days=1): _("yesterday")}
    return f"{names.get(local.date(), in_words(local.date()))}, {formats.date_format(local, 'H.i')}"
