"""Dewi keeps what dialogues are planned by, on the office's pages."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from pimpasa.outreach.models import Departures, DialogueKind, RwContact
from tests.factories import outreach as made
from tests.factories.people import Cast
from tests.factories.territory import CENGKARENG_TIMUR, KAPUK, TANAH_TINGGI

if TYPE_CHECKING:
    from tests.sites.conftest import SignIn

CONTACTS, LEFT, KINDS = "/petugas/dialog/narahubung/", "/petugas/dialog/keberangkatan/", "/petugas/dialog/jenis/"


@pytest.fixture
def dewi(office: Cast, signed_in: SignIn) -> Client:
    return signed_in(office.dewi)


def test_it_works(office: Cast, dewi: Client) -> None:
    """A contact is kept, shown, replaced and removed."""
    typed = {"village": CENGKARENG_TIMUR, "rw": "17", "name": "Pak Karangan", "email": "rw17@karangan.invalid"}
    assert dewi.post(CONTACTS, typed).status_code == 302
    kept = RwContact.objects.get()
    page = dewi.get(CONTACTS).content.decode()
    assert ("RW 017" in page, "rw17@karangan.invalid" in page) == (True, True)
    assert dewi.post(f"{CONTACTS}{kept.pk}/hapus/").status_code == 302
    assert not RwContact.objects.exists()
    assert dewi.post(f"{CONTACTS}{kept.pk}/hapus/").status_code == 404


def test_a_contact_that_is_none_is_told(dewi: Client) -> None:
    right: dict[str, Any] = {"village": KAPUK, "rw": "17", "name": "Karangan", "email": "a@karangan.invalid"}
    for wrong in ({"village": TANAH_TINGGI}, {"rw": "1717"}, {"name": ""}, {"email": "karangan"}, {"rw": "a\x00"}):
        assert (wrong, dewi.post(CONTACTS, right | wrong).status_code) == (wrong, 422)
    assert not RwContact.objects.exists()


def test_a_kind_is_added_and_renamed(dewi: Client) -> None:
    typed = {"name_id": "Nonton bareng", "name_en": "Film evening", "minutes": "120", "is_planned": "on"}
    assert dewi.post(f"{KINDS}baru/", typed).status_code == 302
    assert dewi.post(f"{KINDS}nonton-bareng/", typed | {"name_id": "Layar tancap"}).status_code == 302
    made_one = DialogueKind.objects.get(pk="nonton-bareng")
    assert (made_one.name_id, made_one.minutes, made_one.for_residents) == ("Layar tancap", 120, False)
    assert dewi.post(f"{KINDS}nonton-bareng/", typed | {"minutes": "1"}).status_code == 422
    assert dewi.get(f"{KINDS}tidak-ada/").status_code == 404


def test_departures_are_brought_in(dewi: Client) -> None:
    def sent(data: bytes, **changes: Any) -> Any:
        return {"file": SimpleUploadedFile("angka.csv", data), "year": "2025", "source": "BPS Karangan"} | changes

    assert dewi.post(LEFT, sent(f"kode,jumlah\n{KAPUK},320\n".encode())).status_code == 302
    assert "BPS Karangan" in dewi.get(LEFT).content.decode()
    wrong = dewi.post(LEFT, sent(b"kode,jumlah\nx,1\n"))
    assert (wrong.status_code, "Baris 2: x bukan kelurahan" in wrong.content.decode()) == (422, True)
    for bad in (sent(b""), sent(b"kode,jumlah", year="x"), sent(b"kode,jumlah", year="9999"), {"file": "x"}):
        assert dewi.post(LEFT, bad).status_code == 422
    assert Departures.objects.get().number == 320
    page = dewi.get("/petugas/dialog/berikutnya/").content.decode()
    assert "320 keberangkatan pada tahun 2025 (BPS Karangan)" in page
    assert f"/petugas/dialog/baru/?kelurahan={KAPUK}" in page
    assert 'value="Kapuk, Kec. Cengkareng"' in dewi.get(f"/petugas/dialog/baru/?kelurahan={KAPUK}").content.decode()


def test_a_forged_form_brings_nothing_in(office: Cast, dewi: Client) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = dewi.cookies
    file = SimpleUploadedFile("angka.csv", b"kode,jumlah\n")
    assert strict.post(LEFT, {"file": file, "year": "2025", "source": "x"}).status_code == 403


def test_of_three_as_often_as_of_one(office: Cast, dewi: Client, django_assert_num_queries: Any) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    made.contact(office)
    dewi.get(CONTACTS)
    with CaptureQueriesContext(connection) as asked:
        dewi.get(CONTACTS)
    for rw in ("018", "019"):
        made.contact(office, rw=rw)
    with django_assert_num_queries(len(asked)):
        dewi.get(CONTACTS)
