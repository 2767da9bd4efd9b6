"""What every process keeps of the areas in memory.

It is read at the first question. An import leaves a row behind, a place and a jurisdiction are rows of their own; each
process looks for newer ones at most every SECONDS_BETWEEN_LOOKS, so that what one process changes reaches all others
within that time, and itself at once.
"""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Generic, TypeVar

import numpy as np
import numpy.typing as npt
from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Avg, Count, Max, Model, QuerySet
from django.db.models.functions import Lower, Substr

from pimpasa.territory.models import Boundary, District, Import, Jurisdiction, Office, Place, Village
from pimpasa.territory.search import Names, PlaceNames, spelt_above

SECONDS_BETWEEN_LOOKS = 30

T = TypeVar("T")
Degrees = npt.NDArray[np.float64]
Position = tuple[float, float]


class Kept(Generic[T]):
    """Something read from the database once, however many threads ask, and anew when its `newest` is another."""

    def __init__(self, read: Callable[[], T], newest: Callable[[], Hashable] = Import.newest) -> None:
        self._read = read
        self._newest = newest
        self._lock = Lock()
        self._held: tuple[Hashable, T] | None = None
        self._look_again = 0.0

    def get(self) -> T:
        held = self._held
        if held is None or time.monotonic() >= self._look_again:
            held = self._current()
        return held[1]

    def forget(self) -> None:
        """Read it anew at the next question: this process changed it."""
        self._held = None

    def _current(self) -> tuple[Hashable, T]:
        with self._lock:
            held, newest = self._held, self._newest()
            if held is None or held[0] != newest:
                held = self._held = newest, self._read()
            self._look_again = time.monotonic() + SECONDS_BETWEEN_LOOKS
            return held


class Centroids:
    """Where the villages lie that have a centroid: codes, and degrees (WGS 84) in arrays of the same order."""

    def __init__(self) -> None:
        placed = Village.objects.exclude(latitude=None).order_by("code")
        rows = list(placed.values_list("code", "latitude", "longitude"))
        self.codes = [row[0] for row in rows]
        self.latitude: Degrees = np.array([row[1] for row in rows], dtype=np.float64)
        self.longitude: Degrees = np.array([row[2] for row in rows], dtype=np.float64)
        self._index = {code: i for i, code in enumerate(self.codes)}
        self._districts = self._means()

    def _means(self) -> dict[str, Position]:
        """The middle of each district's villages."""
        first = [i for i, code in enumerate(self.codes) if i == 0 or self.codes[i - 1][:8] != code[:8]]
        if not first:
            return {}
        counts = np.diff([*first, len(self.codes)])
        latitudes = np.add.reduceat(self.latitude, first) / counts
        longitudes = np.add.reduceat(self.longitude, first) / counts
        return {self.codes[i][:8]: (lat, lon) for i, lat, lon in zip(first, latitudes, longitudes, strict=True)}

    def of(self, code: str) -> Position | None:
        """Of a village, else the middle of its district; None where neither is known."""
        if (i := self._index.get(code)) is not None:
            return float(self.latitude[i]), float(self.longitude[i])
        return self._districts.get(code[:8])

    def nearest(self, latitude: float, longitude: float, limit: int) -> list[tuple[str, float]]:
        """Codes and how far each is, in degrees."""
        squeezed = (self.longitude - longitude) * math.cos(math.radians(latitude))
        distance: Degrees = np.hypot(self.latitude - latitude, squeezed)
        return [(self.codes[i], float(distance[i])) for i in np.argsort(distance)[:limit]]


class Boxes:
    """The rectangles around the villages' areas, as far as these were imported: 32 bytes a village, not its polygon."""

    def __init__(self) -> None:
        rows = list(Boundary.objects.order_by("village").values_list("village_id", "west", "south", "east", "north"))
        self.codes = [row[0] for row in rows]
        corners: Degrees = np.array([row[1:] for row in rows], dtype=np.float64).reshape(-1, 4)
        self._west, self._south, self._east, self._north = corners.T

    def around(self, latitude: float, longitude: float, margin: float) -> list[str]:
        """Codes of the villages whose rectangle is at most so many degrees from the point."""
        beside = (self._west - margin <= longitude) & (longitude <= self._east + margin)
        near = beside & (self._south - margin <= latitude) & (latitude <= self._north + margin)
        return [self.codes[i] for i in np.flatnonzero(near)]


def _village_names() -> Names[str]:
    rows = Village.objects.order_by("code").values_list("code", "name", "district_id")
    above = District.objects.values_list("code", "name", "regency__name", "regency__province__name")
    return Names(list(rows), {code: spelt_above(names) for code, *names in above})


def _place_names() -> PlaceNames:
    rows = list(Place.objects.order_by("name", "pk").values_list("pk", "name", "village_id"))
    village = Village.objects.filter(places__isnull=False).distinct()
    above = village.values_list("code", "name", "district__name", "district__regency__name")
    return PlaceNames(rows, {code: spelt_above(names) for code, *names in above})


def _served() -> list[Position]:
    return _middles(Village.objects.filter(district__jurisdiction__isnull=False))


def middles_of(office: Office) -> list[Position]:
    """The middle of an office's villages, of each city."""
    return _middles(Village.objects.filter(district__jurisdiction__office=office))


def _middles(villages: QuerySet[Village]) -> list[Position]:
    """The middle of the villages of each office and city."""
    groups = villages.exclude(latitude=None).values("district__jurisdiction__office", "district__regency")
    middles = groups.annotate(Avg("latitude"), Avg("longitude")).order_by()
    return [(row["latitude__avg"], row["longitude__avg"]) for row in middles]


def _twins() -> frozenset[str]:
    """Codes of the villages that share both name and kind with another in their district."""
    rows = Village.objects.annotate(first_digit=Substr("code", 10, 1), spelt=Lower("name"))
    groups = rows.values_list("district", "spelt", "first_digit").order_by()
    pairs = groups.annotate(number=Count("pk"), codes=ArrayAgg("code")).filter(number__gt=1)
    return frozenset(code for *_shared, codes in pairs for code in codes)


def _count(model: type[Model]) -> Callable[[], Hashable]:
    """How many rows there are and the newest of them."""

    def newest() -> Hashable:
        rows = model._default_manager.aggregate(Count("pk"), Max("pk"))  # noqa: SLF001 - Django's documented name
        return Import.newest(), *rows.values()

    return newest


centroids = Kept(Centroids)
boxes = Kept(Boxes)
twins = Kept(_twins)
village_names = Kept(_village_names)
place_names = Kept(_place_names, _count(Place))
served = Kept(_served, _count(Jurisdiction))
