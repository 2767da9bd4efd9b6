"""A country for benchmarks: the whole territory, its offices, the ten thousand who work there, and one of everything.

Real: areas, offices, desks with their keys, who signs in, and one of everything that has a page, made by the actions
that people use (tests/factories). Rows only, without keys or sign-in: everybody else.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bench.installation import Installation

if TYPE_CHECKING:
    from pimpasa.accounts.models import Officer
    from pimpasa.accounts.roles import Role
    from pimpasa.territory.models import Desk, Office
    from tests.factories.people import Cast

OFFICES, KANWILS = 133, 33
DESKS_ELSEWHERE = 3  # of each other office
OFFICERS = 10_000
PLACES = 8  # of each of the two villages that officers are asked about
SECOND_DISTRICT, QUIET = "31.73.06", "31.73.06.1005"
NEXT_DISTRICT = "36.71.01"  # where the analyst of another office works
WITHOUT = ("31.73.01.1005",)  # a kelurahan that the unit reads itself


@dataclass(frozen=True)
class Country:
    """Who is asked, by name, and everybody of the office that has most reports; Sari's desk is the busiest."""

    officers: Mapping[str, Officer]
    cast: Cast

    @property
    def busy(self) -> Desk:
        return self.cast.at.cengkareng_timur


def make_country(place: Installation, *, officers: int = OFFICERS) -> Country:
    """Fill a fresh installation with everything but reports."""
    from pimpasa.config.installation import import_territory
    from pimpasa.territory.models import Desk

    import_territory(lambda _words: None)
    unit = Desk.objects.get(kind=Desk.Kind.UNIT)
    nation, kanwil = _offices(unit.office)
    kits = {office: _desks(office, unit.office) for office in _working()}
    kits[unit.office] = place.facts["kit"]
    cast = _cast(unit, kits)
    _places(cast)
    _everybody(officers)
    people = {name: getattr(cast, name) for name in ("sari", "bayu", "dewi", "hadi", "agus", "rina")}
    return Country(people | _above(nation, kanwil), cast)


def _working() -> list[Office]:
    from pimpasa.territory.kinds import Level
    from pimpasa.territory.models import Office

    return list(Office.objects.filter(level=Level.OFFICE).order_by("pk"))


def _offices(busiest: Office) -> tuple[Office, Office]:
    """The nation's, and the Kanwil of the office with most reports, which has an average share of the territory."""
    from pimpasa.territory.kinds import Level
    from pimpasa.territory.models import District, Jurisdiction, Office

    nation = Office.objects.create(name="Direktorat (karangan)", level=Level.NATION, one_step_is_enough=True)
    kanwils = [
        Office.objects.create(
            name=f"Kanwil {number} (karangan)", level=Level.KANWIL, above=nation, one_step_is_enough=True
        )
        for number in range(KANWILS)
    ]
    Office.objects.filter(pk=busiest.pk).update(above=kanwils[0], one_step_is_enough=True)
    offices = [busiest] + [
        Office.objects.create(
            name=f"Kantor {number:03} (karangan)", above=kanwils[number % KANWILS], one_step_is_enough=True
        )
        for number in range(1, OFFICES)
    ]
    Jurisdiction.objects.create(office=busiest, district_id=SECOND_DISTRICT)
    free = District.objects.filter(jurisdiction=None).order_by("pk")
    # Neighbours by code are one office's.
    Jurisdiction.objects.bulk_create(
        Jurisdiction(office=offices[number * OFFICES // len(free)], district=district)
        for number, district in enumerate(free)
    )
    return nation, kanwils[0]


def _desks(office: Office, busiest: Office) -> str:
    """A desk in each village of the busiest office and in some of another's, which has a unit and a kit now, too."""
    from django.db import transaction

    from pimpasa.common import clock
    from pimpasa.coverage.models import Decision
    from pimpasa.keys.actions.desk_keys import make_desk_key
    from pimpasa.keys.actions.kits import make_recovery_kit
    from pimpasa.territory.models import Desk, Village

    villages = Village.objects.filter(desks=None, district__jurisdiction__office=office).order_by("pk")
    with transaction.atomic():
        kit = "" if office == busiest else make_recovery_kit(office=office)
        units = [] if office == busiest else [Desk(office=office, kind=Desk.Kind.UNIT, name="Seksi Inteldakim")]
        desks = [
            Desk(office=office, kind=Desk.Kind.VILLAGE, name=village.name, village=village)
            for village in (villages.exclude(pk__in=WITHOUT) if office == busiest else villages[:DESKS_ELSEWHERE])
        ]
        for desk in Desk.objects.bulk_create([*units, *desks]):
            make_desk_key(desk=desk, by=None)
        Decision.objects.bulk_create(
            Decision(village_id=desk.village_id, office=office, number="KARANGAN-1", decided_on=clock.today())
            for desk in desks
        )
    return kit


def _cast(unit: Desk, kits: Mapping[Office, str]) -> Cast:
    """Everybody of the office with most reports, as tests know them, and an analyst of the next one."""
    from pimpasa.accounts.roles import Role
    from pimpasa.territory.models import Desk
    from tests.factories.people import Cast, officer
    from tests.factories.territory import Slice

    office = unit.office
    busy, quiet = (Desk.objects.get(village=code) for code in ("31.73.01.1006", QUIET))
    other_unit = Desk.objects.get(kind=Desk.Kind.UNIT, office__jurisdictions__district=NEXT_DISTRICT)
    other = other_unit.office
    hadi = officer("hadi", Role.HEAD, office, desk=unit, kit=kits[office])
    return Cast(
        at=Slice(office, unit, busy, quiet, other, other_unit),
        kit=kits[office],
        hadi=hadi,
        agus=officer("agus", Role.ADMINISTRATOR, office),
        fani=officer("fani", Role.ANALYST, other, desk=other_unit, kit=kits[other]),
        dewi=officer("dewi", Role.ANALYST, office, desk=unit, giver=hadi),
        sari=officer("sari", Role.PIMPASA, office, desk=busy, giver=hadi),
        bayu=officer("bayu", Role.PIMPASA, office, desk=quiet, giver=hadi),
        rina=officer("rina", Role.AUDITOR, office, giver=hadi),
    )


def _places(cast: Cast) -> None:
    from pimpasa.territory.models import Place

    desks = (cast.at.cengkareng_timur, cast.at.pegadungan)
    names = [f"Rusun Karangan {number}" for number in range(1, PLACES + 1)]
    Place.objects.bulk_create(Place(name=name, village_id=desk.village_id) for name in names for desk in desks)


def _above(nation: Office, kanwil: Office) -> dict[str, Officer]:
    from pimpasa.accounts.roles import Role
    from tests.factories.people import officer

    return {
        "kartika": officer("kartika", Role.KANWIL, kanwil),
        "damar": officer("damar", Role.DIRECTORATE, nation),
        "indah": officer("indah", Role.INSPECTORATE, nation),
    }


def _everybody(number: int) -> None:
    """A Pimpasa at each desk that has none, and colleagues in every office in turn up to so many."""
    from pimpasa.accounts.models import Assignment, Officer
    from pimpasa.accounts.roles import Role
    from pimpasa.common import clock
    from pimpasa.territory.models import Desk

    free = Desk.objects.filter(kind=Desk.Kind.VILLAGE, assignments=None).order_by("pk")
    pimpasa = Officer.objects.bulk_create(_row(desk.office_id, f"p{desk.pk}", Role.PIMPASA) for desk in free)
    Assignment.objects.bulk_create(
        Assignment(officer=officer, desk=desk, starts_on=clock.today())
        for officer, desk in zip(pimpasa, free, strict=True)
    )
    offices = _working()
    Officer.objects.bulk_create(
        _row(offices[count % len(offices)].pk, f"a{count}", Role.ANALYST)
        for count in range(number - Officer.objects.count())
    )


def _row(office: int, name: str, role: Role) -> Officer:
    from pimpasa.accounts.models import Officer

    return Officer(office_id=office, email=f"{name}@contoh.invalid", name=f"Contoh {name}", role=role)
