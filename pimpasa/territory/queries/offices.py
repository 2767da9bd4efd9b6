"""Which office and which desk reads what, and which villages are whose."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q, QuerySet
from rapidfuzz import fuzz, process, utils

from pimpasa.territory.kinds import Level
from pimpasa.territory.models import Desk, Jurisdiction, Office, Village

MOST_NAMED = 5
NAMED = 88  # of 100; how much of a village's name has to stand in a question


def desks_of_office(office: Office) -> QuerySet[Desk]:
    """Open desks, the unit first."""
    return Desk.objects.filter(office=office, closed_on=None).select_related("village").order_by("kind", "name")


def desk_of_office(office: Office, desk_id: int) -> Desk | None:
    """One of its open desks."""
    return desks_of_office(office).filter(pk=desk_id).first()


def desks_beside(desk: Desk) -> QuerySet[Desk]:
    """The other open desks of kelurahan of the same office."""
    return desks_of_office(desk.office).filter(kind=Desk.Kind.VILLAGE).exclude(pk=desk.pk)


def merged_villages(office: Office) -> dict[int, list[str]]:
    """By open desk: the names of the kelurahan whose own desks were merged into it."""
    closed = Desk.objects.filter(office=office, kind=Desk.Kind.VILLAGE, merged_into__isnull=False)
    names: dict[int, list[str]] = {}
    for desk_id, village in closed.order_by("village__name").values_list("merged_into", "village__name"):
        if desk_id is not None:
            names.setdefault(desk_id, []).append(village)
    return names


def units_merged_into(units: Iterable[int]) -> list[int]:
    """The units of closed offices for which these units read."""
    return list(
        Desk.objects.filter(kind=Desk.Kind.UNIT, merged_into__in=units).order_by("pk").values_list("pk", flat=True)
    )


def units_elsewhere(office: Office) -> QuerySet[Desk]:
    """The units of the other offices, by office."""
    units = Desk.objects.filter(kind=Desk.Kind.UNIT, closed_on=None).exclude(office=office)
    return units.select_related("office").order_by("office__name")


def of_village(code: str) -> Q:
    """Desks of a kelurahan: its own, and the one that its closed desk was merged into."""
    return Q(village=code) | Q(merged__village=code)


def villages_at(desks: QuerySet[Desk]) -> QuerySet[Village]:
    """The kelurahan of these desks, and of desks that were merged into them; none for a unit."""
    at_desks = Q(desks__in=desks) | Q(desks__merged_into__in=desks)
    return Village.objects.filter(at_desks).distinct().order_by("name")


def villages_read_at(desks: Iterable[Desk]) -> list[tuple[str, str]]:
    """Codes and names of the villages whose reports these desks read."""
    return list(read_at(desks).order_by("name").values_list("code", "name"))


def read_at(desks: Iterable[Desk]) -> QuerySet[Village]:
    """The villages whose reports these desks read: their own and merged ones, or the office's."""
    seats = [desk.pk for desk in desks]
    units = [desk.office_id for desk in desks if desk.kind == Desk.Kind.UNIT]
    at_desks = Q(desks__in=seats) | Q(desks__merged_into__in=seats) | Q(district__jurisdiction__office__in=units)
    return Village.objects.filter(at_desks).order_by().distinct()


def villages_named(text: str, desks: Iterable[Desk]) -> list[tuple[str, str]]:
    """Of the villages that these desks read, whose name a question has, mistyped too; likeliest first."""
    names = dict(villages_read_at(desks))
    hits = process.extract(
        text, names, scorer=fuzz.token_set_ratio, processor=utils.default_process, score_cutoff=NAMED, limit=MOST_NAMED
    )
    return [(code, name) for name, _score, code in hits]


def villages_around(desks: QuerySet[Desk]) -> tuple[set[str], list[Village]]:
    """The codes of the villages whose reports these desks read, and these villages with their districts' others."""
    own = {code for code, _name in villages_read_at(desks)}
    districts = {code[:8] for code in own}
    return own, list(Village.objects.filter(district__in=districts).order_by("code"))


def area_of(office_id: int | None) -> str:
    """The code of the first district an office is responsible for; empty where it has none."""
    codes = Jurisdiction.objects.filter(office=office_id).order_by("district").values_list("district", flat=True)
    return codes.first() or ""


def jurisdictions_of(office: Office) -> QuerySet[Jurisdiction]:
    return Jurisdiction.objects.filter(office=office).select_related("district__regency").order_by("district__name")


def offices() -> QuerySet[Office]:
    """Every office that reads reports, by name."""
    return Office.objects.filter(level=Level.OFFICE, closed_on=None).order_by("name")


def offices_beside(office: Office) -> QuerySet[Office]:
    """The other offices that read reports, by name."""
    return offices().exclude(pk=office.pk)


def offices_within(office: Office) -> QuerySet[Office]:
    """The offices that somebody of this one answers for, closed ones too: a Kanwil's, all for the nation, or itself."""
    reading = Office.objects.filter(level=Level.OFFICE).order_by("name")
    if office.level == Level.NATION:
        return reading
    return reading.filter(above=office) if office.level == Level.KANWIL else reading.filter(pk=office.pk)


@dataclass(frozen=True)
class Node:
    """An office in the tree, with what hangs on it: offices below, its unit, its desks of kelurahan."""

    office: Office
    below: list[Node]
    desks: list[Desk]


def tree() -> list[Node]:
    """From the nation down to the desks, open ones alone; offices on which nothing hangs above stand beside it."""
    below: dict[int | None, list[Office]] = defaultdict(list)
    for office in Office.objects.filter(closed_on=None).order_by("-level", "name"):
        below[office.above_id].append(office)
    desks: dict[int, list[Desk]] = defaultdict(list)
    for desk in Desk.objects.filter(closed_on=None).order_by("kind", "name"):
        desks[desk.office_id].append(desk)
    return [_node(office, below, desks) for office in below[None]]


def _node(office: Office, below: dict[int | None, list[Office]], desks: dict[int, list[Desk]]) -> Node:
    return Node(office, [_node(under, below, desks) for under in below[office.pk]], desks[office.pk])


def steward() -> Office | None:
    """The office that answers for what all offices of this installation share: who reads what is nobody's."""
    return Office.objects.filter(is_fallback=True).first()


def villages_of(office: Office) -> QuerySet[Village]:
    """The villages of an office's jurisdiction, by name."""
    return Village.objects.filter(district__jurisdiction__office=office).order_by("name")


def desk_by_id(desk_id: int) -> Desk | None:
    """With its office."""
    return Desk.objects.select_related("office").filter(pk=desk_id).first()
