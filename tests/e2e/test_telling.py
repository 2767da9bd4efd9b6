"""Sari writes down what somebody told her, on her phone; who told it reads the answer with the card."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.conftest import PHONE, Opening, Program, assert_accessible_day_and_night, assert_fits, sign_in
from tests.e2e.people import OfficerAtWork

WORDS = "Karangan: ibu di acara RW bercerita, anaknya ditawari kerja tanpa perjanjian."


def looks_right(page: Page, *, javascript: bool) -> None:
    """Axe itself waits for ever where scripts are off."""
    assert_fits(page)
    if javascript:
        assert_accessible_day_and_night(page)


def writes_it_down(page: Page) -> None:
    page.get_by_label("Tidak, boleh dibaca menurut giliran").check()
    page.get_by_label("Kerja ke luar negeri tanpa surat lengkap").check()
    page.get_by_label("Apa ceritanya?").fill(WORDS)
    page.get_by_label("Di acara bersama warga").check()
    page.get_by_label("Ya, ia tahu dan setuju").check()


@pytest.mark.parametrize("javascript", [False, True])
def test_on_a_phone(visitor: Opening, program: Program, *, javascript: bool) -> None:
    page = visitor(javascript=javascript, size=PHONE)
    sign_in(page, "sari")
    page.goto("/petugas/lainnya/")
    page.get_by_role("link", name="Laporan lisan").first.click()
    looks_right(page, javascript=javascript)
    writes_it_down(page)
    page.get_by_role("button", name="Kirim laporan").click()
    expect(page.get_by_text("Pilih apakah ia mendapat kode.").first).to_be_visible()
    assert_fits(page)
    expect(page.get_by_label("Apa ceritanya?")).to_have_value(WORDS)
    page.get_by_label("Ya, saya serahkan kartu berisi kode").check()
    page.get_by_role("button", name="Kirim laporan").click()
    expect(page.get_by_role("heading", name="Laporan sudah dikirim")).to_be_visible()
    looks_right(page, javascript=javascript)
    code = "-".join(page.locator(".app-code span").all_inner_texts())
    prints_the_card_alone(page)
    page.get_by_role("button", name="Buka laporannya").click()
    expect(page.get_by_text("Disampaikan lisan, ditulis oleh petugas")).to_be_visible()
    assert_fits(page)
    page.go_back()
    page.get_by_role("button", name="Sudah diserahkan, hapus dari layar").click()
    expect(page.get_by_text("Tidak ada kode di layar ini")).to_be_visible()
    reads_with_the_card(visitor(javascript=javascript, size=PHONE), code)


def prints_the_card_alone(page: Page) -> None:
    page.emulate_media(media="print")
    expect(page.locator(".app-code")).to_be_visible()
    for hidden in ("Buka laporannya", "Sudah diserahkan, hapus dari layar"):
        expect(page.get_by_text(hidden)).to_be_hidden()
    page.emulate_media(media="screen")


def reads_with_the_card(page: Page, code: str) -> None:
    page.goto("/lacak/")
    page.locator("textarea[name=code]").fill(code)
    page.locator("main form button:not([type=button])").first.click()
    page.wait_for_url("**/lacak/laporan/")
    expect(page.get_by_role("heading", name="Laporan Anda", exact=True)).to_be_visible()


def test_it_saves_itself_and_comes_back_after_the_session_ended(visitor: Opening, program: Program) -> None:
    page = visitor(size=PHONE)
    page.clock.install()
    sign_in(page, "bayu")
    page.goto("/petugas/lisan/")
    writes_it_down(page)
    page.clock.run_for(2500)
    expect(page.get_by_text("Tersimpan untuk Anda pukul")).to_be_visible()
    page.context.clear_cookies(name="petugas")
    page.clock.run_for(31 * 60_000)
    page.wait_for_url("**/masuk/?next=**")
    assert WORDS not in OfficerAtWork(program.address, "sari").http.get("/petugas/lisan/").text
    sign_in(page, "bayu")
    page.goto("/petugas/lisan/")
    expect(page.get_by_text("dipulihkan")).to_be_visible()
    expect(page.get_by_label("Apa ceritanya?")).to_have_value(WORDS)
    expect(page.get_by_label("Ya, ia tahu dan setuju")).to_be_checked()
    assert_fits(page)
