"""The places of an officer's work: four at the thumb of a phone, all of them in the rail and on one page."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from pimpasa.accounts.models import Officer
from pimpasa.accounts.roles import Role
from pimpasa.sites.officers.navigation import PLACES, Navigation, navigation
from tests.factories.people import Cast, cast

SignIn = Callable[[Officer], Client]
pytestmark = pytest.mark.django_db
EVERYBODY = ["hadi", "agus", "dewi", "sari", "bayu", "rina"]


@pytest.fixture
def office() -> Cast:
    return cast()


def current(places: Navigation) -> tuple[list[str], list[str]]:
    return (
        [str(link.label) for link in places.places if link.is_current],
        [str(link.label) for link in places.pages if link.is_current],
    )


def thumb(officer: Officer, path: str = "/") -> list[str]:
    return [str(link.label) for link in navigation(officer, path).thumb]


def test_it_works(office: Cast) -> None:
    places = navigation(office.dewi, reverse("officers:operations"))
    assert current(places) == (["Lapangan"], ["Operasi"])
    assert [str(link.label) for link in places.pages] == [
        "Operasi",
        "Surat perintah",
        "Ada yang mungkin korban",
        "Dukungan",
    ]


def test_four_places_stand_at_the_thumb(office: Cast) -> None:
    assert thumb(office.sari) == thumb(office.dewi)
    assert thumb(office.sari) == ["Menunggu", "Laporan", "Lapangan", "Lainnya"]
    assert thumb(office.hadi) == ["Menunggu", "Angka", "Laporan", "Lainnya"]  # who leads looks at numbers first
    assert thumb(office.agus) == ["Menunggu", "Petugas", "Meja dan tempat", "Lainnya"]
    assert thumb(office.rina) == ["Menunggu", "Pengawasan", "Catatan tindakan", "Lainnya"]


def test_a_page_below_belongs_to_its_place_and_shows_no_pages_beside_it(office: Cast) -> None:
    assert current(navigation(office.dewi, "/petugas/kasus/7/orang/")) == (["Kasus"], [])
    assert current(navigation(office.sari, "/petugas/cek-lapangan/7/")) == (["Laporan"], [])
    assert current(navigation(office.sari, reverse("officers:reports"))) == (["Laporan"], ["Terbuka"])


def test_elsewhere_the_thumb_is_at_all_the_others(office: Cast) -> None:
    for path in (reverse("officers:security"), reverse("officers:cases"), reverse("officers:more")):
        places = navigation(office.dewi, path)
        assert [str(link.label) for link in places.thumb if link.is_current] == ["Lainnya"]


def test_strangers_go_nowhere() -> None:
    assert navigation(None, "/") == Navigation()


@pytest.mark.parametrize("who", EVERYBODY)
def test_every_place_opens_at_a_page_that_is_one_s_own(office: Cast, who: str) -> None:
    for place in navigation(getattr(office, who), "/").places:
        assert current(navigation(getattr(office, who), place.url))[0] == [str(place.label)]


@pytest.mark.parametrize("who", EVERYBODY)
def test_everything_that_one_may_open_stands_under_more(office: Cast, signed_in: SignIn, who: str) -> None:
    officer = getattr(office, who)
    page = signed_in(officer).get(reverse("officers:more")).content.decode()
    pages = [page for place in PLACES for page in place.pages]
    mine = {page.name for page in pages if page.needs is None or Role(officer.role).may(page.needs)}
    for name in {page.name for page in pages}:
        assert (f'class="app-more__page" href="{reverse(name)}"' in page) == (name in mine)
