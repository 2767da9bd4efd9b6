"""Reads the territory as two npm packages have it and joins them; no database here.

idn-area-data has every village with its 2025 code; geografis has centroids and postcodes under older codes. A village
takes the centroid of the same code and name, else of the one village of that name in its district, else in its city,
else of its code though renamed, else none. `tools/territory.py` brings both into content/, a part of the program.
"""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from pimpasa.territory.errors import TerritoryMissing
from pimpasa.territory.models import Village

Row = dict[str, str]
CONTENT = Path(__file__).parent / "content"
USUAL = {"Daerah Khusus Ibukota Jakarta": "DKI Jakarta", "Daerah Istimewa Yogyakarta": "DI Yogyakarta"}


class Point(NamedTuple):
    """A village of geografis: its centroid in degrees (WGS 84), and its names up to the city."""

    code: str
    village: str
    district: str
    city: str
    latitude: float
    longitude: float
    postcode: str

    @classmethod
    def of(cls, row: Row) -> Point:
        names = row["village"], row["district"], row["city"]
        return cls(row["code"], *names, float(row["latitude"]), float(row["longitude"]), row["postcode"])


@dataclass(frozen=True)
class Areas:
    """The rows of idn-area-data, from province to village, as dictionaries with `code` and `name`."""

    provinces: list[Row]
    regencies: list[Row]
    districts: list[Row]
    villages: list[Row]


def read_areas(folder: Path = CONTENT) -> Areas:
    """Raises TerritoryMissing where a file is not there."""
    levels = ("provinces", "regencies", "districts", "villages")
    return Areas(*(list(_rows(folder / f"{level}.csv")) for level in levels))


def read_points(folder: Path = CONTENT) -> list[Point]:
    """Raises TerritoryMissing where the file is not there."""
    # Each row becomes a small tuple as soon as it is read: half the memory of 83,449 dictionaries.
    return [Point.of(row) for row in _rows(folder / "points.csv")]


def _rows(path: Path) -> Iterator[Row]:
    if not path.exists():
        raise TerritoryMissing(path)
    with path.open(newline="", encoding="utf-8") as lines:
        yield from csv.DictReader(lines)


def join(areas: Areas, points: list[Point]) -> Iterator[Village]:
    """Every village, unsaved, with its centroid and how it was found."""
    districts = {row["code"]: row for row in areas.districts}
    regencies = {row["code"]: row for row in areas.regencies}
    index = _Index(points)
    for row in areas.villages:
        district = districts[row["district_code"]]
        city = regencies[district["regency_code"]]["name"]
        how, point = index.find(row, district["name"], city)
        yield _village(row, how, point)


def _village(row: Row, how: Village.Centroid, point: Point | None) -> Village:
    return Village(
        code=row["code"],
        name=as_written(row["name"]),
        district_id=row["district_code"],
        centroid=how,
        latitude=point.latitude if point else None,
        longitude=point.longitude if point else None,
        postcode=point.postcode if point else "",
    )


class _Index:
    def __init__(self, points: list[Point]) -> None:
        self._by_code = {point.code: point for point in points}
        self._in_district: dict[tuple[str, ...], list[Point]] = defaultdict(list)
        self._in_city: dict[tuple[str, ...], list[Point]] = defaultdict(list)
        for point in points:
            name, city = plain(point.village), plain_city(point.city)
            self._in_district[city, plain(point.district), name].append(point)
            self._in_city[city, name].append(point)

    def find(self, row: Row, district: str, city: str) -> tuple[Village.Centroid, Point | None]:
        same_code, name = self._by_code.get(row["code"]), plain(row["name"])
        if same_code and plain(same_code.village) == name:
            return Village.Centroid.CODE_AND_NAME, same_code
        if point := _only(self._in_district.get((plain_city(city), plain(district), name))):
            return Village.Centroid.DISTRICT, point
        if point := _only(self._in_city.get((plain_city(city), name))):
            return Village.Centroid.CITY, point
        return (Village.Centroid.CODE, same_code) if same_code else (Village.Centroid.NONE, None)


def _only(found: list[Point] | None) -> Point | None:
    return found[0] if found and len(found) == 1 else None


def as_written(name: str) -> str:
    """A name as people write it; the package spells apostrophes as double quotes, and has a few slips."""
    name = USUAL.get(name.strip(), name.strip()).replace('"', "'").rstrip("*")
    return name[:1].upper() + name[1:]


def plain(name: str) -> str:
    """A name as its letters and digits alone, so that spelling habits do not part two villages."""
    return re.sub(r"[^a-z0-9]", "", name.lower())


def plain_city(name: str) -> str:
    return plain(re.sub(r"^(kabupaten|kota|administrasi)\s+", "", name.lower()))
