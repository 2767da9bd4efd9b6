"""Who reads a report from a kelurahan.

1. the office whose jurisdiction holds its district, else the fall-back office
2. that office's unit, always
3. and the kelurahan's own desk, where that office has one
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Q

from pimpasa.territory.errors import NoOffice
from pimpasa.territory.models import Desk, Jurisdiction, Office, Village


@dataclass(frozen=True)
class Route:
    """`is_fallback` tells that the kelurahan lies outside every office's jurisdiction."""

    office: Office
    unit: Desk
    desk: Desk | None
    is_fallback: bool

    @property
    def desks(self) -> list[Desk]:
        """Everyone who reads it."""
        return [self.desk, self.unit] if self.desk else [self.unit]


def route(village: Village, *, on: date) -> Route:
    """Who reads a report from a village received on a day. Raises NoOffice where nobody would."""
    rows = _readers(village, on)
    own = [row for row in rows if row.of_jurisdiction]
    chosen = own or [row for row in rows if row.office.is_fallback]
    unit = next((row for row in chosen if row.kind == Desk.Kind.UNIT), None)
    if unit is None:
        raise NoOffice(village.code)
    desk = next((row for row in chosen if row.kind == Desk.Kind.VILLAGE), None)
    return Route(office=unit.office, unit=unit, desk=desk, is_fallback=not own)


def _readers(village: Village, on: date) -> list[Any]:
    """In one query: the units that might read it, and the village's desk."""
    within = Exists(Jurisdiction.objects.filter(office=OuterRef("office"), district=village.district_id))
    candidates = Q(kind=Desk.Kind.UNIT) | Q(kind=Desk.Kind.VILLAGE, village=village)
    return list(
        Desk.objects.filter(candidates, Q(closed_on=None) | Q(closed_on__gt=on))
        .annotate(of_jurisdiction=within)
        .filter(Q(of_jurisdiction=True) | Q(office__is_fallback=True))
        .select_related("office")
    )
