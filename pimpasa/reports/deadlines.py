"""Until when an office must have acted. The defaults follow SP4N-LAPOR!, which asks to verify within 3 working days."""

from datetime import datetime, time, timedelta
from functools import cache

import holidays

from pimpasa.reports.kinds import Urgency
from pimpasa.reports.states import State
from pimpasa.territory.zones import here

SEE_EMERGENCY = timedelta(hours=6)
ACKNOWLEDGE = timedelta(hours=24)
VERIFY_WORKING_DAYS = 3  # PermenPANRB 5/2025
DECIDE_WORKING_DAYS = 5  # the same
END_OF_DAY = time(16, 0)
# A deadline at the end of the office's day is warned of when the day begins; of an emergency's six hours, the last two
# still suffice to ride there. Two windows, the same whatever the state: an officer can know them by heart.
WARN = timedelta(hours=8)
WARN_OF_EMERGENCY = timedelta(hours=2)


def due_at(state: State, *, urgency: Urgency, since: datetime, village: str) -> datetime | None:
    """The next deadline of a report that entered `state` at `since` (aware); None where the office owes nothing.

    `village` is the code of its kelurahan, whose days count.
    """
    if state == State.RECEIVED:
        return read_by(urgency, since=since)
    if state == State.VERIFYING:
        return after_working_days(since, VERIFY_WORKING_DAYS, area=village)
    if state == State.SUBSTANTIATED:
        return after_working_days(since, DECIDE_WORKING_DAYS, area=village)
    return None


def read_by(urgency: Urgency, *, since: datetime) -> datetime:
    """Until when somebody must have read what came in at `since` (aware)."""
    return since + (SEE_EMERGENCY if urgency == Urgency.EMERGENCY else ACKNOWLEDGE)


def look_again_by(since: datetime, *, village: str) -> datetime:
    """Until when a first answer has come to what arrived at `since` (aware): by then the office has decided."""
    return after_working_days(since, DECIDE_WORKING_DAYS, area=village)


def after_working_days(since: datetime, days: int, *, area: str = "") -> datetime:
    """The end of the office's day in an area, else in the time in effect, `days` working days after `since`.

    Weekends, public holidays and the joint leave of civil servants (cuti bersama) do not count.
    """
    zone = here(area)
    day = since.astimezone(zone).date()
    while days:
        day += timedelta(days=1)
        days -= day.weekday() < 5 and day not in _public_holidays()
    return datetime.combine(day, END_OF_DAY, zone)


@cache
def _public_holidays() -> holidays.HolidayBase:
    # "government" is the joint leave, by each year's decision of three ministers (SKB Tiga Menteri).
    return holidays.country_holidays("ID", categories=("public", "government"))
