"""The resident's minute, counted; told by voice alone; and what quick exit leaves."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import pytest
from playwright.sync_api import Error, Page, expect

from tests.e2e.conftest import DESKTOP, Opening, Program, assert_accessible, assert_fits
from tests.e2e.people import OfficerAtWork
from tests.e2e.walking import POSTER, STORY, Walk, from_home, from_poster

pytestmark = pytest.mark.browser


def test_from_home_to_the_code(visitor: Opening) -> None:
    walk = Walk(visitor())
    from_home(walk)
    # The home page is where one stands; the form's three pages and the code are walked through.
    assert len(walk.screens) - 1 <= 4
    assert walk.all_taps <= 8
    assert walk.all_words <= 220
    assert walk.screens[0].size <= 80 * 1024


def test_from_a_poster_to_the_code(visitor: Opening) -> None:
    walk = Walk(visitor())
    from_poster(walk)
    assert len(walk.screens) == 2
    assert walk.all_taps <= 4
    assert walk.screens[0].size <= 80 * 1024


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("size", [{"width": 320, "height": 640}, DESKTOP], ids=["narrow", "desk"])
def test_every_page_of_the_way_is_accessible_and_fits(visitor: Opening, dark: bool, size: dict[str, int]) -> None:
    page = visitor(size=size, dark=dark)
    for address in ("/lapor/?dari=luar-negeri", POSTER):
        page.goto(address)
        page.locator(".app-danger__switch").click()
        assert_accessible(page)
        assert_fits(page)
    page.locator("label[for=id_kind_0]").click()
    page.get_by_role("button", name="Kirim laporan").click()
    expect(page.locator(".govuk-error-summary")).to_be_visible()
    assert_accessible(page)


def speak(page: Page, milliseconds: int) -> None:
    box = page.locator("[data-do=hold]").bounding_box()
    assert box
    page.mouse.move(box["x"] + 20, box["y"] + 20)
    page.mouse.down()
    page.wait_for_timeout(milliseconds)
    page.mouse.up()


def test_told_by_voice_alone(visitor: Opening, program: Program) -> None:
    """Held to speak, listened to, said again, and sent before the recording had gone by itself."""
    page = visitor()
    page.context.grant_permissions(["microphone"])
    page.goto(POSTER)
    page.locator("label[for=id_kind_0]").click()
    hold = page.locator("[data-do=hold]")
    hold.scroll_into_view_if_needed()
    speak(page, 1500)
    expect(page.get_by_text("Berhenti sebentar.")).to_be_visible()
    expect(page.locator("audio")).to_be_visible()
    page.get_by_role("button", name="Ulangi").click()
    expect(page.locator("audio")).to_be_hidden()
    speak(page, 1500)
    assert_accessible(page)
    assert_fits(page)
    page.get_by_role("button", name="Kirim laporan").click()
    page.wait_for_url("**/lapor/tanda-terima/")
    sari = OfficerAtWork(program.address, "sari")
    shown = sari.http.get(f"/petugas/laporan/{sari.newest_report()}/").text
    assert "Diceritakan tanpa tulisan" in shown


def test_what_was_typed_is_there_after_a_reload(visitor: Opening) -> None:
    page = visitor()
    page.goto("/lapor/")
    with page.expect_response("**/lapor/simpan/"):
        page.locator("#id_narrative").fill(STORY)
    page.reload()
    expect(page.locator("#id_narrative")).to_have_value(STORY)
    page.get_by_role("button", name="EN, English").click()
    expect(page.locator("#id_narrative")).to_have_value(STORY)
    page.goto("/")
    page.get_by_role("button", name="Go on with the report from before?").click()
    expect(page.locator("#id_narrative")).to_have_value(STORY)


@pytest.mark.parametrize("javascript", [True, False], ids=["with JavaScript", "without JavaScript"])
def test_quick_exit_leaves_nothing_for_the_next_person(visitor: Opening, javascript: bool) -> None:
    page = visitor(javascript=javascript)
    page.context.route("https://www.bmkg.go.id/**", lambda route: route.fulfill(body="Cuaca karangan"))
    page.goto("/lapor/")
    page.locator("label[for=id_kind_0]").click()
    page.locator("#id_narrative").fill(STORY)
    page.locator("#way button:not([type=button]):not([name])").first.click()
    page.wait_for_url("**/lapor/tempat/")
    page.locator(".app-bar__exit").click()
    with suppress(Error):  # where a redirect is not taken by the route above, there is no network to go to
        page.wait_for_url("https://www.bmkg.go.id/**")
    # For an hour: that a code's answer under way keeps nothing. It says that somebody left, not what they had open.
    assert [cookie["name"] for cookie in page.context.cookies()] == ["sudah"]
    for _ in range(3):
        page.wait_for_timeout(300)
        with suppress(Error):  # from the browser's own page of errors there is not always a way back
            page.go_back()
        page.wait_for_timeout(300)
        assert STORY not in page.content()
    page.goto("/lapor/")
    assert STORY not in page.content()


def test_a_file_on_the_first_page(visitor: Opening, tmp_path: Path) -> None:
    photo = tmp_path / "chat.txt"
    photo.write_text("Karangan: isi.")
    page = visitor()
    page.goto(POSTER)
    page.locator("label[for=id_kind_0]").click()
    page.locator("#id_evidence").set_input_files(photo)
    expect(page.get_by_text("(sudah sampai)")).to_be_visible()
    page.get_by_role("button", name="Kirim laporan").click()
    page.wait_for_url("**/lapor/tanda-terima/")


# The page is read and its scripts have not run yet.
TYPED_FIRST = """
  document.addEventListener("readystatechange", () => {
    const field = document.querySelector("#id_q");
    if (document.readyState === "interactive" && field) field.value = "cengkareng timur";
  });
"""


def test_what_was_typed_before_the_script_was_there_is_looked_for(visitor: Opening) -> None:
    page = visitor()
    page.goto("/lapor/")
    page.locator("label[for=id_kind_0]").click()
    page.locator("#id_narrative").fill("Karangan: sinyalnya lambat.")
    page.add_init_script(TYPED_FIRST)
    page.get_by_role("button", name="Lanjut").click()
    expect(page.locator("label[for=village-1]")).to_be_visible()
