"""Where the programme is and where it is not: by area, from the nation down to the villages of a kecamatan.

Whose area it is decides what is seen: an office sees its own, a Kanwil its offices', the nation all. What is counted of
reports are whole months that are over, so that nobody watches a single one come in.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from django.db.models import Avg, Count, F, Max, Q, QuerySet, Sum, Value
from django.db.models.functions import Substr
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from pimpasa.accounts.models import Assignment, Officer
from pimpasa.accounts.queries import assignments_on
from pimpasa.common import clock
from pimpasa.common.publication import publishable
from pimpasa.coverage.models import Decision, Programme
from pimpasa.insights.disclosure import Reach, reach_of, total_of
from pimpasa.insights.kinds import Grain
from pimpasa.insights.models import Cell
from pimpasa.outreach.models import Dialogue
from pimpasa.outreach.states import HELD
from pimpasa.territory.kinds import Level
from pimpasa.territory.models import District, Office, Province, Regency, Village
from pimpasa.territory.queries.offices import offices_within

# How many letters of a code say an area, from provinces to villages.
LENGTHS = (2, 5, 8, 13)
MONTHS = 3
DECIDED, HELD_BY = 1, 2  # of one statement's rows
MOST_VILLAGES = 3  # a Pimpasa who sits in more has too many to be in each every month
NAMES: dict[int, Any] = {2: Province.objects, 5: Regency.objects, 8: District.objects}


class Sign(StrEnum):
    """Of an area: both decision and Pimpasa everywhere, one of them lacking somewhere, or neither anywhere."""

    WHOLE = "whole"
    NO_PIMPASA = "no-pimpasa"
    NO_DECISION = "no-decision"
    NONE = "none"


@dataclass(frozen=True)
class AreaRow:
    """An area and its villages: how many there are, with a decision, with a Pimpasa, and where one lacks the other.

    `reports` None is "fewer than ten" above an office.
    """

    code: str
    name: str
    latitude: float | None
    longitude: float | None
    villages: int
    decided: int
    held: int
    without_pimpasa: int
    without_decision: int
    reports: int | None

    @property
    def share(self) -> int:
        """Of a hundred villages with a decision, how many have a Pimpasa."""
        both = self.decided - self.without_pimpasa
        return 100 * both // self.decided if self.decided else 0

    @property
    def shade(self) -> int:
        """From 0, no decision at all, to 4, a Pimpasa in each decided village."""
        return 1 + self.share * 3 // 100 if self.decided else 0

    @property
    def sign(self) -> Sign:
        """What the map says of it without colour: what is missing in any of its villages."""
        if not self.decided and not self.held:
            return Sign.NONE
        if self.without_pimpasa:
            return Sign.NO_PIMPASA
        return Sign.NO_DECISION if self.without_decision else Sign.WHOLE


@dataclass(frozen=True)
class VillageRow:
    """A village: its newest decision, who sits there, since when, the last dialogue, its other programmes."""

    village: Village
    decision: Decision | None
    seats: list[Assignment]
    last_dialogue: date | None
    programmes: list[Programme]
    reports: int | None
    overloaded: bool

    @property
    def since(self) -> date | None:
        return min((seat.starts_on for seat in self.seats), default=None)

    @property
    def shade(self) -> int:
        return 0 if self.decision is None else 4 if self.seats else 1

    @property
    def sign(self) -> Sign:
        if self.decision is None:
            return Sign.NO_DECISION if self.seats else Sign.NONE
        return Sign.WHOLE if self.seats else Sign.NO_PIMPASA

    @property
    def gap(self) -> str | Promise:
        """By which of the page's rules something is missing; empty where nothing is."""
        if self.decision is not None and not self.seats:
            return _("Desa Binaan without a Pimpasa")
        if self.decision is None and self.seats:
            return _("Pimpasa without a decision")
        return _("Pimpasa of too many villages") if self.overloaded else ""


def remit_of(officer: Officer) -> QuerySet[Village]:
    """The villages that somebody answers for."""
    if officer.office.level == Level.NATION:
        return Village.objects.all()
    return Village.objects.filter(district__jurisdiction__office__in=offices_within(officer.office))


def reach_in(officer: Officer) -> Reach:
    """How close somebody is to the counts of their own area."""
    return reach_of(officer, officer.office) if officer.office.level == Level.OFFICE else Reach.ABOVE


def begins_with(officer: Officer) -> str:
    """The code of the smallest area that holds everything somebody answers for; empty for more than one province."""
    if officer.office.level == Level.NATION:
        return ""
    codes = list(remit_of(officer).order_by().values_list("district", flat=True).distinct())
    fitting = [length for length in LENGTHS[:3] if codes and len({code[:length] for code in codes}) == 1]
    return codes[0][: fitting[-1]] if fitting else ""


def areas_below(officer: Officer, code: str) -> list[AreaRow]:
    """The areas right below the one of a code that somebody answers for, by name."""
    length = next(length for length in LENGTHS if length > len(code))
    rows = _counted(remit_of(officer).filter(pk__startswith=code), length)
    names = dict(NAMES[length].filter(pk__in=[row["area"] for row in rows]).values_list("pk", "name"))
    reports = reports_by_area(officer, code, length)
    named = [
        AreaRow(code=row.pop("area"), name=names[code], reports=reports.get(code), **row)
        for row in rows
        for code in [row["area"]]
    ]
    return sorted(named, key=lambda area: area.name)


def _counted(villages: QuerySet[Village], length: int) -> list[dict[str, Any]]:
    """Each area's villages in one pass over them, beside the two sets of those that have something.

    Asking of each village whether it is in them took PostgreSQL 1.4 seconds for the nation.
    """
    decided, held = _decided_and_held(villages)
    parts = {
        "decided": decided,
        "held": held,
        "without_pimpasa": decided - held,
        "without_decision": held - decided,
    }
    numbers = {name: Counter(code[:length] for code in codes) for name, codes in parts.items()}
    grouped: Any = villages.annotate(area=Substr("pk", 1, length)).order_by().values("area")
    placed = grouped.annotate(villages=Count("pk"), latitude=Avg("latitude"), longitude=Avg("longitude"))
    return [row | {name: counted[row["area"]] for name, counted in numbers.items()} for row in placed]


def _decided_and_held(villages: QuerySet[Village]) -> tuple[set[str], set[str]]:
    """The codes of those with a decision that holds today, and of those at whose open desk somebody sits.

    A desk that was merged into another is held with it.
    """
    today = clock.today()
    holding = Decision.objects.filter(Q(ended_on=None) | Q(ended_on__gt=today), village__in=villages).order_by()
    seats = assignments_on(today).filter(desk__closed_on=None, officer__is_active=True).order_by()
    decided = holding.values_list(Value(DECIDED), "village")
    at_desk = seats.filter(desk__village__in=villages).values_list(Value(HELD_BY), "desk__village")
    at_successor = seats.filter(desk__merged__village__in=villages).values_list(Value(HELD_BY), "desk__merged__village")
    parts: dict[int, set[str]] = {DECIDED: set(), HELD_BY: set()}
    for part, code in decided.union(at_desk, at_successor):
        parts[part].add(code)
    return parts[DECIDED], parts[HELD_BY]


def months() -> tuple[date, date]:
    """The first day of the months that are counted, and the first day after them."""
    end = clock.today().replace(day=1)
    begin = end
    for _month in range(MONTHS):
        begin = (begin - timedelta(days=1)).replace(day=1)
    return begin, end


def reports_by_area(officer: Officer, code: str, length: int) -> dict[str, int | None]:
    """Of each area as much as somebody may see; above an office totals are made level by level (docs/adr/0087)."""
    numbers = _by_village(officer, code)
    if reach_in(officer) == Reach.OWN:
        return dict(_grouped(numbers, length, sum))
    if length == LENGTHS[-1]:
        return {village: publishable(number) for village, number in numbers.items()}
    totals: Mapping[str, int] = _grouped(numbers, LENGTHS[-2], total_of)
    for step in reversed([step for step in LENGTHS[:-2] if step >= length]):
        true_sums = _grouped(numbers, step, sum)
        parts = _parts(totals, step)
        totals = {area: total_of(parts[area], counted=true_sums[area]) for area in parts}
    return {area: total or None for area, total in totals.items()}


def _by_village(officer: Officer, code: str) -> dict[str, int]:
    begin, end = months()
    cells = Cell.objects.filter(
        grain=Grain.MONTH, day__gte=begin, day__lt=end, village__in=remit_of(officer), village__code__startswith=code
    )
    if officer.office.level == Level.OFFICE:
        cells = cells.filter(office=officer.office)
    return dict(cells.order_by().values_list("village").annotate(n=Sum("number")))


def _parts(numbers: Mapping[str, int], length: int) -> dict[str, list[int]]:
    parts: dict[str, list[int]] = defaultdict(list)
    for code, number in numbers.items():
        parts[code[:length]].append(number)
    return parts


def _grouped(numbers: Mapping[str, int], length: int, add: Callable[[list[int]], int]) -> dict[str, int]:
    return {area: add(parts) for area, parts in _parts(numbers, length).items()}


def villages_of_district(officer: Officer, code: str) -> list[VillageRow]:
    """The villages of a kecamatan that somebody answers for, by name."""
    villages = list(remit_of(officer).filter(district=code).order_by("name"))
    codes = [village.pk for village in villages]
    decisions = _newest_decisions(codes)
    seats = _seats_at(codes)
    crowded = _crowded({seat.officer_id for rows in seats.values() for seat in rows})
    dialogues = Dialogue.objects.filter(village__in=codes, state__in=HELD).order_by().values_list("village")
    last = dict(dialogues.annotate(last=Max("starts_at")))
    reports = reports_by_area(officer, code, LENGTHS[-1])
    programmes: dict[str, list[Programme]] = defaultdict(list)
    for programme in Programme.objects.filter(village__in=codes, ended_on=None):
        programmes[programme.village_id].append(programme)
    return [
        VillageRow(
            village,
            decisions.get(village.pk),
            seats[village.pk],
            clock.day_of(last[village.pk]) if village.pk in last else None,
            programmes[village.pk],
            reports.get(village.pk, 0 if reach_in(officer) == Reach.OWN else None),
            overloaded=any(seat.officer_id in crowded for seat in seats[village.pk]),
        )
        for village in villages
    ]


def _newest_decisions(codes: Iterable[str]) -> dict[str, Decision]:
    today = clock.today()
    holding = Decision.objects.filter(Q(ended_on=None) | Q(ended_on__gt=today), village__in=codes)
    return {decision.village_id: decision for decision in holding.order_by("decided_on", "pk")}


def _seats_at(codes: list[str]) -> dict[str, list[Assignment]]:
    seats: dict[str, list[Assignment]] = defaultdict(list)
    today = assignments_on(clock.today()).filter(desk__closed_on=None, officer__is_active=True)
    rows = today.filter(Q(desk__village__in=codes) | Q(desk__merged__village__in=codes))
    for seat in (
        rows.annotate(merged=F("desk__merged__village")).select_related("officer", "desk").order_by("starts_on")
    ):
        for code in {seat.desk.village_id, seat.merged} & set(codes):
            seats[code].append(seat)
    return seats


def _crowded(officers: set[int]) -> set[int]:
    seats = assignments_on(clock.today()).filter(
        officer__in=officers, desk__village__isnull=False, desk__closed_on=None
    )
    counted = seats.order_by().values("officer").annotate(n=Count("desk", distinct=True)).filter(n__gt=MOST_VILLAGES)
    return set(counted.values_list("officer", flat=True))


def path_to(code: str) -> list[tuple[str, str]]:
    """Codes and names of the areas from the province down to the one of a code; empty for a code of none."""
    steps = [NAMES[length].filter(pk=code[:length]) for length in LENGTHS[:3] if length <= len(code)]
    if not steps:
        return []
    first, *others = [step.order_by().values_list("pk", "name") for step in steps]
    return sorted(first.union(*others, all=True))


def decided_villages(office: Office) -> dict[str, date]:
    """By code: since when a village of an office's area is a Desa Binaan, for where to hold a dialogue next."""
    today = clock.today()
    rows = Decision.objects.filter(
        Q(ended_on=None) | Q(ended_on__gt=today), village__district__jurisdiction__office=office
    )
    return dict(rows.order_by("-decided_on").values_list("village", "decided_on"))
