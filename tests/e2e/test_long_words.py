"""Words without a gap, as file names and links are, and letters twice as large: no page scrolls sideways on a phone."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Page

from tests.e2e.conftest import Opening, assert_fits, sign_in

PUBLIC = ("/", "/lapor/", "/lacak/", "/cek-lowongan/", "/belajar/", "/ngopi/", "/transparansi/", "/data/", "/privasi/")
OFFICERS = ("/petugas/", "/petugas/laporan/", "/petugas/kasus/", "/petugas/surat/", "/petugas/operasi/")
# Every stretch of words becomes one word of 200 letters, but those that are ours alone: buttons, what must not break.
ONE_WORD = """() => {
  const ours = "script, style, option, svg, button, .app-nobreak";
  const walk = document.createTreeWalker(document.querySelector("main"), NodeFilter.SHOW_TEXT);
  const texts = [];
  while (walk.nextNode()) if (walk.currentNode.data.trim().length > 3) texts.push(walk.currentNode);
  for (const text of texts) if (!text.parentElement.closest(ours)) text.data = "W".repeat(200);
}"""
WIDER = """() => document.documentElement.scrollWidth <= innerWidth ? [] : [...document.querySelectorAll("main *")]
  .filter(box => box.getBoundingClientRect().right > innerWidth + 1 && !box.closest("svg, .govuk-visually-hidden"))
  .map(box => `${box.tagName}.${box.className}`)"""
TWICE = "document.documentElement.style.setProperty('font-size', '200%', 'important')"


def assert_nothing_sticks_out(page: Page) -> None:
    assert page.evaluate(WIDER) == [], page.url
    assert_fits(page)


def test_residents_pages(visitor: Opening) -> None:
    page = visitor()
    for address in PUBLIC:
        page.goto(address)
        page.evaluate(TWICE)
        assert_nothing_sticks_out(page)
        page.goto(address)
        page.evaluate(ONE_WORD)
        assert_nothing_sticks_out(page)


def test_officers_pages(visitor: Opening) -> None:
    page = visitor()
    sign_in(page, "dewi")
    for address in OFFICERS:
        page.goto(address)
        page.evaluate(TWICE)
        assert_nothing_sticks_out(page)
        page.goto(address)
        page.evaluate(ONE_WORD)
        assert_nothing_sticks_out(page)


def test_a_file_name_of_two_hundred_letters(visitor: Opening, tmp_path: Path) -> None:
    file = tmp_path / f"{'b' * 200}.txt"
    file.write_bytes(b"karangan")
    page = visitor()
    page.goto("/lapor/")
    page.locator("input[type=file]").first.set_input_files(file)
    page.wait_for_timeout(1500)
    assert_nothing_sticks_out(page)
