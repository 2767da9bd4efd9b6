"""Finding a village by its name, and by where somebody stands."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable

import numpy as np
import numpy.typing as npt
import shapely
from django.db.models import Q, QuerySet

from pimpasa.territory import atlas, search
from pimpasa.territory.boundaries import EAST, NORTH, SOUTH, WEST
from pimpasa.territory.errors import NoSuchPoint
from pimpasa.territory.models import Desk, Jurisdiction, Office, Place, Province, Regency, Village

CODE = re.compile(r"[0-9]{2}\.[0-9]{2}\.[0-9]{2}\.[0-9]{4}")
CODE_BEGUN = re.compile(r"([0-9]{2})\.?([0-9]{2})\.?([0-9]{2})\.?([0-9]{0,4})")
NOT_FROM_HERE = 1.0  # degrees to the nearest centroid, about 111 km; the farthest village is 21 km wide
BESIDE = 0.001  # degrees, about 111 m; simplified borders leave gaps of up to 50 m
PROPOSED = 3


def with_names() -> QuerySet[Village]:
    """Villages with the names above them, in one query."""
    return Village.objects.select_related("district__regency__province")


def by_code(code: str) -> Village | None:
    return with_names().filter(pk=code).first() if CODE.fullmatch(code) else None


def places_of(village: Village) -> QuerySet[Place]:
    return Place.objects.filter(village=village)


def desks_of_office(office: Office) -> QuerySet[Desk]:
    """Open desks, the unit first."""
    return Desk.objects.filter(office=office, closed_on=None).select_related("village").order_by("kind", "name")


def units_elsewhere(office: Office) -> QuerySet[Desk]:
    """The units of the other offices, by office."""
    units = Desk.objects.filter(kind=Desk.Kind.UNIT, closed_on=None).exclude(office=office)
    return units.select_related("office").order_by("office__name")


def villages_read_at(desks: QuerySet[Desk]) -> list[tuple[str, str]]:
    """Codes and names of the villages whose reports these desks read: their own, or their office's jurisdiction."""
    units = desks.filter(kind=Desk.Kind.UNIT).values("office")
    at_desks = Q(desks__in=desks) | Q(district__jurisdiction__office__in=units)
    return list(Village.objects.filter(at_desks).distinct().order_by("name").values_list("code", "name"))


def villages_around(desks: QuerySet[Desk]) -> tuple[set[str], list[Village]]:
    """The codes of the villages whose reports these desks read, and these villages with their districts' others."""
    own = {code for code, _name in villages_read_at(desks)}
    districts = {code[:8] for code in own}
    return own, list(Village.objects.filter(district__in=districts).order_by("code"))


def jurisdictions_of(office: Office) -> QuerySet[Jurisdiction]:
    return Jurisdiction.objects.filter(office=office).select_related("district__regency").order_by("district__name")


def places_of_office(office: Office) -> QuerySet[Place]:
    return (
        Place.objects.filter(village__district__jurisdiction__office=office).select_related("village").order_by("name")
    )


def search_villages(text: str, limit: int = 8) -> list[Village]:
    """Villages that may be meant by a name, with its district and city or not, or by a code; the likeliest first.

    Codes are taken from the district on, with or without dots.
    """
    if code := CODE_BEGUN.fullmatch(text.strip()):
        return list(with_names().filter(pk__startswith=".".join(code.groups())).order_by("code")[:limit])
    return in_order(search.closest(text, limit))


def in_order(codes: list[str]) -> list[Village]:
    """The villages of these codes, in this order."""
    villages = with_names().in_bulk(codes)
    return [villages[code] for code in codes if code in villages]


def propose_villages(latitude: float, longitude: float) -> tuple[list[Village], bool]:
    """Where somebody stands: the village that the polygons decide on (True), else the likeliest three to confirm.

    Polygons decide where just one holds the point. Where none or several do, as along simplified borders, these come
    first and then the nearest centroids. Raises NoSuchPoint for numbers outside Indonesia.
    """
    inside = codes_at(latitude, longitude)
    if len(inside) == 1:
        return in_order(inside), True
    beside = inside or _codes_beside(latitude, longitude)
    likely = dict.fromkeys([*beside, *_nearest(latitude, longitude, PROPOSED)])
    return in_order(list(likely)[:PROPOSED]), False


def codes_at(latitude: float, longitude: float) -> list[str]:
    """Codes of the villages whose polygons hold the point; asks the database only to read the polygons once."""
    check_point(latitude, longitude)
    polygons = atlas.polygons.get()
    hits = polygons.tree.query(shapely.Point(longitude, latitude), predicate="intersects")
    return sorted(polygons.codes[i] for i in hits)


def _codes_beside(latitude: float, longitude: float) -> list[str]:
    polygons = atlas.polygons.get()
    return [polygons.codes[i] for i in polygons.tree.query_nearest(shapely.Point(longitude, latitude), BESIDE)]


def _nearest(latitude: float, longitude: float, limit: int) -> list[str]:
    centroids = atlas.centroids.get()
    if not centroids.codes:
        return []
    squeezed = (centroids.longitude - longitude) * math.cos(math.radians(latitude))
    distance: npt.NDArray[np.float64] = np.hypot(centroids.latitude - latitude, squeezed)
    nearest = np.argsort(distance)[:limit]
    if distance[nearest[0]] > NOT_FROM_HERE:
        raise NoSuchPoint
    return [centroids.codes[i] for i in nearest]


def check_point(latitude: float, longitude: float) -> None:
    """Raise NoSuchPoint unless the point lies in or near Indonesia."""
    if not (SOUTH <= latitude <= NORTH and WEST <= longitude <= EAST):
        raise NoSuchPoint


def forget() -> None:
    """Read the areas anew at the next question: this process changed them."""
    for index in (search.names, atlas.centroids, atlas.polygons):
        index.forget()


def offices() -> QuerySet[Office]:
    """Every office, by name."""
    return Office.objects.order_by("name")


def steward() -> Office | None:
    """The office that answers for what all offices of this installation share: who reads what is nobody's."""
    return Office.objects.filter(is_fallback=True).first()


def villages_of(office: Office) -> QuerySet[Village]:
    """The villages of an office's jurisdiction, by name."""
    return Village.objects.filter(district__jurisdiction__office=office).order_by("name")


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


def desk_by_id(desk_id: int) -> Desk | None:
    """With its office."""
    return Desk.objects.select_related("office").filter(pk=desk_id).first()
