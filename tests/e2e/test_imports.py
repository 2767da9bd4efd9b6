"""Bayu brings a group's chat on his phone, and decides on it; with scripts and without."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.conftest import DESKTOP, PHONE, Opening, Program, assert_accessible_day_and_night, assert_fits, sign_in
from tests.factories import recaps


def looks_right(page: Page, *, javascript: bool) -> None:
    """Axe itself waits for ever where scripts are off."""
    assert_fits(page)
    if javascript:
        assert_accessible_day_and_night(page)


def brings(page: Page, name: str, content: bytes) -> None:
    page.get_by_label("Berkas", exact=True).set_input_files({"name": name, "mimeType": "", "buffer": content})
    page.get_by_role("button", name="Baca berkasnya").click()


@pytest.mark.parametrize("javascript", [False, True])
def test_a_chat_on_a_phone(visitor: Opening, program: Program, *, javascript: bool) -> None:
    page = visitor(javascript=javascript, size=PHONE)
    sign_in(page, "bayu")
    page.goto("/petugas/lisan/")
    page.get_by_role("link", name="Dari grup WhatsApp atau rekap lama").click()
    looks_right(page, javascript=javascript)
    brings(page, "rusak.zip", b"PK rusak")
    expect(page.get_by_text("Berkas ini tidak bisa dibaca").first).to_be_visible()
    brings(page, "grup.zip", recaps.zipped(recaps.ANDROID))
    expect(page.get_by_role("heading", name="grup.zip")).to_be_visible()
    looks_right(page, javascript=javascript)
    page.get_by_role("link", name="Jadi laporan").first.click()
    looks_right(page, javascript=javascript)
    expect(page.get_by_label("Apa ceritanya?")).to_have_value(f"{recaps.OFFER}\n{recaps.MORE}")
    page.get_by_label("Sebentar lagi").check()
    page.get_by_role("button", name="Catat", exact=True).click()
    expect(page.get_by_role("heading", name="Laporan sudah dikirim")).to_be_visible()
    page.goto("/petugas/impor/")
    page.locator("main .app-row a").first.click()
    page.get_by_role("link", name="Lainnya (1)").click()
    page.locator("input[name=entry]").check()
    page.get_by_role("button", name="Buang yang dicentang").click()
    expect(page.get_by_text("1 dibuang.").first).to_be_visible()
    page.get_by_role("button", name="Selesai, hapus sisanya").click()
    expect(page.get_by_text("Tidak ada lagi isi berkas yang disimpan").first).to_be_visible()
    expect(page.get_by_text("Belum selesai diperiksa")).to_be_hidden()


@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["phone", "desk"])
def test_a_recap(visitor: Opening, program: Program, size: dict[str, int]) -> None:
    page = visitor(size=size)
    sign_in(page, "bayu")
    page.goto("/petugas/impor/")
    brings(page, "rekap.xlsx", recaps.workbook(Januari=[["REKAP"], recaps.HEADER, *recaps.ROWS]))
    expect(page.get_by_role("heading", name="Kolom mana berisi apa?")).to_be_visible()
    looks_right(page, javascript=True)
    page.get_by_role("button", name="Baca barisnya").click()
    expect(page.get_by_text("2 baris dibaca.").first).to_be_visible()
    page.get_by_role("link", name="Kegiatan (1)").click()
    page.get_by_role("link", name="Jadi kegiatan").first.click()
    looks_right(page, javascript=True)
    page.get_by_role("button", name="Buang", exact=True).click()
    page.get_by_role("button", name="Selesai, hapus sisanya").click()
    expect(page.get_by_text("Tidak ada lagi isi berkas yang disimpan").first).to_be_visible()
