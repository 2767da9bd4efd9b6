"""Bring the areas in, and keep them; nothing here is secret, so nothing goes to the ledger."""

from __future__ import annotations

import gzip
import json
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import shapely
from django.db import transaction
from django.db.models import Model

from pimpasa.territory import queries, sources
from pimpasa.territory.errors import BadBoundaries
from pimpasa.territory.models import Boundary, District, Place, Province, Regency, Village

Progress = Callable[[str], None]
BATCH = 5000


@transaction.atomic
def import_packages(node_modules: Path, *, progress: Progress) -> dict[str, int]:
    """Bring in, or bring up to date, every area; returns the number of villages by how their centroid was found."""
    progress("reading areas and centroids")
    areas, points = sources.read_areas(node_modules), sources.read_points(node_modules)
    _upsert([Province(code=r["code"], name=_title(r["name"])) for r in areas.provinces], ["name"])
    _upsert(
        [Regency(code=r["code"], name=_title(r["name"]), province_id=r["province_code"]) for r in areas.regencies],
        ["name", "province"],
    )
    _upsert(
        [District(code=r["code"], name=r["name"].strip(), regency_id=r["regency_code"]) for r in areas.districts],
        ["name", "regency"],
    )
    return _import_villages(areas, points, progress)


def _import_villages(areas: sources.Areas, points: list[sources.Point], progress: Progress) -> dict[str, int]:
    counts: Counter[str] = Counter()
    done = 0
    for batch in _batches(sources.join(areas, points)):
        _upsert(batch, ["name", "district", "latitude", "longitude", "postcode", "centroid"])
        counts.update(str(village.centroid) for village in batch)
        done += len(batch)
        progress(f"{done:,} of {len(areas.villages):,} villages")
    transaction.on_commit(queries.forget)
    return dict(counts)


def _batches(villages: Iterator[Village]) -> Iterator[list[Village]]:
    batch: list[Village] = []
    for village in villages:
        batch.append(village)
        if len(batch) == BATCH:
            yield batch
            batch = []
    yield batch


def _upsert(rows: Sequence[Model], fields: list[str]) -> None:
    if rows:
        type(rows[0])._default_manager.bulk_create(  # noqa: SLF001 - Django's documented name for it
            rows, batch_size=BATCH, update_conflicts=True, unique_fields=["code"], update_fields=fields
        )


def _title(name: str) -> str:
    """Names that come in capitals as people write them; short ones such as DKI stay."""
    if not name.isupper():
        return name.strip()
    return " ".join(word if word in {"DKI", "DI"} else word.capitalize() for word in name.split())


@transaction.atomic
def import_boundaries(path: Path, *, progress: Progress) -> dict[str, int]:
    """Bring in polygons from GeoJSON or GeoJSON lines, plain or gzipped; features carry `code` (Kemendagri's).

    Returns how many were taken and how many had a code nobody knows. Raises BadBoundaries naming the line.
    """
    known = set(Village.objects.values_list("code", flat=True))
    taken = unknown = 0
    batch: list[Boundary] = []
    for code, geometry in _features(path):
        if code not in known:
            unknown += 1
            continue
        batch.append(Boundary(village_id=code, wkb=shapely.to_wkb(geometry)))
        taken += 1
        if len(batch) == BATCH:
            _store(batch)
            batch = []
            progress(f"{taken:,} boundaries")
    _store(batch)
    transaction.on_commit(queries.forget)
    return {"taken": taken, "unknown": unknown}


def _store(batch: list[Boundary]) -> None:
    Boundary.objects.bulk_create(
        batch, update_conflicts=True, unique_fields=["village"], update_fields=["wkb"], batch_size=BATCH
    )


def _features(path: Path) -> Iterator[tuple[str, shapely.Geometry]]:
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf-8") as lines:
        for number, line in enumerate(lines, start=1):
            for feature in _features_of(line.strip().rstrip(","), number):
                try:
                    yield str(feature["properties"]["code"]), shapely.from_geojson(json.dumps(feature["geometry"]))
                except (KeyError, TypeError, shapely.errors.GEOSException) as wrong:
                    raise BadBoundaries(f"line {number}: no `code`, or no polygon") from wrong


def _features_of(line: str, number: int) -> list[dict[str, dict[str, str]]]:
    if not line:
        return []
    try:
        found = json.loads(line)
    except (ValueError, UnicodeDecodeError) as wrong:
        raise BadBoundaries(f"line {number} is not JSON; one feature a line, or one collection on one line") from wrong
    features: list[dict[str, dict[str, str]]] = found.get("features", [found]) if isinstance(found, dict) else []
    return features


def add_place(*, name: str, village: Village, rw: str) -> bool:
    """Add a named place; False where the kelurahan has one of this name."""
    _, added = Place.objects.get_or_create(
        village=village, name=name.strip(), defaults={"rw": rw.zfill(3) if rw else ""}
    )
    return added
