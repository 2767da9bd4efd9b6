"""Deciding how long reports are kept, form by form."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client

from pimpasa.accounts.models import Officer
from pimpasa.common import clock
from pimpasa.handling.actions.verifying import take
from pimpasa.reports.models import LegalHold
from pimpasa.reports.queries.retention import DEFAULT_DAYS, periods_of
from pimpasa.reports.states import State
from tests.factories import reports as given
from tests.factories.people import Cast

SignIn = Callable[[Officer], Client]
pytestmark = pytest.mark.django_db


def test_dewi_holds_and_lifts(office: Cast, signed_in: SignIn) -> None:
    report, dewi = given.concluded(office.sari), signed_in(office.dewi)
    day = (clock.today() + timedelta(days=90)).isoformat()
    path = f"/petugas/laporan/{report.pk}/"
    held = dewi.post(f"{path}tahan/", {"ends_on": day, "reason": "Karangan: pengadilan meminta."})
    assert held["Location"] == f"{path}#keeping"
    page = dewi.get(path).content.decode()
    assert "Dewi Contoh menahan penghapusan sampai" in page
    assert "Karangan: pengadilan meminta." in page
    hold = LegalHold.objects.get()
    assert dewi.post(f"{path}tahan/{hold.pk}/cabut/").status_code == 302
    assert "menahan penghapusan sampai" not in dewi.get(path).content.decode()
    again = dewi.post(f"{path}tahan/{hold.pk}/cabut/", follow=True).content.decode()
    assert "Penahanan ini sudah dicabut." in again
    assert dewi.post(f"{path}tahan/999/cabut/").status_code == 404


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"ends_on": ""}, "Isilah harin"),
        ({"ends_on": "kemarin"}, "Ini bukan"),
        ({"ends_on": "2020-01-01"}, "setelah hari ini"),
        ({"reason": "x"}, "Sebutkan secara singkat"),
        ({"reason": ""}, "Sebutkan secara singkat"),
    ],
)
def test_a_wrong_hold_is_told(office: Cast, signed_in: SignIn, changes: dict[str, str], told: str) -> None:
    report = given.concluded(office.sari)
    good = {"ends_on": (clock.today() + timedelta(days=9)).isoformat(), "reason": "Karangan: sidang"}
    answer = signed_in(office.dewi).post(f"/petugas/laporan/{report.pk}/tahan/", good | changes)
    assert answer.status_code == 422
    assert told in answer.content.decode()
    assert not LegalHold.objects.exists()


def test_hadi_sets_the_times_and_sees_what_goes_next(office: Cast, signed_in: SignIn) -> None:
    soon = given.concluded(office.sari, State.NOT_A_VIOLATION)
    later = given.concluded(office.sari, State.SUBSTANTIATED)
    hadi = signed_in(office.hadi)
    page = hadi.get("/petugas/simpan/").content.decode()
    assert soon.reference in page
    assert later.reference not in page
    days = {outcome.value: str(number) for outcome, number in DEFAULT_DAYS.items()} | {"not_a_violation": "14"}
    assert hadi.post("/petugas/simpan/", days).status_code == 302
    assert periods_of(office.at.office) == DEFAULT_DAYS | {State.NOT_A_VIOLATION: 14}
    for wrong in ("", "x", "0", "99999"):
        assert hadi.post("/petugas/simpan/", days | {"duplicate": wrong}).status_code == 422
    assert periods_of(office.at.office) == DEFAULT_DAYS | {State.NOT_A_VIOLATION: 14}


def test_dewi_sees_them_and_may_not_set_them(office: Cast, signed_in: SignIn) -> None:
    dewi = signed_in(office.dewi)
    assert '<form method="post" novalidate>' not in dewi.get("/petugas/simpan/").content.decode()
    days = {outcome.value: "9" for outcome in DEFAULT_DAYS}
    assert dewi.post("/petugas/simpan/", days).status_code == 422
    assert periods_of(office.at.office) == DEFAULT_DAYS


def test_the_reporter_reads_until_when(office: Cast) -> None:
    report, code = given.received()
    given.conclude(take(report=report, by=office.sari), office.sari, State.NOT_A_VIOLATION)
    browser = Client()
    browser.post("/lacak/", {"code": code})
    assert "Laporan ini disimpan sampai" in browser.get("/lacak/laporan/").content.decode()
