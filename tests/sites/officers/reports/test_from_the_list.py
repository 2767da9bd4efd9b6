"""Working from the list: from one report to the next, back to where one was, several at once."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from django.test import Client

from pimpasa.accounts.models import Officer
from pimpasa.handling.models import Reassignment
from pimpasa.reports.models import Report
from tests.factories import reports as given
from tests.factories.people import Cast
from tests.factories.territory import PEGADUNGAN

SignIn = Callable[[Officer], Client]
pytestmark = pytest.mark.django_db
LIST, GIVE = "/petugas/laporan/", "/petugas/laporan/beri/"
REASON = "Karangan: saya cuti mulai besok."


def beside(browser: Client, report: Report) -> tuple[str, str, str]:
    """Where a report's page leads back, to the one before and to the one after."""
    page = browser.get(f"{LIST}{report.pk}/").content.decode()
    back = re.findall(r'class="govuk-back-link" href="([^"]+)"', page)
    before = re.findall(r'href="([^"]+)" rel="prev"', page)
    after = re.findall(r'href="([^"]+)" rel="next"', page)
    return back[0].replace("&amp;", "&"), "".join(before), "".join(after)


def give(browser: Client, reports: list[Report], **typed: str) -> str:
    answer = browser.post(GIVE, {"reports": [str(report.pk) for report in reports]} | typed, follow=True)
    assert answer.status_code in (200, 422)
    return re.sub(r"\s+", " ", answer.content.decode())


def test_before_and_after_are_those_of_the_list_one_came_from(office: Cast, signed_in: SignIn) -> None:
    first, second, third = (given.report(kind="pmi", indicators=[]) for _number in range(3))
    tppo = given.report()
    sari = signed_in(office.sari)
    sari.get(LIST, {"kind": "pmi", "order": "new"})
    narrowed = f"{LIST}?kind=pmi&order=new&hal=1"
    assert beside(sari, third) == (narrowed, "", f"{LIST}{second.pk}/")
    assert beside(sari, second) == (narrowed, f"{LIST}{third.pk}/", f"{LIST}{first.pk}/")
    assert beside(sari, tppo) == (narrowed, "", "")
    assert beside(signed_in(office.dewi), second) == (LIST, "", "")


def test_taking_one_keeps_its_place(office: Cast, signed_in: SignIn) -> None:
    first, second = given.report(), given.report()
    sari = signed_in(office.sari)
    sari.get(LIST, {"whose": "free", "order": "old"})
    sari.post(f"{LIST}{first.pk}/mulai/")
    assert beside(sari, first) == (f"{LIST}?whose=free&order=old&hal=1", "", f"{LIST}{second.pk}/")


def test_several_are_given_at_once_and_each_refused_one_is_named(office: Cast, signed_in: SignIn) -> None:
    dewi = signed_in(office.dewi)
    taken, also, free = given.taken(office.sari), given.taken(office.sari), given.report()
    asked = give(dewi, [taken, also, free])
    assert [report.reference in asked for report in (taken, also, free)] == [True] * 3
    page = give(dewi, [taken, also, free], to=str(office.dewi.pk), reason=REASON)
    assert f"2 laporan sekarang dikerjakan {office.dewi.name}" in page
    assert f"{free.reference}: " in page
    assert [(row.report, row.after) for row in Reassignment.objects.all()] == [
        (taken, office.dewi), (also, office.dewi),
    ]  # fmt: skip
    assert Report.objects.get(pk=free.pk).officer is None


def test_where_none_can_be_given_what_was_typed_stays(office: Cast, signed_in: SignIn) -> None:
    free = given.report()
    page = give(signed_in(office.dewi), [free], to=str(office.sari.pk), reason=REASON)
    assert (f"{free.reference}: " in page, REASON in page) == (True, True)
    assert Reassignment.objects.count() == 0


def test_one_says_why_and_ticks_something(office: Cast, signed_in: SignIn) -> None:
    sari = signed_in(office.sari)
    report = given.taken(office.sari)
    assert "Tuliskan alasannya secara singkat" in give(sari, [report], to=str(office.dewi.pk), reason="")
    assert Reassignment.objects.count() == 0
    assert "Centang" in give(sari, [])
    assert "Centang" in re.sub(r"\s+", " ", sari.post(GIVE, {"reports": ["1 OR 1"]}, follow=True).content.decode())


def test_what_one_may_not_read_is_not_even_named(office: Cast, signed_in: SignIn) -> None:
    elsewhere = given.report(village=PEGADUNGAN)
    page = give(signed_in(office.sari), [elsewhere])
    assert elsewhere.reference not in page
    assert signed_in(office.hadi).post(GIVE, {"reports": [str(elsewhere.pk)]}).status_code == 403
