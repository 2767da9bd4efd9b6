"""What anyone may know of all reports together: counts and how long answers take, never contents.

They are made once a day, of what was received before it began (insights.actions), so that nobody sees them change. No
cell is published, nor a total, from which somebody could be guessed (common.publication).
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Count, QuerySet
from django.db.models.functions import TruncDate

from pimpasa.cases.models import CaseReport
from pimpasa.cases.states import CaseState
from pimpasa.common import clock, publication
from pimpasa.ledger.acts import Act
from pimpasa.ledger.queries import median_between
from pimpasa.reports.kinds import Channel
from pimpasa.reports.models import Report
from pimpasa.reports.states import PUBLIC, PublicState, State

DAYS = 30


@dataclass(frozen=True)
class Overview:
    """Counts in full tens, None where there are fewer than ten: none reveals another. Times are medians."""

    at: datetime
    total: int
    by_state: list[tuple[PublicState, int | None]]
    by_channel: list[tuple[Channel, int | None]]
    by_day: list[tuple[date, int | None]]
    until_seen: timedelta | None
    until_found: timedelta | None

    def to_json(self) -> dict[str, Any]:
        return {
            "at": self.at.isoformat(),
            "total": self.total,
            "by_state": [[state.value, count] for state, count in self.by_state],
            "by_channel": [[channel.value, count] for channel, count in self.by_channel],
            "by_day": [[day.isoformat(), count] for day, count in self.by_day],
            "until_seen": _seconds(self.until_seen),
            "until_found": _seconds(self.until_found),
        }

    @classmethod
    def from_json(cls, figures: dict[str, Any]) -> Overview:
        return cls(
            at=datetime.fromisoformat(figures["at"]),
            total=figures["total"],
            by_state=[(PublicState(state), count) for state, count in figures["by_state"]],
            by_channel=[(Channel(channel), count) for channel, count in figures.get("by_channel", [])],
            by_day=[(date.fromisoformat(day), count) for day, count in figures["by_day"]],
            until_seen=_span(figures["until_seen"]),
            until_found=_span(figures["until_found"]),
        )


def _seconds(span: timedelta | None) -> float | None:
    return None if span is None else span.total_seconds()


def _span(seconds: float | None) -> timedelta | None:
    return None if seconds is None else timedelta(seconds=seconds)


def counted(until: datetime) -> Overview:
    """The figures of what was received before a moment."""
    received = Report.objects.filter(received_at__lt=until)
    states = _by_state(received)
    since = until - timedelta(days=90)
    return Overview(
        at=until,
        total=publication.in_full_tens(sum(states.values())),
        by_state=[(state, publication.publishable(states[state])) for state in PublicState],
        by_channel=_by_channel(received),
        by_day=_by_day(received, until),
        until_seen=median_between(Act.REPORT_RECEIVED, [Act.REPORT_OPENED, Act.REPORT_TAKEN], since=since),
        until_found=median_between(Act.REPORT_RECEIVED, [Act.REPORT_CONCLUDED], since=since),
    )


def _by_state(received: QuerySet[Report]) -> Counter[PublicState]:
    numbers: Counter[PublicState] = Counter()
    for state, count in received.values_list("state").annotate(count=Count("pk")):
        numbers[PUBLIC[State(state)]] += count
    closed = CaseReport.objects.filter(case__state=CaseState.CLOSED, report__in=received).count()
    numbers[PublicState.FOLLOWED_UP] -= closed
    numbers[PublicState.FINISHED] += closed
    return numbers


def _by_channel(received: QuerySet[Report]) -> list[tuple[Channel, int | None]]:
    numbers = Counter(dict(received.values_list("channel").annotate(count=Count("pk"))))
    return [(channel, publication.publishable(numbers[channel.value])) for channel in Channel]


def _by_day(received: QuerySet[Report], until: datetime) -> list[tuple[date, int | None]]:
    """The latest day first. Also a day without any report is one of fewer than ten."""
    last = (until - timedelta(seconds=1)).astimezone(clock.JAKARTA).date()
    first = last - timedelta(days=DAYS - 1)
    lately = received.filter(received_at__gte=clock.midnight(first))
    by_day = lately.annotate(day=TruncDate("received_at", tzinfo=clock.JAKARTA)).values_list("day")
    numbers = Counter(dict(by_day.annotate(count=Count("pk"))))
    days = [last - timedelta(days=number) for number in range(DAYS)]
    return [(day, publication.publishable(numbers[day])) for day in days]
