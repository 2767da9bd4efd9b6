"""Early warnings as Dewi, Hadi and Fani see them: a fact, its spread, and nothing of what the others know."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from pimpasa.accounts.models import Officer
from pimpasa.insights.models import EarlyWarning, WarningTerms
from tests.factories.people import Cast
from tests.factories.warnings import NUMBER, warned

pytestmark = pytest.mark.django_db
SignIn = Callable[[Officer], Client]


def test_each_unit_sees_where_it_was_and_its_own_reports(office: Cast, signed_in: SignIn) -> None:
    warned(office)
    for officer in (office.dewi, office.fani):
        warning = EarlyWarning.objects.get(office=officer.office)
        page = signed_in(officer).get(f"/petugas/peringatan-dini/{warning.pk}/").content.decode()
        assert page.count("app-plot__bar") == 3
        for place in ("Cengkareng Timur", "Pegadungan", "Tanah Tinggi"):
            assert place in page
        assert NUMBER not in page
        assert "Karangan" not in page
        own = page.count('href="/petugas/laporan/0')
        assert own == (2 if officer == office.dewi else 1)


def test_another_office_s_is_refused(office: Cast, signed_in: SignIn) -> None:
    warning = warned(office)
    assert signed_in(office.fani).get(f"/petugas/peringatan-dini/{warning.pk}/").status_code == 403
    answer = signed_in(office.fani).post(f"/petugas/peringatan-dini/{warning.pk}/dibaca/")
    warning.refresh_from_db()
    assert answer.status_code == 403
    assert warning.read_at is None


def test_it_waits_until_the_unit_knows(office: Cast, signed_in: SignIn) -> None:
    warning = warned(office)
    client = signed_in(office.dewi)
    assert f"/petugas/peringatan-dini/{warning.pk}/" in client.get("/petugas/").content.decode()
    client.post(f"/petugas/peringatan-dini/{warning.pk}/dibaca/")
    assert f"/petugas/peringatan-dini/{warning.pk}/" not in client.get("/petugas/").content.decode()
    page = client.get("/petugas/peringatan-dini/").content.decode()
    assert "Nomor HP" in page
    assert "Belum dibaca" not in page


def test_the_head_sets_when(office: Cast, signed_in: SignIn) -> None:
    client = signed_in(office.hadi)
    assert "dari 3 sampai 10" in client.get("/petugas/cara/peringatan/").content.decode()
    assert client.post("/petugas/cara/peringatan/", {"desks": "2", "days": "30"}).status_code != 302
    assert client.post("/petugas/cara/peringatan/", {"desks": "4", "days": "14"}).status_code == 302
    assert WarningTerms.objects.values_list("office", "desks", "days").get() == (office.at.office.pk, 4, 14)
