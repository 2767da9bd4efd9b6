"""What is shown above offices: each report once, in the cell of its office, its kind and a quarter that is over."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Sum
from django.db.models.fields.json import KT

from pimpasa.insights.disclosure import Disclosed, Reach, disclosed, held, told_apart
from pimpasa.insights.histograms import quantile
from pimpasa.insights.kinds import Grain, Stage
from pimpasa.insights.models import Cell, QuarterFigures, WaitCell
from pimpasa.insights.periods import Length, Period
from pimpasa.insights.queries.reports import FEWEST_WAITS
from pimpasa.reports.kinds import Kind
from pimpasa.territory.models import Office

QUARTERS = 8
STAGES = (Stage.OPENED, Stage.VERIFIED)
Ended = list[float]  # how many waits, and their median in minutes
Waits = Mapping[str, Ended]


@dataclass(frozen=True)
class Overview:
    """The quarter's table as somebody above the offices sees it; medians (minutes) are there where ten waits ended."""

    offices: Sequence[Office]
    table: Disclosed[int, str]
    waits: Mapping[tuple[int, Stage], float]


def over_by(day: date) -> list[Period]:
    """The last quarters that were over before a day, newest first."""
    quarters = [Period.around(day, Length.QUARTER, today=day).before]
    while len(quarters) < QUARTERS:
        quarters.append(quarters[-1].before)
    return quarters


def figures_of(quarter: Period, *, before: QuarterFigures | None) -> QuarterFigures:
    """A quarter's figures as they may be shown after those of before; not saved."""
    counts = _counts(quarter)
    waits: Waits = _waits(quarter)
    villages: Waits = _village_waits(quarter)
    if before is not None:
        counts = held(counts, before.counts)
        waits = _waits_held(waits, before.waits)
        villages = _waits_held(villages, before.village_waits)
    return QuarterFigures(begin=quarter.first, counts=counts, waits=waits, village_waits=villages)


def _waits_held(waits: Waits, before: Waits) -> Waits:
    numbers = held(_numbers(waits), _numbers(before))
    stay = {key for key, number in numbers.items() if number == _numbers(before).get(key)}
    return {**waits, **{key: before[key] for key in stay}}


def waits_of_villages(codes: Sequence[str], quarter: Period) -> dict[tuple[str, Stage], float]:
    """Medians in minutes of a quarter that is over, of villages where they may be shown above their office."""
    columns = {f"{code}:{stage}": (code, stage) for code in codes for stage in STAGES}
    paths = {f"wait{number}": KT(f"village_waits__{name}") for number, name in enumerate(columns)}
    row = QuarterFigures.objects.filter(pk=quarter.first).annotate(**paths).values_list(*paths).first() or ()
    return {place: json.loads(wait)[1] for place, wait in zip(columns.values(), row, strict=False) if wait}


def overview_of(offices: Sequence[Office], quarter: Period) -> Overview | None:
    """What offices did in a quarter, for who stands above them; None before the figures of it were made."""
    figures = QuarterFigures.objects.filter(pk=quarter.first).first()
    if figures is None:
        return None
    cells = {
        (office.pk, kind): figures.counts.get(_key(office.pk, kind), 0) for office in offices for kind in Kind.values
    }
    above = {office.pk: office.above_id or f"office {office.pk}" for office in offices}
    waits = {
        (office.pk, stage): figures.waits[_key(office.pk, stage)][1]
        for office in offices
        for stage in STAGES
        if _key(office.pk, stage) in figures.waits
    }
    return Overview(offices, disclosed(cells, Reach.ABOVE, above), waits)


def _counts(quarter: Period) -> dict[str, int]:
    cells = Cell.objects.filter(grain=Grain.MONTH, day__gte=quarter.first, day__lte=quarter.until)
    rows = cells.values_list("office", "kind").annotate(n=Sum("number")).order_by()
    return {_key(office, kind): number for office, kind, number in rows}


def _waits(quarter: Period) -> dict[str, Ended]:
    cells = WaitCell.objects.filter(stage__in=STAGES, day__gte=quarter.first, day__lte=quarter.until)
    numbers: dict[str, Counter[int]] = defaultdict(Counter)
    for office, stage, bucket, number in cells.values_list("office", "stage", "bucket").annotate(n=Sum("number")):
        numbers[_key(office, stage)][bucket] += number
    return {
        key: [buckets.total(), quantile(buckets, 0.5) or 0]
        for key, buckets in numbers.items()
        if buckets.total() >= FEWEST_WAITS
    }


def _village_waits(quarter: Period) -> dict[str, Ended]:
    """As of offices, where neither a village nor the rest of its office beside what is shown is of fewer than ten."""
    cells = WaitCell.objects.filter(stage__in=STAGES, day__gte=quarter.first, day__lte=quarter.until)
    counted = cells.values_list("office", "stage", "village", "bucket").annotate(n=Sum("number")).order_by()
    numbers: dict[tuple[int, str], dict[str, Counter[int]]] = defaultdict(lambda: defaultdict(Counter))
    for office, stage, village, bucket, number in counted:
        numbers[office, stage][village][bucket] += number
    waits = {}
    for (_office, stage), villages in numbers.items():
        for village in told_apart({village: buckets.total() for village, buckets in villages.items()}):
            buckets = villages[village]
            waits[f"{village}:{stage}"] = [buckets.total(), quantile(buckets, 0.5) or 0]
    return waits


def _numbers(waits: Waits) -> dict[str, int]:
    return {key: int(ended[0]) for key, ended in waits.items()}


def _key(office: int, column: str) -> str:
    return f"{office}:{column}"


def quarter_named(text: str, day: date) -> Period:
    """The quarter over before a day that begins with a month such as 2026-07; nonsense is the newest."""
    quarters = over_by(day)
    return next((quarter for quarter in quarters if quarter.name == text), quarters[0])
