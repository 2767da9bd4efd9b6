"""The whole country: what is imported, and that people find their kelurahan in it."""

from __future__ import annotations

import statistics
from pathlib import Path

import pytest
import shapely
from django.db import connection
from django.test.utils import CaptureQueriesContext

from pimpasa.territory import atlas
from pimpasa.territory.actions import add_place, import_areas, import_boundaries
from pimpasa.territory.models import Boundary, District, Import, Province, Regency, Village
from pimpasa.territory.queries import places

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
    village = places.by_code(CENGKARENG_TIMUR)
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
    Boundary.of(CENGKARENG_TIMUR, shapely.box(106, -7, 107, -6)).save()
    assert import_areas(progress=lambda _said: None) == country
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
    assert places.search_villages(typed)[0].pk == CENGKARENG_TIMUR


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
    assert full_names(places.search_villages(typed))[0] == found


def test_exact_names_come_before_longer_ones() -> None:
    assert [v.name for v in places.search_villages("Menteng", limit=5)] == [
        "Menteng",
        "Menteng",
        "Menteng",
        "Menteng Atas",
        "Menteng Dalam",
    ]


def test_one_word_is_not_taken_for_two() -> None:
    assert {v.name for v in places.search_villages("Sukamaju")} == {"Sukamaju"}
    assert {v.name for v in places.search_villages("Suka Maju", limit=3)} == {"Suka Maju"}


def test_every_match_for_a_half_typed_word_begins_so() -> None:
    found = places.search_villages("pegadu")
    assert full_names(found[:2]) == [
        "Pegadungan, Kalideres, Kota Administrasi Jakarta Barat",
        "Pegadungan, Sukasada, Kabupaten Buleleng",
    ]


def test_a_half_typed_code_lists_its_district() -> None:
    assert [v.pk for v in places.search_villages("31.73.01")] == [f"31.73.01.100{n}" for n in range(1, 7)]


@pytest.mark.parametrize(
    "typed", ["", "   ", "...", "xqzwv", "\x00", "\ud800", "李", "🙂", "99.99.99.9999", "31.73\x00"]
)
def test_what_nobody_is_called_finds_nothing(typed: str) -> None:
    assert places.search_villages(typed) == []


def test_ten_megabytes_typed_are_cut() -> None:
    found = places.search_villages("cengkareng timur " + "x" * 10_000_000)
    assert len(found) <= 8


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("Kampung Yoboi", "Desa Adat Yoboi, Sentani, Kabupaten Jayapura"),
        ("kp yoboi", "Desa Adat Yoboi, Sentani, Kabupaten Jayapura"),
        ("Gampong Lampulo", "Lampulo, Kuta Alam, Kota Banda Aceh"),
        ("gp. lampulo banda aceh", "Lampulo, Kuta Alam, Kota Banda Aceh"),
        ("Gampông Lampulo", "Lampulo, Kuta Alam, Kota Banda Aceh"),
        ("Ohoi Debut", "Debut, Manyeuw, Kabupaten Maluku Tenggara"),
        ("Nagari Pandai Sikek", "Pandai Sikek, X Koto, Kabupaten Tanah Datar"),
        ("Pekon Kagungan", "Kagungan, Kota Agung Timur, Kabupaten Tanggamus"),
        ("Tiyuh Panaragan", "Panaragan, Tulang Bawang Tengah, Kabupaten Tulang Bawang Barat"),
        ("Lembang Nonongan Utara", "Nonongan Utara, Sopai, Kabupaten Toraja Utara"),
        ("Negeri Hitumessing", "Hitumessing, Leihitu, Kabupaten Maluku Tengah"),
        ("Kalurahan Condongcatur", "Condongcatur, Depok, Kabupaten Sleman"),
        ("Kampung Melayu Jatinegara", "Kampung Melayu, Jatinegara, Kota Administrasi Jakarta Timur"),
        ("Desa Sukamaju, Kec. Kersamanah", "Sukamaju, Kersamanah, Kabupaten Garut"),
        ("Cengkareng Timur rt 5/rw 3", "Cengkareng Timur, Cengkareng, Kota Administrasi Jakarta Barat"),
        ("RW017 cengkareng timur", "Cengkareng Timur, Cengkareng, Kota Administrasi Jakarta Barat"),
    ],
)
def test_local_words_for_a_village_hide_none(typed: str, found: str) -> None:
    assert full_names(places.search_villages(typed))[0] == found


def test_near_ones_come_first_and_three_at_a_time() -> None:
    near = places.near_to(places.by_code(CENGKARENG_TIMUR))
    first = places.search("Kapuk", near=near)
    assert (first.rows[0].village.pk, len(first.rows), first.has_more) == ("31.73.01.1005", 3, True)
    rest = places.search("Kapuk", near=near, start=3)
    assert not {match.choice for match in rest.rows} & {match.choice for match in first.rows}
    assert places.search("Kapuk", near=[(-1.6, 103.6)]).rows[0].village.district.regency.province.name == "Jambi"


def test_twins_are_told_apart() -> None:
    pairs = [("Panipahan", "Rokan Hilir"), ("Inobonto", "Bolaang Mongondow"), ("Sorkam Kanan", "Tapanuli Tengah")]
    for name, city in pairs:
        rows = places.search(f"{name} {city}", limit=2).rows
        assert [(row.village.name, row.is_twin) for row in rows] == [(name, False)] * 2
        assert {row.village.kind.label for row in rows} == {"Kelurahan", "Desa"}
    assert places.search("desa panipahan").rows[0].village.pk == "14.07.06.2001"
    assert places.search("kel. panipahan").rows[0].village.pk == "14.07.06.1007"


def test_twins_of_one_kind_are_told_apart_by_their_codes() -> None:
    rows = places.search("Tounelet Satu", limit=2).rows
    assert [(row.village.pk, row.is_twin) for row in rows] == [("71.02.11.2003", True), ("71.02.11.2018", True)]


@pytest.mark.parametrize(
    "typed",
    ["Rusun Cinta Kasih Tzu Chi", "rusun tzu chi", "cinta kasi", "rusunawa su ci"],
)
def test_a_place_of_the_office_is_found_however_it_is_spelt(typed: str) -> None:
    village = places.by_code(CENGKARENG_TIMUR)
    assert village
    add_place(name="Rusun Cinta Kasih Tzu Chi", village=village, rw="017")
    places.forget_places()
    match = places.search(typed, near=places.near_to(village)).rows[0]
    assert (match.place and match.place.name, match.village) == ("Rusun Cinta Kasih Tzu Chi", village)
    assert places.by_choice(match.choice) == match
    assert places.by_choice(village.code) == places.Match(village)


@pytest.mark.parametrize("choice", ["", "31.73.01.1006+0", "31.73.01.1006+x", "31.73.01.1006+", "99.99.99.9999", "x"])
def test_a_choice_of_nothing(choice: str) -> None:
    match = places.by_choice(choice)
    assert match is None or match.choice == choice.rstrip("+")


def test_a_search_asks_the_database_once() -> None:
    places.search_villages("kapuk")
    with CaptureQueriesContext(
        connection,
    ) as asked:
        full_names(places.search_villages("cengkareng timur"))
    assert len(asked) == 1


def test_with_polygons_a_position_decides(indonesia: Path) -> None:
    said: list[str] = []
    assert import_boundaries(path=indonesia, progress=said.append) == {"taken": 83_246, "unknown": 0}
    assert said[-1] == "83,246 boundaries"
    places.forget()
    decided = [_decides(boundary) for boundary in _some_boundaries()]
    assert statistics.mean(decided) > 0.8  # small villages lie within BORDER of their neighbours


def _some_boundaries() -> list[Boundary]:
    return list(Boundary.objects.order_by("village")[::250])


def _decides(boundary: Boundary) -> bool:
    inside = shapely.point_on_surface(shapely.from_wkb(bytes(boundary.wkb)))
    villages, decided = places.propose_villages(inside.y, inside.x, accuracy=10)
    assert boundary.village_id in [village.pk for village in villages]
    return decided


def test_without_polygons_the_three_nearest_are_proposed() -> None:
    assert atlas.boxes.get().codes == []
    villages, decided = places.propose_villages(-6.1438, 106.7394)
    assert decided is False
    assert [v.name for v in villages] == ["Cengkareng Timur", "Kapuk", "Cengkareng Barat"]
