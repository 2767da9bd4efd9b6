"""The pages of laws, numbers and lists that outdate."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from django.test import Client

from pimpasa.accounts.models import Officer
from pimpasa.agencies.actions import bring_in
from pimpasa.common import clock
from pimpasa.education.helplines import number_of
from pimpasa.packs import queries
from pimpasa.packs.kinds import PackName
from pimpasa.sites.officers.administration.checks import faults_of
from tests.factories import cases as people
from tests.factories import reports as given
from tests.factories.pages import refused
from tests.factories.people import Cast, entrusted

SignIn = Callable[[Officer], Client]
PAGE = "/petugas/pedoman/"


@pytest.fixture(autouse=True)
def _as_they_came() -> Iterator[None]:
    queries.forget()
    yield
    queries.forget()


def test_all_of_them_with_their_age_what_is_out_of_date_first(office: Cast, signed_in: SignIn) -> None:
    page = signed_in(office.agus).get(PAGE).content.decode()
    assert page.index("Nomor yang bisa dihubungi") < page.index("Cara perekrutan sekarang")
    assert "5 dari 6 sudah usang" in page
    for name in PackName:
        assert signed_in(office.agus).get(f"{PAGE}{name.value}/").status_code == 200


def test_the_keeper_reads_again_and_says_otherwise(office: Cast, signed_in: SignIn) -> None:
    entrusted(office)
    agus = signed_in(office.agus)
    said = {"read_from": "Karangan: ditelepon", "read_on": clock.today()}
    assert agus.post(f"{PAGE}hotlines/", said).status_code == 302
    page = agus.get(f"{PAGE}hotlines/").content.decode()
    assert "Agus Contoh, Karangan: ditelepon" in page
    assert "Perlu dibaca ulang" not in page
    words = {"number": "0811-129-129", "note-id": "Karangan", "note-en": "Invented", "whom-id": "", "whom-en": ""}
    assert "angka saja" in refused(agus.post(f"{PAGE}hotlines/sapa/", words | {"number": "telepon kami"}))
    assert agus.post(f"{PAGE}hotlines/sapa/", words).status_code == 302
    assert "Isian kantor" in agus.get(f"{PAGE}hotlines/").content.decode()
    assert number_of("sapa") == "0811-129-129"
    resident = Client().get("/lapor/").content.decode()
    assert "tel:0811129129" in resident


def test_others_read_who_keeps_it(office: Cast, signed_in: SignIn) -> None:
    hadi = signed_in(office.hadi)
    page = hadi.get(f"{PAGE}laws/").content.decode()
    assert "Baca ulang</h2>" not in page
    assert "Ini dipakai bersama semua kantor" in page
    refused(hadi.post(f"{PAGE}laws/", {"read_from": "Karangan", "read_on": clock.today()}))
    assert [hadi.get(f"{PAGE}{path}/").status_code for path in ("lain", "hotlines/lain")] == [404, 404]


def test_who_keeps_it_is_told_that_something_is_out_of_date(office: Cast) -> None:
    sentence = "Perlu dibaca ulang karena mungkin sudah usang: Nomor yang bisa dihubungi"
    assert not any(sentence in fault.sentence for fault in faults_of(office.at.office))
    entrusted(office)
    (fault,) = [fault for fault in faults_of(office.hadi.office) if sentence in fault.sentence]
    assert fault.url == PAGE


class TestWhereItIsUsed:
    def test_officers_are_told_quietly_and_residents_get_the_number(self, office: Cast, signed_in: SignIn) -> None:
        who = people.person(office.dewi, people.own_case(office.dewi, office.at.unit))
        page = signed_in(office.dewi).get(f"/petugas/kasus/orang/{who.pk}/skrining/").content.decode()
        assert "Sebagian nomor ini sudah lama tidak dicek (129, 148" in page
        resident = Client().get("/lapor/").content.decode()
        assert 'href="tel:129"' in resident
        assert "lama tidak dicek" not in resident

    def test_a_breach_names_the_authority(self, office: Cast, signed_in: SignIn) -> None:
        breach = given.breach(office.dewi)
        page = signed_in(office.dewi).get(f"/petugas/data-pribadi/kebocoran/{breach.pk}/").content.decode()
        assert "Kementerian Komunikasi dan Digital (Komdigi)" in page

    def test_an_old_list_of_companies_says_so(self, office: Cast, signed_in: SignIn) -> None:
        entrusted(office)
        as_of = clock.today() - timedelta(days=400)
        bring_in(data=b"nama\nPT Karangan\n", source="Karangan", as_of=as_of, by=office.hadi)
        page = signed_in(office.dewi).get("/petugas/perusahaan/").content.decode()
        assert "Daftar ini sudah lama" in page
        assert "SISKOP2MI" in page


def test_both_laws_stand_on_a_case_s_page_and_the_choice_beside_them(office: Cast, signed_in: SignIn) -> None:
    dewi = signed_in(office.dewi)
    case = people.own_case(office.dewi, office.at.unit)
    event = people.event(office.dewi, case, day="2025-09-23")
    page = dewi.get(f"/petugas/kasus/{case.pk}/").content.decode()
    both = ["UU 21/2007 pasal 2", "KUHP (UU 1/2023) pasal 455", "KUHP (UU 1/2023) pasal 3 ayat (1)"]
    assert [article in page for article in both] == [True] * 3
    at = f"/petugas/kasus/peristiwa/{event.pk}/hukum/"
    said = {"offence": "trafficking", "rule": "old", "lawyer": "Karangan: Bu Lestari", "reason": "Lebih ringan."}
    assert "Tulis siapa yang menilai" in refused(dewi.post(at, said | {"lawyer": ""}))
    assert dewi.post(at, said).status_code == 302
    page = dewi.get(f"/petugas/kasus/{case.pk}/").content.decode()
    assert [text in page for text in ("Aturan lama", "Karangan: Bu Lestari", *both)] == [True] * 5
