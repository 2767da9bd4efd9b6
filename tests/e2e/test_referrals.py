"""Dewi hands parts of a case to LPSK; a counsellor there opens them on a phone, with and without JavaScript."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.conftest import DESKTOP, PHONE, Opening, assert_accessible, assert_fits, sign_in

SUMMARY = "Karangan untuk uji: seorang calon pekerja perlu tempat aman."
WEIGHT = 60 * 1024


def look(page: Page, *, javascript: bool = True) -> None:
    if javascript:
        assert_accessible(page)
        assert_fits(page)


@pytest.mark.parametrize("javascript", [True, False])
@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_from_the_case_to_the_partner_and_back(visitor: Opening, size: dict[str, int], javascript: bool) -> None:
    dewi = visitor(size=size, javascript=javascript)
    sign_in(dewi, "dewi")
    brings_in_partners(dewi, javascript)
    link, code = hands_over(dewi, javascript)
    partner = visitor(size=size, javascript=javascript)
    opens(partner, link, code, javascript)
    partner.get_by_label("Kami menanganinya").check()
    partner.get_by_role("button", name="Kirim jawaban").click()
    expect(partner.get_by_role("heading", level=1)).to_have_text("Terima kasih. Kantor membaca jawaban Anda.")
    look(partner, javascript=javascript)
    dewi.get_by_role("link", name="Keduanya sudah saya simpan").click()
    expect(dewi.get_by_text("Penerima membuka yang diserahkan: Penerima")).to_be_visible()
    look(dewi, javascript=javascript)
    dewi.get_by_role("button", name="Tarik kembali").click()
    partner.goto(link)
    expect(partner.get_by_role("heading", level=1)).to_have_text("Tidak ada apa-apa lagi di sini")
    look(partner, javascript=javascript)


def brings_in_partners(dewi: Page, javascript: bool) -> None:
    dewi.goto("/petugas/mitra/")
    dewi.get_by_role("button", name="Tambahkan mitra nasional").click()
    look(dewi, javascript=javascript)
    dewi.get_by_role("link", name="LPSK", exact=True).click()
    look(dewi, javascript=javascript)
    dewi.goto("/petugas/rujukan/")
    look(dewi, javascript=javascript)


def hands_over(dewi: Page, javascript: bool) -> tuple[str, str]:
    dewi.goto("/petugas/kasus/")
    dewi.locator("main a[href^='/petugas/kasus/']").first.click()
    dewi.get_by_role("link", name="Rujukan kasus ini").click()
    look(dewi, javascript=javascript)
    dewi.get_by_role("button", name="Rujukan baru").click()
    look(dewi, javascript=javascript)
    dewi.get_by_label("Kepada siapa?").select_option(label="LPSK")
    dewi.get_by_label("Perlindungan", exact=True).check()
    dewi.get_by_label("Tidak ada data orang yang diserahkan").check()
    dewi.get_by_label("Ringkasan untuk penerima").fill(SUMMARY)
    dewi.get_by_role("button", name="Lanjut", exact=True).click()
    look(dewi, javascript=javascript)
    dewi.get_by_label(re.compile("^Hasil")).first.check()
    dewi.get_by_role("button", name="Lihat apa yang akan mereka lihat").click()
    expect(dewi.get_by_text(SUMMARY)).to_be_visible()
    look(dewi, javascript=javascript)
    dewi.get_by_role("button", name="Serahkan").click()
    look(dewi, javascript=javascript)
    link, code = dewi.locator(".app-code").all_text_contents()
    return link.strip(), code.strip()


def opens(partner: Page, link: str, code: str, javascript: bool) -> None:
    received = []
    partner.on("requestfinished", lambda request: received.append(request.sizes()["responseBodySize"]))
    partner.goto(link)
    partner.wait_for_load_state("networkidle")
    assert sum(received) <= WEIGHT
    expect(partner.get_by_text(SUMMARY)).to_have_count(0)
    look(partner, javascript=javascript)
    partner.get_by_label("Kode yang Anda terima").fill("0000-0000-000")
    partner.get_by_role("button", name="Tampilkan").click()
    expect(partner.get_by_role("alert")).to_contain_text("Kode ini tidak benar")
    look(partner, javascript=javascript)
    partner.get_by_label("Kode yang Anda terima").fill(code.lower())
    partner.get_by_role("button", name="Tampilkan").click()
    expect(partner.get_by_text(SUMMARY)).to_be_visible()
    look(partner, javascript=javascript)
