"""Everybody's first page: what waits for them, in order, each with its next step."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from pimpasa.accounts.models import Officer
from pimpasa.common import clock
from pimpasa.reports.models import Report
from pimpasa.sites.officers.workplace.page import groups
from pimpasa.waiting.queries.entries import waiting_for
from tests.factories import papers
from tests.factories import reports as given
from tests.factories.people import Cast

SignIn = Callable[[Officer], Client]
pytestmark = pytest.mark.django_db
EVERYBODY = ["sari", "bayu", "dewi", "hadi", "agus", "rina"]


@pytest.mark.parametrize("who", EVERYBODY)
def test_nothing_waits(office: Cast, signed_in: SignIn, who: str) -> None:
    answer = signed_in(getattr(office, who)).get(reverse("officers:workplace"))
    assert answer.status_code == 200
    assert "Tidak ada yang menunggu Anda" in answer.content.decode()


def test_each_entry_leads_to_its_next_step(office: Cast, signed_in: SignIn) -> None:
    report = given.report()
    page = signed_in(office.sari).get(reverse("officers:workplace")).content.decode()
    assert f'class="app-waits__entry" href="/petugas/laporan/{report.pk}/"' in page
    for words in ("Ambil laporan baru", "Cengkareng Timur", "Menunggu Anda (1)"):
        assert words in page
    for secret in (given.TOLD.narrative, given.TOLD.place):
        assert secret not in page


@pytest.mark.parametrize("who", EVERYBODY)
def test_every_next_step_is_open_to_who_is_asked(office: Cast, signed_in: SignIn, who: str) -> None:
    given.report(danger=True)
    papers.draft(office.dewi)
    papers.issued(office.dewi, office.hadi)
    given.subject_request(office.at.office)
    given.breach(office.hadi)
    officer = getattr(office, who)
    browser = signed_in(officer)
    rows = [row for group in groups(waiting_for(officer)) for row in group.rows]
    assert [row.address for row in rows if browser.get(row.address).status_code != 200] == []


def test_it_comes_in_order(office: Cast) -> None:
    """Emergencies and what is late now, then what is due today, then the rest by its day."""
    late, later, emergency = given.report(), given.report(), given.report(danger=True)
    Report.objects.filter(pk=late.pk).update(due_at=clock.now() - timedelta(hours=1))
    Report.objects.filter(pk=later.pk).update(due_at=clock.now() + timedelta(days=2))
    parts = {str(group.title): [row.entry.thing for row in group.rows] for group in groups(waiting_for(office.sari))}
    assert parts == {"Sekarang": [str(emergency.pk), str(late.pk)], "Nanti": [str(later.pk)]}


@pytest.mark.parametrize("who", EVERYBODY)
def test_the_page_takes_at_most_twelve_statements(office: Cast, signed_in: SignIn, who: str) -> None:
    given.report(danger=True)
    given.taken(office.sari)
    papers.draft(office.dewi)
    browser = signed_in(getattr(office, who))
    browser.get(reverse("officers:workplace"))
    with CaptureQueriesContext(connection) as captured:
        browser.get(reverse("officers:workplace"))
    statements = [query["sql"] for query in captured if not query["sql"].startswith(("SAVEPOINT", "RELEASE"))]
    assert len(statements) <= 12, "\n".join(sql[:160] for sql in statements)


def test_strangers_are_asked_to_sign_in(office: Cast, signed_in: SignIn) -> None:
    browser = signed_in(office.sari)
    browser.logout()
    assert browser.get(reverse("officers:workplace")).status_code == 302
