"""Working days are those of civil servants, where the report is from."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from pimpasa.reports.deadlines import DEFAULTS, TERMS, WAITS, after_working_days, due_at
from pimpasa.reports.kinds import Urgency, Wait
from pimpasa.reports.states import OPEN, State
from pimpasa.territory.zones import WIB, WIT

CENGKARENG_TIMUR, GURABESI = "31.73.01.1006", "91.71.01.1001"


@pytest.mark.parametrize(
    ("received", "days", "until"),
    [
        (
            "2026-03-17T09:00",
            3,
            "2026-03-27T16:00",
        ),  # 18, 20, 23, 24 March are joint leave, 19 Nyepi, 21 and 22 Idulfitri
        ("2026-12-23T09:00", 1, "2026-12-28T16:00"),  # the 24th is joint leave, the 25th Christmas
        ("2026-11-26T09:00", 3, "2026-12-01T16:00"),  # a weekend between
    ],
)
def test_joint_leave_does_not_count(received: str, days: int, until: str) -> None:
    since = datetime.fromisoformat(received).replace(tzinfo=WIB)
    assert after_working_days(since, days, area=CENGKARENG_TIMUR) == datetime.fromisoformat(until).replace(tzinfo=WIB)


def test_the_office_s_day_ends_by_the_clock_of_its_place() -> None:
    since = datetime(2026, 11, 26, 9, 0, tzinfo=WIT)
    due = due_at(State.VERIFYING, urgency=Urgency.ROUTINE, since=since, village=GURABESI, amounts=DEFAULTS)
    assert due == datetime(2026, 12, 1, 16, 0, tzinfo=WIT)
    in_cengkareng = due_at(
        State.VERIFYING, urgency=Urgency.ROUTINE, since=since, village=CENGKARENG_TIMUR, amounts=DEFAULTS
    )
    assert in_cengkareng == due + timedelta(hours=2)


def test_every_open_state_has_a_deadline_and_every_wait_a_term() -> None:
    assert set(WAITS) >= OPEN
    assert {wait for pair in WAITS.values() for wait in pair} == set(TERMS) == set(Wait)
    assert [wait for wait, term in TERMS.items() if not 0 < term.least <= term.amount <= term.most] == []


@pytest.mark.parametrize("state", sorted(WAITS))
def test_an_emergency_is_due_in_hours_whatever_its_state(state: State) -> None:
    friday = datetime(2026, 11, 27, 17, 0, tzinfo=WIB)
    due = due_at(state, urgency=Urgency.EMERGENCY, since=friday, village=CENGKARENG_TIMUR, amounts=DEFAULTS)
    assert due is not None
    assert due <= friday + timedelta(hours=24)
