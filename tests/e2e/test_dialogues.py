"""A dialogue from Sari's phone to a resident's: planned, planned again, a clash, the invitation, the poster's code."""

from __future__ import annotations

import os
import re
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.conftest import PHONE, Opening, assert_accessible, assert_fits, sign_in

pytestmark = pytest.mark.browser
PICTURES = os.environ.get("TESTS_PICTURES", "")


def look(page: Page, name: str) -> None:
    """On a phone nothing is out of reach."""
    assert_fits(page)
    assert_accessible(page)
    if PICTURES:
        page.screenshot(path=str(Path(PICTURES) / f"{name}.png"), full_page=True)


def save(page: Page, **typed: str) -> None:
    for name, value in typed.items():
        page.locator(f"#id_{name}").fill(value)
    page.locator("main form button.govuk-button").last.click()


def test_from_the_plan_to_a_resident_who_reports(visitor: Opening) -> None:
    sari = visitor(size=PHONE)
    sign_in(sari, "sari")
    sari.goto("/petugas/dialog/")
    look(sari, "list")
    sari.get_by_role("button", name="Rencanakan acara").click()
    look(sari, "plan")
    save(sari, rws="17, 19", hall="Karangan: musala rusun", on="2030-03-05", begins="14:00")
    planned = sari.url
    look(sari, "page")
    sari.get_by_role("button", name="Rencanakan lagi").click()
    save(sari, on="2030-03-05", begins="15:00")
    assert "Sari Contoh: sudah ada di Karangan: musala rusun" in sari.locator(".govuk-error-summary").inner_text()
    look(sari, "clash")
    save(sari, on="2030-03-06")
    assert sari.url not in (planned, f"{planned}lagi/")
    sari.goto(planned)
    sari.get_by_role("button", name="Undangan dan poster").click()
    look(sari, "invite")
    text = sari.locator("#text").input_value()
    assert "warga RW 017 dan RW 019, Cengkareng Timur" in text
    with sari.expect_response(re.compile(r"undangan\.png$")) as picture:
        sari.get_by_role("link", name="Gambar untuk dikirim").click()
    assert (picture.value.status, picture.value.headers["content-type"]) == (200, "image/png")
    sari.goto("/petugas/dialog/berikutnya/")
    look(sari, "next")
    link = re.search(r"https?://\S+/n/\S+", text)
    assert link is not None
    resident_reads(visitor(javascript=False), urlsplit(link[0].rstrip(".")).path)


def resident_reads(page: Page, path: str) -> None:
    page.goto(path)  # what somebody types from the invitation
    invited = page.url
    page.goto("/")
    page.get_by_text("Halaman lain").click()
    page.get_by_role("link", name="Ngopi bersama Pimpasa").click()
    page.get_by_role("link", name="Selasa, 5 Maret 2030").click()
    assert page.url == invited
    assert "Karangan: musala rusun" in page.content()
    page.goto("/lapor/?w=31.73.01.1006&rw=017")  # where the poster's code leads
    expect(page.get_by_text("Di Cengkareng Timur, RW 017")).to_be_visible()
    expect(page.get_by_role("button", name="Kirim laporan")).to_be_visible()


def test_the_public_pages_on_a_phone(visitor: Opening) -> None:
    page = visitor(size=PHONE, dark=True)
    page.goto("/ngopi/")
    look(page, "calendar")
    page.get_by_role("link", name="Ngopi Pimpasa").first.click()
    look(page, "one")
    dewi = visitor(size=PHONE)
    sign_in(dewi, "dewi")
    for name in ("jenis", "jenis/baru", "narahubung", "keberangkatan"):
        dewi.goto(f"/petugas/dialog/{name}/")
        look(dewi, name.replace("/", "-"))
