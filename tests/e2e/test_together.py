"""Dewi writes Sari a note beside a report, Sari corrects her finding: on a phone, with and without JavaScript."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.conftest import DESKTOP, Opening, Program, assert_accessible, assert_fits, sign_in
from tests.e2e.people import OfficerAtWork, Resident, Told, hang_up

NOTE = "Karangan: nomor ini pernah saya dengar di rapat."
REASON = "Karangan: keterangan pengelola cocok dengan cerita."
BETTER = "Karangan: setelah dicek ulang tidak ada yang mendukung."
MISTAKE = "Karangan: saya keliru membaca nama gedung."


@pytest.fixture(scope="module")
def report(program: Program) -> str:
    """A report of Sari's, by its id."""
    Resident(program.address).reports(Told("Karangan: ada orang asing di lantai tiga.", kind="foreigner"))
    newest = OfficerAtWork(program.address, "sari").newest_report()
    hang_up()
    return newest


def look(page: Page) -> None:
    assert_fits(page)
    assert_accessible(page)


def presses(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


def test_a_note_with_a_mention_and_a_correction(visitor: Opening, report: str) -> None:
    dewi = visitor(size=DESKTOP)
    sign_in(dewi, "dewi")
    dewi_writes_a_note(dewi, report)
    sari = visitor(javascript=False)
    sign_in(sari, "sari")
    sari_ticks_it_off(sari)
    sari_concludes_and_corrects(sari, report)
    sari_is_reminded(sari, report)
    dewi_reads_both(dewi, report)


def dewi_writes_a_note(page: Page, report: str) -> None:
    page.goto(f"/petugas/laporan/{report}/")
    page.get_by_role("button", name="Tulis catatan").click()
    look(page)
    page.locator("#id_words").fill(NOTE)
    page.get_by_label("Sari Contoh").check()
    presses(page, "Simpan")
    expect(page.locator("#catatan")).to_contain_text(NOTE)
    expect(page.locator("#catatan")).to_contain_text("Untuk Sari Contoh")
    look(page)


def sari_ticks_it_off(page: Page) -> None:
    page.goto("/petugas/")
    page.get_by_role("link", name=re.compile("Baca catatan rekan untuk Anda")).click()
    assert NOTE not in page.content()
    assert_fits(page)
    presses(page, "Tandai selesai dan baca")
    expect(page.locator("#catatan")).to_contain_text(NOTE)
    assert_fits(page)
    page.goto("/petugas/")
    assert "Baca catatan rekan untuk Anda" not in page.content()


def sari_concludes_and_corrects(page: Page, report: str) -> None:
    page.goto(f"/petugas/laporan/{report}/")
    presses(page, "Mulai verifikasi")
    page.goto(f"/petugas/laporan/{report}/temuan/")
    page.locator("input[name=outcome][value=substantiated]").check()
    page.locator("#id_source_kind").select_option("seen")
    page.locator("#id_source").fill("Karangan: buku tamu gedung")
    page.locator("#id_reason").fill(REASON)
    presses(page, "Catat temuan")
    page.get_by_role("link", name="Koreksi temuan ini").click()
    assert_fits(page)
    expect(page.locator("#id_reason")).to_have_value(REASON)
    page.locator("input[name=outcome][value=not_substantiated]").check()
    page.locator("#id_reason").fill(BETTER)
    presses(page, "Simpan")
    expect(page.locator(".govuk-error-summary")).to_contain_text("Tulis singkat apa yang keliru.")
    assert_fits(page)
    page.locator("#id_because").fill(MISTAKE)
    presses(page, "Simpan")
    findings = page.locator("#temuan")
    for words in (REASON, BETTER, MISTAKE, "ini tidak berlaku lagi"):
        expect(findings).to_contain_text(words)
    assert_fits(page)


def sari_is_reminded(page: Page, report: str) -> None:
    page.goto(f"/petugas/laporan/{report}/pengingat/")
    assert_fits(page)
    page.get_by_label("Hari kerja berikutnya").check()
    page.locator("#id_words").fill("Karangan: telepon pengelola.")
    presses(page, "Simpan")
    page.get_by_role("link", name=re.compile("Pengingat Anda")).click()
    expect(page.get_by_text("Karangan: telepon pengelola.")).to_be_visible()
    assert_fits(page)
    presses(page, "Tandai selesai")
    expect(page.get_by_text("Sudah ditandai selesai.")).to_be_visible()


def dewi_reads_both(page: Page, report: str) -> None:
    page.goto(f"/petugas/laporan/{report}/")
    for words in (REASON, BETTER, MISTAKE):
        expect(page.locator("#temuan")).to_contain_text(words)
    look(page)
