"""What anyone may know of all reports together: counts and how long answers take, never contents.

No cell is published, nor a total, from which somebody could be guessed (common.publication).
"""

from __future__ import annotations

import time
from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Count
from django.db.models.functions import TruncDate

from pimpasa.cases.models import CaseReport
from pimpasa.cases.states import CaseState
from pimpasa.common import clock, publication
from pimpasa.ledger.acts import Act
from pimpasa.ledger.queries import median_between
from pimpasa.reports.models import Report
from pimpasa.reports.states import PUBLIC, PublicState, State

DAYS = 30
SECONDS_REMEMBERED = 300.0


@dataclass(frozen=True)
class Overview:
    """Counts, None where a cell is too small to be published; `total` is rounded down to tens. Times are medians."""

    at: datetime
    total: int
    by_state: list[tuple[PublicState, int | None]]
    by_day: list[tuple[date, int | None]]
    until_seen: timedelta | None
    until_found: timedelta | None


_remembered: list[tuple[float, Overview]] = []


def overview() -> Overview:
    """The public figures, at most five minutes old."""
    if not _remembered or time.monotonic() - _remembered[0][0] >= SECONDS_REMEMBERED:
        _remembered[:] = [(time.monotonic(), _overview())]
    return _remembered[0][1]


def forget() -> None:
    """Count anew next time."""
    _remembered.clear()


def _overview() -> Overview:
    states = _by_state()
    since = clock.now() - timedelta(days=90)
    return Overview(
        at=clock.now(),
        total=publication.in_full_tens(sum(states.values())),
        by_state=[(state, publication.publishable(states[state])) for state in PublicState],
        by_day=_by_day(),
        until_seen=median_between(Act.REPORT_RECEIVED, [Act.REPORT_OPENED, Act.REPORT_TAKEN], since=since),
        until_found=median_between(Act.REPORT_RECEIVED, [Act.REPORT_CONCLUDED], since=since),
    )


def _by_state() -> Counter[PublicState]:
    numbers: Counter[PublicState] = Counter()
    for state, count in Report.objects.values_list("state").annotate(count=Count("pk")):
        numbers[PUBLIC[State(state)]] += count
    closed = CaseReport.objects.filter(case__state=CaseState.CLOSED).count()
    numbers[PublicState.FOLLOWED_UP] -= closed
    numbers[PublicState.FINISHED] += closed
    return numbers


def _by_day() -> list[tuple[date, int | None]]:
    """The latest day first; a day without any report is left out."""
    first = clock.today() - timedelta(days=DAYS - 1)
    received = Report.objects.filter(received_at__gte=clock.midnight(first))
    by_day = received.annotate(day=TruncDate("received_at", tzinfo=clock.JAKARTA)).values_list("day")
    numbers = dict(by_day.annotate(count=Count("pk")))
    days = [first + timedelta(days=number) for number in range(DAYS)]
    return [(day, publication.publishable(numbers[day])) for day in reversed(days) if day in numbers]
