"""The list of reports: rows that say something, filters that work alone, open and finished."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from pimpasa.accounts.models import Officer
from pimpasa.common import clock
from pimpasa.handling.actions.saved_views import MOST
from pimpasa.handling.models import Glance, SavedView
from pimpasa.reports.contents import PersonAnswer
from pimpasa.reports.models import Report
from pimpasa.reports.states import State
from tests.factories import reports as given
from tests.factories.people import Cast
from tests.factories.territory import PEGADUNGAN

SignIn = Callable[[Officer], Client]
pytestmark = pytest.mark.django_db
OPEN, DONE = "/petugas/laporan/", "/petugas/laporan/selesai/"
WORDS = "Karangan: perempuan menangis di unit 12B."


def text(browser: Client, path: str, **query: str) -> str:
    answer = browser.get(path, query)
    assert answer.status_code == 200
    return re.sub(r"\s+", " ", answer.content.decode())


def numbers(browser: Client, path: str, **query: str) -> list[str]:
    return [row.report.reference for row in browser.get(path, query).context["rows"]]


def test_a_row_says_where_what_and_how_many_name_the_same(office: Cast, signed_in: SignIn) -> None:
    called = [PersonAnswer("phone", "0812-5550-0001")]
    given.report(narrative=WORDS, rw="008", place="", persons=called)
    given.report(narrative=WORDS, rw="009", place="Rusunami City Park", persons=called)
    page = text(signed_in(office.sari), OPEN)
    assert (page.count(WORDS), page.count("1 sama")) == (2, 2)
    assert ("<b>RW 008</b>" in page, "<b>RW 009</b> Rusunami City Park" in page) == (True, True)
    assert [row.reports for row in Glance.objects.all()] == [sorted(Report.objects.values_list("pk", flat=True))]


def test_an_empty_page_is_no_act(office: Cast, signed_in: SignIn) -> None:
    given.report(village=PEGADUNGAN, narrative=WORDS)
    assert "Tidak ada yang menunggu" in text(signed_in(office.sari), OPEN)
    assert Glance.objects.count() == 0


def test_each_filter_works_alone_on_open_and_finished_ones(office: Cast, signed_in: SignIn) -> None:
    sari = signed_in(office.sari)
    mine, elsewhere = given.taken(office.sari), given.report(kind="pmi", indicators=[])
    day = clock.today().isoformat()
    before = (clock.today() - timedelta(days=1)).isoformat()
    for path in (OPEN, DONE):
        if path == DONE:
            given.conclude(mine, office.sari, State.NOT_SUBSTANTIATED)
            given.conclude(given.taken(office.dewi, kind="pmi", indicators=[]), office.dewi, State.SUBSTANTIATED)
        mine.refresh_from_db()
        for narrowing in (
            {"kind": mine.kind}, {"urgency": str(mine.urgency)}, {"state": mine.state},
            {"officer": str(office.sari.pk)}, {"whose": "mine"}, {"reference": mine.reference.lower()},
        ):  # fmt: skip
            assert numbers(sari, path, **narrowing) == [mine.reference], narrowing
        for everything in ({"since": day, "until": day}, {"village": mine.village_id}, {"order": "new"}):
            assert len(numbers(sari, path, **everything)) == 2
        assert numbers(sari, path, until=before) == []
    assert elsewhere.reference in numbers(sari, OPEN)


def test_finished_ones_show_their_day(office: Cast, signed_in: SignIn) -> None:
    done = given.concluded(office.sari)
    done.refresh_from_db()
    page = signed_in(office.sari).get(DONE)
    assert (page.context["rows"].rows[0].report.waits_since, str(page.context["heading_count"])) == (
        done.state_since, "1",
    )  # fmt: skip
    assert f"{clock.now().astimezone(clock.JAKARTA).year}</span>" in re.sub(r"\s+", "", page.content.decode())


def test_where_nothing_fits_it_says_so_and_leads_on(office: Cast, signed_in: SignIn) -> None:
    sari = signed_in(office.sari)
    done = given.concluded(office.sari)
    page = text(sari, OPEN, reference=done.reference)
    assert "Tidak ada laporan terbuka di meja Anda yang cocok" in page
    assert f'href="{DONE}?reference={done.reference}&amp;"' in page
    assert numbers(sari, DONE, reference=done.reference) == [done.reference]
    assert "Nomor HP dan nomor lain dicari lewat pencarian" in page


def test_order(office: Cast, signed_in: SignIn) -> None:
    sari = signed_in(office.sari)
    first, second = given.report(), given.report(danger=True)
    assert numbers(sari, OPEN) == [second.reference, first.reference]
    assert numbers(sari, OPEN, order="old") == [first.reference, second.reference]
    Report.objects.filter(pk=first.pk).update(due_at=clock.now())
    assert numbers(sari, OPEN, order="due") == [first.reference, second.reference]


def test_who_has_no_open_key_sees_numbers_alone(office: Cast, signed_in: SignIn) -> None:
    report = given.report(narrative=WORDS)
    sari = signed_in(office.sari)
    del sari.cookies["kunci"]
    page = text(sari, OPEN)
    assert (WORDS in page, report.reference in page, Glance.objects.count()) == (False, True, 0)


def keep(browser: Client, name: str, query: str, of: str = "open") -> str:
    """Keep a view; the page that comes next."""
    answer = browser.post("/petugas/laporan/tampilan/", {"name": name, "query": query, "of": of}, follow=True)
    assert answer.status_code == 200
    return re.sub(r"\s+", " ", answer.content.decode())


def views(browser: Client, path: str) -> list[tuple[str, str, str]]:
    """One's own on a list: their names, what they ask and their counts."""
    return [(view.name, query, str(count)) for view, query, count, _is in browser.get(path).context["views"]]


def test_any_narrowing_is_kept_with_its_true_count(office: Cast, signed_in: SignIn) -> None:
    sari = signed_in(office.sari)
    given.report(kind="pmi", indicators=[]), given.taken(office.sari, kind="pmi", indicators=[]), given.report()
    query = "whose=free&kind=pmi&order=old&"
    page = keep(sari, "  PMI   belum diambil ", query)
    assert ("Hanya Anda yang dapat membukanya" in page, "Hapus tampilan ini" in page) == (True, True)
    assert views(sari, OPEN) == [("PMI belum diambil", query, "1")]
    assert (views(sari, DONE), views(signed_in(office.dewi), OPEN)) == ([], [])
    given.report(kind="pmi", indicators=[])
    assert views(sari, OPEN) == [("PMI belum diambil", query, "2")]


def test_finished_ones_have_views_of_their_own(office: Cast, signed_in: SignIn) -> None:
    sari = signed_in(office.sari)
    given.concluded(office.sari)
    keep(sari, "Milik saya", "whose=mine&", of="done")
    assert (views(sari, OPEN), views(sari, DONE)) == ([], [("Milik saya", "whose=mine&", "1")])


def test_a_view_is_removed_by_its_officer_alone(office: Cast, signed_in: SignIn) -> None:
    sari, dewi = signed_in(office.sari), signed_in(office.dewi)
    keep(sari, "Lewat", "due=late&")
    address = f"/petugas/laporan/tampilan/{SavedView.objects.get().pk}/hapus/"
    assert dewi.post(address, {"of": "open"}).status_code == 302
    assert views(sari, OPEN) == [("Lewat", "due=late&", "0")]
    assert sari.post(address, {"of": "open"}).status_code == 302
    assert views(sari, OPEN) == []


def test_what_cannot_be_kept_is_said(office: Cast, signed_in: SignIn) -> None:
    sari = signed_in(office.sari)
    assert "Beri nama" in keep(sari, " ", "due=late&")
    assert "Saring daftarnya dahulu" in keep(sari, "Semua", "kind=karangan&")
    keep(sari, "Lewat", "due=late&")
    assert "Sudah ada tampilan bernama ini" in keep(sari, "Lewat", "due=soon&")
    for number in range(MOST - 1):
        keep(sari, str(number), "due=soon&")
    assert f"Sudah ada {MOST} tampilan" in text(sari, OPEN, kind="pmi")
    assert "Paling banyak" in keep(sari, "lagi", "kind=pmi&")
    assert len(views(sari, OPEN)) == MOST


def test_the_name_of_a_view_is_readable_to_nobody_else(office: Cast, signed_in: SignIn) -> None:
    keep(signed_in(office.sari), "Kenarikarangan", "due=late&")
    assert b"Kenarikarangan" not in bytes(SavedView.objects.get().envelope)


def test_a_page_of_a_list_asks_little(office: Cast, signed_in: SignIn) -> None:
    """Its transaction's and its session's own statements aside."""
    sari = signed_in(office.sari)
    for _number in range(3):
        given.report(persons=[PersonAnswer("phone", "0812-5550-0001")])
    keep(sari, "Belum diambil", "whose=free&")
    for path in (OPEN, DONE):
        text(sari, path)
        with CaptureQueriesContext(connection) as captured:
            text(sari, path)
        asked = [row["sql"] for row in captured if "SAVEPOINT" not in row["sql"] and "django_session" not in row["sql"]]
        assert len(asked) <= 14, "\n".join(asked)
