"""The looks of the residents' side as a phone shows them: what fits, what weighs, what is heard, what is left."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.conftest import Opening, assert_accessible, assert_fits

PAGES = (
    "/",
    "/siapa-kami/",
    "/belajar/",
    "/belajar/tppo/",
    "/belajar/kuis/?soal=1",
    "/cek-lowongan/",
    "/cek-lowongan/tanya/",
    "/ngopi/",
    "/privasi/",
    "/hak-data/",
    "/transparansi/",
    "/data/",
    "/wilayah/",
    "/cek-surat/",
    "/lacak/",
    "/tanpa-jaringan/",
    "/tidak-ada/",
)
MOST_BYTES = 80 * 1024
# No browser of a test machine has a voice; this one says nothing, in the time that a word takes.
VOICES = """
globalThis.spoken = [];
let timer = 0;
globalThis.SpeechSynthesisUtterance = class { constructor(text) { this.text = text; } };
const voices = {
  getVoices: () => [{ lang: "id_ID" }],
  speak(utterance) { spoken.push(utterance.text); timer = setTimeout(() => utterance.onend(), 200); },
  cancel() { clearTimeout(timer); },
  addEventListener() {},
};
Object.defineProperty(globalThis, "speechSynthesis", { value: voices });
"""
TOO_SMALL = """() => [...document.querySelectorAll("a[href], button, summary, select, textarea")]
  .filter((one) => one.getClientRects().length > 0 && getComputedStyle(one).display !== "inline")
  .filter((one) => !one.matches(".govuk-skip-link") && one.getBoundingClientRect().height < 47.5)
  .map((one) => one.outerHTML.slice(0, 100))"""


@pytest.mark.parametrize("path", PAGES)
def test_each_page_fits_every_width_and_letters_twice_as_large(visitor: Opening, path: str) -> None:
    page = visitor(javascript=True)
    page.goto(path)
    assert_accessible(page)
    assert page.evaluate(TOO_SMALL) == []
    for width in (320, 360, 768, 1280):
        page.set_viewport_size({"width": width, "height": 740})
        assert_fits(page)
    page.set_viewport_size({"width": 360, "height": 740})
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    assert_fits(page)


CHOICE = """() => {
  document.querySelector("main").insertAdjacentHTML("beforeend", `<div class="govuk-%(kind)s">
    <div class="govuk-%(kind)s__item"><input class="govuk-%(kind)s__input" type="%(type)s" id="one">
    <label class="govuk-label govuk-%(kind)s__label" for="one">${"kelurahan yang namanya panjang ".repeat(5)}</label>
    </div></div>`);
  const [box, label] = ["#one", "label[for=one]"].map((one) => document.querySelector(one).getBoundingClientRect());
  return label.left >= box.right - 12 && label.top < box.bottom;
}"""


@pytest.mark.parametrize(("kind", "type_"), [("radios", "radio"), ("checkboxes", "checkbox")])
def test_the_words_of_a_choice_stand_beside_its_box_on_a_phone(visitor: Opening, kind: str, type_: str) -> None:
    page = visitor(javascript=True)
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto("/lacak/")
    assert page.evaluate(CHOICE % {"kind": kind, "type": type_})


def test_the_two_ways_under_the_doors_stand_one_under_the_other(visitor: Opening) -> None:
    page = visitor(javascript=True)
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto("/")
    names = ("Keluarga saya ada di luar negeri", "Saya baru pulang dari luar negeri")
    upper, lower = (page.get_by_role("link", name=name).bounding_box() for name in names)
    assert upper
    assert lower
    assert min(upper["height"], lower["height"]) >= 44
    assert lower["y"] >= upper["y"] + upper["height"]


@pytest.mark.parametrize("javascript", [True, False], ids=["with JavaScript", "without JavaScript"])
def test_the_floor_takes_no_half_screen_of_a_phone(visitor: Opening, javascript: bool) -> None:
    page = visitor(javascript=javascript)
    page.goto("/lapor/")
    boxes = [page.locator(part).bounding_box() for part in (".app-tiles", ".app-floor")]
    assert sum(box["height"] for box in boxes if box) <= 300
    page.locator(".app-floor__office summary").click()
    expect(page.locator(".app-floor a[href^='tel:']")).to_be_visible()
    page.get_by_text("Halaman lain", exact=True).click()
    expect(page.get_by_role("link", name="Periksa surat")).to_be_visible()
    assert_fits(page)


@pytest.mark.parametrize("javascript", [True, False], ids=["with JavaScript", "without JavaScript"])
def test_a_file_s_field_says_in_our_words_that_nothing_is_chosen(
    visitor: Opening, javascript: bool, tmp_path: Path
) -> None:
    photo = tmp_path / "lowongan.png"
    photo.write_bytes(b"Karangan")
    page = visitor(javascript=javascript)
    page.goto("/cek-lowongan/gambar/")
    words = page.get_by_text("Ketuk untuk memilih dari HP ini")
    expect(words).to_be_visible()
    expect(page.locator("#id_picture")).to_have_css("color", "rgba(0, 0, 0, 0)")
    page.locator("#id_picture").set_input_files(photo)
    expect(words).to_be_hidden()
    expect(page.locator("#id_picture")).not_to_have_css("color", "rgba(0, 0, 0, 0)")


def test_a_desk_has_all_of_the_floor_open(visitor: Opening) -> None:
    page = visitor(size={"width": 1280, "height": 900})
    page.goto("/privasi/")
    for part in ("a[href^='tel:']", "a[href='/masuk/']"):
        expect(page.locator(f".app-floor {part}")).to_be_visible()


def test_the_first_load_of_home_is_light(visitor: Opening) -> None:
    page = visitor(javascript=True)
    page.route("**/app.js", lambda route: route.abort())  # the worker keeps its page later, when nothing else waits
    sizes: list[int] = []
    page.on("requestfinished", lambda request: sizes.append(request.sizes()["responseBodySize"]))
    page.goto("/", wait_until="networkidle")
    assert 0 < sum(sizes) < MOST_BYTES


def test_a_page_is_heard_in_its_order_and_a_phone_without_a_voice_shows_no_button(visitor: Opening) -> None:
    page = visitor(javascript=True)
    page.goto("/")
    expect(page.locator("[data-listen]")).to_be_hidden()
    page.add_init_script(VOICES)
    page.goto("/")
    button = page.get_by_role("button", name="Dengarkan")
    button.click()
    expect(page.locator(".app-heard")).to_have_count(1)
    page.get_by_role("button", name="Berhenti sebentar").click()
    page.get_by_role("button", name="Lanjut").click()
    expect(button).to_be_visible(timeout=30_000)
    spoken = page.evaluate("spoken")
    assert spoken.index("Ada orang ditipu kerja, dikurung, atau dipaksa?") < spoken.index(
        "Lapor Tulis, bicara, atau kirim foto"
    )
    expect(page.locator(".app-heard")).to_have_count(0)


def test_what_is_hidden_is_not_shown_by_its_style(visitor: Opening) -> None:
    page = visitor(javascript=True)
    page.goto("/belajar/kuis/?soal=1")
    expect(page.locator("[data-share]")).to_be_hidden()
    page.evaluate("document.querySelector('[data-check]').hidden = true")
    expect(page.locator("[data-check]")).to_be_hidden()


def test_quick_exit_takes_the_place_of_the_page(visitor: Opening) -> None:
    page = visitor(javascript=True)
    page.route("**/lapor/keluar/", lambda route: route.fulfill(body="cuaca"))
    page.goto("/privasi/")
    page.goto("/lacak/")
    before = page.evaluate("history.length")
    page.get_by_role("link", name="Keluar cepat").click()
    page.wait_for_url("**/lapor/keluar/")
    assert page.evaluate("history.length") == before


def test_home_is_readable_by_night(visitor: Opening) -> None:
    page = visitor(dark=True)
    page.goto("/")
    assert_accessible(page)


def test_who_came_by_a_poster_and_reloads_without_a_signal_reads_whom_to_call(visitor: Opening) -> None:
    page = visitor()
    page.goto("/lapor/?w=31.73.01.1006&rw=017")
    until(page, "caches.match('/tanpa-jaringan/', { ignoreVary: true }).then(Boolean)")
    until(page, "navigator.serviceWorker.controller !== null")
    page.context.set_offline(True)
    page.reload()
    expect(page.get_by_role("heading", name="Tidak ada jaringan")).to_be_visible()
    expect(page.get_by_role("link", name="110").first).to_be_visible()


def until(page: Page, expression: str) -> None:
    """Ask until it holds, at most five seconds; `wait_for_function` takes a promise for an answer."""
    for _turn in range(50):
        if page.evaluate(expression):
            return
        page.wait_for_timeout(100)
    raise AssertionError(expression)
