"""Finding a village by its name, and by where somebody stands."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np
import shapely
from django.db.models import QuerySet

from pimpasa.territory import atlas
from pimpasa.territory import search as spelling
from pimpasa.territory.atlas import Position
from pimpasa.territory.boundaries import EAST, NORTH, SOUTH, WEST
from pimpasa.territory.errors import NoSuchPoint
from pimpasa.territory.kinds import FLATS
from pimpasa.territory.models import Boundary, Office, Place, Province, Regency, Village
from pimpasa.territory.search import Key, Likeness, Typed

CODE = re.compile(r"[0-9]{2}\.[0-9]{2}\.[0-9]{2}\.[0-9]{4}")
CODE_BEGUN = re.compile(r"([0-9]{2})\.?([0-9]{2})\.?([0-9]{2})\.?([0-9]{0,4})")
NOT_FROM_HERE = 1.0  # degrees to the nearest centroid, about 111 km; the farthest village is 21 km wide
METRES = 111_320.0  # of a degree of latitude, at the equator of longitude, too
BORDER = 62.0  # metres; every wrong village of 1,500 measured points lay within them of a border (bench/places.py)
BESIDE = 400.0  # metres; how far neighbours are looked for when a position comes without its accuracy
FARTHEST = 5_000.0  # metres; a position less accurate than this names no village
PROPOSED = 3
MOST = 99  # of a half typed code
CANDIDATES = 1_000
NEAR = 0.1  # what being at the very place adds to a match, and with how many degrees it fades (30 km)
NEARBY = 0.27
FAR = 99.0
NOISE = 0.05  # a far name that is so much less alike than a near one is not what was meant


@dataclass(frozen=True)
class Match:
    """A village that may be meant, or a named place in it; `is_twin` where another has its name and its kind, too.

    `away` is how far its middle is from a phone's position, in kilometres; None where no position was asked about.
    """

    village: Village
    place: Place | None = None
    is_twin: bool = False
    away: float | None = None

    @property
    def choice(self) -> str:
        """What a form sends for it; `by_choice` reads it."""
        return f"{self.village.code}+{self.place.pk}" if self.place else self.village.code

    @property
    def title(self) -> str:
        """As one says it: "Rusun Cinta Kasih Tzu Chi", "Desa Panipahan"."""
        return self.place.name if self.place else self.village_title

    @property
    def is_flats(self) -> bool:
        """Whether the place is called a block of flats."""
        return self.place is not None and not FLATS.isdisjoint(spelling.words_of(self.place.name))

    @property
    def village_title(self) -> str:
        """With its kind, which some names have in them."""
        kind, name = str(self.village.kind.label), self.village.name
        return name if name.lower().startswith(kind.lower()) else f"{kind} {name}"


@dataclass(frozen=True)
class Matches:
    rows: list[Match]
    has_more: bool


@dataclass(frozen=True)
class _Hit:
    code: str
    place: Place | None
    score: float


def with_names() -> QuerySet[Village]:
    """Villages with the names above them, in one query."""
    return Village.objects.select_related("district__regency__province")


def by_code(code: str) -> Village | None:
    return with_names().filter(pk=code).first() if CODE.fullmatch(code) else None


def places_of(village: Village) -> QuerySet[Place]:
    return Place.objects.filter(village=village)


def places_named(text: str, village_code: str) -> list[Place]:
    """The places of a kelurahan whose names stand in a text, of which more is known than the name."""
    described = Place.objects.filter(village=village_code).exclude(towers="", contact="")
    return [place for place in described if place.name.casefold() in text.casefold()]


def place_of_office(office: Office, place_id: int) -> Place | None:
    return places_of_office(office).filter(pk=place_id).first()


def places_of_office(office: Office) -> QuerySet[Place]:
    return (
        Place.objects.filter(village__district__jurisdiction__office=office).select_related("village").order_by("name")
    )


def search(text: str, *, near: Sequence[Position] = (), start: int = 0, limit: int = PROPOSED) -> Matches:
    """Villages and named places that may be meant, the likeliest first, and of equals the nearest to one of `near`.

    A code is taken from the district on, with or without dots. `near` are degrees, latitude first.
    """
    code = CODE_BEGUN.fullmatch(text.strip())
    matches = _of_code(".".join(code.groups())) if code else _ranked(text, near, start + limit + 1)
    return _page(matches, start, limit)


def search_villages(text: str, limit: int = 8, *, near: Sequence[Position] = ()) -> list[Village]:
    """The villages of `search`, each once; a place that is meant stands for its village."""
    return list(dict.fromkeys(match.village for match in search(text, near=near, limit=limit).rows))


def by_choice(choice: str) -> Match | None:
    """What stands behind the `choice` of a match; None where there is no such village or place."""
    code, _plus, place_id = choice.partition("+")
    village = by_code(code)
    if village is None or not place_id:
        return _page([Match(village)], 0, 1).rows[0] if village else None
    place = Place.objects.filter(village=village, pk=int(place_id)).first() if place_id.isdecimal() else None
    return _page([Match(village, place)], 0, 1).rows[0] if place else None


def _of_code(beginning: str) -> list[Match]:
    return [Match(village) for village in with_names().filter(pk__startswith=beginning).order_by("code")[:MOST]]


def _page(matches: list[Match], start: int, limit: int) -> Matches:
    twins = atlas.twins.get()
    rows = [replace(match, is_twin=match.village.code in twins) for match in matches[start : start + limit]]
    return Matches(rows, has_more=len(matches) > start + limit)


def _ranked(text: str, near: Sequence[Position], limit: int) -> list[Match]:
    typed = spelling.of_village(text)
    village_names, place_names = atlas.village_names.get(), atlas.place_names.get()
    villages = _hits(village_names.keys, village_names.score(typed), limit)
    places = _hits(place_names.keys, place_names.score(spelling.of_place(text)), limit)
    by_id = Place.objects.in_bulk(places)
    hits = [_Hit(code, None, score + _of_kind(code, typed)) for code, score in villages.items()]
    hits += [_Hit(place.village_id, place, places[place.pk]) for place in by_id.values()]
    return _with_villages(_nearest_first(hits, near)[:limit])


def _hits(keys: list[Key], score: Likeness, limit: int) -> dict[Key, float]:
    """The keys that nearness can bring among the first, with what each scored."""
    enough = np.partition(score, -limit)[-limit] - NEAR - spelling.KIND if limit < len(score) else 0.0
    likely = np.flatnonzero(score >= max(enough, np.finfo(np.float32).tiny))
    best = likely[np.argsort(-score[likely], kind="stable")][:CANDIDATES]
    return {keys[i]: float(score[i]) for i in best}


def _of_kind(code: str, typed: Typed) -> float:
    return spelling.KIND if typed.kind and code[9] == typed.kind else 0.0


def _nearest_first(hits: list[_Hit], near: Sequence[Position]) -> list[_Hit]:
    """By likeness and nearness together; what is alike and equally near by code. Far noise is left out."""
    distances = _distances(hits, near)
    near_by = [hit.score for hit, distance in zip(hits, distances, strict=True) if distance <= 2 * NEARBY]
    enough = max(near_by, default=0.0) - NOISE
    ranks = []
    for i, (hit, distance) in enumerate(zip(hits, distances, strict=True)):
        likeness = hit.score + NEAR * math.exp(-distance / NEARBY)
        if hit.score >= enough or distance <= 2 * NEARBY:
            ranks.append((-round(likeness, 5), round(distance, 3), hit.code, hit.place is not None, i))
    return [hits[i] for *_rank, i in sorted(ranks)]


def _distances(hits: list[_Hit], near: Sequence[Position]) -> list[float]:
    """How far each hit is from the nearest of `near`, in degrees; FAR where one of both is unknown."""
    if not near or not hits:
        return [FAR] * len(hits)
    centroids = atlas.centroids.get()
    points = np.array([centroids.of(hit.code) or (math.nan, math.nan) for hit in hits])
    away = points[:, None, :] - np.array(near)[None, :, :]
    squeezed = away[..., 1] * np.cos(np.radians(points[:, 0]))[:, None]
    distances = np.hypot(away[..., 0], squeezed).min(axis=1)
    return [float(distance) for distance in np.nan_to_num(distances, nan=FAR)]


def _with_villages(hits: list[_Hit]) -> list[Match]:
    villages = with_names().in_bulk([hit.code for hit in hits])
    return [Match(villages[hit.code], hit.place) for hit in hits if hit.code in villages]


def near_to(village: Village | None = None) -> list[Position]:
    """Where those who search probably are: at a poster's village, else where the offices here are responsible."""
    position = atlas.centroids.get().of(village.code) if village else None
    return [position] if position else atlas.served.get()


def near_office(office: Office) -> list[Position]:
    """The middle of what an office is responsible for, of each city."""
    return atlas.middles_of(office)


def in_order(codes: list[str]) -> list[Village]:
    """The villages of these codes, in this order."""
    villages = with_names().in_bulk(codes)
    return [villages[code] for code in codes if code in villages]


def propose(
    latitude: float, longitude: float, accuracy: float | None = None, *, limit: int = PROPOSED
) -> tuple[Matches, bool]:
    """`propose_villages` as matches of a search."""
    villages, is_sure = propose_villages(latitude, longitude, accuracy, limit=limit + 1)
    hits = [_Hit(village.code, None, 0) for village in villages]
    distances = _distances(hits, [(latitude, longitude)])
    rows = [
        Match(village, away=distance * METRES / 1000 if distance < FAR else None)
        for village, distance in zip(villages, distances, strict=True)
    ]
    return _page(rows, 0, limit), is_sure


def likely(office: Office | None, village: Village | None = None) -> list[Match]:
    """What is probably meant before anything is typed, at most PROPOSED.

    In a village its places, then itself; else the office's places, then the villages that have a desk of their own.
    """
    if village is not None:
        rows = [Match(village, place) for place in places_of(village)[: PROPOSED - 1]]
        return _page([*rows, Match(village)], 0, PROPOSED).rows
    if office is None:
        return []
    places = places_of_office(office)[:PROPOSED]
    at_desks = Village.objects.filter(desks__office=office, desks__closed_on=None).order_by("name").distinct()
    codes = [*(place.village_id for place in places), *at_desks.values_list("code", flat=True)[:PROPOSED]]
    villages = with_names().in_bulk(codes)
    rows = [Match(villages[place.village_id], place) for place in places]
    return _page(rows + [Match(villages[code]) for code in codes[len(rows) :]], 0, PROPOSED).rows


def propose_villages(
    latitude: float, longitude: float, accuracy: float | None = None, *, limit: int = PROPOSED
) -> tuple[list[Village], bool]:
    """Where somebody stands: the village that is sure (True), else the likeliest, the nearest first, to choose from.

    `accuracy` is the position's, in metres. It is sure where one polygon holds the point and no other comes as near as
    the accuracy, or as BORDER; never without an accuracy. Where the polygons give fewer than `limit`, the nearest
    centroids follow. Raises NoSuchPoint for numbers outside Indonesia.
    """
    check_point(latitude, longitude)
    reach = max(accuracy, BORDER) if accuracy is not None and accuracy >= 0 else None
    beside = _beside(latitude, longitude, min(reach or BESIDE, FARTHEST))
    within = [code for code, distance in beside if reach is not None and distance <= reach]
    if len(within) == 1 and beside[0][1] == 0:
        return in_order(within), True
    nearest = _nearest(latitude, longitude, limit)
    likely = within if len(within) >= PROPOSED else dict.fromkeys([*(code for code, _far in beside), *nearest])
    return in_order(list(likely)[:limit]), False


def codes_at(latitude: float, longitude: float) -> list[str]:
    """Codes of the villages whose polygons hold the point; raises NoSuchPoint."""
    check_point(latitude, longitude)
    return sorted(code for code, distance in _beside(latitude, longitude, 0) if distance == 0)


def _beside(latitude: float, longitude: float, reach: float) -> list[tuple[str, float]]:
    """Codes of the villages whose polygons are at most so many metres away, and how far each is; the nearest first.

    A degree counts as METRES everywhere: at 11° south one of longitude has 2 % less.
    """
    codes = atlas.boxes.get().around(latitude, longitude, reach / METRES)
    point = shapely.Point(longitude, latitude)
    rows = Boundary.objects.filter(pk__in=codes).values_list("village_id", "wkb") if codes else []
    distances = [(code, METRES * shapely.distance(shapely.from_wkb(bytes(wkb)), point)) for code, wkb in rows]
    within = [(code, distance) for code, distance in distances if distance <= reach]
    return sorted(within, key=lambda row: (row[1], row[0]))


def _nearest(latitude: float, longitude: float, limit: int) -> list[str]:
    nearest = atlas.centroids.get().nearest(latitude, longitude, limit)
    if nearest and nearest[0][1] > NOT_FROM_HERE:
        raise NoSuchPoint
    return [code for code, _distance in nearest]


def check_point(latitude: float, longitude: float) -> None:
    """Raise NoSuchPoint unless the point lies in or near Indonesia."""
    if not (SOUTH <= latitude <= NORTH and WEST <= longitude <= EAST):
        raise NoSuchPoint


def forget() -> None:
    """Read the areas anew at the next question: this process changed them."""
    for areas in (atlas.village_names, atlas.place_names, atlas.twins, atlas.centroids, atlas.boxes, atlas.served):
        areas.forget()


def forget_places() -> None:
    """Read the named places anew at the next question: this process added one."""
    atlas.place_names.forget()


def villages_by_code(codes: Iterable[str]) -> dict[str, Village]:
    return Village.objects.in_bulk(set(codes))


def neighbourhood_of(villages: Iterable[Village]) -> list[Village]:
    """All villages of the districts that these lie in, by code."""
    districts = {village.district_id for village in villages}
    return list(Village.objects.filter(district__in=districts).order_by("code"))


def names_of_places(villages: Iterable[str], *, most: int) -> list[str]:
    """Names of the places in the villages of these codes, each once."""
    names = Place.objects.filter(village__in=list(villages)).order_by("name").values_list("name", flat=True)
    return list(names.distinct()[:most])


def region_by_code(code: str) -> Regency | Province | None:
    return Regency.objects.filter(pk=code).first() or Province.objects.filter(pk=code).first()
