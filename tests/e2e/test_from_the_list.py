"""Reports worked through from their list, in a real browser: beside it at a desk, by keys, several at once."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.conftest import PHONE, Opening, Program, assert_accessible_day_and_night, assert_fits, sign_in
from tests.e2e.people import Resident, Told, hang_up

DESK = {"width": 1440, "height": 900}
LIST = "/petugas/laporan/?order=new"
STORIES = ("Karangan satu: lampunya menyala semalaman.", "Karangan dua: pintunya selalu dikunci.")


@pytest.fixture(scope="module")
def _told(program: Program) -> None:
    for story in STORIES:
        Resident(program.address).reports(Told(story))
    hang_up()


def look(page: Page) -> None:
    assert_fits(page)
    assert_accessible_day_and_night(page)


@pytest.mark.usefixtures("_told")
def test_by_keys_beside_the_list(visitor: Opening) -> None:
    page = visitor(size=DESK)
    sign_in(page, "sari")
    page.goto(LIST)
    rows, pane = page.locator(".app-report__link"), page.locator("[data-pane]")
    page.keyboard.press("j")
    expect(rows.nth(0)).to_be_focused()
    page.keyboard.press("Enter")
    expect(pane).to_contain_text(STORIES[1])
    expect(page).to_have_url(re.compile(r"\?order=new$"))
    look(page)
    page.keyboard.press("a")
    expect(pane.locator('[data-key="e"] a')).to_be_visible()
    expect(page).to_have_url(re.compile(r"\?order=new$"))
    words = "Karangan: jam berapa biasanya dikunci?"
    pane.locator("#id_text").fill(words)
    expect(pane.get_by_text("Tersimpan")).to_be_visible()
    rows.nth(0).focus()
    page.keyboard.press("j")
    expect(rows.nth(1)).to_be_focused()
    page.keyboard.press("Enter")
    expect(pane).to_contain_text(STORIES[0])
    pane.get_by_role("button", name="Sebelumnya").click()
    expect(pane).to_contain_text(STORIES[1])
    expect(pane.locator("#id_text")).to_have_value(words)
    page.keyboard.press("Escape")
    expect(pane).to_be_hidden()
    expect(rows.nth(0)).to_be_focused()
    page.keyboard.press("?")
    expect(page.locator("[data-keys]")).to_have_attribute("open", "")


@pytest.mark.usefixtures("_told")
def test_several_at_once(visitor: Opening) -> None:
    page = visitor(size=DESK)
    sign_in(page, "dewi")
    page.goto(LIST)
    expect(page.locator("[data-ticked]")).to_be_hidden()
    for _number in range(2):
        page.keyboard.press("j")
        page.keyboard.press("x")
    expect(page.locator("[data-number]")).to_have_text("2")
    look(page)
    page.keyboard.press("b")
    page.locator("#id_to").select_option(label="Dewi Contoh")
    page.locator("#id_reason").fill("Karangan: rekan saya cuti mulai besok.")
    look(page)
    page.get_by_role("button", name="Beri", exact=True).click()
    expect(page.get_by_text("1 laporan sekarang dikerjakan Dewi Contoh")).to_be_visible()
    expect(page.get_by_text(re.compile(r"[0-9A-F]{5}-[0-9A-F]{5}: "))).to_be_visible()
    expect(page).to_have_url(re.compile(r"/petugas/laporan/\?order=new&hal=1$"))


@pytest.mark.parametrize("javascript", [True, False])
@pytest.mark.usefixtures("_told")
def test_several_at_once_on_a_phone(visitor: Opening, *, javascript: bool) -> None:
    """By a thumb: each tick is 44 px or more, and the bar with what can be done stays above the places."""
    page = visitor(size=PHONE, javascript=javascript)
    sign_in(page, "dewi")
    page.goto(LIST)
    ticks, bar = page.locator("[name=reports]"), page.locator("[data-ticked]")
    for number in range(2):
        target = page.locator(".app-report__tick").nth(number).bounding_box()
        assert target
        assert min(target["width"], target["height"]) >= 44
        ticks.nth(number).check()
    page.evaluate("scrollTo(0, 0)")
    expect(bar).to_be_in_viewport(ratio=1)
    if javascript:
        expect(page.locator("[data-number]")).to_have_text("2")
        look(page)
    act = bar.get_by_role("button").bounding_box()
    assert act
    assert act["height"] >= 44
    bar.get_by_role("button").click()
    page.locator("#id_to").select_option(label="Dewi Contoh")
    page.locator("#id_reason").fill("Karangan: rekan saya cuti mulai besok.")
    assert_fits(page)
    page.get_by_role("button", name="Beri", exact=True).click()
    expect(
        page.get_by_text(re.compile(r"laporan sekarang dikerjakan Dewi Contoh|[0-9A-F]{5}-[0-9A-F]{5}: ")).first
    ).to_be_visible()
    assert_fits(page)


@pytest.mark.parametrize("javascript", [True, False])
@pytest.mark.usefixtures("_told")
def test_a_phone_goes_from_one_to_the_next(visitor: Opening, *, javascript: bool) -> None:
    page = visitor(size=PHONE, javascript=javascript)
    sign_in(page, "sari")
    page.goto(LIST)
    assert_fits(page)
    with page.expect_navigation():
        page.locator(".app-report__link").first.click()
    expect(page.get_by_text(STORIES[1])).to_be_visible()
    assert_fits(page)
    page.get_by_role("link", name="Berikutnya", exact=True).click()
    expect(page.get_by_text(STORIES[0])).to_be_visible()
    page.get_by_role("link", name="Kembali ke daftar laporan").click()
    expect(page).to_have_url(re.compile(r"/petugas/laporan/\?order=new&hal=1$"))


@pytest.mark.usefixtures("_told")
def test_a_search_shows_what_matched(visitor: Opening) -> None:
    page = visitor(size=PHONE, javascript=False)
    sign_in(page, "sari")
    page.goto("/petugas/cari/")
    page.locator("#q").fill("mengunci")
    page.locator("main form:has(#q) button").last.click()
    expect(page.locator("mark").first).to_have_text("dikunci")
    assert_fits(page)
