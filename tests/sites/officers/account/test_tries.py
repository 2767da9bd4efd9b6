"""Nobody's wrong passwords keep an officer out: not those from the same proxy, nor those at their own address."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django.fixtures import Settings

from pimpasa.accounts.actions import add_officer
from pimpasa.accounts.models import Officer
from pimpasa.accounts.roles import Role
from pimpasa.keys.actions.officer_keys import accept_invitation
from pimpasa.sealing.recovery import new_recovery_code
from pimpasa.sites.common import allowances
from pimpasa.sites.officers.account import tries
from tests.factories.people import PASSPHRASE, Cast

if TYPE_CHECKING:
    from tests.sites.conftest import SignIn

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _behind_a_proxy(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.TRUSTED_PROXIES = 1
    for allowance in (allowances.WRONG_PASSWORDS, allowances.WRONG_RECOVERY_CODES, allowances.WRONG_FACTORS):
        monkeypatch.setattr(allowance, "per_minute", 0.001)  # however slow the machine, none comes back meanwhile


def tried(officer: Officer, password: str, *, at: str, browser: Client | None = None) -> int:
    form = {"login": officer.email, "password": password}
    return (browser or Client()).post("/masuk/", form, headers={"X-Forwarded-For": at}).status_code


def test_seventy_wrong_ones_behind_the_proxy_keep_nobody_out(office: Cast) -> None:
    for number in range(70):
        tried(office.bayu if number % 2 else office.dewi, "salah-salah-salah", at="198.51.100.66")
    assert tried(office.sari, PASSPHRASE, at="203.0.113.7") == 302
    assert tried(office.sari, PASSPHRASE, at="198.51.100.66") == 302


def test_fourteen_wrong_ones_at_her_address_do_not_keep_her_out(office: Cast) -> None:
    for _ in range(14):
        tried(office.sari, "salah-salah-salah", at="198.51.100.66")
    assert tried(office.sari, PASSPHRASE, at="203.0.113.7") == 302
    assert tried(office.sari, PASSPHRASE, at="198.51.100.66") == 302


def test_guessing_from_one_place_at_one_account_ends(office: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(allowances.WRONG_PASSWORDS, "most", 5)
    for _ in range(5):
        tried(office.sari, "salah-salah-salah", at="198.51.100.66")
    assert tried(office.sari, PASSPHRASE, at="198.51.100.66") == 200
    assert tried(office.sari, PASSPHRASE, at="203.0.113.7") == 302
    assert tried(office.bayu, PASSPHRASE, at="198.51.100.66") == 302


def test_her_own_browser_goes_on_whatever_is_tried_beside_it(office: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    own = Client()
    assert tried(office.sari, PASSPHRASE, at="198.51.100.66", browser=own) == 302
    own.post("/masuk/keluar/")
    monkeypatch.setattr(allowances.WRONG_PASSWORDS, "most", 5)
    for _ in range(5):
        tried(office.sari, "salah-salah-salah", at="198.51.100.66")
    assert tried(office.sari, PASSPHRASE, at="198.51.100.66") == 200
    assert tried(office.sari, PASSPHRASE, at="198.51.100.66", browser=own) == 302


def test_a_browser_is_known_for_its_own_officers_alone(office: Cast) -> None:
    own = Client()
    tried(office.sari, PASSPHRASE, at="198.51.100.66", browser=own)
    request = own.get("/masuk/", headers={"X-Forwarded-For": "198.51.100.66"}).wsgi_request
    assert tries.is_known(request, office.sari.email.upper())
    assert not tries.is_known(request, office.bayu.email)
    assert office.sari.email not in own.cookies[tries.COOKIE].value


def test_a_forged_browser_is_none(office: Cast) -> None:
    stranger = Client()
    stranger.cookies[tries.COOKIE] = "eyJpZCI6IngifQ:1:forged"
    assert tried(office.sari, PASSPHRASE, at="198.51.100.66", browser=stranger) == 302


def test_her_key_opens_after_others_wrong_tries_at_it(office: Cast, signed_in: SignIn) -> None:
    """In her session: the account alone is counted nowhere."""
    browser = signed_in(office.sari)
    for _ in range(14):
        browser.post("/masuk/kunci/", {"passphrase": "salah-salah-salah"}, headers={"X-Forwarded-For": "198.51.100.66"})
    right = {"passphrase": PASSPHRASE}
    assert browser.post("/masuk/kunci/", right, headers={"X-Forwarded-For": "203.0.113.7"}).status_code == 302


class TestForgotten:
    """The page for a lost password tells nobody whose e-mail addresses sign in."""

    @staticmethod
    def answered(email: str, code: str) -> tuple[int, str, int]:
        """Status, page without the address, and how many times the database was asked."""
        password = {"first": "empat-kata-yang-aneh", "second": "empat-kata-yang-aneh"}
        with CaptureQueriesContext(connection) as asked:
            answer = Client().post("/masuk/lupa/", {"email": email, "code": code, **password})
        page = re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"', "", answer.content.decode())
        return answer.status_code, page.replace(email, ""), len(asked)

    @pytest.mark.parametrize("malformed", ["bukan kode", "0" * 33, ""], ids=["words", "zeros", "nobody's"])
    def test_an_officer_s_address_is_answered_like_any_other(self, office: Cast, malformed: str) -> None:
        code = malformed or new_recovery_code()
        self.answered(office.dewi.email, code)
        known = self.answered(office.sari.email, code)
        assert known == self.answered("tak.dikenal@contoh.invalid", code)
        office.bayu.is_active = False
        office.bayu.save()
        assert known == self.answered(office.bayu.email, code)
        assert known[0] == 422

    def test_a_right_code_never_waits_for_wrong_ones(self, office: Cast) -> None:
        newcomer = add_officer(
            office=office.hadi.office, email="baru@contoh.invalid", name="Baru", role=Role.ANALYST, by=office.agus
        )
        code = accept_invitation(officer=newcomer, passphrase=PASSPHRASE)
        for _ in range(40):
            self.answered(newcomer.email, new_recovery_code())
        assert self.answered(newcomer.email, code)[0] == 200
