"""The whole country: what is imported, and that people find their kelurahan in it."""

from __future__ import annotations

import statistics
from pathlib import Path

import pytest
import shapely
from django.db import connection
from django.test.utils import CaptureQueriesContext

from pimpasa.territory import atlas, queries
from pimpasa.territory.actions import import_boundaries, import_packages
from pimpasa.territory.models import Boundary, District, Import, Province, Regency, Village
from tests.territory.conftest import NODE_MODULES

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("country")]

CENGKARENG_TIMUR = "31.73.01.1006"


def full_names(villages: list[Village]) -> list[str]:
    return [f"{v.name}, {v.district.name}, {v.district.regency.name}" for v in villages]


def test_every_village_and_how_its_centroid_was_found(country: dict[str, int]) -> None:
    assert country == {"code_and_name": 76_074, "district": 5_253, "city": 587, "code": 1_288, "none": 560}
    assert Village.objects.count() == sum(country.values()) == 83_762
    assert (Province.objects.count(), Regency.objects.count(), District.objects.count()) == (38, 514, 7_285)
    assert Import.objects.get().counts == country


def test_the_village_of_the_first_desk() -> None:
    village = queries.by_code(CENGKARENG_TIMUR)
    assert village is not None
    assert (village.name, village.postcode, village.centroid) == ("Cengkareng Timur", "11730", "code_and_name")
    assert (village.district.name, village.district.regency.name) == ("Cengkareng", "Kota Administrasi Jakarta Barat")
    assert (village.latitude, village.longitude) == pytest.approx((-6.1438, 106.7394), abs=1e-4)


def test_names_are_spelt_as_people_write_them() -> None:
    assert set(Province.objects.filter(pk__in=["31", "34"]).values_list("name", flat=True)) == {
        "DKI Jakarta",
        "DI Yogyakarta",
    }
    assert not Village.objects.filter(name__regex=r'^[a-z]|["*]|^\s|\s$').exists()
    assert not District.objects.filter(name__regex=r'^[a-z]|["*]|^\s|\s$').exists()


def test_a_second_import_brings_names_up_to_date_and_keeps_what_refers_to_them(country: dict[str, int]) -> None:
    Village.objects.filter(pk=CENGKARENG_TIMUR).update(name="Nama Lama", latitude=0.0)
    Boundary.objects.create(village_id=CENGKARENG_TIMUR, wkb=shapely.to_wkb(shapely.box(106, -7, 107, -6)))
    assert import_packages(node_modules=NODE_MODULES, progress=lambda _said: None) == country
    village = Village.objects.get(pk=CENGKARENG_TIMUR)
    assert (village.name, round(village.latitude or 0, 4)) == ("Cengkareng Timur", -6.1438)
    assert Boundary.objects.get().village == village
    assert Village.objects.count() == 83_762


@pytest.mark.parametrize(
    "typed",
    [
        "Cengkareng Timur",
        "cengkarang timr",
        "cengkareng timur jakarta barat",
        "cengkareng timur, cengkareng",
        "Kel. Cengkareng Timur, Kec. Cengkareng",
        "timur cengkareng",
        "cengkarengtimur",
        "cengkareng t",
        "ceng timur",
        "cengkareng timur jakbar",
        "cengkareng timur rw 17",
        "  CENGKARENG   TIMUR  ",
        "31.73.01.1006",
        "3173011006",
    ],
)
def test_however_it_is_typed_the_village_comes_first(typed: str) -> None:
    assert queries.search_villages(typed)[0].pk == CENGKARENG_TIMUR


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("pegdungan", "Pegadungan, Kalideres, Kota Administrasi Jakarta Barat"),
        ("tegalalur", "Tegal Alur, Kalideres, Kota Administrasi Jakarta Barat"),
        ("duri kosmbi", "Duri Kosambi, Cengkareng, Kota Administrasi Jakarta Barat"),
        ("kapuk cengkareng", "Kapuk, Cengkareng, Kota Administrasi Jakarta Barat"),
        ("bojong gede bogor", "Bojonggede, Bojonggede, Kabupaten Bogor"),
        ("gambir jakpus", "Gambir, Gambir, Kota Administrasi Jakarta Pusat"),
        ("sukamaju kab garut", "Sukamaju, Kersamanah, Kabupaten Garut"),
        ("menteng", "Menteng, Menteng, Kota Administrasi Jakarta Pusat"),
    ],
)
def test_the_first_that_is_found(typed: str, found: str) -> None:
    assert full_names(queries.search_villages(typed))[0] == found


def test_exact_names_come_before_longer_ones() -> None:
    assert [v.name for v in queries.search_villages("Menteng", limit=5)] == [
        "Menteng",
        "Menteng",
        "Menteng",
        "Menteng Atas",
        "Menteng Dalam",
    ]


def test_one_word_is_not_taken_for_two() -> None:
    assert {v.name for v in queries.search_villages("Sukamaju")} == {"Sukamaju"}
    assert {v.name for v in queries.search_villages("Suka Maju", limit=3)} == {"Suka Maju"}


def test_every_match_for_a_half_typed_word_begins_so() -> None:
    found = queries.search_villages("pegadu")
    assert full_names(found[:2]) == [
        "Pegadungan, Kalideres, Kota Administrasi Jakarta Barat",
        "Pegadungan, Sukasada, Kabupaten Buleleng",
    ]


def test_a_half_typed_code_lists_its_district() -> None:
    assert [v.pk for v in queries.search_villages("31.73.01")] == [f"31.73.01.100{n}" for n in range(1, 7)]


@pytest.mark.parametrize(
    "typed", ["", "   ", "...", "xqzwv", "\x00", "\ud800", "李", "🙂", "99.99.99.9999", "31.73\x00"]
)
def test_what_nobody_is_called_finds_nothing(typed: str) -> None:
    assert queries.search_villages(typed) == []


def test_ten_megabytes_typed_are_cut() -> None:
    found = queries.search_villages("cengkareng timur " + "x" * 10_000_000)
    assert len(found) <= 8


def test_a_search_asks_the_database_once() -> None:
    queries.search_villages("kapuk")
    with CaptureQueriesContext(
        connection,
    ) as asked:
        full_names(queries.search_villages("cengkareng timur"))
    assert len(asked) == 1


def test_with_polygons_a_position_decides(indonesia: Path) -> None:
    said: list[str] = []
    assert import_boundaries(path=indonesia, progress=said.append) == {"taken": 83_246, "unknown": 0}
    assert said[-1] == "83,246 boundaries"
    queries.forget()
    decided = [_decides(boundary) for boundary in _some_boundaries()]
    assert statistics.mean(decided) > 0.97  # simplified borders overlap in places; there the resident confirms


def _some_boundaries() -> list[Boundary]:
    return list(Boundary.objects.order_by("village")[::250])


def _decides(boundary: Boundary) -> bool:
    inside = shapely.point_on_surface(shapely.from_wkb(bytes(boundary.wkb)))
    villages, decided = queries.propose_villages(inside.y, inside.x)
    assert boundary.village_id in [village.pk for village in villages]
    return decided


def test_without_polygons_the_three_nearest_are_proposed() -> None:
    assert atlas.polygons.get().codes == []
    villages, decided = queries.propose_villages(-6.1438, 106.7394)
    assert decided is False
    assert [v.name for v in villages] == ["Cengkareng Timur", "Kapuk", "Cengkareng Barat"]
