"""Makes the pictures of the workbench in docs/pictures/ from a demonstration of its own, with invented reports.

    .venv/bin/python tools/pictures.py
    .venv/bin/python tools/pictures.py --workbench    # those of officers' pages alone

Needs what `make setup-tests` installs. Takes about a minute.
"""

from __future__ import annotations

import io
import re
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import pypdfium2
from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

from tests.e2e.conftest import PHONE, Program, free_port, launch, sign_in
from tests.e2e.people import OfficerAtWork, Resident, Told, client, hang_up
from tests.e2e.walking import READ, Walk, from_home

ROOT = Path(__file__).resolve().parents[1]
PICTURES = ROOT / "docs" / "pictures"
WIDE = {"width": 900, "height": 760}
DESK = {"width": 1440, "height": 900}
HAND = {"width": 360, "height": 740}
WALL = {"width": 1280, "height": 720}
ASKED = [
    "Karangan: bolehkah agen memegang paspor?",
    "Karangan: berapa lama mengurus visa kerja ke Jepang?",
    "Karangan: di mana daftar penyalur yang resmi?",
]
PEGADUNGAN = "31.73.06.1005"
MOST_BYTES = 250_000
GAP = 16
STORIES = [
    Told("Karangan: ditawari kerja pabrik lewat 0812-0000-4411, agennya PT Karangan Belaka.", "Rusunami City Park"),
    Told("Karangan: adik teman ditawari kerja, hubungi 0812-0000-4411. Mobilnya B 1234 KRG."),
    Told("Karangan: mobil B 1234 KRG menjemput dua orang malam-malam.", rw="19", kind="pmi", signs=(7, 3)),
    Told("Karangan: diminta uang muka lewat nomor 0812-0000-4411.", village=PEGADUNGAN, rw="5", signs=(21,)),
    Told("Karangan: hubungi 0813-0000-7722, lalu mobil B 1234 KRG datang.", rw="12", kind="pmi", signs=(1,)),
    Told("Karangan: disuruh berangkat minggu depan, nomor 0813-0000-7722.", village=PEGADUNGAN, rw="9", kind="pmi"),
    Told("Karangan: orang-orang yang tidak boleh keluar.", "Rusun Cinta Kasih Tzu Chi", kind="foreigner", signs=(41,)),
]  # fmt: skip

WHAT_HAPPENED = [
    "Karangan: teman sekolah saya berangkat lewat Batam tanpa surat kerja.",
    "Karangan: paspor sepupu saya dipegang agen sejak bulan lalu.",
    "Karangan: diminta membayar delapan juta sebelum berangkat.",
    "Karangan: ada iklan kerja di Kamboja lewat grup pesan.",
    "Karangan: anak tetangga belum pernah menelepon sejak berangkat.",
    "Karangan: gaji kakak saya dipotong untuk utang tiket.",
    "Karangan: mereka disuruh bilang mau umrah kalau ditanya petugas.",
    "Karangan: perempuan muda dijemput malam hari dari rusun.",
    "Karangan: agennya tidak mau memberi alamat kantor.",
    "Karangan: diajak kerja di kapal, kontraknya tidak boleh dibaca.",
    "Karangan: HP para pekerja dikumpulkan setiap malam.",
    "Karangan: tetangga pulang dari Myanmar dan takut bercerita.",
]
COVERAGE = "/petugas/cakupan/"
IN_FULL = Told(
    "Karangan: tiga orang ditawari kerja pabrik di Kamboja lewat 0812-0000-4411. Agennya PT Karangan Belaka."
    " Paspor mereka dipegang agen sejak Selasa, dan mereka tidak boleh keluar rumah.",
    "Rusunami City Park",
    person="0812-0000-4411",
    signs=(4, 14, 19),
)
VILLAGES = ("31.73.01.1006", PEGADUNGAN)
MORE_STORIES = [
    Told(text, village=VILLAGES[number % 2], rw=str(3 + number), kind=("tppo", "pmi")[number % 3 == 1], signs=(7, 21))
    for number, text in enumerate(WHAT_HAPPENED)
]


def main() -> int:
    with demonstration() as program, sync_playwright() as playwright:
        browser = launch(playwright)
        workbench(browser, program)
        if "--workbench" in sys.argv:
            browser.close()
            return 0
        keep(minute(browser, program.address), "minute")
        keep(queue_on_a_phone(browser, program), "queue-on-a-phone")
        dewi = signed_in(browser, program, "dewi", WIDE)
        keep(graph(dewi), "graph")
        keep(office_map(dewi), "map")
        keep(projector(browser, program), "projector")
        keep(poster(signed_in(browser, program, "sari", PHONE)), "poster-rw")
        browser.close()
    return 0


@contextmanager
def demonstration() -> Iterator[Program]:
    with tempfile.TemporaryDirectory(prefix="pimpasa-pictures-") as folder:
        Path(folder).chmod(0o711)
        program = Program(Path(folder) / "data", free_port(), {"PIMPASA_ADDRESS": "https://pimpasa.contoh.invalid"})
        program.start()
        try:
            for told in STORIES:
                Resident(program.address).reports(told)
            hang_up()
            yield program
        finally:
            program.stop()


def signed_in(browser: Browser, program: Program, who: str, size: dict[str, int], *, sharp: float = 2) -> Page:
    context = browser.new_context(base_url=program.address, viewport=size, device_scale_factor=sharp, locale="id-ID")  # type: ignore[arg-type]
    page = context.new_page()
    sign_in(page, who)
    return page


def queue_on_a_phone(browser: Browser, program: Program) -> bytes:
    page = signed_in(browser, program, "sari", {**PHONE, "height": 1100})
    page.goto("/petugas/laporan/")
    page.locator("[data-rows]").wait_for()
    return page.screenshot()


def workbench(browser: Browser, program: Program) -> None:
    """The pages of an officer's day, at a desk and in the hand."""
    for told in MORE_STORIES:
        Resident(program.address).reports(told)
    hang_up()
    dewi = signed_in(browser, program, "dewi", DESK, sharp=1.5)
    keep(shown(dewi, "/petugas/"), "waiting")
    keep(beside_the_list(dewi), "list-and-report")
    sari = signed_in(browser, program, "sari", HAND)
    keep(shown(sari, "/petugas/"), "waiting-on-a-phone")
    report = verified(program)
    finding = f"{report}temuan/"
    hadi = signed_in(browser, program, "hadi", DESK, sharp=1.5)
    hand = signed_in(browser, program, "hadi", HAND)
    desk = signed_in(browser, program, "sari", DESK, sharp=1.5)
    decide(hadi)
    for wide, narrow, path, name in ((desk, sari, report, "report"), (hadi, hand, COVERAGE, "coverage")):
        keep(shown(wide, path), name)
        keep(shown(narrow, path), f"{name}-on-a-phone")
    for page, name in ((desk, "finding"), (sari, "finding-on-a-phone")):
        page.goto(finding)
        keep(filled_in(page), name)
    # An office of a few minutes has nothing to show at a desk: that picture is of one of a year.
    keep(shown(hand, "/petugas/angka/"), "figures-on-a-phone")


def verified(program: Program) -> str:
    """A report that Sari verifies and whose reporter she asked."""
    Resident(program.address).reports(IN_FULL)
    officer = OfficerAtWork(program.address, "sari")
    page = f"/petugas/laporan/{officer.newest_report()}/"
    officer.does(f"{page}mulai/", page)
    officer.does(f"{page}tanya/", page, text="Karangan: kapan terakhir Anda bicara dengannya?")
    hang_up()
    return page


def decide(page: Page) -> None:
    """The head writes down by which decision a kelurahan is a Desa Binaan."""
    page.goto(f"{COVERAGE}desa/{VILLAGES[0]}/keputusan/")
    page.locator("#id_number").fill("W.0.KARANGAN-GR.03.05 Tahun 2026")
    page.locator("#id_decided_on").fill("2026-09-22")
    page.locator("main form button.govuk-button").first.click()
    page.wait_for_load_state("networkidle")


def filled_in(page: Page) -> bytes:
    """A finding as it is being written."""
    page.get_by_label("Belum terbukti", exact=True).check()
    page.locator("#id_reason").fill("Karangan: nomornya sudah mati, dan alamat kantornya rumah kosong.")
    page.wait_for_load_state("networkidle")
    page.evaluate("scrollTo(0, 0)")
    return page.screenshot()


def shown(page: Page, path: str) -> bytes:
    page.goto(path)
    page.wait_for_load_state("networkidle")
    return page.screenshot()


def beside_the_list(page: Page) -> bytes:
    """The list, and its first report opened in the pane."""
    page.goto("/petugas/laporan/")
    page.locator("[data-rows]").wait_for()
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    page.wait_for_load_state("networkidle")
    page.wait_for_timeout(1500)
    return page.screenshot()


class Album(Walk):
    """A walk of which each screen is kept as a picture."""

    def sees(self, name: str, *, part: str = READ) -> None:
        super().sees(name, part=part)
        self.page.evaluate("scrollTo(0, 0)")
        self.shots = [*getattr(self, "shots", []), self.page.screenshot()]


def minute(browser: Browser, address: str) -> bytes:
    """A resident's way from the home page to the code, side by side."""
    album = Album(browser.new_context(base_url=address, viewport=PHONE, locale="id-ID").new_page())  # type: ignore[arg-type]
    from_home(album)
    return side_by_side(album.shots)


def side_by_side(shots: list[bytes]) -> bytes:
    screens = [Image.open(io.BytesIO(shot)) for shot in shots]
    width, height = screens[0].size
    board = Image.new("RGB", (len(screens) * (width + GAP) - GAP, height), "white")
    for number, screen in enumerate(screens):
        board.paste(screen, (number * (width + GAP), 0))
    picture = io.BytesIO()
    board.save(picture, format="PNG")
    return picture.getvalue()


def graph(page: Page) -> bytes:
    """The picture around the report that most others hang on to."""
    page.goto("/petugas/hubungan/")
    page.locator(".app-lanes").first.locator("tbody tr", has_text="Cengkareng Timur").nth(1).get_by_role("link").click()
    page.get_by_role("link", name="Lihat sebagai gambar").click()
    page.locator(".app-lanes").wait_for()
    return page.locator(".app-main").screenshot()


def office_map(page: Page) -> bytes:
    page.goto("/petugas/peta/")
    page.locator(".app-map").wait_for()
    return page.locator(".app-main").screenshot()


def projector(browser: Browser, program: Program) -> bytes:
    """Eight phones take part, three questions are shown."""
    officer = OfficerAtWork(program.address, "sari")
    path = officer.plans_a_dialogue()
    officer.does(f"{path}hari/mulai/", f"{path}hari/", quiz=[])
    officer.does(f"{path}hari/bagian/", f"{path}hari/", phase="questions")
    found = re.search(r"app-code--inline\">(\w{6})<", officer.http.get(f"{path}hari/").text)
    assert found  # noqa: S101 - a tool's own check
    room = f"/ngopi/ikut/{found[1]}/"
    phones = [client(program.address) for _turn in range(8)]
    for number, phone in enumerate(phones):
        phone.post(room)
        if number < len(ASKED):
            phone.post(f"{room}tanya/", data={"text": ASKED[number]})
    waiting = re.findall(r"/pertanyaan/([0-9a-f-]{36})/", officer.http.get(f"{path}pertanyaan/").text)
    for number, question in enumerate(waiting):
        officer.does(f"{path}pertanyaan/{question}/", f"{path}pertanyaan/", step="show")
        for phone in phones[: 6 - 2 * number]:
            phone.post(f"{room}suara/", data={"question": question, "wants": "1"})
    wall = signed_in(browser, program, "sari", WALL)
    wall.goto(f"{path}layar/")
    wall.locator(".app-screen__questions").wait_for()
    return wall.screenshot()


def poster(page: Page) -> bytes:
    """The poster of RW 017, as it is printed."""
    page.goto("/petugas/dialog/")
    page.locator(".app-row a").first.click()
    pdf = page.request.get(f"{page.url}poster.pdf?rw=017").body()
    picture = io.BytesIO()
    with pypdfium2.PdfDocument(pdf) as document:
        document[0].render(scale=1.4).to_pil().save(picture, format="PNG")
    return picture.getvalue()


def keep(shot: bytes, name: str) -> None:
    """With 64 colours, which a page does not exceed to the eye."""
    path = PICTURES / f"{name}.png"
    Image.open(io.BytesIO(shot)).convert("RGB").quantize(64, dither=Image.Dither.NONE).save(path, optimize=True)
    size = path.stat().st_size
    print(f"{path.relative_to(ROOT)}  {size // 1000} KB")
    assert size < MOST_BYTES, "too large for a document"  # noqa: S101 - a tool's own check


if __name__ == "__main__":
    sys.exit(main())
