"""Finding a village by its name, and by where somebody stands."""

from __future__ import annotations

import math
from functools import lru_cache
from typing import Any

import numpy as np
import shapely
from django.db.models import QuerySet
from rapidfuzz import fuzz, process, utils

from pimpasa.territory.errors import NoSuchPoint
from pimpasa.territory.models import Boundary, Desk, Jurisdiction, Office, Place, Village

SOUTH, NORTH, WEST, EAST = -12.0, 7.0, 94.0, 142.0
GOOD_ENOUGH = 60


def with_names() -> QuerySet[Village]:
    """Villages with the names above them, in one query."""
    return Village.objects.select_related("district__regency__province")


def by_code(code: str) -> Village | None:
    return with_names().filter(pk=code).first() if len(code) <= 13 and "\x00" not in code else None


def places_of(village: Village) -> QuerySet[Place]:
    return Place.objects.filter(village=village)


def desks_of_office(office: Office) -> QuerySet[Desk]:
    """Open desks, the unit first."""
    return Desk.objects.filter(office=office, closed_on=None).select_related("village").order_by("kind", "name")


def jurisdictions_of(office: Office) -> QuerySet[Jurisdiction]:
    return Jurisdiction.objects.filter(office=office).select_related("district__regency").order_by("district__name")


def places_of_office(office: Office) -> QuerySet[Place]:
    return (
        Place.objects.filter(village__district__jurisdiction__office=office).select_related("village").order_by("name")
    )


def search_villages(text: str, limit: int = 8) -> list[Village]:
    """Villages whose name, or name with district and city, resembles what was typed; the closest first."""
    wanted = utils.default_process(text[:100])
    if not wanted:
        return []
    if (exact := by_code(text.strip())) is not None:
        return [exact]
    return in_order(_closest(wanted, _names(), limit))


def _closest(wanted: str, names: _Names, limit: int) -> list[str]:
    full = process.cdist([wanted], names.full, scorer=fuzz.token_set_ratio, dtype=np.float32)[0]
    short = process.cdist([wanted], names.short, scorer=fuzz.ratio, dtype=np.float32)[0]
    begins = np.fromiter((name.startswith(wanted) for name in names.short), dtype=bool, count=len(names.short))
    score = np.maximum(full * 0.95, np.maximum(short, begins * 97))
    score += short * 0.01
    best = np.argpartition(-score, min(limit, len(score) - 1))[:limit]
    ranked = sorted(best, key=lambda i: (-score[i], names.full[i]))
    return [names.codes[i] for i in ranked if score[i] >= GOOD_ENOUGH]


def in_order(codes: list[str]) -> list[Village]:
    """The villages of these codes, in this order."""
    found = with_names().in_bulk(codes)
    return [found[code] for code in codes if code in found]


def propose_villages(latitude: float, longitude: float) -> tuple[list[Village], bool]:
    """Where somebody stands: the village that the polygons decide on (True), else the three nearest to confirm.

    Raises NoSuchPoint for numbers outside Indonesia.
    """
    inside = village_at(latitude, longitude)
    return ([inside], True) if inside else (nearest_villages(latitude, longitude), False)


def village_at(latitude: float, longitude: float) -> Village | None:
    """The village whose polygon holds the point (WGS 84 degrees); None where none is loaded there."""
    code = code_at(latitude, longitude)
    return by_code(code) if code else None


def code_at(latitude: float, longitude: float) -> str | None:
    """As `village_at`, without asking the database once the polygons are in memory."""
    check_point(latitude, longitude)
    polygons = _polygons()
    if polygons.tree is None:
        return None
    hits = polygons.tree.query(shapely.Point(longitude, latitude), predicate="intersects")
    return polygons.codes[hits[0]] if len(hits) else None


def nearest_villages(latitude: float, longitude: float, limit: int = 3) -> list[Village]:
    """The villages whose centroids are nearest, the nearest first."""
    check_point(latitude, longitude)
    centroids = _centroids()
    if not centroids.codes:
        return []
    squeeze = math.cos(math.radians(latitude))
    distance = (centroids.latitude - latitude) ** 2 + ((centroids.longitude - longitude) * squeeze) ** 2
    return in_order([centroids.codes[i] for i in np.argsort(distance)[:limit]])


def check_point(latitude: float, longitude: float) -> None:
    """Raise NoSuchPoint unless the point lies in or near Indonesia."""
    if not (SOUTH <= latitude <= NORTH and WEST <= longitude <= EAST):
        raise NoSuchPoint


class _Names:
    def __init__(self) -> None:
        rows = Village.objects.order_by("code").values_list("code", "name", "district__name", "district__regency__name")
        self.codes: list[str] = []
        self.short: list[str] = []
        self.full: list[str] = []
        for code, name, district, regency in rows.iterator(chunk_size=10_000):
            self.codes.append(code)
            self.short.append(utils.default_process(name))
            self.full.append(utils.default_process(f"{name} {district} {regency}"))


class _Centroids:
    def __init__(self) -> None:
        rows = list(
            Village.objects.exclude(latitude=None).order_by("code").values_list("code", "latitude", "longitude")
        )
        self.codes = [row[0] for row in rows]
        self.latitude = np.array([row[1] for row in rows], dtype=np.float64)
        self.longitude = np.array([row[2] for row in rows], dtype=np.float64)


class _Polygons:
    def __init__(self) -> None:
        rows = list(Boundary.objects.order_by("village").values_list("village_id", "wkb"))
        self.codes = [code for code, _ in rows]
        self.tree: Any = shapely.STRtree(shapely.from_wkb([bytes(wkb) for _, wkb in rows])) if rows else None
        if self.tree is not None:
            shapely.prepare(self.tree.geometries)


@lru_cache(maxsize=1)
def _names() -> _Names:
    return _Names()


@lru_cache(maxsize=1)
def _centroids() -> _Centroids:
    return _Centroids()


@lru_cache(maxsize=1)
def _polygons() -> _Polygons:
    return _Polygons()


def forget() -> None:
    """Read the areas anew at the next question: an import changed them."""
    for kept in (_names, _centroids, _polygons):
        kept.cache_clear()
