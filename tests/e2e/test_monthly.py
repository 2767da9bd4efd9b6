"""Sari writes her monthly report on her phone and sends it; Dewi receives it at the office. Pages of moves besides."""

from __future__ import annotations

from datetime import datetime

import pytest
from playwright.sync_api import Page, expect

from pimpasa.common.clock import JAKARTA
from pimpasa.monthly.rules import last_month
from tests.e2e.conftest import PHONE, Opening, assert_accessible_day_and_night, assert_fits, sign_in

DESK = {"width": 1440, "height": 900}


def looks_right(page: Page) -> None:
    assert_fits(page)
    assert_accessible_day_and_night(page)


def test_a_month_goes_up(visitor: Opening) -> None:
    sari = visitor(javascript=True, size=PHONE)
    sign_in(sari, "sari")
    sari.goto("/petugas/laporan-bulanan/")
    looks_right(sari)
    # Her desk is of today: no month before it is offered, and one that she has on paper is written by its address.
    expect(sari.get_by_role("link", name="Tulis", exact=True)).to_have_count(0)
    sari.goto(f"/petugas/laporan-bulanan/tulis/{last_month(datetime.now(JAKARTA).date()):%Y-%m}/")
    sari.get_by_label("Dengan kata-kata Anda sendiri").fill("Warga bertanya tentang tawaran kerja.")
    looks_right(sari)
    sari.get_by_role("button", name="Simpan").click()
    expect(sari.get_by_text("Belum ada yang dikirim.")).to_be_visible()
    looks_right(sari)
    sari.get_by_role("button", name="Kirim ke atas").click()
    expect(sari.get_by_role("button", name="Tarik kembali")).to_be_visible()
    dewi = visitor(javascript=True, size=DESK)
    sign_in(dewi, "dewi")
    dewi.goto("/petugas/laporan-bulanan/")
    dewi.get_by_role("link", name="Baca", exact=True).first.click()
    looks_right(dewi)
    dewi.get_by_role("button", name="Terima").click()
    expect(dewi.get_by_text("Warga bertanya tentang tawaran kerja.")).to_be_visible()
    looks_right(dewi)


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
def test_pages_of_moves_fit(visitor: Opening, size: dict[str, int]) -> None:
    page = visitor(javascript=True, size=size)
    sign_in(page, "agus")
    for address in ("", "nama/", "wilayah/", "tutup/"):
        page.goto(f"/petugas/perpindahan/{address}")
        looks_right(page)
