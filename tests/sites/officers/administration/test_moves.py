"""Agus lets an area go by pages, Gani of the other office agrees, Dewi hands on, Hadi closes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client

from pimpasa.accounts.models import Officer
from pimpasa.accounts.roles import Role
from pimpasa.common import clock
from pimpasa.moves.actions import settle_area
from pimpasa.moves.models import Move
from pimpasa.territory.models import Office
from tests.factories import people
from tests.factories import reports as given
from tests.factories.pages import refused, text_of
from tests.factories.people import Cast

pytestmark = pytest.mark.django_db
SignIn = Callable[[Officer], Client]


@pytest.fixture
def gani(office: Cast) -> Officer:
    at = office.at
    return people.officer("gani", Role.HEAD, at.fallback, desk=at.fallback_unit, giver=office.fani)


@pytest.fixture
def agus(office: Cast, signed_in: SignIn) -> Client:
    return signed_in(office.agus)


def test_the_name_is_changed(office: Cast, agus: Client) -> None:
    agus.post("/petugas/perpindahan/nama/", {"name": "Kantor Imigrasi Bandara"})
    assert Office.objects.get(pk=office.at.office.pk).name == "Kantor Imigrasi Bandara"
    assert "Kantor Imigrasi Bandara" in text_of(agus.get("/petugas/perpindahan/"))


def test_a_name_that_is_another_s_is_refused_beside_what_was_typed(office: Cast, agus: Client) -> None:
    page = agus.post("/petugas/perpindahan/nama/", {"name": office.at.fallback.name})
    assert "Nama ini dipakai kantor lain, atau pernah dipakainya." in refused(page)


def test_an_area_goes_by_pages(office: Cast, gani: Officer, agus: Client, signed_in: SignIn) -> None:
    given.received()
    day = clock.today() + timedelta(days=7)
    wanted = {"area": "31.73.01", "to_office": office.at.fallback.pk, "from_day": day.isoformat()}
    agus.post("/petugas/perpindahan/wilayah/", wanted)
    move = Move.objects.get()
    assert "Kantor yang lain belum setuju." in text_of(agus.get("/petugas/perpindahan/"))
    head = signed_in(gani)
    assert "Lihat yang pindah ke kantor lain atau dari sana" in text_of(head.get("/petugas/"))
    assert "unit Anda membaca laporan warga wilayah ini" in text_of(head.get(f"/petugas/perpindahan/{move.pk}/"))
    head.post(f"/petugas/perpindahan/{move.pk}/setuju/")
    settle_area(move=move)
    dewi = signed_in(office.dewi)
    page = text_of(dewi.get(f"/petugas/perpindahan/{move.pk}/"))
    assert "Laporan yang belum selesai di sini: 1" in page
    done = dewi.post(f"/petugas/perpindahan/{move.pk}/serahkan/", follow=True)
    assert "1 laporan diserahkan." in text_of(done)
    assert "Laporan yang belum selesai di sini: 0" in text_of(done)


def test_an_office_closes_by_pages(office: Cast, gani: Officer, agus: Client, signed_in: SignIn) -> None:
    report = given.received()[0]
    agus.post("/petugas/perpindahan/tutup/", {"to_office": office.at.fallback.pk})
    move = Move.objects.get()
    signed_in(gani).post(f"/petugas/perpindahan/{move.pk}/setuju/")
    hadi = signed_in(office.hadi)
    page = f"/petugas/perpindahan/{move.pk}/"
    assert "laporan yang belum selesai: 1" in text_of(hadi.get(page))
    assert "Selesaikan atau serahkan dulu" in text_of(hadi.post(f"{page}tutup-kantor/", follow=True))
    signed_in(office.dewi).post(f"{page}serahkan/")
    assert "Ini tidak bisa dibatalkan." in text_of(hadi.get(page))
    hadi.post(f"{page}tutup-kantor/")
    assert Office.objects.get(pk=office.at.office.pk).closed_on == clock.today()
    report.refresh_from_db()
    assert report.unit == office.at.fallback_unit
    assert signed_in(gani).get(f"/petugas/laporan/{report.pk}/").status_code == 200


def test_agus_stops_what_he_asked(office: Cast, agus: Client) -> None:
    day = clock.today() + timedelta(days=7)
    wanted = {"to_office": office.at.fallback.pk, "from_day": day.isoformat()}
    agus.post(f"/petugas/perpindahan/petugas/{office.bayu.pk}/", wanted)
    move = Move.objects.get(officer=office.bayu)
    agus.post(f"/petugas/perpindahan/{move.pk}/hentikan/")
    move.refresh_from_db()
    assert move.dropped_at is not None
    assert "Bayu Contoh" not in text_of(agus.get("/petugas/perpindahan/"))


def test_who_is_not_concerned_sees_no_move(office: Cast, agus: Client, signed_in: SignIn) -> None:
    agus.post("/petugas/perpindahan/tutup/", {"to_office": office.at.fallback.pk})
    assert signed_in(office.sari).get(f"/petugas/perpindahan/{Move.objects.get().pk}/").status_code == 403
