"""How it is now: one tap on the reporter's page, no script."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client

from pimpasa.accounts.models import Officer
from pimpasa.common import clock
from pimpasa.education.helplines import helplines
from pimpasa.handling.actions.verifying import take
from pimpasa.reports.kinds import News, Urgency
from pimpasa.reports.models import Message, Report
from pimpasa.reports.states import State
from pimpasa.sites.common import allowances
from pimpasa.waiting.kinds import Kind
from tests.factories import reports as given
from tests.factories.people import Cast

SignIn = Callable[[Officer], Client]
ARRIVED = "Pesan Anda sudah sampai. Petugas membacanya lebih dulu."
TELL, WORDS = "/lacak/laporan/kabar/", "Karangan: pintunya dikunci."
CALM = {"indicators": [], "kind": "pmi"}


def reporter(code: str) -> Client:
    browser = Client()
    assert browser.post("/lacak/", {"code": code}).status_code == 302
    return browser


def test_it_works(office: Cast, signed_in: SignIn) -> None:
    report, code = given.received(**CALM)
    browser = reporter(code)
    page = browser.get("/lacak/laporan/").content.decode()
    assert [f'name="news" value="{news}"' in page for news in News] == [True] * 3
    sent = browser.post(TELL, {"news": "worse", "words": WORDS}, follow=True).content.decode()
    assert "Pesan Anda sudah sampai." in sent
    assert WORDS in sent
    assert sent.count("Bertambah parah") == 2  # the button, and the turn
    sari = signed_in(office.sari)
    queue, path = sari.get("/petugas/laporan/").content.decode(), f"/petugas/laporan/{report.pk}/"
    assert "memburuk</span>" in queue
    assert WORDS not in queue
    page = sari.get(path).content.decode()
    assert "Pelapor mengatakan keadaannya memburuk" in page
    assert WORDS in page
    sari.post(f"{path}dibaca/")
    assert "memburuk</span>" not in sari.get("/petugas/laporan/").content.decode()
    assert "sudah membacanya" in sari.post(f"{path}dibaca/", follow=True).content.decode()


def test_danger_leads_to_the_numbers(office: Cast) -> None:
    report, code = given.received(**CALM)
    answer = reporter(code).post(TELL, {"news": "danger"}, follow=True)
    page = answer.content.decode()
    assert answer.redirect_chain == [("/lacak/laporan/bahaya/", 302)]
    assert all(line.number in page for line in helplines())
    report.refresh_from_db()
    assert report.urgency == Urgency.EMERGENCY
    assert ARRIVED in page


@pytest.mark.parametrize("told", [None, "worse"])
def test_no_message_has_arrived_that_was_not_sent(office: Cast, told: str | None) -> None:
    _report, code = given.received(**CALM)
    browser = reporter(code)
    if told:
        browser.post(TELL, {"news": told})
    for who in (browser, Client()):
        page = who.get("/lacak/laporan/bahaya/").content.decode()
        assert "tel:110" in page
        assert ARRIVED not in page


def test_without_a_code_there_is_no_report(office: Cast) -> None:
    answer = Client().post(TELL, {"news": "worse"})
    assert (answer.status_code, 'name="code"' in answer.content.decode()) == (403, True)
    assert Message.objects.count() == 0


@pytest.mark.parametrize("typed", [{}, {"news": ""}, {"news": "x"}, {"news": "worse\x00"}])
def test_what_is_no_answer_is_said_and_keeps_the_words(office: Cast, typed: dict[str, str]) -> None:
    _report, code = given.received()
    answer = reporter(code).post(TELL, typed | {"words": WORDS})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "tiga tombol" in page
    assert WORDS in page
    assert Message.objects.count() == 0


def test_too_many_words_keep_the_numbers_first(office: Cast) -> None:
    _report, code = given.received()
    answer = reporter(code).post(TELL, {"news": "danger", "words": "a" * 50_001})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert page.index(helplines()[0].number) < page.index("Bagaimana keadaannya")


def test_who_writes_without_end_waits_and_nobody_else(office: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(allowances.MESSAGES, "most", 2)
    one, other = reporter(given.received()[1]), reporter(given.received()[1])
    answers = [one.post(TELL, {"news": "worse", "words": f"{WORDS} {n}"}) for n in range(2)]
    answers += [one.post("/lacak/laporan/", {"text": WORDS, "whole": "1"}), other.post(TELL, {"news": "worse"})]
    assert [answer.status_code for answer in answers] == [302, 302, 422, 302]
    page = answers[2].content.decode()
    assert "Tunggu satu menit" in page
    assert WORDS in page


def test_after_the_end_an_officer_is_told(office: Cast, signed_in: SignIn) -> None:
    report, code = given.received(**CALM)
    given.conclude(take(report=report, by=office.sari), office.sari, State.NOT_SUBSTANTIATED)
    browser = reporter(code)
    assert "Petugas tetap kami beri tahu" in browser.get("/lacak/laporan/").content.decode()
    browser.post(TELL, {"news": "worse"})
    sari = signed_in(office.sari)
    for browser in (sari, signed_in(office.dewi)):
        waiting = browser.get("/petugas/").content.decode()
        assert (str(Kind.WORSE.label) in waiting, str(report.pk) in waiting) == (True, True)
    assert "Periksa lagi" in sari.get(f"/petugas/laporan/{report.pk}/").content.decode()
    sari.post(f"/petugas/laporan/{report.pk}/pisahkan/", {"because": "Karangan: pelapor menulis lagi."})
    report.refresh_from_db()
    assert report.state == State.VERIFYING


def test_what_is_late_is_said(office: Cast) -> None:
    _report, code = given.received()
    Report.objects.update(received_at=clock.now() - timedelta(hours=25))
    assert "Seharusnya Anda sudah mendapat kabar" in reporter(code).get("/lacak/laporan/").content.decode()
