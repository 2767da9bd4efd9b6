"""A file of offices with the shape of the country: invented people and decisions over the real areas.

The Kanwil of all provinces hold 133 offices; each kabupaten or kota is one office's, so that every village has one.
What an office that is here answers for stays its own. The offices have 10,000 officers: a head, an administrator, an
auditor, analysts, and a Pimpasa in as many villages as there are officers left, most of which are Desa Binaan.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import groupby, islice
from random import Random

from django.db.models import QuerySet

from pimpasa.coverage.kinds import Column, RowKind
from pimpasa.territory.models import District, Jurisdiction, Province, Regency, Village

OFFICES = 133
OFFICERS = 10_000
ANALYSTS = 6
NATION = "Direktorat Jenderal Imigrasi (contoh)"
FIRST = (
    "Sari",
    "Bayu",
    "Dewi",
    "Hadi",
    "Agus",
    "Rina",
    "Tono",
    "Wati",
    "Joko",
    "Ayu",
    "Budi",
    "Lestari",
    "Yusuf",
    "Maria",
)
LAST = ("Karangan", "Contoh", "Rekaan", "Umpama", "Misalan", "Andaian")
Cells = dict[Column, str]
SEED = 133


def rows() -> Iterator[list[str]]:
    """Headings, then rows."""
    yield [column.value for column in Column]
    for cells in _all():
        yield [cells.get(column, "") for column in Column]


def _all() -> Iterator[Cells]:
    yield {Column.KIND: RowKind.NATION, Column.NAME: NATION}
    yield _person(NATION, "Damar Contoh", "damar@pusat.contoh.invalid", "direktorat")
    yield _person(NATION, "Indah Contoh", "indah@pusat.contoh.invalid", "inspektorat")
    areas = _areas()
    theirs = Jurisdiction.objects.exclude(office__name__in=areas)
    free = District.objects.exclude(pk__in=theirs.values("district")).order_by("pk")
    most = (OFFICERS - OFFICES * (ANALYSTS + 3)) // OFFICES
    for kanwil, offices in _kanwils(areas).items():
        yield {Column.KIND: RowKind.KANWIL, Column.NAME: kanwil, Column.OF: NATION}
        yield _person(kanwil, "Kartika Contoh", f"kartika@{_mail(kanwil)}", "kanwil")
        for office in offices:
            yield from _office(office, kanwil, free.filter(regency__in=areas[office]), most)


def _areas() -> dict[str, list[Regency]]:
    """By the name of an office: what it answers for; neighbours by code are together."""
    regencies = list(Regency.objects.select_related("province").order_by("pk"))
    areas: dict[str, list[Regency]] = defaultdict(list)
    for number, regency in enumerate(regencies):
        seat = regencies[number * OFFICES // len(regencies) * len(regencies) // OFFICES]
        areas[f"Kantor Imigrasi {number * OFFICES // len(regencies) + 1:03} {seat.name} (contoh)"].append(regency)
    return areas


def _kanwils(areas: dict[str, list[Regency]]) -> dict[str, list[str]]:
    kanwils: dict[str, list[str]] = defaultdict(list)
    provinces = dict(Province.objects.values_list("pk", "name"))
    for office, regencies in areas.items():
        kanwils[f"Kanwil {provinces[regencies[0].province_id]} (contoh)"].append(office)
    return kanwils


def _office(name: str, kanwil: str, districts: QuerySet[District], most: int) -> Iterator[Cells]:
    chance = Random(f"{SEED}:{name}")  # noqa: S311 - invented people, not secrets
    mail = _mail(name)
    yield {Column.KIND: RowKind.OFFICE, Column.NAME: name, Column.OF: kanwil}
    yield {Column.KIND: RowKind.UNIT, Column.NAME: "Seksi Inteldakim", Column.OF: name}
    for code in _codes(districts):
        yield {Column.KIND: RowKind.JURISDICTION, Column.OF: name, Column.CODE: code}
    yield _person(name, _name(chance), f"kepala@{mail}", "kepala")
    yield _person(name, _name(chance), f"admin@{mail}", "administrator")
    yield _person(name, _name(chance), f"auditor@{mail}", "auditor")
    for number in range(ANALYSTS):
        yield _person(name, _name(chance), f"inteldakim{number}@{mail}", "inteldakim")
    villages = Village.objects.filter(district__in=districts).order_by("pk")
    for number, village in enumerate(islice(villages, most)):
        yield from _village(name, village, f"pimpasa{number}@{mail}", chance)


def _codes(districts: QuerySet[District]) -> Iterator[str]:
    """Of a kabupaten or kota that is the office's as a whole its own code, else those of its kecamatan."""
    for regency, of_regency in groupby(districts, key=lambda district: district.regency_id):
        codes = [district.pk for district in of_regency]
        is_whole = District.objects.filter(regency=regency).count() == len(codes)
        yield from [regency] if is_whole else codes


def _village(office: str, village: Village, email: str, chance: Random) -> Iterator[Cells]:
    at = {Column.OF: office, Column.CODE: village.pk}
    yield at | {Column.KIND: RowKind.DESK, Column.NAME: f"Pimpasa {village.name}"}
    yield _person(office, _name(chance), email, "pimpasa") | {Column.CODE: village.pk}
    if chance.random() < 0.8:
        day = f"{chance.randint(2023, 2025)}-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}"
        decided = {Column.NUMBER: f"CONTOH-{chance.randint(1, 9999)}-GR.03.05", Column.DAY: day, Column.EMAIL: email}
        yield at | decided | {Column.KIND: RowKind.DECISION}
    if chance.random() < 0.1:
        yield at | {Column.KIND: RowKind.PROGRAMME, Column.NAME: "Desa Migran Emas", Column.CONTACT: "Balai desa"}


def _person(office: str, name: str, email: str, role: str) -> Cells:
    cells = {Column.KIND: RowKind.OFFICER.value, Column.OF: office, Column.NAME: name}
    return cells | {Column.EMAIL: email, Column.ROLE: role}


def _name(chance: Random) -> str:
    return f"{chance.choice(FIRST)} {chance.choice(FIRST)} {chance.choice(LAST)}"


def _mail(office: str) -> str:
    letters = "".join(letter if letter.isalnum() and letter.isascii() else "-" for letter in office.lower())
    return f"{letters.strip('-')[:40].strip('-')}.contoh.invalid"
