"""Timelines tell what was done; looks are one line that opens, and everything has a page of its own."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from pimpasa.accounts.models import Officer
from pimpasa.accounts.queries import SHOWN, timeline_of
from pimpasa.handling.actions.grading import grade
from pimpasa.ledger.acts import LOOKS, MERE_LOOKS, Act
from pimpasa.ledger.models import Entry
from pimpasa.reports.kinds import Urgency
from pimpasa.reports.opening import peek
from tests.factories import reports as given
from tests.factories.people import Cast, keyring

SignIn = Callable[[Officer], Client]
pytestmark = pytest.mark.django_db


def lines(browser: Client, path: str) -> list[str]:
    """The acts on a page, as a person reads them."""
    answer = browser.get(path)
    assert answer.status_code == 200
    *_events, acts = re.findall(r'<ol class="app-timeline.*?</ol>', answer.content.decode(), re.DOTALL)
    return [re.sub(r"\s+", " ", re.sub(r"<time.*?</time>", "", line)).strip() for line in acts.split("<li>")[1:]]


def act_names(browser: Client, path: str) -> list[str]:
    return [line.partition(":")[0] for line in lines(browser, path)]


def test_looks_are_one_line_that_opens(office: Cast, signed_in: SignIn) -> None:
    report = given.taken(office.sari)
    sari, dewi = signed_in(office.sari), signed_in(office.dewi)
    address = f"/petugas/laporan/{report.pk}/"
    for browser in (sari, sari, dewi, sari):
        page = browser.get(address).content.decode()
    assert act_names(sari, address) == [str(Act(act).label) for act in (Act.REPORT_TAKEN, Act.REPORT_RECEIVED)]
    words = re.sub(r"\s+", " ", page)
    assert "Dilihat 4 kali" in words
    looked = re.findall(rf"({office.sari.name}|{office.dewi.name}): (\d) kali, terakhir", words)
    assert looked == [(office.sari.name, "3"), (office.dewi.name, "1")]


def test_a_case_tells_what_was_done_in_it(office: Cast, signed_in: SignIn) -> None:
    case = given.case(office.dewi, given.concluded(office.sari))
    dewi = signed_in(office.dewi)
    for _time in range(3):
        dewi.get(f"/petugas/kasus/{case.pk}/")
    assert str(Act.CASE_VIEWED.label) not in act_names(dewi, f"/petugas/kasus/{case.pk}/")
    whole = f"/petugas/kasus/{case.pk}/linimasa/"
    assert str(Act.CASE_VIEWED.label) not in act_names(dewi, whole)
    assert act_names(dewi, f"{whole}?lihat=semua").count(str(Act.CASE_VIEWED.label)) == 4


def test_long_ones_page_and_nothing_is_missing(office: Cast, signed_in: SignIn) -> None:
    report = given.taken(office.sari)
    sari = signed_in(office.sari)
    for number in range(30):
        report.refresh_from_db()
        urgency = Urgency.ROUTINE if report.urgency != Urgency.ROUTINE else Urgency.EMERGENCY
        opened = peek(report, keyring(office.sari))
        grade(opened=opened, urgency=urgency, reason=f"Karangan {number}", by=office.sari)
    page, whole = f"/petugas/laporan/{report.pk}/", f"/petugas/laporan/{report.pk}/linimasa/"
    assert len(lines(sari, page)) == SHOWN
    assert f'href="{whole}"' in sari.get(page).content.decode()
    pages = [*lines(sari, whole), *lines(sari, f"{whole}?hal=2")]
    assert len(pages) == Entry.objects.filter(subject=report.subject).exclude(act__in=MERE_LOOKS).count()
    everything = [*lines(sari, f"{whole}?lihat=semua"), *lines(sari, f"{whole}?lihat=semua&hal=2")]
    assert len(everything) == Entry.objects.filter(subject=report.subject).count()


def test_the_page_of_all_is_no_look(office: Cast, signed_in: SignIn) -> None:
    report = given.taken(office.sari)
    sari = signed_in(office.sari)
    before = Entry.objects.count()
    lines(sari, f"/petugas/laporan/{report.pk}/linimasa/")
    assert Entry.objects.count() == before


def test_it_costs_the_same_for_many(office: Cast) -> None:
    report = given.taken(office.sari)
    with CaptureQueriesContext(connection) as captured:
        timeline_of([report.subject])
    assert len(captured) == 2


def test_which_looks_weigh_enough_to_stand_alone() -> None:
    weighty = {
        Act.REPORT_WORSE_SEEN, Act.IDENTITY_OPENED, Act.EXHIBIT_DOWNLOADED, Act.VOICE_OPENED, Act.PAPER_TAKEN_OUT,
        Act.REFERRAL_OPENED, Act.REFERRAL_FILE_TAKEN, Act.KIT_DRILLED,
    }  # fmt: skip
    assert weighty == LOOKS - MERE_LOOKS


def test_the_auditor_sees_each_look(office: Cast, signed_in: SignIn) -> None:
    report = given.taken(office.sari)
    sari = signed_in(office.sari)
    for _time in range(3):
        sari.get(f"/petugas/laporan/{report.pk}/")
    page = signed_in(office.rina).get("/petugas/catatan/").content.decode()
    assert page.count(str(Act.REPORT_OPENED.label)) == 3 + len(["the choice of what to see"])
