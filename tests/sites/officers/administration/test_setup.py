"""Agus keeps the office: who sits where, what is missing, desks that end, places that are known."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client

from pimpasa.absences.actions import set_absence
from pimpasa.accounts.actions import add_officer, assign
from pimpasa.accounts.models import Officer
from pimpasa.accounts.roles import Role
from pimpasa.common import clock
from pimpasa.reports.actions.closing import close_desk
from pimpasa.sites.officers.administration.checks import faults_of
from pimpasa.territory.actions import add_place
from pimpasa.territory.models import Desk, Office, Place
from tests.factories import reports as given
from tests.factories.pages import text_of
from tests.factories.people import Cast, keyring, officer
from tests.factories.territory import CENGKARENG_TIMUR

pytestmark = pytest.mark.django_db
SignIn = Callable[[Officer], Client]


@pytest.fixture
def agus(office: Cast, signed_in: SignIn) -> Client:
    return signed_in(office.agus)


def sentences(office: Cast) -> list[str]:
    return [fault.sentence for fault in faults_of(Office.objects.get(pk=office.at.office.pk))]


def test_the_table_of_officers_says_who_sits_where_and_what_each_lacks(office: Cast, agus: Client) -> None:
    Authenticator.objects.create(user=office.sari, type=Authenticator.Type.TOTP, data={})
    tomorrow = clock.today() + timedelta(days=1)
    set_absence(
        officer=office.bayu,
        substitute=office.dewi,
        starts_on=clock.today(),
        ends_on=tomorrow,
        keyring=keyring(office.hadi),
    )
    add_officer(office=office.at.office, email="tini@contoh.invalid", name="Tini", role=Role.PIMPASA, by=office.agus)
    page = text_of(agus.get("/petugas/orang/"))
    assert "Sari Contoh Pimpasa Pimpasa Cengkareng Timur Aplikasi" in page
    assert "Bayu Contoh Pimpasa Pimpasa Pegadungan Belum ada" in page
    assert "diganti Dewi Contoh" in page
    assert "Tini Pimpasa Belum punya meja Belum ada Belum pernah" in page


def test_what_is_wrong_is_named_and_gone_once_mended(office: Cast, agus: Client) -> None:
    tini = officer("tini", Role.PIMPASA, office.at.office)
    unseated = "Tini Contoh bertugas membaca laporan, tetapi belum punya meja."
    keyless = "Tini Contoh bertugas di Pimpasa Cengkareng Timur, tetapi belum bisa membukanya"
    assert unseated in text_of(agus.get("/petugas/pembenahan/"))
    assign(officer=tini, desk=office.at.cengkareng_timur, starts_on=clock.today(), by=office.agus)
    page = text_of(agus.get("/petugas/pembenahan/"))
    assert unseated not in page
    assert keyless in page


@pytest.mark.parametrize("role", [Role.HEAD, Role.AUDITOR])
def test_an_office_without_head_or_auditor_is_told(office: Cast, role: Role) -> None:
    before = set(sentences(office))
    Officer.objects.filter(office=office.at.office, role=role).update(is_active=False)
    new = set(sentences(office)) - before
    assert any(("kepala kantor" if role == Role.HEAD else "auditor") in sentence for sentence in new)


def test_a_desk_with_nobody_leads_to_its_page(office: Cast, agus: Client) -> None:
    Officer.objects.filter(pk=office.bayu.pk).update(is_active=False)
    fault = next(fault for fault in faults_of(office.at.office) if "Pegadungan" in fault.sentence)
    assert fault.url == f"/petugas/meja/{office.at.pegadungan.pk}/"
    assert "Belum ada; laporan dari sana hanya dibaca unit." in text_of(agus.get(fault.url))


def test_a_desk_is_renamed_and_merged_on_its_page(office: Cast, agus: Client) -> None:
    address = f"/petugas/meja/{office.at.pegadungan.pk}/"
    assert agus.post(f"{address}nama/", {"name": ""}).status_code == 422
    assert agus.post(f"{address}nama/", {"name": "Pegadungan Raya"}).status_code == 302
    answer = agus.post(f"{address}tutup/", {"into": office.at.cengkareng_timur.pk}, follow=True)
    page = text_of(answer)
    assert "Meja sudah ditutup." in page
    assert "Juga membaca: Pegadungan" in page
    desk = Desk.objects.get(pk=office.at.pegadungan.pk)
    assert (desk.name, desk.closed_on) == ("Pegadungan Raya", clock.today())
    assert desk.merged_into == office.at.cengkareng_timur
    assert agus.get(address).status_code == 404


def test_another_office_s_desk_and_place_are_not_there(office: Cast, agus: Client) -> None:
    for method in (agus.get, agus.post):
        assert method(f"/petugas/meja/{office.at.fallback_unit.pk}/").status_code == 404
    for verb in ("nama", "tutup"):
        assert agus.post(f"/petugas/meja/{office.at.fallback_unit.pk}/{verb}/", {"name": "X"}).status_code == 404
    close_desk(desk=office.at.pegadungan, into=None, by=office.agus)
    assert agus.post(f"/petugas/meja/{office.at.cengkareng_timur.pk}/tutup/", {"into": "x"}).status_code == 422


def test_a_place_is_known_with_towers_and_who_manages_it(office: Cast, agus: Client) -> None:
    add_place(name="Rusun Karangan", village=office.at.village(CENGKARENG_TIMUR), rw="017")
    add_place(name="Rusun Lain", village=office.at.village(CENGKARENG_TIMUR), rw="")
    place = Place.objects.get(name="Rusun Karangan")
    facts = {"name": "Rusun Karangan", "rw": "17", "towers": "Tower A, Tower B", "contact": "Pengelola 021 555 0101"}
    assert agus.post(f"/petugas/tempat/{place.pk}/", facts).status_code == 302
    assert "Rusun Karangan, Cengkareng Timur, RW 017: Tower A, Tower B. Pengelola 021 555 0101" in text_of(
        agus.get("/petugas/meja/")
    )
    answer = agus.post(f"/petugas/tempat/{place.pk}/", facts | {"name": "Rusun Lain"})
    assert answer.status_code == 422
    assert Place.objects.filter(name="Rusun Karangan").count() == 1


def test_who_visits_a_place_reads_what_is_known_of_it(office: Cast, signed_in: SignIn) -> None:
    village = office.at.village(CENGKARENG_TIMUR)
    add_place(name="Rusun Karangan", village=village, rw="017", towers="Tower A", contact="Pengelola 021 555 0101")
    add_place(name="Rusun Lain", village=village, rw="", towers="Tower C")
    check = given.check(given.taken(office.sari), office.sari, place="rusun karangan, lantai tiga")
    page = text_of(signed_in(office.sari).get(f"/petugas/cek-lapangan/{check.pk}/"))
    assert "Rusun Karangan: Tower A Pengelolanya: Pengelola 021 555 0101" in page
    assert "Rusun Lain" not in page
