"""The receipt: code and words on white paper, with a day in words and an address to type."""

from __future__ import annotations

import re
from base64 import urlsafe_b64encode
from dataclasses import replace
from typing import Any

from django.test import Client

from pimpasa.common import clock
from pimpasa.reports.actions.drafting import save_draft
from pimpasa.reports.actions.submitting import submit
from pimpasa.reports.deadlines import DEFAULTS, look_again_by, read_by
from pimpasa.reports.models import Report
from pimpasa.reports.queries.readers import readers_of
from pimpasa.sealing import receipts
from pimpasa.sealing.envelopes import new_key
from pimpasa.sites.public.days import in_words
from pimpasa.territory.zones import zone_of
from tests.factories import reports as given
from tests.factories.people import Cast

PAGE = "/lapor/tanda-terima/"


def sent(**changes: Any) -> tuple[Client, str]:
    answers = replace(given.TOLD, **changes)
    key = new_key()
    save_draft(browser_key=key, answers=answers)
    code = submit(browser_key=key, promise=readers_of(answers.village, on=clock.today()).promise)
    browser = Client()
    browser.cookies["draf"] = urlsafe_b64encode(key).decode()
    return browser, code


def test_it_works(office: Cast) -> None:
    browser, code = sent()
    page = browser.get(PAGE).content.decode()
    words = receipts.parse(code).words
    assert re.findall(r"<li>([a-z]+)</li>", page) == words
    assert re.findall(r"<span>([0-9A-Z]{4,5})</span>", page) == code.split("-")
    assert "<b>testserver/lacak</b>" in page
    day = (
        look_again_by(clock.now(), village=given.TOLD.village, amounts=DEFAULTS)
        .astimezone(zone_of(given.TOLD.village))
        .date()
    )
    assert in_words(day) in page


def test_the_receipt_and_the_report_tell_the_same_two_days_apart(office: Cast) -> None:
    browser, code = sent(danger=False, indicators=[], narrative="Karangan: biasa saja.")
    report, zone = Report.objects.get(), zone_of(given.TOLD.village)
    read = in_words(read_by(report.urgency, since=report.received_at, amounts=DEFAULTS).astimezone(zone).date())
    answered = in_words(
        look_again_by(report.received_at, village=given.TOLD.village, amounts=DEFAULTS).astimezone(zone).date()
    )
    receipt = " ".join(browser.get(PAGE).content.decode().split())
    assert f"{answered}</span> </b> untuk membaca jawaban pertama." in receipt
    assert f"Petugas membaca laporan Anda lebih dulu, paling lambat {read}." in receipt
    browser.post("/lacak/", {"code": code})
    page = browser.get("/lacak/laporan/").content.decode()
    assert f"Petugas membaca paling lambat {read}. Jawaban pertama ada di sini sebelum {answered}." in page


def test_neither_the_picture_nor_the_paper_names_the_office(office: Cast) -> None:
    page = sent()[0].get(PAGE).content.decode()
    paper = page.split('class="app-paper"')[1].split('class="app-paper__torn"')[0]
    assert office.at.office.name not in paper


def test_an_emergency_is_promised_to_be_seen_and_no_answer(office: Cast) -> None:
    page = sent(danger=True)[0].get(PAGE).content.decode()
    assert "paling lama 6 jam" in page
    assert "kami tidak bisa menjanjikan" in page
    assert "tel:110" in page
    calm = sent(danger=False, indicators=[], narrative="Karangan: biasa saja.")[0].get(PAGE).content.decode()
    assert "6 jam" not in calm


def test_the_receipt_leads_to_what_may_be_added(office: Cast) -> None:
    browser, code = sent()
    page = browser.get(PAGE).content.decode()
    wishes = re.findall(r'name="ke" value="([a-z]+)"', page)
    assert wishes == ["signs", "people", "files", "contact", "relation"]
    for wish in wishes:
        answer = Client().post("/lacak/", {"code": code, "ke": wish})
        assert answer.headers["Location"].startswith("/lacak/laporan/tambah/")


def test_kept_ends_it_here(office: Cast) -> None:
    browser, _code = sent()
    browser.post("/lapor/disimpan/")
    assert 'class="app-paper"' not in browser.get(PAGE).content.decode()


def test_clocks_hang_by_province() -> None:
    zones = [str(zone_of(code)) for code in ("31.73.01.1006", "51.71.01.1001", "91.71.01.1001", "64.71.01.1001")]
    assert zones == ["Asia/Jakarta", "Asia/Makassar", "Asia/Jayapura", "Asia/Makassar"]
