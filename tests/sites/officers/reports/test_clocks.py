"""Urgency, departures and terms, form by form."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client

from pimpasa.accounts.models import Officer
from pimpasa.common import clock
from pimpasa.reports.deadlines import DEFAULTS
from pimpasa.reports.kinds import Urgency, Wait
from pimpasa.reports.models import Report
from pimpasa.reports.queries.terms import amounts_of
from pimpasa.territory.zones import here
from tests.factories import reports as given
from tests.factories.people import Cast

SignIn = Callable[[Officer], Client]
pytestmark = pytest.mark.django_db
WHY = "Karangan: keluarganya sudah bertemu dia, aman."
TERMS = "/petugas/cara/tenggat/"


def test_sari_says_why_it_is_no_emergency(office: Cast, signed_in: SignIn) -> None:
    report, sari = given.taken(office.sari, danger=True), signed_in(office.sari)
    path = f"/petugas/laporan/{report.pk}/"
    assert "Ubah urgensi" in sari.get(path).content.decode()
    for wrong in ({"urgency": "3", "reason": "aman"}, {"urgency": "9", "reason": WHY}, {"urgency": "1", "reason": WHY}):
        assert sari.post(f"{path}urgensi/", wrong).status_code == 422
    page = sari.post(f"{path}urgensi/", {"urgency": "3", "reason": WHY}, follow=True).content.decode()
    assert "Sari Contoh mengubah urgensi" in page
    assert WHY in page
    assert Report.objects.get().urgency == Urgency.ROUTINE
    assert signed_in(office.bayu).post(f"{path}urgensi/", {"urgency": "1", "reason": WHY}).status_code == 403


def test_sari_notes_a_departure_by_the_clock_of_her_place(office: Cast, signed_in: SignIn) -> None:
    report, sari = given.taken(office.sari), signed_in(office.sari)
    path = f"/petugas/laporan/{report.pk}/"
    leaves_at = (clock.now() + timedelta(hours=30)).astimezone(here(report.village_id)).replace(second=0, microsecond=0)
    for wrong in ("kapan-kapan", "2020-01-01T05:30", "9999-12-31T23:59", "0001-01-01T00:00"):
        assert sari.post(f"{path}keberangkatan/", {"leaves_at": wrong}).status_code == 422
    done = sari.post(f"{path}keberangkatan/", {"leaves_at": f"{leaves_at:%Y-%m-%dT%H:%M}"}, follow=True)
    assert "Ada yang berangkat:" in done.content.decode()
    assert Report.objects.get().due_at == leaves_at
    sari.post(f"{path}keberangkatan/", {"leaves_at": ""})
    assert Report.objects.get().leaves_at is None


def test_the_page_says_who_opened_an_emergency(office: Cast, signed_in: SignIn) -> None:
    report = given.report(danger=True)
    page = signed_in(office.sari).get(f"/petugas/laporan/{report.pk}/").content.decode()
    assert "berhenti setelah Sari Contoh membuka laporan ini" in page


def test_hadi_sets_the_terms(office: Cast, signed_in: SignIn) -> None:
    hadi = signed_in(office.hadi)
    assert "Laporan diperiksa" in hadi.get(TERMS).content.decode()
    own = {wait.value: str(amount) for wait, amount in DEFAULTS.items()}
    for wrong in ("0", "6", "", "tiga"):
        assert hadi.post(TERMS, own | {"verify": wrong}).status_code == 422
    assert amounts_of(office.at.office.pk) == DEFAULTS
    assert "Tersimpan." in hadi.post(TERMS, own | {"verify": "5"}, follow=True).content.decode()
    assert amounts_of(office.at.office.pk) == {**DEFAULTS, Wait.VERIFY: 5}


def test_rina_sees_what_rests_and_since_when(office: Cast, signed_in: SignIn) -> None:
    report, sari = given.taken(office.sari, danger=False), signed_in(office.sari)
    sari.post(f"/petugas/laporan/{report.pk}/tanya/", {"text": "Karangan: sejak kapan?"})
    page = signed_in(office.rina).get("/petugas/tenggat/").content.decode()
    assert report.reference in page
    assert "Pelapor menjawab pertanyaan" in page
