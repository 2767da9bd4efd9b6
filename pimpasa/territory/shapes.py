"""The shapes of villages for a map drawn by ourselves: imported polygons, else cells around the centroids."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

import shapely

from pimpasa.territory.models import Boundary, Village

WIDTH = 1000
MOST = 1_000
CROWDED = 12  # cells, from which on their labels are small
# The box of a label, in the map's own units: how wide a letter of a name, how wide a number at least, how high both.
LABEL, SMALL_LABEL = (12, 170, 76), (8, 110, 46)
FINENESS = 600  # the smallest drawn detail is the map's width divided by this


@dataclass(frozen=True)
class Spot:
    """An area above villages, as wide as the middles of its villages are apart; degrees, WGS 84."""

    code: str
    name: str
    latitude: float | None
    longitude: float | None


@dataclass(frozen=True)
class Cell:
    """A village or a larger area: its outline as an SVG path and where its label goes, in a box WIDTH wide.

    `is_labelled` where its label covers none of a larger cell's.
    """

    village: Village | Spot
    path: str
    x: float
    y: float
    is_labelled: bool = True


@dataclass(frozen=True)
class Map:
    """`is_exact` where the outlines are real ones; else they are the points nearest to each centroid."""

    cells: list[Cell]
    height: int
    is_exact: bool

    @property
    def is_crowded(self) -> bool:
        return len(self.cells) > CROWDED


def draw(villages: Iterable[Village]) -> Map | None:
    """The map of some villages, at most MOST; None where none of them has a place."""
    drawn = list(villages)[:MOST]
    areas = _polygons(drawn)
    is_exact = len(areas) == len(drawn)
    if not is_exact:
        areas = _around_centroids(drawn)
    if not areas:
        return None
    return _projected({village.code: village for village in drawn}, areas, is_exact)


def draw_around(spots: Iterable[Spot]) -> Map | None:
    """The map of areas above villages: what is nearest to the middle of each; None where none has a place."""
    drawn = list(spots)[:MOST]
    areas = _around_centroids(drawn)
    return _projected({spot.code: spot for spot in drawn}, areas, is_exact=False) if areas else None


def _polygons(villages: list[Village]) -> dict[str, shapely.Geometry]:
    rows = Boundary.objects.filter(village__in=villages).values_list("village_id", "wkb")
    return {code: shapely.from_wkb(bytes(wkb)) for code, wkb in rows}


def _around_centroids(villages: Sequence[Village | Spot]) -> dict[str, shapely.Geometry]:
    """Voronoi cells, cut off a little beyond the outermost centroids."""
    points = {
        v.code: shapely.Point(v.longitude, v.latitude)
        for v in villages
        if v.latitude is not None and v.longitude is not None
    }
    if not points:
        return {}
    collected = shapely.MultiPoint(list(points.values()))
    west, south, east, north = collected.bounds
    margin = max(east - west, north - south, 0.01) * 0.15
    frame = shapely.box(west - margin, south - margin, east + margin, north + margin)
    outline = shapely.convex_hull(collected).buffer(margin).intersection(frame)
    if len(points) == 1:
        return dict.fromkeys(points, outline)
    cells = list(shapely.voronoi_polygons(collected, extend_to=frame).geoms)
    tree = shapely.STRtree(cells)
    return {code: cells[tree.nearest(point)].intersection(outline) for code, point in points.items()}


def _projected(villages: Mapping[str, Village | Spot], areas: dict[str, shapely.Geometry], is_exact: bool) -> Map:
    west, south, east, north = shapely.GeometryCollection(list(areas.values())).bounds
    squeeze = math.cos(math.radians((south + north) / 2))
    scale = WIDTH / max((east - west) * squeeze, 1e-6)
    height = max(200, min(2000, round((north - south) * scale)))

    def place(longitude: float, latitude: float) -> tuple[float, float]:
        return round((longitude - west) * squeeze * scale, 1), round((north - latitude) * scale, 1)

    tolerance = (east - west) / FINENESS
    cells = []
    for code, area in sorted(areas.items()):
        inner = shapely.point_on_surface(area)
        x, y = place(shapely.get_x(inner), shapely.get_y(inner))
        cells.append(Cell(villages[code], _path(shapely.simplify(area, tolerance), place), x, y))
    sizes = [float(shapely.area(area)) for _code, area in sorted(areas.items())]
    return Map(_labelled(cells, sizes), height, is_exact)


def _labelled(cells: list[Cell], sizes: Sequence[float]) -> list[Cell]:
    """Larger cells have their labels first."""
    letter, least, high = SMALL_LABEL if len(cells) > CROWDED else LABEL
    labels: dict[int, shapely.Geometry] = {}
    for number in sorted(range(len(cells)), key=lambda number: -sizes[number]):
        cell = cells[number]
        half = max(letter * len(cell.village.name), least) / 2
        own = shapely.box(cell.x - half, cell.y - high / 2, cell.x + half, cell.y + high / 2)
        if not any(own.intersects(label) for label in labels.values()):
            labels[number] = own
    return [replace(cell, is_labelled=number in labels) for number, cell in enumerate(cells)]


def _path(area: shapely.Geometry, place: Callable[[float, float], tuple[float, float]]) -> str:
    parts = getattr(area, "geoms", [area])
    rings = [ring for part in parts if part.geom_type == "Polygon" for ring in (part.exterior, *part.interiors)]
    drawn = ([place(x, y) for x, y in shapely.get_coordinates(ring)] for ring in rings)
    return " ".join("M" + "L".join(f"{x},{y}" for x, y in points) + "Z" for points in drawn)
