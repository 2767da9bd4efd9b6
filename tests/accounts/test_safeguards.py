"""A safeguard of the office is put in force by one, and taken away by two."""

from __future__ import annotations

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client

from pimpasa.accounts import actions
from pimpasa.accounts.errors import Refused
from pimpasa.accounts.kinds import Safeguard
from pimpasa.accounts.models import Officer
from pimpasa.accounts.roles import Role
from pimpasa.territory.models import Office
from tests.factories import people
from tests.factories.people import PASSPHRASE, Cast, cast

pytestmark = pytest.mark.django_db
IDENTITY, SECOND_STEP = Safeguard.TWO_FOR_IDENTITY, Safeguard.SECOND_STEP


@pytest.fixture
def office() -> Cast:
    return cast()


def rules_of(office: Cast) -> tuple[bool, bool]:
    row = Office.objects.get(pk=office.at.office.pk)
    return row.two_open_identities, not row.one_step_is_enough


def signed_in(officer: Officer) -> Client:
    browser = Client()
    browser.post("/masuk/", {"login": officer.email, "password": PASSPHRASE})
    return browser


@pytest.mark.parametrize("safeguard", list(Safeguard))
def test_it_takes_two_to_take_it_away(office: Cast, safeguard: Safeguard) -> None:
    for each in Safeguard:
        actions.put_in_force(office=office.at.office, safeguard=each, by=office.agus)
    assert rules_of(office) == (True, True)
    with pytest.raises(Refused) as refused:
        actions.loosen(office=office.at.office, safeguard=safeguard, by=office.hadi)
    assert refused.value.code == "not_asked"
    actions.ask_to_loosen(office=office.at.office, safeguard=safeguard, by=office.agus)
    assert rules_of(office) == (True, True), "asking takes nothing away"
    with pytest.raises(Refused):
        actions.loosen(office=office.at.office, safeguard=safeguard, by=office.agus)
    actions.loosen(office=office.at.office, safeguard=safeguard, by=office.hadi)
    assert rules_of(office) == (safeguard != IDENTITY, safeguard != SECOND_STEP)


def test_a_head_whom_nobody_has_met_does_not_agree(office: Cast) -> None:
    """Agus could invite one."""
    accomplice = people.officer("tamu", Role.HEAD, office.at.office)
    actions.put_in_force(office=office.at.office, safeguard=IDENTITY, by=office.agus)
    actions.ask_to_loosen(office=office.at.office, safeguard=IDENTITY, by=office.agus)
    with pytest.raises(Refused) as refused:
        actions.loosen(office=office.at.office, safeguard=IDENTITY, by=accomplice)
    assert refused.value.code == "not_met"


def test_putting_it_in_force_forgets_who_wanted_it_away(office: Cast) -> None:
    actions.ask_to_loosen(office=office.at.office, safeguard=IDENTITY, by=office.agus)
    actions.put_in_force(office=office.at.office, safeguard=IDENTITY, by=office.agus)
    with pytest.raises(Refused):
        actions.loosen(office=office.at.office, safeguard=IDENTITY, by=office.hadi)


def test_a_new_office_asks_for_a_second_step() -> None:
    assert not Office(name="Kanim Karangan").one_step_is_enough


class TestWithoutASecondStep:
    @pytest.fixture
    def demanding(self, office: Cast) -> Cast:
        actions.put_in_force(office=office.at.office, safeguard=SECOND_STEP, by=office.agus)
        return office

    @pytest.mark.parametrize("who", ["sari", "hadi", "agus", "rina"])
    def test_everything_waits_until_one_is_set_up(self, demanding: Cast, who: str) -> None:
        browser = signed_in(getattr(demanding, who))
        for path in ("/petugas/laporan/", "/petugas/orang/", "/petugas/tenggat/", "/petugas/simpan/"):
            answer = browser.get(path)
            assert (answer.status_code, answer.headers["Location"]) == (302, "/masuk/langkah-kedua/")
        page = browser.get("/masuk/langkah-kedua/").content.decode()
        assert "/masuk/faktor/totp/activate/" in page
        assert browser.get("/masuk/kata-sandi/").status_code == 200

    def test_with_one_they_go_on(self, demanding: Cast) -> None:
        browser = signed_in(demanding.sari)
        Authenticator.objects.create(user=demanding.sari, type=Authenticator.Type.TOTP, data={"secret": "x"})
        assert browser.get("/petugas/laporan/").status_code == 200
        assert browser.get("/masuk/langkah-kedua/").headers["Location"] == "/petugas/"

    def test_codes_for_a_lost_phone_are_no_second_step(self, demanding: Cast) -> None:
        browser = signed_in(demanding.sari)
        Authenticator.objects.create(user=demanding.sari, type=Authenticator.Type.RECOVERY_CODES, data={"seed": "x"})
        assert browser.get("/petugas/laporan/").status_code == 302
