"""The one place that asks what time it is.

What the program decides by time it decides by the database's clock: of many machines one may stand in another year, and
whatever it then erased or took away would be gone for all. The database is asked once for each connection (the engine
does that, `pimpasa.config.database`), and from then on its answer is carried forward by a clock that nobody can set.
"""

from __future__ import annotations

import time
from datetime import UTC, date, datetime, timedelta
from datetime import time as time_of_day
from typing import NamedTuple
from zoneinfo import ZoneInfo

from django.db import connection

JAKARTA = ZoneInfo("Asia/Jakarta")


class _Reading(NamedTuple):
    """What the database's clock said, and how long this machine had been up then."""

    at: datetime
    uptime: float


_readings: list[_Reading] = []


def now() -> datetime:
    """The present moment by the database's clock, aware, in UTC."""
    if not _readings:
        connection.ensure_connection()
    reading = _readings[-1]
    return reading.at + timedelta(seconds=_uptime() - reading.uptime)


def set_by(at: datetime) -> None:
    """From here on this process goes by the database's clock, which says `at` (aware) just now."""
    _readings[:] = [_Reading(at.astimezone(UTC), _uptime())]


def database_now() -> datetime:
    """As `now`, and asked of the database this moment: its clock may have been set since the connection was made."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        set_by(cursor.fetchone()[0])
    return _readings[-1].at


def machine_now() -> datetime:
    """What this machine's own clock says: to be compared with the database's, and never to decide by."""
    return datetime.now(UTC)


def today() -> date:
    """The present day in Jakarta, where offices open and close."""
    return day_of(now())


def day_of(moment: datetime) -> date:
    """The day in Jakarta on which an aware moment falls."""
    return moment.astimezone(JAKARTA).date()


def midnight(day: date) -> datetime:
    """The moment a day begins in Jakarta."""
    return datetime.combine(day, time_of_day(), JAKARTA)


def _uptime() -> float:
    # It goes on while the machine sleeps, which CLOCK_MONOTONIC does not (clock_gettime(2)).
    return time.clock_gettime(time.CLOCK_BOOTTIME)
