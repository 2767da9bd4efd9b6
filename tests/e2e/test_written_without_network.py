"""What an officer writes without a network, in a real browser: it waits on the phone, sealed, and comes in once."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.conftest import Opening, Program, assert_accessible_day_and_night, assert_fits, sign_in
from tests.e2e.people import OfficerAtWork, Resident, Told, hang_up
from tests.e2e.test_without_network import KEPT, STORED, is_taken, keep_out, take_along, unlock

CANARY = "kenarilapangan"
REASON = f"Karangan: {CANARY}, sudah didatangi dua kali, tidak ada orang."
QUESTION = f"Karangan: {CANARY}, jam berapa pintunya dikunci?"
TOLD = f"Karangan: {CANARY}, kata ketua RW dua orang belum digaji."


@pytest.fixture(scope="module")
def program(crashing: Program) -> Program:
    """These stories' own: what others wrote without a network would wait for Sari first."""
    return crashing


@pytest.fixture
def report(program: Program) -> str:
    """The address of a report that Sari verifies."""
    Resident(program.address).reports(Told("Karangan: dua perempuan tidak boleh keluar."))
    sari = OfficerAtWork(program.address, "sari")
    page = f"/petugas/laporan/{sari.newest_report()}/"
    sari.does(f"{page}mulai/", page)
    hang_up()
    return page


def in_the_field(page: Page, address: str) -> None:
    """Sari took her work along; the network is gone, and she opens a page of it."""
    sign_in(page, "sari")
    take_along(page)
    is_taken(page)
    assert page.evaluate(KEPT)
    page.context.set_offline(True)
    page.goto("about:blank")  # the page that is left had the key
    page.goto(address)
    unlock(page)
    expect(page.get_by_text("Tidak ada jaringan. Halaman ini seperti pada pukul")).to_be_visible()


def back_in_town(page: Page) -> None:
    page.context.set_offline(False)
    page.evaluate("dispatchEvent(new Event('online'))")


def waits(page: Page, number: int) -> None:
    expect(page.locator("[data-here] > li")).to_have_count(number)


def fills_the_finding(page: Page) -> None:
    page.get_by_label("Belum terbukti", exact=True).check()
    for part in ("process", "means", "purpose"):
        page.locator(f"#id_{part}_1").check()
    page.locator("#id_reason").fill(REASON)


def look(page: Page) -> None:
    assert_fits(page)
    assert_accessible_day_and_night(page)


def test_a_finding_waits_as_a_draft_and_is_recorded_after_a_look(visitor: Opening, report: str) -> None:
    page = visitor()
    in_the_field(page, f"{report}temuan/")
    fills_the_finding(page)
    page.get_by_role("button", name="Catat temuan").click()
    waits(page, 1)
    expect(page.locator("#id_reason")).to_have_value("")
    look(page)
    assert CANARY not in page.evaluate(STORED)
    page.reload()
    waits(page, 1)
    page.get_by_role("button", name="Ubah", exact=True).click()
    expect(page.locator("#id_reason")).to_have_value(REASON)
    page.get_by_role("button", name="Catat temuan").click()
    waits(page, 1)
    back_in_town(page)
    expect(page.locator("[data-arrivals]")).to_contain_text("Menunggu keputusan Anda")
    waits(page, 0)
    look(page)
    page.goto("/petugas/")
    page.get_by_role("link", name=re.compile("Putuskan tulisan Anda tanpa jaringan")).first.click()
    expect(page.locator(".app-said").first).to_have_text(REASON)
    look(page)
    page.get_by_role("button", name="Kirim sekarang").click()
    expect(page.get_by_text("Temuan sudah dicatat.").first).to_be_visible()


def test_half_a_finding_comes_back_after_the_page_is_gone(visitor: Opening, report: str) -> None:
    page = visitor()
    in_the_field(page, f"{report}temuan/")
    fills_the_finding(page)
    expect(page.get_by_text("Tersimpan di HP ini, tersegel, pukul")).to_be_visible()
    page.reload()
    expect(page.locator("#id_reason")).to_have_value(REASON)
    expect(page.get_by_label("Belum terbukti", exact=True)).to_be_checked()
    page.goto("about:blank")
    page.context.set_offline(False)
    page.goto("/petugas/lainnya/")
    expect(page.locator("[data-arrivals]")).to_contain_text("Menunggu keputusan Anda")
    page.goto(f"{report}temuan/")
    expect(page.locator("#id_reason")).to_have_value(REASON)


def test_questions_are_sent_once_also_when_the_answer_is_lost(visitor: Opening, program: Program, report: str) -> None:
    page = visitor()
    in_the_field(page, report)
    page.locator("#id_text").fill(QUESTION)
    page.get_by_role("button", name="Kirim pertanyaan").click()
    waits(page, 1)
    look(page)
    lost = []

    def lose(route) -> None:  # type: ignore[no-untyped-def]  # playwright's own
        lost.append(route.fetch(max_redirects=0))
        route.abort()

    page.context.route("**/tanya/?kirim-tulisan=*", lose, times=1)
    back_in_town(page)
    expect(page.locator("[data-arrivals]")).to_contain_text("Sudah diterima", timeout=40_000)
    assert len(lost) == 1
    waits(page, 0)
    page.goto(report)
    expect(page.locator(".app-thread").get_by_text(QUESTION)).to_have_count(1)
    text = OfficerAtWork(program.address, "sari").http.get(report).text
    assert text.count(QUESTION) == 1


def test_what_a_person_told_is_sent_and_another_one_beside_it(visitor: Opening, program: Program, report: str) -> None:
    """Two from one page that was taken along are two reports."""
    page = visitor()
    in_the_field(page, "/petugas/lisan/")
    for number in (1, 2):
        for name, value in (("urgency", "2"), ("kind", "tppo"), ("source", "official"), ("consent", "agreed")):
            page.locator(f"[name={name}][value='{value}']").check()
        page.locator("[name=card][value=unwanted]").check()
        page.locator("#id_words").fill(f"{TOLD} ({number})")
        page.locator("#id_village").select_option(value="31.73.01.1006")
        page.get_by_role("button", name="Kirim laporan").click()
        waits(page, number)
        page.wait_for_timeout(1100)  # GOV.UK's button takes no second tap within a second
    look(page)
    assert CANARY not in page.evaluate(STORED)
    back_in_town(page)
    expect(page.locator("[data-arrivals] a")).to_have_count(2, timeout=20_000)
    texts = OfficerAtWork(program.address, "sari").http.get("/petugas/laporan/?order=new").text
    assert [texts.count(f"{TOLD} ({number})"[:40]) > 0 for number in (1, 2)] == [True, True]


def test_a_report_that_changed_is_shown_in_both_versions(visitor: Opening, program: Program, report: str) -> None:
    page = visitor()
    in_the_field(page, report)
    page.locator("#id_text").fill(QUESTION)
    page.get_by_role("button", name="Kirim pertanyaan").click()
    waits(page, 1)
    dewi = OfficerAtWork(program.address, "dewi")
    dewi.does(f"{report}ambil-alih/", report)
    back_in_town(page)
    expect(page.locator("[data-arrivals]")).to_contain_text("Laporannya berubah")
    page.locator("[data-arrivals] a").click()
    expect(page.get_by_role("cell", name="Dewi Contoh")).to_be_visible()
    expect(page.locator(".app-said").first).to_have_text(QUESTION)
    look(page)
    page.get_by_role("button", name="Kirim sekarang").click()
    expect(page.get_by_text(QUESTION).first).to_be_visible()
    assert QUESTION not in dewi.http.get(report).text


def test_who_reads_it_no_more_keeps_their_words(visitor: Opening, program: Program, report: str) -> None:
    page = visitor()
    in_the_field(page, f"{report}temuan/")
    fills_the_finding(page)
    page.get_by_role("button", name="Catat temuan").click()
    waits(page, 1)
    keep_out(program, report)
    back_in_town(page)
    expect(page.locator("[data-arrivals]")).to_contain_text("Laporan ini tidak bisa Anda baca lagi")
    page.locator("[data-arrivals] a").click()
    expect(page.locator(".app-said").first).to_have_text(REASON)
    look(page)


def test_an_open_page_keeps_what_is_sent_while_the_network_is_gone(visitor: Opening, report: str) -> None:
    """Also where nothing was taken along, and after signing out and in again."""
    page = visitor()
    sign_in(page, "sari")
    page.goto(f"{report}temuan/")
    assert page.evaluate(KEPT)
    page.context.set_offline(True)
    fills_the_finding(page)
    page.get_by_role("button", name="Catat temuan").click()
    waits(page, 1)
    assert CANARY not in page.evaluate(STORED)
    page.context.clear_cookies()
    page.context.set_offline(False)
    sign_in(page, "bayu")
    page.goto("/petugas/lainnya/")
    expect(page.locator("[data-arrivals]")).to_be_hidden()
    page.context.clear_cookies()
    sign_in(page, "sari")
    expect(page.locator("[data-arrivals]")).to_contain_text("Menunggu keputusan Anda")
