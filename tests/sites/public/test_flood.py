"""A flood slows the flooder alone; a dialogue's two hundred phones behind one address all get through."""

from __future__ import annotations

import pytest
from django.test import Client
from pytest_django.fixtures import Settings

from pimpasa.reports.models import Report
from pimpasa.sites.common.allowances import REPORTS, WRONG_RECEIPTS
from pimpasa.sites.public import flood
from tests.factories import reports as given
from tests.factories.people import Cast
from tests.sites.public.test_form import begun

pytestmark = pytest.mark.django_db


def exhaust(address: str = "127.0.0.1") -> None:
    """As if this address had sent its whole allowance."""
    while REPORTS.take(address):
        pass


def test_beyond_its_allowance_an_address_waits_its_turn(office: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    resident = begun()
    exhaust()
    answer = resident.post("/lapor/kirim/")
    assert (answer.status_code, answer.headers["Retry-After"]) == (429, "2")
    ticket = answer.content.decode().partition('name="giliran" value="')[2].partition('"')[0]
    assert resident.post("/lapor/kirim/", {"giliran": ticket}).status_code == 429
    later = flood.time.time() + 3
    monkeypatch.setattr(flood.time, "time", lambda: later)
    assert resident.post("/lapor/kirim/", {"giliran": ticket}).status_code == 302
    assert Report.objects.count() == 1


def test_another_address_s_first_report_is_taken_meanwhile(office: Cast, settings: Settings) -> None:
    settings.TRUSTED_PROXIES = 1
    exhaust("10.0.0.1")
    resident = begun()
    assert resident.post("/lapor/kirim/", headers={"X-Forwarded-For": "10.0.0.2"}).status_code == 302


def test_nobody_chooses_their_own_address(office: Cast) -> None:
    exhaust()
    resident = begun()
    assert resident.post("/lapor/kirim/", headers={"X-Forwarded-For": "10.9.9.9"}).status_code == 429


@pytest.mark.parametrize("ticket", ["", "x", "a:b:c", "\x00", "x" * 100_000])
def test_a_forged_turn_is_none(office: Cast, ticket: str) -> None:
    resident = begun()
    exhaust()
    assert resident.post("/lapor/kirim/", {"giliran": ticket}).status_code == 429


def test_a_turn_is_for_one_draft_only(office: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    one, other = begun(), begun()
    exhaust()
    ticket = one.post("/lapor/kirim/").content.decode().partition('name="giliran" value="')[2].partition('"')[0]
    later = flood.time.time() + 3
    monkeypatch.setattr(flood.time, "time", lambda: later)
    assert other.post("/lapor/kirim/", {"giliran": ticket}).status_code == 429


def test_guessing_codes_is_slowed(office: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(WRONG_RECEIPTS, "per_minute", 0.001)  # however slow the machine, none comes back meanwhile
    guesser, code = Client(), given.received()[1]
    wrong = "0000-0000-0000-0000-00000"
    for _ in range(60):
        guesser.post("/lacak/", {"code": wrong})
    answer = guesser.post("/lacak/", {"code": code})
    assert answer.status_code == 422
    assert "Terlalu banyak kode keliru dari sini" in answer.content.decode()
