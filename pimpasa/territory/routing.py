"""Who reads a report from a kelurahan.

1. the office whose jurisdiction holds its district; where there is none, or it cannot read yet, the fall-back office
2. that office's unit, always
3. and the kelurahan's own desk, where that office has one; else the desk that its closed one was merged into
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from pimpasa.territory.errors import NoOffice
from pimpasa.territory.models import Desk, Jurisdiction, Office


@dataclass(frozen=True)
class Route:
    """`is_fallback` tells that no office responsible for the kelurahan can read it, so another does."""

    office: Office
    unit: Desk
    desk: Desk | None
    is_fallback: bool

    @property
    def desks(self) -> list[Desk]:
        """Everyone who reads it."""
        return [self.desk, self.unit] if self.desk else [self.unit]


def routes_among(desks: Iterable[Any]) -> list[Route]:
    """Who of these, the `desks_for` a village, would read a report: who answers for it first, then the fall-back.

    Who of them can, `keys.queries.open_route` knows. Raises NoOffice where nobody would.
    """
    desks = list(desks)
    responsible = [desk for desk in desks if desk.is_responsible]
    fallback = [desk for desk in desks if not desk.is_responsible]
    ways = []
    for readers in (responsible, fallback):
        if unit := _first(Desk.Kind.UNIT, readers):
            desk = _first(Desk.Kind.VILLAGE, readers)
            ways.append(Route(office=unit.office, unit=unit, desk=desk, is_fallback=readers is fallback))
    if not ways:
        raise NoOffice
    return ways


def _first(kind: Desk.Kind, readers: list[Desk]) -> Desk | None:
    return next((desk for desk in readers if desk.kind == kind), None)


def desks_for(village_code: str, *, on: date) -> QuerySet[Any]:
    """The unit and the village's desk, open that day, of the responsible office and of the fall-back."""
    responsible = Exists(Jurisdiction.objects.filter(office=OuterRef("office"), district__villages=village_code))
    merged = Exists(Desk.objects.filter(merged_into=OuterRef("pk"), village=village_code))
    of_this_village = Q(kind=Desk.Kind.UNIT) | Q(kind=Desk.Kind.VILLAGE, village=village_code) | Q(merged)
    return (
        Desk.objects.filter(of_this_village, Q(closed_on=None) | Q(closed_on__gt=on))
        .annotate(is_responsible=responsible, is_own=Q(village=village_code))
        .filter(Q(is_responsible=True) | Q(office__is_fallback=True))
        .select_related("office")
        # The kelurahan's own desk before one it was merged into; a successor before the desk that is about to close.
        .order_by(F("is_own").desc(nulls_last=True), F("closed_on").desc(nulls_first=True), "pk")
    )
