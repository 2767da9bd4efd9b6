"""The search for a kelurahan on the way of a report: what is offered, and what a choice means."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.test import Client

from pimpasa.sites.common.allowances import PLACE_SEARCHES
from pimpasa.territory.models import Boundary, Place
from pimpasa.territory.queries import places
from pimpasa.welcome.queries import forget
from tests.factories.residents import begun
from tests.factories.territory import CENGKARENG_TIMUR, KAPUK, Slice, cengkareng, make_village

pytestmark = pytest.mark.django_db

MATCHES, DESKS = "/lapor/kelurahan/", "/wilayah/"


@pytest.fixture(autouse=True)
def office() -> Iterator[Slice]:
    yield cengkareng()
    places.forget()


def offered(resident: Client, **posted: str) -> str:
    answer = resident.post(MATCHES, posted)
    assert answer.status_code == 200
    return answer.content.decode()


def test_near_ones_first_and_three_at_a_time() -> None:
    for code, at in (
        ("15.01.01.2001", (-1.6, 103.6)),
        ("36.03.01.2001", (-6.2, 106.5)),
        ("36.03.01.2002", (-6.3, 106.4)),
    ):
        make_village(code, name="Kapuk", at=at)
    resident = Client()
    page = offered(resident, q="kapuk")
    assert page.count('type="radio"') == 3
    assert page.index(KAPUK) < page.index("36.03.01.2001") < page.index("36.03.01.2002")
    assert "15.01.01.2001" not in page
    assert 'name="lagi" value="6"' in page
    everything = offered(resident, q="kapuk", lagi="6")
    assert "15.01.01.2001" in everything
    assert 'name="lagi"' not in everything
    in_jambi = offered(resident, q="kapuk", lat="-1.6", lon="103.6", akurasi="20", lagi="6")
    assert in_jambi.index("15.01.01.2001") < in_jambi.index(KAPUK)
    from_poster = offered(resident, q="kapuk", dekat="15.01.01.2001", lagi="6")
    assert from_poster.index("15.01.01.2001") < from_poster.index(KAPUK)


@pytest.mark.parametrize("typed", ["rusun tzu chi", "cinta kasi", "Rusun Cinta Kasih Tzuchi"])
def test_a_place_of_the_office_is_offered_with_its_kelurahan(typed: str) -> None:
    place = Place.objects.get(name__contains="Tzu Chi")
    page = offered(Client(), q=typed)
    assert f'value="{CENGKARENG_TIMUR}+{place.pk}"' in page
    assert "Kelurahan Cengkareng Timur" in page


def test_twins_are_told_apart_in_words() -> None:
    make_village("14.07.06.1007", name="Panipahan", at=(2.4, 100.3))
    make_village("14.07.06.2001", name="Panipahan", at=(2.5, 100.3))
    for page in (offered(Client(), q="panipahan"), Client().post(DESKS, {"q": "panipahan"}).content.decode()):
        assert "Kelurahan Panipahan" in page
        assert "Desa Panipahan" in page


def _with_borders() -> None:
    import shapely

    Boundary.of(CENGKARENG_TIMUR, shapely.box(106.730, -6.160, 106.745, -6.130)).save()
    Boundary.of(KAPUK, shapely.box(106.745, -6.160, 106.760, -6.130)).save()
    places.forget()


def test_a_precise_position_far_from_borders_decides() -> None:
    _with_borders()
    page = offered(Client(), lat="-6.145", lon="106.737", akurasi="20")
    assert page.count('type="radio"') == 1
    assert "checked" in page
    assert CENGKARENG_TIMUR in page


@pytest.mark.parametrize(
    ("longitude", "accuracy", "offers"),
    [
        ("106.7447", "5", [CENGKARENG_TIMUR, KAPUK]),  # 33 m from the border
        ("106.7440", "20", [CENGKARENG_TIMUR]),  # 111 m
        ("106.7440", "150", [CENGKARENG_TIMUR, KAPUK]),
    ],
)
def test_neighbours_of_a_near_border_are_offered(longitude: str, accuracy: str, offers: list[str]) -> None:
    _with_borders()
    page = offered(Client(), lat="-6.145", lon=longitude, akurasi=accuracy)
    assert [code for code in offers if code in page] == offers
    assert ("checked" in page) == (len(offers) == 1)


def test_a_position_without_accuracy_decides_nothing() -> None:
    _with_borders()
    page = offered(Client(), lat="-6.145", lon="106.737")
    assert page.count('type="radio"') == 3
    assert page.index(CENGKARENG_TIMUR) < page.index(KAPUK)
    assert "checked" not in page


def test_what_was_chosen_stays_when_the_position_proposes_others() -> None:
    _with_borders()
    tegal_alur = "31.73.06.1003"
    page = offered(Client(), lat="-6.145", lon="106.7447", akurasi="5", village=tegal_alur)
    assert tegal_alur in page
    assert page.count("checked") == 1


@pytest.mark.parametrize("posted", [{"lat": "x", "lon": "y"}, {"lat": "nan", "lon": "nan"}, {"lat": "51", "lon": "0"}])
def test_a_position_that_is_none_is_answered_with_a_sentence(posted: dict[str, str]) -> None:
    assert "Tulis saja namanya." in offered(Client(), **posted)


@pytest.mark.parametrize("lagi", ["-1", "x", "999999999", "\u0663"])
def test_a_wish_for_more_that_is_none(lagi: str) -> None:
    assert offered(Client(), q="cengkareng", lagi=lagi).count('type="radio"') <= 30


def test_a_flood_of_searches_waits_wherever_they_are_typed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(PLACE_SEARCHES, "most", 1)
    monkeypatch.setattr(PLACE_SEARCHES, "per_minute", 0.001)
    resident = begun("/lapor/tempat/")
    assert Client().post(DESKS, {"q": "kapuk"}).status_code == 200
    for path in (DESKS, "/lapor/tempat/", "/lapor/wilayah-saya/"):
        answer = resident.post(path, {"q": "kapuk", "cari": "1"})
        page = answer.content.decode()
        assert (answer.status_code, "Tunggu sebentar." in page, "kapuk" in page) == (
            422 if "saya" in path else 429,
            True,
            True,
        )


def test_a_slip_brings_the_near_names_and_no_far_noise() -> None:
    make_village("35.14.20.2007", name="Cengkrong", at=(-7.7, 112.9))
    make_village("31.73.01.1001", name="Cengkareng Barat", at=(-6.14, 106.72))
    page = offered(Client(), q="cengkareng timr")
    assert page.index("Cengkareng Timur") < page.index("Cengkareng Barat")
    assert "Cengkrong" not in page
    assert "Desa Cengkrong" in offered(Client(), q="cengkrong", lagi="6")


def test_places_of_the_only_office_stand_there_before_anything_is_typed(office: Slice) -> None:
    assert "Apakah salah satu ini?" not in begun("/lapor/tempat/").get("/lapor/tempat/").content.decode()
    office.fallback_unit.delete()
    office.fallback.delete()
    forget()
    page = begun("/lapor/tempat/").get("/lapor/tempat/").content.decode()
    places = [f'value="{CENGKARENG_TIMUR}+{place.pk}"' in page for place in Place.objects.all()]
    assert places == [True] * len(places)
    assert "Apakah salah satu ini?" in page


def test_around_a_poster_its_own_places_stand_first_and_itself() -> None:
    resident = Client()
    resident.get(f"/lapor/?w={KAPUK}&rw=4")
    resident.post("/lapor/", {"w": KAPUK, "rw": "4", "kind": "tppo", "narrative": "Karangan.", "whole": "1"})
    page = resident.get("/lapor/tempat/").content.decode()
    assert [code for code in (KAPUK, CENGKARENG_TIMUR) if f'value="{code}' in page] == [KAPUK]
    assert "checked" in page


def test_how_far_each_proposed_kelurahan_is() -> None:
    page = offered(Client(), lat="-6.145", lon="106.737")
    assert "Dekat sini" in page
    assert "km dari sini" in page
