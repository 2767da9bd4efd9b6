"""The pages of who is away: Sari sets her leave on a phone, Hadi for who fell ill, and both see what was set."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from django.test import Client

from pimpasa.absences.models import Absence
from pimpasa.accounts.models import Officer
from pimpasa.common import clock
from tests.factories import reports as given
from tests.factories.people import Cast

SignIn = Callable[[Officer], Client]
NEW = "/petugas/cuti/baru/"


def days(substitute: Officer, **more: object) -> dict[str, object]:
    today = clock.today()
    return {"starts_on": today, "ends_on": today + timedelta(days=2), "substitute": substitute.pk, **more}


def test_sari_goes_on_leave(office: Cast, signed_in: SignIn) -> None:
    report = given.taken(office.sari)
    sari = signed_in(office.sari)
    page = sari.get(NEW).content.decode()
    assert "Dewi Contoh" in page
    assert "Bayu Contoh" not in page
    assert "Siapa yang tidak bertugas?" not in page
    answer = sari.post(NEW, days(office.dewi), follow=True).content.decode()
    assert "Pengganti: <strong>Dewi Contoh</strong>" in " ".join(answer.split())
    report.refresh_from_db()
    assert report.officer == office.dewi
    assert "Gantikan rekan" in signed_in(office.dewi).get("/petugas/").content.decode()
    assert "Sari Contoh" in signed_in(office.dewi).get("/petugas/cuti/").content.decode()


def test_hadi_sets_it_for_who_fell_ill_and_it_is_said_who_did(office: Cast, signed_in: SignIn) -> None:
    hadi = signed_in(office.hadi)
    assert "Siapa yang tidak bertugas?" in hadi.get(NEW).content.decode()
    assert hadi.post(NEW, days(office.dewi, officer=office.sari.pk)).status_code == 302
    page = " ".join(signed_in(office.sari).get("/petugas/cuti/").content.decode().split())
    assert "Dicatat oleh: Hadi Contoh" in page


def test_what_is_wrong_is_said_beside_the_form(office: Cast, signed_in: SignIn) -> None:
    sari = signed_in(office.sari)
    answer = sari.post(NEW, days(office.dewi, ends_on=clock.today() - timedelta(days=1)))
    assert answer.status_code == 422
    assert "hari terakhir tidak boleh lebih awal" in answer.content.decode()
    assert sari.post(NEW, days(office.bayu)).status_code == 422
    assert sari.post(NEW, {}).status_code == 422
    assert not Absence.objects.exists()


def test_she_is_back_early(office: Cast, signed_in: SignIn) -> None:
    sari = signed_in(office.sari)
    sari.post(NEW, days(office.dewi))
    address = f"/petugas/cuti/{Absence.objects.get().pk}/kembali/"
    signed_in(office.dewi).post(address)
    assert Absence.objects.get().ended_at is None
    sari.post(address)
    assert Absence.objects.get().ended_at is not None
    assert sari.post("/petugas/cuti/999999/kembali/").status_code == 404
