"""What an administrator tries over HTTP, alone: in a colleague's name, or with an accomplice whom nobody has met."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from django.core import mail
from django.test import Client
from pytest_django.fixtures import Settings

from pimpasa.accounts.models import Officer
from pimpasa.common import clock
from pimpasa.keys.models import DeskKeyGrant, OfficerKey
from pimpasa.ledger.acts import Act
from pimpasa.ledger.models import Entry
from pimpasa.reports.queries import readers
from tests.factories import reports as given
from tests.factories.people import PASSPHRASE, Cast

if TYPE_CHECKING:
    from tests.sites.conftest import SignIn

NO_MAIL = "django.core.mail.backends.dummy.EmailBackend"
LINK = re.compile(r"/masuk/undangan/\d+/[\w-]+/")
TYPED = {"first": PASSPHRASE, "second": PASSPHRASE}


@pytest.fixture(autouse=True)
def without_mail(settings: Settings) -> None:
    settings.EMAIL_BACKEND = NO_MAIL


def text(browser: Client, path: str) -> str:
    return browser.get(path).content.decode()


def sheet(agus: Client, officer: Officer) -> str:
    """The link that the administrator prints for somebody."""
    link = LINK.search(agus.post(f"/petugas/orang/{officer.pk}/undangan/").content.decode())
    assert link
    return link[0]


def second_half_on(browser: Client, name: str) -> str:
    code = re.search(rf"{name}: <code>([\d ]{{14}})</code>", text(browser, "/petugas/pembaca/"))
    return code[1] if code else ""


def added(agus: Client, office: Cast, role: str) -> Officer:
    agus.post("/petugas/orang/baru/", {"email": "tamu@contoh.invalid", "name": "Tamu", "role": role})
    tamu = Officer.objects.get(email="tamu@contoh.invalid")
    for desk in (office.at.unit, office.at.cengkareng_timur):
        agus.post(f"/petugas/orang/{tamu.pk}/tugas/", {"desk": desk.pk, "starts_on": clock.today().isoformat()})
    return tamu


class TestInAColleaguesName:
    def test_asking_for_a_new_key_withdraws_none(self, office: Cast, signed_in: SignIn) -> None:
        agus, hadi = signed_in(office.agus), signed_in(office.hadi)
        agus.post(f"/petugas/orang/{office.hadi.pk}/kunci-baru/")
        for browser in (agus, hadi):
            browser.post(f"/petugas/kunci-baru/{office.hadi.pk}/setuju/")
        assert OfficerKey.objects.get(officer=office.hadi).retired_at is None
        assert text(hadi, "/petugas/laporan/")

    def test_a_role_taken_and_given_back_changes_nothing(self, office: Cast, signed_in: SignIn) -> None:
        agus = signed_in(office.agus)
        agus.post(f"/petugas/orang/{office.hadi.pk}/", {"name": "Hadi", "role": "pimpasa", "is_active": "on"})
        agus.post(f"/petugas/orang/{office.hadi.pk}/kunci-baru/")
        agus.post(f"/petugas/kunci-baru/{office.hadi.pk}/setuju/")
        assert OfficerKey.objects.get(officer=office.hadi).retired_at is None

    def test_a_second_administrator_of_their_own_is_no_second_person(self, office: Cast, signed_in: SignIn) -> None:
        agus = signed_in(office.agus)
        tamu = added(agus, office, "administrator")
        Client().post(sheet(agus, tamu), TYPED | {"second_half": second_half_on(signed_in(office.rina), "Tamu")})
        agus.post(f"/petugas/orang/{office.hadi.pk}/kunci-baru/")
        for role in ("administrator", "auditor", "head", "analyst"):
            Officer.objects.filter(pk=tamu.pk).update(role=role)
            signed_in(tamu).post(f"/petugas/kunci-baru/{office.hadi.pk}/setuju/")
        assert OfficerKey.objects.get(officer=office.hadi).retired_at is None

    def test_a_second_person_agrees_and_everybody_sees_it(self, office: Cast, signed_in: SignIn) -> None:
        agus, sari, rina = signed_in(office.agus), signed_in(office.sari), signed_in(office.rina)
        agus.post(f"/petugas/orang/{office.sari.pk}/kunci-baru/")
        assert "Agus Contoh meminta kunci baru untuk Sari Contoh" in text(rina, "/petugas/tenggat/")
        rina.post(f"/petugas/kunci-baru/{office.sari.pk}/setuju/")
        assert sari.get("/petugas/laporan/").headers["Location"].startswith("/masuk/"), "their sessions end"
        told = text(signed_in(office.dewi), "/petugas/pembaca/")
        assert "Kunci Sari Contoh ditarik pada" in told
        assert "diminta Agus Contoh, disetujui Rina Contoh" in told

    def test_the_sheet_alone_opens_nothing(self, office: Cast, signed_in: SignIn) -> None:
        agus, rina = signed_in(office.agus), signed_in(office.rina)
        agus.post(f"/petugas/orang/{office.hadi.pk}/kunci-baru/")
        rina.post(f"/petugas/kunci-baru/{office.hadi.pk}/setuju/")
        link = sheet(agus, office.hadi)
        for page in (
            "/petugas/pembaca/",
            f"/petugas/orang/{office.hadi.pk}/",
            f"/petugas/orang/{office.hadi.pk}/undangan/",
        ):
            assert not re.search(r"\d{4} \d{4} \d{4}", text(agus, page))
        for second_half in ("", "1234 5678 9012", "x"):
            assert Client().post(link, TYPED | {"second_half": second_half}).status_code == 422
        assert not OfficerKey.objects.filter(officer=office.hadi, retired_at=None).exists()
        code = second_half_on(rina, "Hadi Contoh")
        assert "Kode pemulihan Anda" in Client().post(link, TYPED | {"second_half": code}).content.decode()

    def test_guessing_the_second_half_is_slowed(self, office: Cast, signed_in: SignIn) -> None:
        agus = signed_in(office.agus)
        link = sheet(agus, added(agus, office, "pimpasa"))
        pages = [Client().post(link, TYPED | {"second_half": f"{number:012}"}).content.decode() for number in range(6)]
        assert ["Terlalu banyak" in page for page in pages] == [False] * 5 + [True]

    def test_with_mail_nobody_else_sees_the_link(self, office: Cast, signed_in: SignIn, settings: Settings) -> None:
        settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
        agus = signed_in(office.agus)
        tamu = added(agus, office, "pimpasa")
        page = agus.post(f"/petugas/orang/{tamu.pk}/undangan/", follow=True).content.decode()
        assert not LINK.search(page)
        (letter,) = mail.outbox
        assert letter.to == ["tamu@contoh.invalid"]
        link = LINK.search(str(letter.body))
        assert link
        assert "Kode pemulihan Anda" in Client().post(link[0], TYPED).content.decode()
        assert Entry.objects.filter(act=Act.OFFICER_INVITED, subject=tamu.subject).count() == 1


class TestAnAccomplice:
    @pytest.fixture
    def tamu(self, office: Cast, signed_in: SignIn, settings: Settings) -> Officer:
        """Invited by mail, at an address of the administrator's own."""
        settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
        agus = signed_in(office.agus)
        officer = added(agus, office, "head")
        agus.post(f"/petugas/orang/{officer.pk}/undangan/")
        link = LINK.search(str(mail.outbox[-1].body))
        assert link
        Client().post(link[0], TYPED)
        return officer

    def test_reads_no_report_after_colleagues_were_switched(
        self, office: Cast, signed_in: SignIn, tamu: Officer
    ) -> None:
        agus = signed_in(office.agus)
        for colleague in (office.sari, office.dewi):
            values = {"name": colleague.name, "role": colleague.role}
            agus.post(f"/petugas/orang/{colleague.pk}/", values)
            agus.post(f"/petugas/orang/{colleague.pk}/", values | {"is_active": "on"})
        readers.forget()
        report = given.report()
        assert signed_in(tamu).get(f"/petugas/laporan/{report.pk}/").status_code == 403
        assert not DeskKeyGrant.objects.filter(officer_key__officer=tamu).exists()
        assert signed_in(office.hadi).get(f"/petugas/laporan/{report.pk}/").status_code == 200

    @pytest.mark.parametrize(
        "path", ["/petugas/simpan/", "/petugas/cara/", "/petugas/data-pribadi/", "/petugas/dialog/baru/"]
    )
    def test_decides_nothing_for_the_office(self, office: Cast, signed_in: SignIn, tamu: Officer, path: str) -> None:
        """As a second head they would set every period to a day."""
        browser = signed_in(tamu)
        assert browser.get(path).status_code == 403
        assert browser.post(path, {"days": "1"}).status_code == 403
        assert signed_in(office.hadi).get(path).status_code == 200

    def test_waits_for_somebody_who_types_their_code(self, office: Cast, signed_in: SignIn, tamu: Officer) -> None:
        dewi = signed_in(office.dewi)
        waiting = text(dewi, "/petugas/pembaca/")
        assert "Tamu menunggu kunci" in waiting
        address = re.search(r"/petugas/kunci/\d+/", waiting)
        assert address
        dewi.post(address[0])
        assert not DeskKeyGrant.objects.filter(officer_key__officer=tamu).exists()
