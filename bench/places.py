"""How often the right village is among the first that a position proposes, with polygons and without, and how fast.

    .venv/bin/python bench/places.py TRUTH [BOUNDARIES]

TRUTH holds the villages' full borders (GeoJSON with Kemendagri's codes): from it POINTS random points are taken, a
village by its area, each with the village that it truly lies in. BOUNDARIES are imported, as `pimpasa territory
boundaries` does; without it the centroids alone propose. Everything happens in a database of its own.

A position comes with its accuracy (ACCURACY, as a phone in the open gives it) and is off by as much at random.
"""

from __future__ import annotations

import math
import os
import random
import resource
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
os.environ.setdefault("PIMPASA_DATA", tempfile.mkdtemp(prefix="pimpasa-bench-"))

import shapely

POINTS = 1_500
ACCURACY = 20.0  # metres
SEED = 17


@dataclass(frozen=True)
class Spot:
    """A point and the village that it lies in."""

    latitude: float
    longitude: float
    code: str


def spots(truth: Path) -> list[Spot]:
    from pimpasa.territory.boundaries import read_boundaries

    areas = dict(read_boundaries(truth))
    chance = random.Random(SEED)  # noqa: S311 - a sample, no secret
    codes = chance.choices(list(areas), weights=[area.area for area in areas.values()], k=POINTS)
    return [_within(code, areas[code], chance) for code in codes]


def _within(code: str, area: shapely.Geometry, chance: random.Random) -> Spot:
    west, south, east, north = shapely.bounds(area)
    while True:
        point = shapely.Point(chance.uniform(west, east), chance.uniform(south, north))
        if shapely.contains(area, point):
            return Spot(point.y, point.x, code)


def as_a_phone_says(spots: list[Spot]) -> Iterator[Spot]:
    """Each point, moved by an error of which two thirds are smaller than ACCURACY."""
    chance = random.Random(SEED)  # noqa: S311 - a sample, no secret
    for spot in spots:
        far, way = abs(chance.gauss(0, ACCURACY)) / 111_320, chance.uniform(0, 2 * math.pi)
        yield Spot(spot.latitude + far * math.sin(way), spot.longitude + far * math.cos(way), spot.code)


def measure(spots: list[Spot], label: str, accuracy: float | None) -> None:
    from pimpasa.territory.queries.places import propose_villages

    propose_villages(spots[0].latitude, spots[0].longitude, accuracy)  # reads the areas once
    among, first, sure, sure_and_right, times = 0, 0, 0, 0, []
    for spot in spots:
        start = time.perf_counter()
        villages, is_sure = propose_villages(spot.latitude, spot.longitude, accuracy)
        times.append(time.perf_counter() - start)
        codes = [village.code for village in villages]
        among += spot.code in codes
        first += codes[:1] == [spot.code]
        sure += is_sure
        sure_and_right += is_sure and codes == [spot.code]
    share = 100 / len(spots)
    slow = sorted(times)[int(len(times) * 0.95)]
    print(
        f"{label:<26}{among * share:11.1f}{first * share:8.1f}{sure * share:9.1f}"
        f"{100 * sure_and_right / max(sure, 1):8.1f}"
        f"{1000 * statistics.median(times):11.1f}{1000 * slow:8.1f}"
    )


def main() -> None:
    from pimpasa.config.startup import database

    with database():
        from pimpasa.config import installation
        from pimpasa.territory.actions import import_boundaries

        installation.migrate(print)
        installation.load_territory(print)
        points = spots(Path(sys.argv[1]))
        phone = list(as_a_phone_says(points))
        print(f"{len(points):,} points in {len({spot.code for spot in points}):,} villages; in percent and ms")
        print(f"{'':<26}among three   first  decided   right     median     p95")
        measure(points, "centroids alone", None)
        for file in sys.argv[2:]:
            start = time.perf_counter()
            counts = import_boundaries(path=Path(file), progress=lambda _line: None)
            most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
            seconds = time.perf_counter() - start
            print(f"{counts['taken']:,} boundaries in {seconds:.0f} s; at most {most:.0f} MB of memory")
            measure(points, "polygons, exact", 0.0)
            measure(phone, f"polygons, {ACCURACY:.0f} m off", ACCURACY)
            measure(phone, "polygons, no accuracy", None)


if __name__ == "__main__":
    main()
