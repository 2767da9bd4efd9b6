"""Until when somebody must have acted: the table of terms, and the moments that follow from it.

Each wait has a term, the reporter's answer too, so that no open report is without a deadline. An office sets its own
within bounds; the defaults for verifying and deciding follow SP4N-LAPOR! (PermenPANRB 5/2025), the others are this
program's proposal.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from functools import cache

import holidays

from pimpasa.reports.kinds import Urgency, Wait
from pimpasa.reports.states import State
from pimpasa.territory.zones import here

END_OF_DAY = time(16, 0)
# A deadline at the end of the office's day is warned of when the day begins; of an emergency's six hours, the last two
# still suffice to ride there. Two windows, the same whatever the state: an officer can know them by heart.
WARN = timedelta(hours=8)
WARN_OF_EMERGENCY = timedelta(hours=2)


@dataclass(frozen=True)
class Term:
    """How long a wait may take: hours, or working days; an office sets its own from `least` to `most`."""

    amount: int
    least: int
    most: int
    in_hours: bool


TERMS: dict[Wait, Term] = {
    Wait.SEE_EMERGENCY: Term(6, least=1, most=12, in_hours=True),
    Wait.SEE: Term(24, least=4, most=48, in_hours=True),
    Wait.ACT: Term(12, least=2, most=24, in_hours=True),
    Wait.VERIFY: Term(3, least=1, most=5, in_hours=False),
    Wait.ANSWER: Term(5, least=2, most=20, in_hours=False),
    Wait.DECIDE_EMERGENCY: Term(24, least=4, most=48, in_hours=True),
    Wait.DECIDE: Term(5, least=1, most=10, in_hours=False),
}
Amounts = Mapping[Wait, int]
DEFAULTS: Amounts = {wait: term.amount for wait, term in TERMS.items()}

# What a report in a state waits for: an emergency, any other.
WAITS: dict[State, tuple[Wait, Wait]] = {
    State.RECEIVED: (Wait.SEE_EMERGENCY, Wait.SEE),
    State.VERIFYING: (Wait.ACT, Wait.VERIFY),
    # Somebody's life does not rest while its reporter owes an answer.
    State.NEEDS_INFORMATION: (Wait.ACT, Wait.ANSWER),
    State.SUBSTANTIATED: (Wait.DECIDE_EMERGENCY, Wait.DECIDE),
}


def wait_in(state: State, urgency: Urgency) -> Wait | None:
    """What a report waits for in a state; None where nobody owes anything."""
    if state not in WAITS:
        return None
    of_emergency, of_other = WAITS[state]
    return of_emergency if urgency == Urgency.EMERGENCY else of_other


def due_at(state: State, *, urgency: Urgency, since: datetime, village: str, amounts: Amounts) -> datetime | None:
    """The deadline of a report that entered `state` at `since` (aware); None where nobody owes anything.

    `village` is the code of its kelurahan, whose days count; `amounts` are the terms of its office.
    """
    wait = wait_in(state, urgency)
    return None if wait is None else end_of(wait, since=since, village=village, amounts=amounts)


def end_of(wait: Wait, *, since: datetime, village: str, amounts: Amounts) -> datetime:
    """When a wait ends that began at `since` (aware), in hours or in the kelurahan's working days."""
    if TERMS[wait].in_hours:
        return since + timedelta(hours=amounts[wait])
    return after_working_days(since, amounts[wait], area=village)


def read_by(urgency: Urgency, *, since: datetime, amounts: Amounts) -> datetime:
    """Until when somebody must have read what came in at `since` (aware)."""
    wait = Wait.SEE_EMERGENCY if urgency == Urgency.EMERGENCY else Wait.SEE
    return since + timedelta(hours=amounts[wait])


def look_again_by(since: datetime, *, village: str, amounts: Amounts) -> datetime:
    """Until when a first answer has come to what arrived at `since` (aware): by then the office has decided."""
    return end_of(Wait.DECIDE, since=since, village=village, amounts=amounts)


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
