"""A real slice of the territory, and the offices and desks over it.

Each function makes what is missing above it and returns what is there already, so that a test names only what it is
about. Codes, names and centroids are the real ones.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from pimpasa.territory.models import Desk, District, Jurisdiction, Office, Place, Province, Regency, Village
from pimpasa.territory.queries import places

ABOVE = {
    "31": "DKI Jakarta",
    "31.73": "Kota Administrasi Jakarta Barat",
    "31.73.01": "Cengkareng",
    "31.73.06": "Kalideres",
    "36": "Banten",
    "36.71": "Kota Tangerang",
    "36.71.01": "Tangerang",
}
VILLAGES = {
    "31.73.01.1001": ("Cengkareng Barat", -6.1355, 106.7231, "11730"),
    "31.73.01.1002": ("Duri Kosambi", -6.1749, 106.7170, "11750"),
    "31.73.01.1003": ("Rawa Buaya", -6.1682, 106.7376, "11740"),
    "31.73.01.1004": ("Kedaung Kali Angke", -6.1503, 106.7592, "11710"),
    "31.73.01.1005": ("Kapuk", -6.1432, 106.7519, "11720"),
    "31.73.01.1006": ("Cengkareng Timur", -6.1438, 106.7394, "11730"),
    "31.73.06.1001": ("Kalideres", -6.1474, 106.6976, "11840"),
    "31.73.06.1002": ("Semanan", -6.1677, 106.7024, "11850"),
    "31.73.06.1003": ("Tegal Alur", -6.1159, 106.7151, "11820"),
    "31.73.06.1004": ("Kamal", -6.1082, 106.6982, "11810"),
    "31.73.06.1005": ("Pegadungan", -6.1325, 106.7000, "11830"),
    "36.71.01.1003": ("Tanah Tinggi", -6.1721, 106.6546, "15119"),
}
CENGKARENG_TIMUR, PEGADUNGAN = "31.73.01.1006", "31.73.06.1005"
KAPUK = "31.73.01.1005"  # in the jurisdiction, without a Pimpasa
TANAH_TINGGI = "36.71.01.1003"  # outside it
OFFICE = "Kantor Imigrasi Kelas I Khusus TPI Soekarno-Hatta"
UNIT = "Bidang Inteldakim"
FALLBACK = "Direktorat Intelijen Keimigrasian"


def make_province(code: str = "31", *, name: str | None = None) -> Province:
    return Province.objects.get_or_create(code=code, defaults={"name": name or ABOVE.get(code, f"Provinsi {code}")})[0]


def make_regency(code: str = "31.73", *, name: str | None = None) -> Regency:
    defaults = {"name": name or ABOVE.get(code, f"Kota {code}"), "province": make_province(code[:2])}
    return Regency.objects.get_or_create(code=code, defaults=defaults)[0]


def make_district(code: str = "31.73.01", *, name: str | None = None) -> District:
    defaults = {"name": name or ABOVE.get(code, f"Kecamatan {code}"), "regency": make_regency(code[:5])}
    return District.objects.get_or_create(code=code, defaults=defaults)[0]


def make_village(
    code: str = CENGKARENG_TIMUR, *, name: str | None = None, at: tuple[float, float] | None = None
) -> Village:
    """A village; `at` is latitude and longitude in degrees. One that is neither real nor given a place has none."""
    real_name, *real_at, postcode = VILLAGES.get(code, (f"Desa {code}", None, None, ""))
    latitude, longitude = at or real_at
    village, _ = Village.objects.get_or_create(
        code=code,
        defaults={
            "name": name or real_name,
            "district": make_district(code[:8]),
            "latitude": latitude,
            "longitude": longitude,
            "postcode": postcode,
            "centroid": Village.Centroid.NONE if latitude is None else Village.Centroid.CODE_AND_NAME,
        },
    )
    places.forget()
    return village


def make_office(name: str = OFFICE, *, districts: list[str] | None = None, is_fallback: bool = False) -> Office:
    """An office, responsible for the districts of these codes."""
    office, _ = Office.objects.get_or_create(
        name=name, defaults={"is_fallback": is_fallback, "one_step_is_enough": True}
    )
    for code in districts or []:
        Jurisdiction.objects.get_or_create(district=make_district(code), defaults={"office": office})
    return office


def make_unit(office: Office, *, name: str = UNIT, closed_on: date | None = None) -> Desk:
    return Desk.objects.get_or_create(office=office, kind=Desk.Kind.UNIT, closed_on=closed_on, defaults={"name": name})[
        0
    ]


def make_village_desk(office: Office, village: Village, *, closed_on: date | None = None) -> Desk:
    return Desk.objects.get_or_create(
        office=office,
        kind=Desk.Kind.VILLAGE,
        village=village,
        closed_on=closed_on,
        defaults={"name": f"Pimpasa {village.name}"},
    )[0]


@dataclass(frozen=True)
class Slice:
    """The office at the airport and the one that reads what is nobody's."""

    office: Office
    unit: Desk
    cengkareng_timur: Desk
    pegadungan: Desk
    fallback: Office
    fallback_unit: Desk

    def village(self, code: str) -> Village:
        return Village.objects.get(pk=code)


def cengkareng() -> Slice:
    """Every kelurahan of Cengkareng and Kalideres and one outside; two with a Pimpasa's desk; the fall-back office."""
    villages = {code: make_village(code) for code in VILLAGES}
    office, fallback = make_office(districts=["31.73.01", "31.73.06"]), make_office(FALLBACK, is_fallback=True)
    for name in ("Rusunami City Park", "Rusun Cinta Kasih Tzu Chi"):
        rw = "017" if "Tzu Chi" in name else ""
        Place.objects.get_or_create(name=name, village=villages[CENGKARENG_TIMUR], defaults={"rw": rw})
    return Slice(
        office=office,
        unit=make_unit(office),
        cengkareng_timur=make_village_desk(office, villages[CENGKARENG_TIMUR]),
        pegadungan=make_village_desk(office, villages[PEGADUNGAN]),
        fallback=fallback,
        fallback_unit=make_unit(fallback, name="Subdirektorat Intelijen"),
    )
