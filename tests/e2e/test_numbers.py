"""Hadi finds out how many reports of TPPO came from Pegadungan this quarter, and how long they took: two clicks."""

from __future__ import annotations

import re
import time

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.conftest import PHONE, Opening, assert_accessible_day_and_night, assert_fits, sign_in

DESK = {"width": 1440, "height": 900}
A_MINUTE_AND_A_HALF = 90  # seconds: the worker counts each minute


def counted(page: Page) -> None:
    """Wait until the worker counted what the demonstration began with."""
    until = time.monotonic() + A_MINUTE_AND_A_HALF
    while not page.locator(".app-numbers td a").count() and time.monotonic() < until:
        time.sleep(2)
        page.reload()


@pytest.mark.parametrize("javascript", [False, True])
@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
def test_two_clicks(visitor: Opening, size: dict[str, int], *, javascript: bool) -> None:
    page = visitor(javascript=javascript, size=size)
    sign_in(page, "hadi")
    page.goto("/petugas/")
    page.get_by_role("link", name="Angka").first.click()
    counted(page)
    looks_right(page, javascript=javascript)
    page.get_by_role("link", name=re.compile(r"^\d+ ?: TPPO, ")).first.click()
    expect(page.locator(".app-numbers__answer")).to_contain_text("Perdagangan orang (TPPO)")
    expect(page.locator(".app-numbers__answer")).to_contain_text("laporan, tahun lalu 0.")
    looks_right(page, javascript=javascript)
    page.get_by_text("Per kelurahan, sebagai tabel").click()
    assert_fits(page)


def looks_right(page: Page, *, javascript: bool) -> None:
    """Axe itself waits for ever where scripts are off."""
    assert_fits(page)
    if javascript:
        assert_accessible_day_and_night(page)


def test_where_the_programme_is_and_what_desks_have_alike(visitor: Opening) -> None:
    """Coverage from an office's whole area down to its kelurahan, early warnings, and the numbers that they go by."""
    page = visitor()
    for who, addresses in {
        "dewi": ("/petugas/cakupan/", "/petugas/cakupan/?w=31.73.01", "/petugas/peringatan-dini/"),
        "hadi": ("/petugas/cara/peringatan/",),
    }.items():
        page.context.clear_cookies()
        sign_in(page, who)
        for address in addresses:
            page.goto(address)
            expect(page.locator("h1")).to_be_visible()
            looks_right(page, javascript=True)
            page.emulate_media(color_scheme="light")
