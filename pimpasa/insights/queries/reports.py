"""What anyone may know of all reports together: counts and how long answers take, never contents.

They are made once a day out of the kept cells (insights.actions.publishing), so that nobody sees them change, and
insights.disclosure decides what of them is shown.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Q, QuerySet, Sum

from pimpasa.common import clock
from pimpasa.common.publication import publishable
from pimpasa.insights.disclosure import held, side_by_side, total_of
from pimpasa.insights.histograms import quantile
from pimpasa.insights.kinds import Grain, Stage
from pimpasa.insights.models import Cell, WaitCell
from pimpasa.insights.periods import Month
from pimpasa.reports.kinds import Channel
from pimpasa.reports.states import PUBLIC, PublicState, State

DAYS = 30
MONTHS = 3  # whose waits the medians are of
FEWEST_WAITS = 10  # a median of fewer is somebody's wait


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


@dataclass(frozen=True)
class Counts:
    """The counts behind an overview, which nobody is shown: by public state, by channel, and of waits by stage."""

    states: Mapping[str, int]
    channels: Mapping[str, int]
    waits: Mapping[str, int]
    medians: Mapping[str, float]
    total: int

    def held_by(self, before: Counts) -> Counts:
        """As they may be shown after those of before; a median stays as long as the number of its waits does."""
        waits = held(self.waits, before.waits)
        stay = {stage for stage, number in waits.items() if number == before.waits.get(stage)}
        medians = {**self.medians, **{stage: before.medians[stage] for stage in stay & set(before.medians)}}
        total = held({"": self.total}, {"": before.total})[""]
        return Counts(held(self.states, before.states), held(self.channels, before.channels), waits, medians, total)


def counted(until: date) -> Counts:
    """What was received before a day, as it stands."""
    states: Counter[str] = Counter({state.value: 0 for state in PublicState})
    channels: Counter[str] = Counter({channel.value: 0 for channel in Channel})
    rows = _before(until).values_list("state", "finished", "channel").annotate(n=Sum("number")).order_by()
    for state, finished, channel, number in rows:
        states[(PublicState.FINISHED if finished else PUBLIC[State(state)]).value] += number
        channels[channel] += number
    waits = {stage.value: _waits(stage, until) for stage in (Stage.OPENED, Stage.VERIFIED)}
    enough = {stage: numbers for stage, numbers in waits.items() if numbers.total() >= FEWEST_WAITS}
    medians = {stage: minutes for stage, numbers in enough.items() if (minutes := quantile(numbers, 0.5)) is not None}
    numbers = {stage: numbers.total() for stage, numbers in waits.items()}
    return Counts(dict(states), dict(channels), numbers, medians, sum(channels.values()))


def overview(counts: Counts, until: date) -> Overview:
    """What everybody may see of the counts, and of days and waits before a day."""
    states, channels = side_by_side(
        [counts.states[state.value] for state in PublicState], [counts.channels[channel.value] for channel in Channel]
    )
    return Overview(
        at=clock.midnight(until),
        total=min(total_of(parts, counted=counts.total) for parts in (states, channels)),
        by_state=[(state, number or None) for state, number in zip(PublicState, states, strict=True)],
        by_channel=[(channel, number or None) for channel, number in zip(Channel, channels, strict=True)],
        by_day=_by_day(until),
        until_seen=_median(counts, Stage.OPENED),
        until_found=_median(counts, Stage.VERIFIED),
    )


def _before(day: date) -> QuerySet[Cell]:
    """The cells of all before a day: whole months, and the days of the one that is not over."""
    first = Month.of(day).first
    return Cell.objects.filter(Q(grain=Grain.MONTH, day__lt=first) | Q(grain=Grain.DAY, day__gte=first, day__lt=day))


def _by_day(until: date) -> list[tuple[date, int | None]]:
    """The latest day first. Also a day without any report is one of fewer than ten."""
    days = [until - timedelta(days=number) for number in range(1, DAYS + 1)]
    cells = Cell.objects.filter(grain=Grain.DAY, day__in=days)
    numbers = Counter(dict(cells.values_list("day").annotate(n=Sum("number")).order_by()))
    return [(day, publishable(numbers[day])) for day in days]


def _waits(stage: Stage, until: date) -> Counter[int]:
    """By bucket, of what was received in the last months."""
    since = Month.of(until).later(-MONTHS).first
    cells = WaitCell.objects.filter(stage=stage, day__gte=since, day__lt=until)
    return Counter(dict(cells.values_list("bucket").annotate(n=Sum("number")).order_by()))


def _median(counts: Counts, stage: Stage) -> timedelta | None:
    minutes = counts.medians.get(stage.value)
    return None if minutes is None else timedelta(minutes=round(minutes))
