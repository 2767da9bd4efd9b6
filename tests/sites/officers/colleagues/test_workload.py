"""Dewi looks who has how much, ticks two reports of Sari's and goes on with them herself."""

from __future__ import annotations

from collections.abc import Callable

from django.test import Client

from pimpasa.accounts.models import Officer
from pimpasa.reports.models import Report
from tests.factories import reports as given
from tests.factories.people import Cast

SignIn = Callable[[Officer], Client]
WHY = "Karangan: Sari di acara sepanjang hari."


def test_dewi_takes_two_at_once(office: Cast, signed_in: SignIn) -> None:
    chosen = [given.taken(office.sari), given.taken(office.sari)]
    remaining = given.taken(office.sari)
    dewi = signed_in(office.dewi)
    assert "Sari Contoh" in dewi.get("/petugas/rekan/").content.decode()
    address = f"/petugas/rekan/{office.sari.pk}/"
    assert chosen[0].reference in dewi.get(address).content.decode()
    answers = {"reports": [str(report.pk) for report in chosen], "to": office.dewi.pk, "reason": WHY}
    assert "2 laporan sekarang dikerjakan Dewi Contoh." in dewi.post(address, answers, follow=True).content.decode()
    assert set(Report.objects.filter(officer=office.dewi)) == set(chosen)
    assert set(Report.objects.filter(officer=office.sari)) == {remaining}
    page = dewi.get(f"/petugas/laporan/{chosen[0].pk}/").content.decode()
    assert WHY in page
    assert f"/petugas/rekan/{office.dewi.pk}/" in page


def test_what_is_missing_is_said(office: Cast, signed_in: SignIn) -> None:
    report = given.taken(office.sari)
    dewi = signed_in(office.dewi)
    address = f"/petugas/rekan/{office.sari.pk}/"
    assert (
        "Centang paling sedikit satu laporan."
        in dewi.post(address, {"to": office.dewi.pk, "reason": WHY}).content.decode()
    )
    short = dewi.post(address, {"reports": [str(report.pk)], "to": office.dewi.pk, "reason": "ya"})
    assert short.status_code == 422
    assert dewi.post(address, {}).status_code == 422
    assert Report.objects.get().officer == office.sari


def test_bayu_sees_nothing_of_another_desk(office: Cast, signed_in: SignIn) -> None:
    report = given.taken(office.sari)
    page = signed_in(office.bayu).get(f"/petugas/rekan/{office.sari.pk}/").content.decode()
    assert report.reference not in page
    assert signed_in(office.bayu).get(f"/petugas/rekan/{office.fani.pk}/").status_code == 404
