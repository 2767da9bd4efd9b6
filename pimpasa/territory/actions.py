"""Bring the areas in, and keep them; nothing here is secret, so nothing goes to the ledger."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import TypeVar

import shapely
from django.db import connection, transaction
from django.db.models import Model

from pimpasa.ledger.verbs import unlogged
from pimpasa.territory import sources
from pimpasa.territory.boundaries import read_boundaries
from pimpasa.territory.errors import BadBoundaries
from pimpasa.territory.models import Boundary, District, Import, Place, Province, Regency, Village
from pimpasa.territory.queries import places
from pimpasa.territory.sources import Areas, Point, as_written

Progress = Callable[[str], None]
T = TypeVar("T")
BATCH = 5000
BOUNDARIES_AT_ONCE = 1000
PUBLIC = "areas and places are public facts, and decide about nobody"


@unlogged(PUBLIC)
def import_areas(*, folder: Path = sources.CONTENT, progress: Progress) -> dict[str, int]:
    """Bring in, or bring up to date, every area; returns the number of villages by how their centroid was found.

    An area is known by its code: one renamed keeps what refers to it, and one that is gone from the files stays, for
    the sake of the reports from there. Raises TerritoryMissing; then nothing is changed.
    """
    progress("reading areas and centroids")
    areas = sources.read_areas(folder)
    points = sources.read_points(folder)
    _import_above(areas)
    counts = _import_villages(areas, points, progress)
    _imported(Import.Of.AREAS, counts)
    _count_for_planner()
    return counts


def _count_for_planner() -> None:
    """A database that still believes these tables empty reads them whole, for every foreign key that it checks."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE territory_province, territory_regency, territory_district, territory_village")


def _import_above(areas: Areas) -> None:
    _upsert([Province(code=row["code"], name=as_written(row["name"])) for row in areas.provinces], ["name"])
    regencies = (
        Regency(code=row["code"], name=as_written(row["name"]), province_id=row["province_code"])
        for row in areas.regencies
    )
    _upsert(list(regencies), ["name", "province"])
    districts = (
        District(code=row["code"], name=as_written(row["name"]), regency_id=row["regency_code"])
        for row in areas.districts
    )
    _upsert(list(districts), ["name", "regency"])


def _import_villages(areas: Areas, points: list[Point], progress: Progress) -> dict[str, int]:
    counts: Counter[str] = Counter()
    for batch in _batches(sources.join(areas, points)):
        _upsert(batch, ["name", "district", "latitude", "longitude", "postcode", "centroid"])
        counts.update(str(village.centroid) for village in batch)
        progress(f"{counts.total():,} of {len(areas.villages):,} villages")
    return dict(counts)


def _batches(items: Iterable[T], size: int = BATCH) -> Iterator[list[T]]:
    remaining = iter(items)
    while batch := list(islice(remaining, size)):
        yield batch


def _upsert(rows: Sequence[Model], fields: list[str]) -> None:
    if rows:
        type(rows[0])._default_manager.bulk_create(  # noqa: SLF001 - Django's documented name for it
            rows, batch_size=BATCH, update_conflicts=True, unique_fields=["code"], update_fields=fields
        )


def _imported(of: Import.Of, counts: dict[str, int]) -> None:
    Import.objects.create(of=of, counts=counts)
    transaction.on_commit(places.forget)


@unlogged(PUBLIC)
def import_boundaries(*, path: Path, progress: Progress) -> dict[str, int]:
    """Bring in polygons from GeoJSON or GeoJSON lines, plain or gzipped; features carry Kemendagri's code.

    Returns how many were `taken` and how many had a code that is `unknown` here. Several features of one village are
    one area. A village that the file lacks keeps the boundary it had. Raises BadBoundaries, which says where and why;
    then nothing is changed.
    """
    codes = set(Village.objects.values_list("code", flat=True))
    stored: set[str] = set()
    unknown = 0
    for batch in _batches(read_boundaries(path), BOUNDARIES_AT_ONCE):
        with_village = [(code, area) for code, area in batch if code in codes]
        unknown += len(batch) - len(with_village)
        _store_boundaries(_joined(with_village, stored))
        stored.update(code for code, _area in with_village)
        progress(f"{len(stored):,} boundaries")
    counts = {"taken": len(stored), "unknown": unknown}
    _check_some_taken(path, counts, progress)
    _imported(Import.Of.BOUNDARIES, counts)
    return counts


def _check_some_taken(path: Path, counts: dict[str, int], progress: Progress) -> None:
    if not counts["taken"]:
        why = "none of its codes is a village's here" if counts["unknown"] else "it holds no feature"
        raise BadBoundaries(f"{path.name}: {why}")
    if counts["unknown"]:
        progress(f"{counts['unknown']:,} left out: no village has their code")


def _joined(rows: list[tuple[str, shapely.Geometry]], stored: set[str]) -> dict[str, shapely.Geometry]:
    """The area of each village; parts that the file has apart, or had before, are joined."""
    areas: dict[str, shapely.Geometry] = _stored_areas([code for code, _area in rows if code in stored])
    for code, area in rows:
        areas[code] = shapely.union(areas[code], area) if code in areas else area
    return areas


def _stored_areas(codes: list[str]) -> dict[str, shapely.Geometry]:
    if not codes:
        return {}
    rows = Boundary.objects.filter(pk__in=codes).values_list("village_id", "wkb")
    return {code: shapely.from_wkb(bytes(wkb)) for code, wkb in rows}


def _store_boundaries(areas: dict[str, shapely.Geometry]) -> None:
    Boundary.objects.bulk_create(
        [Boundary.of(code, area) for code, area in areas.items()],
        update_conflicts=True,
        unique_fields=["village"],
        update_fields=["wkb", "west", "south", "east", "north"],
    )


@unlogged(PUBLIC)
def add_place(*, name: str, village: Village, rw: str, towers: str = "", contact: str = "") -> bool:
    """Add a named place; False where the kelurahan has one of this name. `rw` as `neighbourhoods` reads it."""
    defaults = {"rw": rw, "towers": towers.strip(), "contact": contact.strip()}
    _place, is_new = Place.objects.get_or_create(village=village, name=name.strip(), defaults=defaults)
    transaction.on_commit(places.forget_places)
    return is_new


@unlogged(PUBLIC)
def change_place(*, place: Place, name: str, rw: str, towers: str, contact: str) -> bool:
    """Say anew what is known of a place; False where the kelurahan has another of this name."""
    namesakes = Place.objects.filter(village=place.village_id, name=name.strip()).exclude(pk=place.pk)
    if namesakes.exists():
        return False
    place.name = name.strip()
    place.rw = rw
    place.towers = towers.strip()
    place.contact = contact.strip()
    place.save(update_fields=["name", "rw", "towers", "contact"])
    transaction.on_commit(places.forget_places)
    return True
