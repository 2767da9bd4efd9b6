"""Handing on, taking over and keeping out, on the pages."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from pimpasa.accounts.models import Officer
from pimpasa.reports.models import Recusal, Report
from tests.factories import reports as given
from tests.factories.people import Cast

SignIn = Callable[[Officer], Client]
pytestmark = pytest.mark.django_db
WHY = "Karangan: kejadiannya di Pegadungan."


def test_sari_hands_it_on_and_bayu_reads_why(office: Cast, signed_in: SignIn) -> None:
    report = given.taken(office.sari)
    sari, path = signed_in(office.sari), f"/petugas/laporan/{report.pk}/alihkan/"
    form = sari.get(path).content.decode()
    assert f"desk-{office.at.pegadungan.pk}" in form
    assert f"desk-{office.at.cengkareng_timur.pk}" not in form
    assert f"office-{office.at.fallback.pk}" in form
    for wrong in ({"to": "", "reason": WHY}, {"to": "desk-999", "reason": WHY}, {"to": "unit", "reason": "ya"}):
        assert sari.post(path, wrong).status_code == 422
    done = sari.post(path, {"to": f"desk-{office.at.pegadungan.pk}", "reason": WHY}, follow=True)
    assert "Laporan sudah dialihkan." in done.content.decode()
    assert sari.get(f"/petugas/laporan/{report.pk}/").status_code == 403
    page = signed_in(office.bayu).get(f"/petugas/laporan/{report.pk}/").content.decode()
    assert "Sari Contoh mengalihkannya dari" in page
    assert WHY in page


def test_the_reporter_sees_which_office_reads_it_now(office: Cast, signed_in: SignIn) -> None:
    report, code = given.received()
    path = f"/petugas/laporan/{report.pk}/alihkan/"
    signed_in(office.dewi).post(path, {"to": f"office-{office.at.fallback.pk}", "reason": WHY})
    reporter = Client()
    reporter.post("/lacak/", {"code": code})
    assert office.at.fallback.name in reporter.get("/lacak/laporan/").content.decode()


def test_dewi_takes_over(office: Cast, signed_in: SignIn) -> None:
    report, dewi = given.taken(office.sari), signed_in(office.dewi)
    path = f"/petugas/laporan/{report.pk}/"
    assert "Ambil alih dari rekan" in dewi.get(path).content.decode()
    assert dewi.post(f"{path}ambil-alih/").status_code == 302
    assert Report.objects.get().officer == office.dewi
    assert "Tidak ada yang perlu diambil alih." in dewi.post(f"{path}ambil-alih/", follow=True).content.decode()
    assert signed_in(office.bayu).post(f"/petugas/laporan/{report.pk}/ambil-alih/").status_code == 403
    assert dewi.get(f"{path}ambil-alih/").status_code == 405


def test_who_is_near_keeps_out(office: Cast, signed_in: SignIn) -> None:
    report, sari = given.taken(office.sari), signed_in(office.sari)
    path = f"/petugas/laporan/{report.pk}/undur-diri/"
    assert sari.post(path, {"officer": str(office.dewi.pk)}).status_code == 422
    assert sari.post(path, {"officer": str(office.sari.pk)})["Location"] == "/petugas/laporan/"
    assert sari.get(f"/petugas/laporan/{report.pk}/").status_code == 403
    hadi = signed_in(office.hadi)
    kept = hadi.post(f"/petugas/laporan/{report.pk}/undur-diri/", {"officer": str(office.dewi.pk)})
    assert kept["Location"] == f"/petugas/laporan/{report.pk}/"
    assert set(Recusal.objects.values_list("officer", "declared_by")) == {
        (office.sari.pk, office.sari.pk),
        (office.dewi.pk, office.hadi.pk),
    }


@pytest.mark.parametrize("name", ["alihkan", "undur-diri"])
def test_another_desk_s_is_refused(office: Cast, signed_in: SignIn, name: str) -> None:
    path = f"/petugas/laporan/{given.report().pk}/{name}/"
    assert signed_in(office.bayu).get(path).status_code == 403
    assert signed_in(office.agus).get(path).status_code == 403
