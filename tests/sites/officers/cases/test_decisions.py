"""What may be done against whom, and what is due, on a case's pages."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client

from pimpasa.accounts.models import Officer
from pimpasa.cases.kinds import Citizenship, PersonRole, Screening, TakKind, TermKind
from pimpasa.cases.models import Case, GelarKasus, Tak, Term, TermLength
from pimpasa.common import clock
from tests.factories import cases as given
from tests.factories.pages import page_of, refused
from tests.factories.people import Cast

SignIn = Callable[[Officer], Client]


class TestWhatMayBeDone:
    def test_a_disabled_button_says_why_not(self, office: Cast, case: Case, dewi: Client) -> None:
        who = given.person(office.dewi, case)
        assert self.reasons(page_of(dewi, case)) == [
            "Cari tahu dulu, dengan lembut, apakah orang ini mungkin korban (UU 6/2011 pasal 86). Lakukan skrining."
        ]
        given.screened(office.dewi, who)
        assert self.reasons(page_of(dewi, case)) == [
            "Harus diputuskan dulu dalam gelar kasus (Permenimipas 2/2025 pasal 59)."
        ]
        given.gelar(office.hadi, case)
        page = page_of(dewi, case)
        assert self.reasons(page) == []
        assert f"/petugas/kasus/orang/{who.pk}/tindakan/" in page
        citizen = given.person(office.dewi, case, PersonRole.WITNESS, citizenship=Citizenship.CITIZEN, documents="")
        given.screened(office.dewi, citizen)
        assert self.reasons(page_of(dewi, case)) == [
            "Tindakan Administratif Keimigrasian hanya untuk orang asing (UU 6/2011 pasal 75)."
        ]

    @staticmethod
    def reasons(page: str) -> list[str]:
        buttons = re.findall(r"<button[^>]* disabled[^>]*>\s*(.*?)\s*</button>", page)
        return [button.removeprefix("Tidak ada tindakan administratif. ") for button in buttons]

    def test_nothing_is_imposed_on_a_possible_victim(self, office: Cast, case: Case, hadi: Client) -> None:
        gelar = given.gelar(office.hadi, case)
        for outcome in (None, Screening.PAUSED, Screening.INDICATED):
            who = given.person(office.dewi, case)
            if outcome:
                given.screened(office.dewi, who, outcome)
            path = f"/petugas/kasus/orang/{who.pk}/tindakan/"
            told = {
                "decision": gelar.pk,
                "kind": "deportation",
                "number": "1",
                "basis": "2",
                "reason": "Karangan panjang",
            }
            answers = [hadi.get(path), hadi.post(path, told | {"starts_on": clock.today()})]
            assert [answer.status_code for answer in answers] == [403, 403]
        assert Tak.objects.count() == 0

    def test_a_gelar_leads_to_an_action_and_it_is_lifted(
        self, office: Cast, case: Case, dewi: Client, hadi: Client
    ) -> None:
        who = given.screened(office.dewi, given.person(office.dewi, case))
        held = {
            "held_on": clock.today(),
            "level": "kanwil",
            "set_by": "Karangan: kepala Kanwil, surat 2/KARANGAN",
            "consideration": "second",
            "met_by": "Karangan: izin tinggalnya habis.",
            "chair": "Karangan: Hadi",
            "members": "Karangan: Dewi",
            "evidence": "Karangan: paspor",
            "verdict": "tak",
            "decision": "Karangan: tinggal di satu tempat",
            "reason": "Karangan: izin habis",
        }
        page = refused(hadi.post(f"/petugas/kasus/{case.pk}/gelar/", held | {"chair": ""}))
        assert "Karangan: paspor" in page
        page = refused(hadi.post(f"/petugas/kasus/{case.pk}/gelar/", held | {"consideration": ""}))
        assert "Pilih pertimbangan" in page
        assert hadi.post(f"/petugas/kasus/{case.pk}/gelar/", held).status_code == 302
        page = dewi.get(f"/petugas/kasus/{case.pk}/").content.decode()
        assert [text in page for text in ("Kanwil", "surat 2/KARANGAN", "Pertimbangan kedua dari tiga")] == [True] * 3
        assert "sudah dicatat" in refused(hadi.post(f"/petugas/kasus/{case.pk}/gelar/", held))
        told = {
            "decision": GelarKasus.objects.get().pk,
            "kind": "residence",
            "number": "W.0/KARANGAN/TAK/9",
            "basis": "UU 6/2011 pasal 75",
            "starts_on": clock.today(),
            "ends_on": clock.today() + timedelta(days=30),
            "reason": "Karangan: izin tinggalnya habis.",
        }
        path = f"/petugas/kasus/orang/{who.pk}/tindakan/"
        page = refused(dewi.post(path, told | {"ends_on": clock.today() - timedelta(days=1)}))
        assert "W.0/KARANGAN/TAK/9" in page
        assert dewi.post(path, told).status_code == 302
        tak = Tak.objects.get()
        lifting = f"/petugas/kasus/tindakan/{tak.pk}/cabut/"
        assert (lifting in page_of(dewi, case), lifting in page_of(hadi, case)) == (False, True)
        assert hadi.post(lifting).status_code == 302
        assert "dicabut pada" in page_of(dewi, case)
        assert hadi.get(lifting).status_code == 403

    @pytest.mark.parametrize("kind", TakKind)
    def test_each_kind_can_be_chosen(self, office: Cast, case: Case, dewi: Client, kind: TakKind) -> None:
        who = given.screened(office.dewi, given.person(office.dewi, case))
        given.gelar(office.hadi, case)
        assert f'value="{kind.value}"' in dewi.get(f"/petugas/kasus/orang/{who.pk}/tindakan/").content.decode()


class TestTerms:
    def test_are_set_and_kept(self, office: Cast, case: Case, dewi: Client) -> None:
        who = given.person(office.dewi, case)
        path = f"/petugas/kasus/{case.pk}/tenggat/"
        refused(dewi.post(path, {"kind": "spdp", "text": ""}))
        refused(dewi.post(path, {"kind": "spdp", "text": "Karangan", "person": "x"}))
        told = {"kind": "spdp", "text": "Karangan: kirim SPDP", "person": str(who.pk)}
        assert dewi.post(path, told).status_code == 302
        term = Term.objects.get()
        assert (term.due_on, term.person) == (clock.today() + timedelta(days=7), who)
        keeping = f"/petugas/kasus/tenggat/{term.pk}/"
        assert keeping in page_of(dewi, case)
        refused(dewi.post(keeping, {"outcome": ""}))
        assert dewi.post(keeping, {"outcome": "Karangan: terkirim"}).status_code == 302
        assert "Rekan sudah mencatatnya." in refused(dewi.post(keeping, {"outcome": "Karangan: terkirim"}))
        page = page_of(dewi, case)
        assert "Karangan: kirim SPDP → Karangan: terkirim" in page

    def test_wait_at_the_top_of_lists(self, office: Cast, case: Case, dewi: Client, signed_in: SignIn) -> None:
        assert "Tenggat kasus</h2>" not in dewi.get("/petugas/kasus/").content.decode()
        for days in (-2, -1, 3, 30):
            given.term(office.dewi, case, days=days)
        page = re.sub(r"\s+", " ", dewi.get("/petugas/kasus/").content.decode())
        assert ("2 terlewat" in page, "1 dalam 7 hari" in page, page.count("#tenggat")) == (True, True, 3)
        path = f"/petugas/kasus/{case.pk}/"
        assert path in dewi.get("/petugas/").content.decode()
        assert path not in signed_in(office.sari).get("/petugas/").content.decode()

    def test_their_length_is_the_head_s(self, office: Cast, hadi: Client) -> None:
        page = hadi.get("/petugas/kasus/tenggat/").content.decode()
        assert page.count("perlu dipastikan ahli hukum kantor") == len(TermKind)
        shown = dict(re.findall(r'name="([a-z_]+-days)"[^>]*? value="(\d+)"', page))
        assert len(shown) == len(TermKind)
        told = shown | {"spdp-days": "5", "spdp-verified_on": "2026-01-05"}
        assert hadi.post("/petugas/kasus/tenggat/", told).status_code == 302
        assert [(row.kind, row.days) for row in TermLength.objects.all()] == [("spdp", 5)]
        page = hadi.get("/petugas/kasus/tenggat/").content.decode()
        assert page.count("perlu dipastikan ahli hukum kantor") == len(TermKind) - 1
        for wrong in ({"spdp-days": "0"}, {"spdp-days": "x"}, {"spdp-verified_on": "2999-01-01"}):
            refused(hadi.post("/petugas/kasus/tenggat/", told | wrong))
        assert TermLength.objects.count() == 1
