"""What every process keeps of the areas in memory.

It is read at the first question. An import leaves a row behind; each process looks for a newer one at most every
SECONDS_BETWEEN_LOOKS, so that the import of one process reaches all others within that time, and its own at once.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from threading import Lock
from typing import Generic, TypeVar

import numpy as np
import numpy.typing as npt
import shapely

from pimpasa.territory.models import Boundary, Import, Village

SECONDS_BETWEEN_LOOKS = 30
CHUNK = 10_000

T = TypeVar("T")


class Kept(Generic[T]):
    """Something read from the database once, however many threads ask, and anew after an import."""

    def __init__(self, read: Callable[[], T]) -> None:
        self._read = read
        self._lock = Lock()
        self._held: tuple[int | None, T] | None = None
        self._look_again = 0.0

    def get(self) -> T:
        held = self._held
        if held is None or time.monotonic() >= self._look_again:
            held = self._current()
        return held[1]

    def forget(self) -> None:
        """Read it anew at the next question: this process changed it."""
        self._held = None

    def _current(self) -> tuple[int | None, T]:
        with self._lock:
            held, newest = self._held, Import.newest()
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
        self.latitude: npt.NDArray[np.float64] = np.array([row[1] for row in rows], dtype=np.float64)
        self.longitude: npt.NDArray[np.float64] = np.array([row[2] for row in rows], dtype=np.float64)


class Polygons:
    """The villages' areas as far as they were imported, in a tree that finds the one at a point."""

    def __init__(self) -> None:
        self.codes: list[str] = []
        areas: list[shapely.Geometry] = []
        rows = Boundary.objects.order_by("village").values_list("village_id", "wkb")
        for code, wkb in rows.iterator(chunk_size=CHUNK):
            self.codes.append(code)
            areas.append(shapely.from_wkb(bytes(wkb)))
        self.tree = shapely.STRtree(areas)


centroids = Kept(Centroids)
polygons = Kept(Polygons)
