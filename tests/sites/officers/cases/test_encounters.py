"""Telling the unit of somebody who may be a victim, and taking them into a case."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from pimpasa.accounts.models import Officer
from pimpasa.accounts.roles import ROLES, Permission
from pimpasa.cases.models import Case, Encounter, Person
from tests.factories import cases as people
from tests.factories import outreach
from tests.factories import reports as given
from tests.factories.people import Cast

SignIn = Callable[[Officer], Client]
TOLD = {
    "at": "counter", "name": "Perempuan berjaket biru", "notes": "Karangan: minta pulang.", "is_child": "unknown",
    "citizenship": "unknown", "contacts": "",
}  # fmt: skip
PATH = "/petugas/mungkin-korban/"


def test_sari_tells_and_dewi_takes_them_in_and_screens(office: Cast, signed_in: SignIn) -> None:
    sari, dewi = signed_in(office.sari), signed_in(office.dewi)
    page = sari.get(f"{PATH}?di=visit").content.decode()
    assert "Ajak ia ke tempat aman" in page
    assert sari.post(PATH, TOLD).headers["Location"] == "/petugas/"
    encounter = Encounter.objects.get()
    path = f"{PATH}{encounter.pk}/"
    assert path in dewi.get("/petugas/").content.decode()
    assert sari.get(path).status_code == 403
    assert "Perempuan berjaket biru" in dewi.get(path).content.decode()
    assert dewi.post(path, {"case": "new", "title": ""}).status_code == 422
    answer = dewi.post(path, {"case": "new", "title": "Karangan: di loket"})
    person = Person.objects.get()
    assert answer.headers["Location"] == f"/petugas/kasus/orang/{person.pk}/skrining/"
    assert dewi.get(path).status_code == 404
    assert path not in dewi.get("/petugas/").content.decode()


def test_an_open_case_may_take_them_in(office: Cast, signed_in: SignIn) -> None:
    case = given.case(office.dewi, given.concluded(office.sari))
    encounter = people.met(office.sari)
    dewi = signed_in(office.dewi)
    assert dewi.post(f"{PATH}{encounter.pk}/", {"case": str(case.pk), "title": ""}).status_code == 302
    assert Person.objects.get().case == case
    assert Case.objects.count() == 1


@pytest.mark.parametrize(
    ("changes", "said"),
    [({"at": ""}, "Pilih di mana"), ({"name": ""}, "nama"), ({"notes": ""}, "yang Anda lihat"), ({"at": "x"}, "Pilih")],
)
def test_what_is_missing_is_told(office: Cast, signed_in: SignIn, changes: dict[str, str], said: str) -> None:
    answer = signed_in(office.sari).post(PATH, TOLD | changes)
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert not Encounter.objects.exists()


class TestWayThere:
    """From wherever somebody may be met, with the place chosen already."""

    def test_from_a_dialogue_s_pages(self, office: Cast, signed_in: SignIn) -> None:
        held = outreach.held(office)
        sari = signed_in(office.sari)
        for name in ("dialogue", "dialogue_day", "dialogue_minutes"):
            assert f"{PATH}?di=dialogue" in sari.get(reverse(f"officers:{name}", args=[held.pk])).content.decode()

    def test_from_what_was_told_at_the_counter(self, office: Cast, signed_in: SignIn) -> None:
        telling, _code = given.written_down(office.sari)
        sari = signed_in(office.sari)
        for page in (reverse("officers:write_down"), reverse("officers:telling", args=[telling.pk])):
            assert f"{PATH}?di=counter" in sari.get(page).content.decode()

    @pytest.mark.parametrize("at", ["dialogue", "counter", "visit"])
    def test_the_place_is_chosen_and_the_unit_told(self, office: Cast, signed_in: SignIn, at: str) -> None:
        sari = signed_in(office.sari)
        page = sari.get(f"{PATH}?di={at}").content.decode()
        assert re.search(rf'value="{at}"[^>]*checked', page)
        assert sari.post(f"{PATH}?di={at}", TOLD | {"at": at}).status_code == 302
        assert Encounter.objects.get().at == at

    def test_whoever_gets_these_pages_may_tell(self) -> None:
        for facts in ROLES.values():
            if facts.permissions & {Permission.HOLD_DIALOGUES, Permission.WRITE_TOLD}:
                assert Permission.READ_REPORTS in facts.permissions
