"""The pages on which somebody of a case turns out to be somebody of another: who reads one case reads no other."""

from __future__ import annotations

from collections.abc import Callable

from django.test import Client
from django.urls import reverse

from pimpasa.accounts.models import Officer
from pimpasa.allowances.actions import take
from pimpasa.cases.kinds import PersonRole
from pimpasa.cases.models import PersonTie
from pimpasa.sites.common.allowances import CASE_NUMBERS
from tests.factories import cases as given
from tests.factories.people import Cast

SignIn = Callable[[Officer], Client]
VICTIM = PersonRole.POSSIBLE_VICTIM
SAME = "Karangan: paspornya sama."
NOT_SAME = "Karangan: ternyata saudara kembar."


def test_pages(office: Cast, signed_in: SignIn) -> None:
    case, second = (given.own_case(office.dewi, office.at.unit) for _ in range(2))
    elsewhere = given.own_case(office.fani, office.at.fallback_unit)
    one = given.person(office.dewi, case)
    victim = given.person(office.dewi, second, VICTIM, name="Bunga Melati")
    hers = given.person(office.fani, elsewhere, VICTIM, name="Rahasia Karangan")
    dewi, fani = signed_in(office.dewi), signed_in(office.fani)
    start = reverse("officers:seek_tie", args=[one.pk])
    unknown = dewi.post(start, {"office": office.at.office.pk, "number": "999/2026"})
    assert "Tidak ada kasus lain bernomor itu" in unknown.content.decode()
    found = dewi.post(start, {"office": office.at.office.pk, "number": str(second)})
    assert found["Location"] == reverse("officers:tie_person", args=[one.pk, second.pk])
    assert "Bunga Melati" in dewi.get(found["Location"]).content.decode()
    dewi.post(found["Location"], {"gone": victim.pk, "reason": SAME})
    page = dewi.get(reverse("officers:case", args=[case.pk])).content.decode()
    assert "Mungkin korban di kasus lain" in page
    asked = dewi.post(start, {"office": office.at.fallback.pk, "number": str(elsewhere)})["Location"]
    assert "Rahasia" not in dewi.get(asked).content.decode()
    dewi.post(asked, {"reason": SAME})
    row = PersonTie.objects.get(other_case=elsewhere)
    answer = reverse("officers:answer_tie", args=[row.pk])
    shown = fani.get(answer).content.decode()
    assert "nomor atau suratnya sama" in shown
    assert SAME not in shown
    fani.post(answer, {"gone": hers.pk, "reason": SAME})
    page = dewi.get(reverse("officers:case", args=[case.pk])).content.decode()
    assert "Juga ada di kasus lain" in page
    assert "Rahasia" not in page
    assert str(elsewhere.pk) not in page
    theirs = fani.get(reverse("officers:case", args=[elsewhere.pk])).content.decode()
    assert office.at.unit.name in theirs
    fani.post(reverse("officers:end_tie", args=[row.pk, elsewhere.pk]), {"reason": NOT_SAME})
    assert "Juga ada di kasus lain" not in dewi.get(reverse("officers:case", args=[case.pk])).content.decode()


def test_who_looked_up_many_numbers_is_told_of_no_case(office: Cast, signed_in: SignIn) -> None:
    elsewhere = given.own_case(office.fani, office.at.fallback_unit)
    one = given.person(office.dewi, given.own_case(office.dewi, office.at.unit))
    start, dewi = reverse("officers:seek_tie", args=[one.pk]), signed_in(office.dewi)
    there = {"office": office.at.fallback.pk, "number": str(elsewhere)}
    assert dewi.post(start, there).status_code == 302
    dewi.post(start, there | {"number": "999/2026"})
    looks = 2
    while take(CASE_NUMBERS, office.dewi.actor):
        looks += 1
    assert looks == CASE_NUMBERS.most
    for number in (str(elsewhere), "999/2026"):
        answer = dewi.post(start, there | {"number": number})
        assert answer.status_code == 422
        assert "Anda sudah mencari banyak nomor kasus" in answer.content.decode()
