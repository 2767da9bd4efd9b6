"""A new key for a colleague, as people go through it: asked for, agreed to or declined; letters; the kit's page."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from django.core import mail
from django.test import Client
from pytest_django.fixtures import Settings

from pimpasa.accounts.invitations import Way, token_of
from pimpasa.accounts.models import Officer
from pimpasa.keys.models import DeskKeyGrant, OfficerKey
from pimpasa.ledger.acts import Act
from pimpasa.ledger.queries import entries
from tests.factories.people import PASSPHRASE, Cast, withdrawn

if TYPE_CHECKING:
    from tests.sites.conftest import SignIn

LOCMEM = "django.core.mail.backends.locmem.EmailBackend"
WHY = {"doubt": "not_theirs"}


@pytest.fixture(autouse=True)
def with_mail(settings: Settings) -> None:
    settings.EMAIL_BACKEND = LOCMEM


def text(browser: Client, path: str) -> str:
    return browser.get(path).content.decode()


def asked(signed_in: SignIn, office: Cast, officer: Officer) -> Client:
    """The administrator, who asked for a new key for somebody."""
    agus = signed_in(office.agus)
    agus.post(f"/petugas/orang/{officer.pk}/kunci-baru/")
    return agus


def letters() -> dict[str, set[str]]:
    """To whom each subject was sent; a letter is to one person alone."""
    sent: dict[str, set[str]] = {}
    for letter in mail.outbox:
        (address,) = letter.to
        sent.setdefault(letter.subject, set()).add(address)
    return sent


def everybody(office: Cast) -> set[str]:
    """Whose key it is, and who may agree."""
    return {officer.email for officer in (office.sari, office.dewi, office.hadi, office.rina)}


class TestLetters:
    def test_everybody_concerned_is_told_of_the_asking(self, office: Cast, signed_in: SignIn) -> None:
        asked(signed_in, office, office.sari)
        assert letters() == {"Kunci baru diminta untuk Sari Contoh": everybody(office)}
        assert all("/masuk/undangan/" not in str(letter.body) for letter in mail.outbox)

    def test_and_of_the_withdrawal(self, office: Cast, signed_in: SignIn) -> None:
        asked(signed_in, office, office.sari)
        mail.outbox.clear()
        signed_in(office.rina).post(f"/petugas/kunci-baru/{office.sari.pk}/setuju/")
        assert letters() == {"Kunci Sari Contoh ditarik": everybody(office)}

    def test_a_mail_server_that_is_away_stops_nobody(self, office: Cast, signed_in: SignIn, settings: Settings) -> None:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
        asked(signed_in, office, office.sari)
        signed_in(office.rina).post(f"/petugas/kunci-baru/{office.sari.pk}/setuju/")
        assert not OfficerKey.objects.filter(officer=office.sari, retired_at=None).exists()


class TestDeclining:
    def test_the_colleague_themself_says_no(self, office: Cast, signed_in: SignIn) -> None:
        agus, sari = asked(signed_in, office, office.sari), signed_in(office.sari)
        page = text(sari, "/petugas/pembaca/")
        assert "Agus Contoh meminta kunci baru untuk Sari Contoh" in page
        assert f"/petugas/kunci-baru/{office.sari.pk}/setuju/" not in page
        assert "Orangnya sendiri bilang" in text(sari, f"/petugas/kunci-baru/{office.sari.pk}/tolak/")
        mail.outbox.clear()
        answer = sari.post(f"/petugas/kunci-baru/{office.sari.pk}/tolak/", WHY, follow=True)
        assert "Kunci Sari Contoh tetap berlaku." in answer.content.decode()
        assert OfficerKey.objects.get(officer=office.sari).retired_at is None
        assert letters() == {"Permintaan kunci baru ditolak: Sari Contoh": everybody(office) | {office.agus.email}}
        told = text(agus, "/petugas/orang/")
        assert "Sari Contoh menolak kunci baru untuk Sari Contoh" in told
        assert "Orangnya sendiri bilang tidak pernah memintanya" in told
        act = entries().get(act=Act.KEY_RENEWAL_DECLINED)
        assert (act.subject, act.actor) == (office.sari.subject, office.sari.actor)

    def test_then_nobody_agrees_any_more_until_it_is_asked_again(self, office: Cast, signed_in: SignIn) -> None:
        agus = asked(signed_in, office, office.sari)
        signed_in(office.dewi).post(f"/petugas/kunci-baru/{office.sari.pk}/tolak/", {"doubt": "not_reached"})
        rina = signed_in(office.rina)
        assert "meminta kunci baru untuk Sari" not in text(rina, "/petugas/tenggat/")
        rina.post(f"/petugas/kunci-baru/{office.sari.pk}/setuju/")
        assert OfficerKey.objects.get(officer=office.sari).retired_at is None
        agus.post(f"/petugas/orang/{office.sari.pk}/kunci-baru/")
        assert "menolak kunci baru" not in text(agus, "/petugas/orang/")
        rina.post(f"/petugas/kunci-baru/{office.sari.pk}/setuju/")
        assert OfficerKey.objects.get(officer=office.sari).retired_at is not None

    def test_without_a_reason_it_stays_open(self, office: Cast, signed_in: SignIn) -> None:
        asked(signed_in, office, office.sari)
        dewi = signed_in(office.dewi)
        for reason in ({}, {"doubt": ""}, {"doubt": "karangan"}):
            answer = dewi.post(f"/petugas/kunci-baru/{office.sari.pk}/tolak/", reason)
            assert answer.status_code == 422
        assert "Pilih alasannya." in dewi.post(f"/petugas/kunci-baru/{office.sari.pk}/tolak/").content.decode()
        assert OfficerKey.objects.get(officer=office.sari).renewal_asked_at is not None

    @pytest.mark.parametrize("name", ["agus", "bayu", "fani"])
    def test_nobody_else_declines(self, office: Cast, signed_in: SignIn, name: str) -> None:
        asked(signed_in, office, office.sari)
        signed_in(getattr(office, name)).post(f"/petugas/kunci-baru/{office.sari.pk}/tolak/", WHY)
        assert OfficerKey.objects.get(officer=office.sari).renewal_asked_at is not None


class TestKit:
    def test_the_keeper_opens_the_unit_s_key_with_it(self, office: Cast, signed_in: SignIn) -> None:
        withdrawn(office, office.hadi)
        Client().post(*_invitation(office.hadi))
        hadi = signed_in(office.hadi)
        assert "Kotak pemulihan" in text(hadi, "/masuk/kotak-pemulihan/")
        assert not DeskKeyGrant.objects.filter(officer_key__officer=office.hadi).exists()
        answer = hadi.post("/masuk/kotak-pemulihan/", {"code": office.kit}, follow=True)
        assert "Kunci meja Anda sudah terbuka dengan kotak pemulihan." in answer.content.decode()
        assert DeskKeyGrant.objects.filter(officer_key__officer=office.hadi).exists()

    @pytest.mark.parametrize("code", ["", "ABC", "0" * 53])
    def test_a_wrong_code_is_a_sentence(self, office: Cast, signed_in: SignIn, code: str) -> None:
        before = DeskKeyGrant.objects.count()
        answer = signed_in(office.hadi).post("/masuk/kotak-pemulihan/", {"code": code})
        assert answer.status_code == 422
        assert re.search(r'class="govuk-error-message"', answer.content.decode())
        assert DeskKeyGrant.objects.count() == before

    def test_another_office_s_kit_opens_nothing(self, office: Cast, signed_in: SignIn) -> None:
        answer = signed_in(office.fani).post("/masuk/kotak-pemulihan/", {"code": office.kit})
        assert "Kotak pemulihan ini milik kantor lain." in answer.content.decode()


def _invitation(officer: Officer) -> tuple[str, dict[str, str]]:
    """Where somebody accepts who was invited again, and what they type."""
    officer.refresh_from_db()
    return f"/masuk/undangan/{officer.pk}/{token_of(officer, Way.ALONE)}/", {"first": PASSPHRASE, "second": PASSPHRASE}
