"""The duty channel's page: for whom it is, what does not belong there, and what comes of it."""

from __future__ import annotations

from collections.abc import Callable

from django.test import Client

from pimpasa.accounts.models import Officer
from pimpasa.areas.models import AreaNote
from tests.factories.people import Cast

PAGE = "/lapor/wilayah-saya/"
TOLD = {
    "teller": "rw",
    "q": "Cengkareng Timur",
    "rw": "RW 17",
    "happening": "crowded",
    "words": "Karangan: satu kamar dihuni dua belas orang.",
}


def test_it_works(office: Cast, signed_in: Callable[[Officer], Client]) -> None:
    page = Client().get(PAGE).content.decode()
    assert "Tidak ada orang yang didatangi karena tulisan ini." in page
    assert "APOA" in page
    assert Client().post(PAGE, TOLD).headers["Location"] == f"{PAGE}terima-kasih/"
    page = signed_in(office.sari).get("/petugas/kabar-wilayah/").content.decode()
    assert TOLD["words"] in page
    page = signed_in(office.dewi).get("/petugas/kabar-wilayah/").content.decode()
    assert (TOLD["words"] in page, "Cengkareng Timur" in page) == (False, True)


def test_a_number_is_refused_and_the_words_stay(office: Cast) -> None:
    words = "Karangan: telepon saja 0812-3456-7890"
    answer = Client().post(PAGE, TOLD | {"words": words})
    page = answer.content.decode()
    assert (answer.status_code, AreaNote.objects.count()) == (422, 0)
    assert words in page
    assert "Itu menunjuk ke seseorang." in page


def test_a_name_is_asked_about(office: Cast) -> None:
    named = TOLD | {"words": "Karangan: Pak Joko menyewa semua kamar"}
    answer = Client().post(PAGE, named)
    assert "Ini sepertinya nama orang: Joko." in answer.content.decode()
    assert Client().post(PAGE, named | {"no_names": "on"}).status_code == 302


def test_a_place_that_nobody_knows_is_told(office: Cast) -> None:
    answer = Client().post(PAGE, TOLD | {"q": "zzzzqqq"})
    assert (answer.status_code, AreaNote.objects.count()) == (422, 0)


def test_nobody_else_opens_the_officers_page(office: Cast, signed_in: Callable[[Officer], Client]) -> None:
    assert [signed_in(who).get("/petugas/kabar-wilayah/").status_code for who in (office.agus, office.rina)] == [
        403,
        403,
    ]
