"""Reads polygons of villages from GeoJSON (RFC 7946), whole or a feature a line, plain or gzipped; no database here."""

from __future__ import annotations

import gzip
import json
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, TextIO

import shapely

from pimpasa.territory.errors import BadBoundaries

WHOLE = {".geojson", ".json"}
AREAS = {"Polygon", "MultiPolygon", "GeometryCollection"}
WEST, SOUTH, EAST, NORTH = 94.0, -12.0, 142.0, 7.0  # degrees, WGS 84
BETWEEN_FEATURES = " \t\r\n,\x1e"  # a comma where a collection was split, RS before each (RFC 8142)


def read_boundaries(path: Path) -> Iterator[tuple[str, shapely.Geometry]]:
    """Code (property `code`, Kemendagri's) and area of each feature, one by one.

    `.geojson` and `.json` hold one collection, which is read whole; anything else holds a feature a line. `.gz` after
    either is gzip. Raises BadBoundaries, which says where and why.
    """
    for where, feature in _features(path):
        try:
            yield _boundary(feature)
        except BadBoundaries as wrong:
            raise BadBoundaries(f"{path.name}, {where}: {wrong}") from wrong


def _features(path: Path) -> Iterator[tuple[str, Any]]:
    where = "at its beginning"
    try:
        with _open(path) as lines:
            features = (
                _of_collection(lines) if Path(path.name.removesuffix(".gz")).suffix in WHOLE else _of_lines(lines)
            )
            for where, feature in features:
                yield where, feature
    except json.JSONDecodeError as wrong:
        raise BadBoundaries(f"{path.name}, line {wrong.lineno}: not JSON") from wrong
    except UnicodeDecodeError as wrong:
        raise BadBoundaries(f"{path.name}, after {where}: not UTF-8") from wrong
    except FileNotFoundError as wrong:
        raise BadBoundaries(f"{path} is not there") from wrong
    except (EOFError, OSError, zlib.error) as wrong:
        raise BadBoundaries(f"{path.name}, after {where}: cannot be read on, it is cut or damaged") from wrong


def _open(path: Path) -> TextIO:
    return gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8")


def _of_lines(lines: TextIO) -> Iterator[tuple[str, Any]]:
    for number, line in enumerate(lines, start=1):
        if text := line.strip(BETWEEN_FEATURES):
            try:
                yield f"line {number}", json.loads(text)
            except json.JSONDecodeError as wrong:
                wrong.lineno = number
                raise


def _of_collection(lines: TextIO) -> Iterator[tuple[str, Any]]:
    collection = json.load(lines)
    features = collection.get("features") if isinstance(collection, dict) else None
    if not isinstance(features, list):
        raise BadBoundaries("this is no collection of features; a file with a feature a line ends in .geojsonl")
    yield from ((f"feature {number}", feature) for number, feature in enumerate(features, start=1))


def _boundary(feature: Any) -> tuple[str, shapely.Geometry]:
    match feature:
        case {"properties": {"code": str(code)}, "geometry": {"type": str(kind), **_rest} as geometry}:
            if kind not in AREAS:
                raise BadBoundaries(f"an area is expected, not a {kind}")
            return code.strip(), _area(geometry)
    raise BadBoundaries("a feature with a geometry and the property `code` is expected")


def _area(geometry: dict[str, Any]) -> shapely.Geometry:
    try:
        area = shapely.from_geojson(json.dumps(geometry))
    except shapely.errors.GEOSException as wrong:
        raise BadBoundaries("its coordinates are no area") from wrong
    west, south, east, north = area.bounds
    if not (west >= WEST and south >= SOUTH and east <= EAST and north <= NORTH):
        raise BadBoundaries("it lies outside Indonesia; is longitude before latitude, in degrees (WGS 84)?")
    return area if area.is_valid else shapely.make_valid(area)
