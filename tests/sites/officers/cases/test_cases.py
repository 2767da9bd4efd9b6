"""A case's pages as its officers use them: nothing typed is lost, nothing refused is a riddle."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from pimpasa.accounts.models import Officer
from pimpasa.accounts.roles import Role
from pimpasa.cases.kinds import Answer, PersonRole, Screening, Verdict
from pimpasa.cases.models import Case, Person
from pimpasa.cases.opening.cases import peek
from pimpasa.cases.opening.events import events_of
from pimpasa.cases.opening.people import persons_of
from pimpasa.cases.questions import QUESTIONS
from pimpasa.common import clock
from pimpasa.handling.actions.transferring import recuse
from pimpasa.packs.queries import packs
from pimpasa.reports.contents import PersonAnswer
from pimpasa.sites.officers.cases.page import TAGS
from tests.factories import cases as given
from tests.factories import reports
from tests.factories.pages import page_of, refused
from tests.factories.people import Cast, keyring, officer
from tests.factories.territory import CENGKARENG_TIMUR

SignIn = Callable[[Officer], Client]
VICTIM = PersonRole.POSSIBLE_VICTIM
WHO = {
    "name": "Orang Karangan",
    "roles": ["possible_victim", "witness"],
    "citizenship": "wna",
    "nationality": "Karangan",
    "sex": "female",
    "born": "2001",
    "is_child": "no",
    "documents": "Paspor X1234567",
}
TALK = {
    "place": "Karangan: ruang tenang",
    "language": "Indonesia",
    "is_private": "on",
    "is_willing": "on",
    "is_child": "no",
    "needs": "Karangan: dokter",
    "outcome": "not_indicated",
    "reason": "Karangan: cerita lengkap dan tenang.",
    **{f"answer-{code}": "no" for code in QUESTIONS},
}


def test_it_works(office: Cast, dewi: Client) -> None:
    finding = "Karangan: kemarin saya melihat sendiri seseorang bekerja di toko itu."
    told = {"unit": office.at.unit.pk, "title": "Karangan: toko", "finding": finding}
    page = refused(dewi.post("/petugas/kasus/baru/", told | {"finding": "pendek"}))
    assert "Tulislah apa yang Anda temukan sendiri, kapan dan di mana." in page
    assert 'value="Karangan: toko"' in page
    answer = dewi.post("/petugas/kasus/baru/", told)
    page = dewi.get(answer.headers["Location"]).content.decode()
    assert finding in page
    assert "Belum ada orang." in page


def test_a_unit_of_elsewhere_cannot_be_chosen(office: Cast, dewi: Client) -> None:
    told = {"unit": office.at.fallback_unit.pk, "title": "Karangan", "finding": "Karangan: kemarin saya melihatnya."}
    refused(dewi.post("/petugas/kasus/baru/", told))
    assert Case.objects.count() == 0


class TestPeople:
    def test_are_added_and_corrected(self, office: Cast, case: Case, dewi: Client) -> None:
        page = refused(dewi.post(f"/petugas/kasus/{case.pk}/orang/", WHO | {"name": ""}))
        assert "Paspor X1234567" in page
        assert dewi.post(f"/petugas/kasus/{case.pk}/orang/", WHO).status_code == 302
        who = Person.objects.get()
        form = dewi.get(f"/petugas/kasus/orang/{who.pk}/").content.decode()
        assert 'value="Orang Karangan"' in form
        changed = WHO | {"name": "Nama Karangan", "roles": ["possible_victim"], "because": given.MISTAKE}
        assert dewi.post(f"/petugas/kasus/orang/{who.pk}/", changed).status_code == 302
        (opened,) = persons_of(peek(case, keyring(office.dewi)))
        assert (opened.contents.name, opened.person.roles) == ("Nama Karangan", ["possible_victim"])
        assert "Nama Karangan" in page_of(dewi, case)

    def test_do_not_stop_being_possible_victims(self, office: Cast, case: Case, dewi: Client) -> None:
        who = given.person(office.dewi, case, VICTIM)
        changed = WHO | {"roles": ["possible_offender"], "because": given.MISTAKE}
        page = refused(dewi.post(f"/petugas/kasus/orang/{who.pk}/", changed))
        assert "tetap" in page

    def test_of_a_closed_case_are_left_alone(self, office: Cast, case: Case, dewi: Client) -> None:
        who = given.person(office.dewi, case)
        given.screened(office.dewi, who)
        assert dewi.post(f"/petugas/kasus/{case.pk}/tutup/", {"closure": "acted", "note": ""}).status_code == 302
        for path in (f"orang/{who.pk}/", f"orang/{who.pk}/skrining/", f"{case.pk}/orang/", f"{case.pk}/peristiwa/"):
            answer = dewi.get(f"/petugas/kasus/{path}")
            assert (answer.status_code, "Kasus ini sudah ditutup." in answer.content.decode()) == (403, True)
        page = page_of(dewi, case)
        assert [word for word in ("Tambah orang", "Skrining dengan lembut", "Tambah peristiwa") if word in page] == []


class TestScreening:
    def test_goes_step_by_step_and_promises_nothing(self, office: Cast, case: Case, dewi: Client) -> None:
        who = given.person(office.dewi, case, VICTIM)
        page = dewi.get(f"/petugas/kasus/orang/{who.pk}/skrining/").content.decode()
        steps = re.findall(r'<h2 class="govuk-heading-m">(\d)\.', page)
        assert steps == ["1", "2", "3", "4", "5"]
        assert [str(one.text) for one in QUESTIONS.values() if str(one.text) not in page] == []
        assert [number for number in ("110", "129", "148") if f"tel:{number}" not in page] == []
        assert "Jangan bertanya soal kesalahan." in page

    def test_loses_nothing_that_was_typed(self, office: Cast, case: Case, dewi: Client) -> None:
        who = given.person(office.dewi, case, VICTIM)
        told = TALK | {"answer-papers": "yes"}
        page = refused(dewi.post(f"/petugas/kasus/orang/{who.pk}/skrining/", told))
        assert "Ada jawaban ya." in page
        assert re.search(r'name="answer-papers" value="yes"[^>]* checked', page)
        assert 'value="Karangan: ruang tenang"' in page
        assert "Karangan: cerita lengkap dan tenang." in page
        who.refresh_from_db()
        assert who.screening == Screening.NONE

    def test_without_its_outcome_says_so(self, office: Cast, case: Case, dewi: Client) -> None:
        who = given.person(office.dewi, case)
        page = refused(dewi.post(f"/petugas/kasus/orang/{who.pk}/skrining/", {"place": "Karangan"}))
        assert 'value="Karangan"' in page
        answers = {f"answer-{code}": "perhaps" for code in QUESTIONS}
        refused(dewi.post(f"/petugas/kasus/orang/{who.pk}/skrining/", TALK | answers))

    def test_goes_on_where_it_was_paused(self, office: Cast, case: Case, dewi: Client, hadi: Client) -> None:
        who = given.person(office.dewi, case, VICTIM)
        path = f"/petugas/kasus/orang/{who.pk}/skrining/"
        told = TALK | {"outcome": "paused", "answer-debt": "yes", "answer-leave": "not_now"}
        assert dewi.post(path, told).status_code == 302
        page = re.sub(r"\s+", " ", hadi.get(path).content.decode())
        assert re.search(r'name="answer-debt" value="yes"[^>]* checked', page)
        assert re.search(r'name="answer-leave" value="not_now"[^>]* checked', page)
        assert 'value="Karangan: ruang tenang"' in page
        assert not re.search(r'name="is_willing"[^>]* checked', page)
        assert not re.search(r'name="outcome"[^>]* checked', page)
        assert hadi.post(path, told | {"outcome": "indicated"}).status_code == 302
        page = page_of(dewi, case)
        assert "Ada tanda perdagangan orang" in page
        assert "Rujuk" in page
        # A conversation that had its outcome leaves no answers behind for the next.
        assert not re.search(r'name="answer-debt" value="yes"[^>]* checked', dewi.get(path).content.decode())


class TestEvents:
    TOLD = {"kind": "recruitment", "text": "Karangan: ditawari kerja.", "year": "2025", "month": "9", "country": "ID"}

    def test_with_their_law_and_map(self, office: Cast, case: Case, dewi: Client) -> None:
        who = given.person(office.dewi, case)
        told = self.TOLD | {"village": CENGKARENG_TIMUR, "persons": [str(who.pk)]}
        assert dewi.post(f"/petugas/kasus/{case.pk}/peristiwa/", told).status_code == 302
        page = page_of(dewi, case)
        assert "<time>September 2025</time>" in page
        assert "UU 21/2007 pasal 2" in page
        assert "perlu dipastikan ahli hukum kantor" in page
        assert "Cengkareng Timur" in page
        assert "app-map" in page

    def test_of_a_day_only_half_known(self, office: Cast, case: Case, dewi: Client) -> None:
        given.event(office.dewi, case, day="2026", village="")
        page = page_of(dewi, case)
        assert "KUHP (UU 1/2023) pasal 3 ayat (1)" in page
        assert "app-map" not in page

    @pytest.mark.parametrize(
        ("when", "day"),
        [
            ({}, "2025-09"),
            ({"day": "3"}, "2025-09-03"),
            ({"month": ""}, "2025"),
            ({"year": "", "month": ""}, ""),
            ({"month": "", "day": "3"}, None),
            ({"year": ""}, None),
            ({"year": "dulu"}, None),
            ({"month": "13"}, None),
            ({"year": "25"}, None),
        ],
    )
    def test_as_far_as_the_day_is_known(
        self, office: Cast, case: Case, dewi: Client, when: dict[str, str], day: str | None
    ) -> None:
        answer = dewi.post(f"/petugas/kasus/{case.pk}/peristiwa/", self.TOLD | when)
        if day is None:
            assert "Karangan: ditawari kerja." in refused(answer)
        else:
            assert answer.status_code == 302
            assert [one.contents.day for one in events_of(peek(case, keyring(office.dewi)))] == [day]

    def test_a_search_for_the_kelurahan_keeps_what_was_typed(self, office: Cast, case: Case, dewi: Client) -> None:
        who = given.person(office.dewi, case)
        told = self.TOLD | {"q": "cengkareng", "cari": "1", "text": "", "persons": [str(who.pk)]}
        page = dewi.post(f"/petugas/kasus/{case.pk}/peristiwa/", told).content.decode()
        assert f'value="{CENGKARENG_TIMUR}"' in page
        assert re.search(r'name="kind" value="recruitment"[^>]* checked', page)
        assert re.search(rf'name="persons" value="{who.pk}"[^>]* checked', page)
        assert "govuk-error-message" not in page
        nothing = dewi.post(f"/petugas/kasus/{case.pk}/peristiwa/", told | {"q": ""}).content.decode()
        assert "tidak ditemukan" in nothing.lower() or "Tidak ada" in nothing

    def test_a_village_that_is_none_is_refused(self, office: Cast, case: Case, dewi: Client) -> None:
        for village in ("00.00.00.0000", "x", "31.73.01.1006.9"):
            refused(dewi.post(f"/petugas/kasus/{case.pk}/peristiwa/", self.TOLD | {"village": village}))


class TestOtherCases:
    def test_of_another_office_are_not_told(self, office: Cast, case: Case, dewi: Client) -> None:
        fani = Officer.objects.get(email="fani@contoh.invalid")
        lina = officer("lina", Role.ANALYST, office.at.fallback, desk=office.at.fallback_unit, giver=fani)
        theirs = given.own_case(lina, office.at.fallback_unit, finding="RAHASIA kantor lain, dilihat sendiri.")
        given.person(lina, theirs)
        given.person(office.dewi, case)
        page = page_of(dewi, case)
        secrets = (str(theirs.pk), "RAHASIA", office.at.fallback.name)
        assert [secret for secret in secrets if secret in page] == []

    def test_of_one_s_own_are_linked(self, office: Cast, case: Case, dewi: Client) -> None:
        other = given.own_case(office.dewi, office.at.unit)
        for one in (case, other):
            given.person(office.dewi, one)
        assert f"/petugas/kasus/{other.pk}/" in page_of(dewi, case)


def test_a_report_that_one_keeps_out_of_is_named_and_no_more(office: Cast, dewi: Client, hadi: Client) -> None:
    report = reports.concluded(office.sari, persons=[PersonAnswer("phone", "0812-0000-0003")])
    case = reports.case(office.dewi, report)
    recuse(report=report, officer=office.dewi, by=office.dewi)
    path = f"/petugas/laporan/{report.pk}/"
    pages = [page_of(browser, case) for browser in (dewi, hadi)]
    assert [(report.reference in page, path in page) for page in pages] == [(True, False), (True, True)]


def test_a_case_with_a_waiting_possible_victim_is_not_closed(office: Cast, case: Case, dewi: Client) -> None:
    given.person(office.dewi, case, VICTIM)
    page = refused(dewi.post(f"/petugas/kasus/{case.pk}/tutup/", {"closure": "acted", "note": "Karangan: catatan"}))
    assert "belum diskrining" in page
    assert "Karangan: catatan" in page


def test_what_somebody_typed_is_shown_as_text(office: Cast, case: Case, dewi: Client) -> None:
    bad = "<script>alert(1)</script>"
    who = given.person(office.dewi, case, name=bad, notes=bad, contacts=bad)
    given.screened(office.dewi, who, Screening.INDICATED, needs=bad, reason=bad)
    given.event(office.dewi, case, text=bad, place=bad, persons=[str(who.pk)])
    assert bad not in page_of(dewi, case)
    assert bad not in dewi.get(f"/petugas/kasus/orang/{who.pk}/skrining/").content.decode()


def test_what_is_not_there_is_not_found(office: Cast, hadi: Client) -> None:
    nothing = "00000000-0000-7000-8000-000000000000"
    paths = ("{}/orang/", "{}/peristiwa/", "{}/gelar/", "{}/tenggat/", "orang/{}/", "orang/{}/skrining/")
    for path in (*paths, "orang/{}/tindakan/", "tindakan/{}/cabut/", "tenggat/{}/"):
        assert hadi.get("/petugas/kasus/" + path.format(nothing)).status_code == 404


def test_the_page_asks_the_database_as_often_for_many_as_for_one(office: Cast, case: Case, dewi: Client) -> None:
    def fill(number: int) -> None:
        who = given.screened(office.dewi, given.person(office.dewi, case, documents=f"Paspor X123456{number}"))
        given.screened(office.dewi, who)
        given.event(office.dewi, case, persons=[str(who.pk)])
        gelar = given.gelar(office.hadi, case, held_on=clock.today() - timedelta(days=number))
        given.tak(office.dewi, who, gelar, ends_on=clock.today() + timedelta(days=9))
        given.gelar(office.hadi, case, Verdict.CONTINUE, held_on=clock.today() - timedelta(days=number))
        given.own_case(office.dewi, office.at.unit)

    def asked(path: str) -> int:
        packs()  # laws are remembered for seconds, and may be asked for anew in the middle
        with CaptureQueriesContext(connection) as queries:
            assert dewi.get(path).status_code == 200
        return len(queries)

    paths = (f"/petugas/kasus/{case.pk}/", "/petugas/kasus/", "/petugas/laporan/")
    fill(0)
    for path in paths:
        dewi.get(path)
    before = [asked(path) for path in paths]
    for number in (1, 2):
        fill(number)
    assert [asked(path) for path in paths] == before


def test_every_state_of_screening_has_its_colour() -> None:
    assert set(TAGS) == set(Screening)


def test_every_answer_and_outcome_can_be_chosen(office: Cast, case: Case, dewi: Client) -> None:
    who = given.person(office.dewi, case)
    page = dewi.get(f"/petugas/kasus/orang/{who.pk}/skrining/").content.decode()
    offered = re.findall(r'name="(answer-papers|outcome)" value="(\w+)"', page)
    expected = [("answer-papers", one.value) for one in Answer]
    assert sorted(offered) == sorted([*expected, *(("outcome", o.value) for o in Screening if o != Screening.NONE)])
