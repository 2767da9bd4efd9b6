"""Reads polygons of villages from GeoJSON (RFC 7946), whole or a feature a line, plain or gzipped; no database here.

A feature at a time is in memory, whatever the file's size and form.
"""

from __future__ import annotations

import gzip
import io
import json
import re
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, TextIO

import shapely

from pimpasa.territory.errors import BadBoundaries

AREAS = {"Polygon", "MultiPolygon", "GeometryCollection"}
WEST, SOUTH, EAST, NORTH = 94.0, -12.0, 142.0, 7.0  # degrees, WGS 84
# What publishers of Indonesian boundaries call Kemendagri's code; the last is the Geospatial Agency's (BIG).
CODES = ("code", "kode", "kode_desa", "KODE_DESA", "KDEPUM")
CODE = re.compile(r"\d{2}\.\d{2}\.\d{2}\.\d{4}")
BETWEEN_FEATURES = " \t\r\n,\x1e"  # a comma where a collection was split, RS before each (RFC 8142)
SPACE = " \t\r\n"
BETWEEN_MEMBERS = SPACE + ","
COLLECTION = re.compile(r'"type"\s*:\s*"FeatureCollection"|"features"\s*:\s*\[')
CHUNK = 1 << 16  # characters
LONGEST_FEATURE = 1 << 26  # characters; the longest of the country's full detail has 4 million
TAIL = 16  # characters; a value cut off by the end of a chunk fails this near to it at the earliest
GZIP = b"\x1f\x8b"
ZIP = b"PK"


def read_boundaries(path: Path) -> Iterator[tuple[str, shapely.Geometry]]:
    """Code (Kemendagri's) and area of each feature, one by one.

    The file is one collection, or one feature after another, each on its line or not. Raises BadBoundaries, which says
    the line and why.
    """
    values = _Values()
    try:
        with _open(path) as text:
            for feature in values.features(text):
                yield _boundary(feature)
    except BadBoundaries as wrong:
        raise BadBoundaries(f"{path.name}, line {values.line}: {wrong}") from wrong
    except UnicodeDecodeError as wrong:
        raise BadBoundaries(f"{path.name}, after line {values.line}: not UTF-8") from wrong
    except FileNotFoundError as wrong:
        raise BadBoundaries(f"{path} is not there") from wrong
    except (EOFError, OSError, zlib.error) as wrong:
        raise BadBoundaries(
            f"{path.name}, after line {values.line}: cannot be read on, it is cut or damaged"
        ) from wrong


def _open(path: Path) -> TextIO:
    """By what the file begins with, whatever it is called; a byte order mark is passed over."""
    with path.open("rb") as file:
        beginning = file.read(2)
    if beginning == ZIP:
        raise BadBoundaries("this is a ZIP archive; unpack it and name the GeoJSON file in it")
    if beginning == GZIP:
        return io.TextIOWrapper(gzip.open(path), encoding="utf-8-sig")
    return path.open(encoding="utf-8-sig")


class _Values:
    """Takes one JSON value after another from a text; `line` is where the last one began, or went wrong."""

    def __init__(self) -> None:
        self._text: TextIO = io.StringIO()
        self._buffer = ""
        self._at = 0
        self._at_line = 1
        self._is_over = False
        self._decoder = json.JSONDecoder()
        self.line = 1

    def features(self, text: TextIO) -> Iterator[Any]:
        """Each feature of a collection, or each value."""
        self._text = text
        self._fill()
        if COLLECTION.search(self._buffer):
            yield from self._of_collection()
            return
        while self._next(BETWEEN_FEATURES):
            yield self._value()

    def _of_collection(self) -> Iterator[Any]:
        self._expect("{")
        while self._next(BETWEEN_MEMBERS) != "}":
            name = self._value()
            self._expect(":")
            if name == "features":
                yield from self._of_array()
            else:
                self._value()
        self._at += 1
        if self._next(SPACE):
            raise self._wrong("something follows the collection")

    def _of_array(self) -> Iterator[Any]:
        self._expect("[")
        while self._next(BETWEEN_MEMBERS) != "]":
            yield self._value()
        self._at += 1

    def _value(self) -> Any:
        self._next(SPACE)
        while True:
            try:
                value, end = self._decoder.raw_decode(self._buffer, self._at)
            except json.JSONDecodeError as wrong:
                self._read_on_after(wrong)
            else:
                self.line = self._at_line
                self._pass(end)
                return value

    def _read_on_after(self, wrong: json.JSONDecodeError) -> None:
        """Get more where the value may only be cut off; else it is wrong."""
        is_cut = wrong.pos >= len(self._buffer) - TAIL or wrong.msg.startswith("Unterminated string")
        if len(self._buffer) - self._at > LONGEST_FEATURE:
            raise self._wrong("this is longer than any village's feature")
        if self._is_over or not is_cut:
            if is_cut:
                raise self._wrong("not JSON, or the file ends within a feature")
            self._pass(wrong.pos)
            raise self._wrong("not JSON")
        self._fill()

    def _fill(self) -> None:
        """Read as much again as is waiting, so that a long value is not decoded from its start for every chunk."""
        self._buffer = self._buffer[self._at :]
        self._at = 0
        more = self._text.read(max(CHUNK, len(self._buffer)))
        self._is_over = not more
        self._buffer += more

    def _next(self, passing: str) -> str:
        """The next sign that is none of these; empty at the end."""
        while True:
            here = self._at
            while here < len(self._buffer) and self._buffer[here] in passing:
                here += 1
            self._pass(here)
            if self._at < len(self._buffer):
                return self._buffer[self._at]
            if self._is_over:
                return ""
            self._fill()

    def _pass(self, end: int) -> None:
        self._at_line += self._buffer.count("\n", self._at, end)
        self._at = end

    def _expect(self, sign: str) -> None:
        if self._next(SPACE) != sign:
            raise self._wrong(f"“{sign}” is expected; this is no collection of features")
        self._at += 1

    def _wrong(self, why: str) -> BadBoundaries:
        self.line = self._at_line
        return BadBoundaries(why)


def _boundary(feature: Any) -> tuple[str, shapely.Geometry]:
    match feature:
        case {"properties": dict(properties), "geometry": {"type": str(kind), **_rest} as geometry}:
            if kind not in AREAS:
                raise BadBoundaries(f"an area is expected, not a {kind}")
            return _code(properties), _area(geometry)
    raise BadBoundaries("a feature with properties and a geometry is expected")


def _code(properties: dict[str, Any]) -> str:
    code = next((str(properties[name]).strip() for name in CODES if properties.get(name)), "")
    if not code:
        raise BadBoundaries("a feature has no property “code” (Kemendagri's, such as 31.73.01.1006)")
    if not CODE.fullmatch(code):
        raise BadBoundaries(f"“{code[:20]}” is no code of Kemendagri, such as 31.73.01.1006; BPS has other numbers")
    return code


def _area(geometry: dict[str, Any]) -> shapely.Geometry:
    try:
        area = shapely.from_geojson(json.dumps(geometry))
    except (shapely.errors.GEOSException, ValueError) as wrong:
        raise BadBoundaries("its coordinates are no area") from wrong
    area = shapely.force_2d(area if area.is_valid else shapely.make_valid(area))
    if not area.area > 0:
        raise BadBoundaries("its coordinates are no area")
    west, south, east, north = area.bounds
    if not (west >= WEST and south >= SOUTH and east <= EAST and north <= NORTH):
        raise BadBoundaries("it lies outside Indonesia; is longitude before latitude, in degrees (WGS 84)?")
    return area
