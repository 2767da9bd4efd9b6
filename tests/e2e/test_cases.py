"""A case's pages in a real browser: readable for everybody, on a phone and a desk, and usable without JavaScript."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.conftest import DESKTOP, OF_COLOURS, PHONE, Opening, assert_accessible, assert_fits, sign_in


def new_case(page: Page) -> str:
    """Hadi opens a case of his own finding and adds somebody; the case's address."""
    sign_in(page, "hadi")
    page.goto("/petugas/kasus/baru/")
    page.locator("#id_title").fill("Karangan: temuan di pasar")
    page.locator("#id_finding").fill("Karangan: kemarin saya melihatnya sendiri di pasar.")
    save(page)
    case = page.url
    page.goto(f"{case}orang/")
    page.locator("#id_name").fill("Orang Karangan")
    page.get_by_label("Mungkin pelaku").check()
    page.get_by_label("Orang asing (WNA)").check()
    save(page)
    assert page.url == case
    return case


def save(page: Page) -> None:
    page.get_by_role("button", name="Simpan", exact=True).click()


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_every_page_can_be_read_by_everybody(visitor: Opening, size: dict[str, int], dark: bool) -> None:
    page = visitor(size=size, dark=dark)
    rules = OF_COLOURS if dark else ()
    case = new_case(page)
    screening = page.get_by_role("button", name="Skrining dengan lembut").get_attribute("href")
    assert screening
    forms = [f"{case}{name}/" for name in ("orang", "peristiwa", "gelar", "tenggat")]
    for address in (case, screening, *forms, "/petugas/kasus/tenggat/", "/petugas/kasus/", "/petugas/laporan/"):
        page.goto(address)
        assert_accessible(page, rules=rules)
        assert_fits(page)
    page.goto(screening)
    save(page)
    expect(page.get_by_text("Ada yang belum benar")).to_be_visible()
    assert_accessible(page, rules=rules)


def test_a_screening_and_an_event_without_javascript(visitor: Opening) -> None:
    page = visitor(javascript=False)
    case = new_case(page)
    expect(page.locator("button[disabled]")).to_contain_text("Cari tahu dulu, dengan lembut")
    page.get_by_role("button", name="Skrining dengan lembut").click()
    for name in ("is_private", "is_willing"):
        page.locator(f"#id_{name}").check()
    for radio in page.locator("input[type=radio][value=no]").all():
        radio.check()
    page.locator("input[name=outcome][value=not_indicated]").check()
    page.locator("#id_reason").fill("Karangan: cerita lengkap dan tenang.")
    save(page)
    assert page.url == case
    expect(page.locator("button[disabled]")).to_contain_text("gelar kasus")
    page.get_by_role("link", name="Tambah peristiwa").click()
    page.locator("#id_text").fill("Karangan: ditawari kerja.")
    page.locator("#id_q").fill("cengkareng timur")
    page.get_by_role("button", name="Cari", exact=True).click()
    page.get_by_label("Cengkareng Timur").check()
    expect(page.locator("#id_text")).to_have_value("Karangan: ditawari kerja.")
    page.get_by_label("Perekrutan").check()
    page.locator("#id_year").fill("2025")
    save(page)
    assert page.url == case
    expect(page.locator("#peristiwa time")).to_have_text("2025")
    expect(page.locator("#peristiwa svg")).to_be_visible()
