"""An officer's session ends while she writes: in a real browser, with JavaScript and without, at a shared desk."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from pimpasa.common import clock
from tests.e2e.conftest import PHONE, Opening, Program, assert_accessible, assert_fits, sign_in
from tests.e2e.people import OfficerAtWork, Resident, Told

LONG = ("Karangan: kata pengelola, paspornya disimpan di laci kantor. " * 30)[:1300].strip()


@pytest.fixture
def report(program: Program) -> str:
    """The address of a report that Sari verifies."""
    Resident(program.address).reports(Told("Karangan: paspor dipegang pengelola."))
    sari = OfficerAtWork(program.address, "sari")
    page = f"/petugas/laporan/{sari.newest_report()}/"
    sari.does(f"{page}mulai/", page)
    return page


def writes_a_finding(page: Page) -> None:
    page.get_by_label("Belum terbukti", exact=True).check()
    for part in ("process", "means", "purpose"):
        page.locator(f"#id_{part}_1").check()
    page.locator("#id_reason").fill(LONG)


def ends_the_session(page: Page) -> None:
    """The cookie of the page's forms stays, as it does after thirty idle minutes."""
    page.context.clear_cookies(name="petugas")


def findings_of(program: Program, report: str) -> int:
    text = OfficerAtWork(program.address, "sari").http.get(report).text
    return text.count(LONG)


def test_without_javascript_it_is_recorded_once_after_signing_in(
    visitor: Opening, program: Program, report: str
) -> None:
    page = visitor(javascript=False, size=PHONE)
    sign_in(page, "sari")
    page.goto(f"{report}temuan/")
    writes_a_finding(page)
    ends_the_session(page)
    page.get_by_role("button", name="Catat temuan").click()
    expect(page.get_by_text("Tulisan tadi aman")).to_be_visible()
    waiting = re.search(r"/petugas/tulisan/[0-9a-f-]{36}/", page.url)
    assert waiting
    bayu_sees_nothing(page, waiting[0], f"{report}temuan/")
    sign_in(page, "sari")
    page.goto(waiting[0])
    assert_fits(page)
    expect(page.locator(".app-said")).to_have_text(LONG)
    assert findings_of(program, report) == 0
    page.get_by_role("button", name="Kirim sekarang").click()
    expect(page.get_by_text("Temuan sudah dicatat.").first).to_be_visible()
    assert findings_of(program, report) == 1
    page.goto("/petugas/tulisan/")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    expect(page.locator(f'a[href="{waiting[0]}"]')).to_have_count(0)  # others of hers may wait, of earlier stories


def bayu_sees_nothing(page: Page, *addresses: str) -> None:
    sign_in(page, "bayu")
    for address in (*addresses, "/petugas/tulisan/"):
        page.goto(address)
        assert "laci" not in page.content()
    page.context.clear_cookies(name="petugas")


def test_with_javascript_it_saves_itself_warns_and_comes_back(visitor: Opening, program: Program, report: str) -> None:
    page = visitor(size=PHONE)
    page.clock.install()
    sign_in(page, "sari")
    page.goto(f"{report}temuan/")
    writes_a_finding(page)
    page.clock.run_for(2500)
    expect(page.get_by_text("Tersimpan untuk Anda pukul")).to_be_visible()
    page.clock.run_for(26 * 60_000)
    expect(page.locator("[data-unsent]")).to_contain_text("Sesi Anda berakhir")
    assert_fits(page)
    assert_accessible(page)
    page.get_by_role("button", name="Tetap masuk").click()
    expect(page.locator("[data-unsent]")).to_be_hidden()
    ends_the_session(page)
    page.clock.run_for(31 * 60_000)
    # The screen of a shared desk shows nothing of it. `wait_for_url` fails where that cuts off a request under way.
    expect(page).to_have_url(re.compile(r"/masuk/\?next="))
    bayu_sees_nothing(page, f"{report}temuan/")
    sign_in(page, "sari")
    page.goto(f"{report}temuan/")
    expect(page.get_by_text("dipulihkan")).to_be_visible()
    expect(page.locator("#id_reason")).to_have_value(LONG)
    expect(page.get_by_label("Belum terbukti", exact=True)).to_be_checked()
    assert_fits(page)
    assert_accessible(page)
    ends_the_session(page)
    page.get_by_role("button", name="Catat temuan").click()
    expect(page.get_by_text("Tulisan tadi aman")).to_be_visible()
    page.locator("#id_login").fill("sari@contoh.invalid")
    page.locator("#id_password").fill("kopi-pagi-di-teras")
    page.locator("main form button:not([type=button])").first.click()
    page.get_by_role("button", name="Kirim sekarang").click()
    expect(page.get_by_text("Temuan sudah dicatat.").first).to_be_visible()
    assert findings_of(program, report) == 1


def test_a_visit_goes_on_sending_once_its_officer_signed_in_in_another_tab(
    visitor: Opening, program: Program, report: str
) -> None:
    sari = OfficerAtWork(program.address, "sari")
    today = str(clock.today())
    letter = OfficerAtWork(program.address, "hadi").enters_a_letter("Sari Contoh", number="W.00/UJI/TAB")
    words = dict.fromkeys(("place", "what_for"), "Karangan: rusun di dekat pasar")
    plan = {"person": "wna", "letter": letter, "takes_place_on": today} | words
    planned = sari.does(f"{report}cek-lapangan/", f"{report}cek-lapangan/", **plan)
    visit = re.search(r"/petugas/cek-lapangan/[0-9a-f-]{36}/", planned.text)
    assert visit
    page = visitor(size=PHONE)
    sign_in(page, "sari")
    page.goto(visit[0])
    ends_the_session(page)
    form = page.locator("form[data-entry=note]").first
    form.locator("[name=text]").fill("Karangan: pintunya terkunci")
    form.get_by_role("button").click()
    expect(page.locator("[data-status]")).to_contain_text("Masuk lagi di tab mana pun")
    another = page.context.new_page()
    sign_in(another, "sari")
    expect(page.locator("[data-status]")).to_contain_text("Semua sudah terkirim", timeout=25_000)
    assert "Karangan: pintunya terkunci" in sari.http.get(visit[0]).text
