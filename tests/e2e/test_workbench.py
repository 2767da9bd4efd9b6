"""An officer's work on a report, in a real browser: plan, field check, a visit without a network, finding, review."""

from __future__ import annotations

import io
import re
from dataclasses import dataclass

import pytest
from PIL import Image
from playwright.sync_api import Locator, Page, Route, expect

from pimpasa.logbook.rules import BOX
from tests.e2e.conftest import (
    DESKTOP,
    PHONE,
    Opening,
    Program,
    assert_accessible_day_and_night,
    assert_fits,
    row_of,
    sign_in,
)
from tests.e2e.people import OfficerAtWork, Resident, Told, hang_up

PEGADUNGAN = "31.73.06.1005"
PHONE_NUMBER = "0812-5500-7731"
WORD = "kenarikarangan"
SECRET = "Karangan: pintunya terkunci dari luar"
LIST = b"Nama P3MI;Nomor izin;Alamat;Status\nPT Karangan Sejahtera;001/KRG;Jalan Karangan 1;aktif\n"
STORED = """async () => {
  const database = await new Promise((resolve) => {
    const asked = indexedDB.open("pimpasa-visits");
    asked.onsuccess = () => resolve(asked.result);
  });
  const rows = await new Promise((resolve) => {
    const asked = database.transaction("entries").objectStore("entries").getAll();
    asked.onsuccess = () => resolve(asked.result);
  });
  database.close();
  const text = (bytes) => new TextDecoder("latin1").decode(bytes);
  return rows.map((row) => JSON.stringify(row) + Object.values(row).map((part) =>
    part?.sealed ? text(part.iv) + text(part.sealed) : "").join(""));
}"""


@dataclass(frozen=True)
class Two:
    """Two reports of different desks that name the same phone number: their ids."""

    sari: str
    bayu: str

    @property
    def reference(self) -> str:
        """How a page calls Sari's."""
        tail = self.sari.replace("-", "")[-10:].upper()
        return f"{tail[:5]}-{tail[5:]}"


@pytest.fixture(scope="module")
def two(program: Program) -> Two:
    told = Told(
        f"Karangan {WORD}: hubungi {PHONE_NUMBER}, katanya.", place="Rusunami City Park", person="Orang Karangan"
    )
    Resident(program.address).reports(told)
    sari = OfficerAtWork(program.address, "sari").newest_report()
    Resident(program.address).reports(Told(f"Karangan: nomornya {PHONE_NUMBER}.", village=PEGADUNGAN, rw="5"))
    bayu = OfficerAtWork(program.address, "bayu").newest_report()
    hang_up()
    return Two(sari, bayu)


def look(page: Page) -> None:
    """What each page of the workbench has to be, in both colour schemes."""
    assert_fits(page)
    assert_accessible_day_and_night(page)


def save(page: Page, name: str = "Simpan") -> None:
    page.get_by_role("button", name=name, exact=True).click()


def test_it_works(visitor: Opening, program: Program, two: Two) -> None:
    hadi = visitor(size=DESKTOP)
    sign_in(hadi, "hadi")
    hadi_brings_in_the_list_and_wants_two(hadi)
    try:
        sari = visitor()
        sign_in(sari, "sari")
        sari_takes_and_asks(sari, two)
        sari_looks_the_agency_up(sari)
        check = sari_plans_a_check(sari, program)
        sari_visits_without_a_network(sari, check)
        sari_concludes(sari, two)
        dewi = visitor(size=DESKTOP)
        sign_in(dewi, "dewi")
        dewi_agrees(dewi, two)
    finally:
        hadi.goto("/petugas/cara/")
        save(hadi, "Biarkan temuan langsung berlaku")
        expect(hadi.get_by_text("Temuan langsung berlaku.", exact=True)).to_be_visible()
    bayu_is_kept_out(visitor(), two, check)


def hadi_brings_in_the_list_and_wants_two(page: Page) -> None:
    page.goto("/petugas/perusahaan/")
    look(page)
    page.locator("#id_file").set_input_files({"name": "daftar.csv", "mimeType": "text/csv", "buffer": LIST})
    page.locator("#id_source").fill("Daftar karangan")
    save(page, "Masukkan")
    expect(page.get_by_text("1 perusahaan")).not_to_have_count(0)
    page.goto("/petugas/cara/")
    look(page)
    save(page, "Minta petugas kedua meninjau setiap temuan")
    look(page)


def sari_takes_and_asks(page: Page, two: Two) -> None:
    look(page)
    row = row_of(page, two.sari)
    look(page)
    row.get_by_role("link").click()
    look(page)
    save(page, "Mulai verifikasi")
    page.locator("#id_phrase").select_option("id-0")
    save(page, "Kirim pertanyaan")
    expect(page.get_by_text("Pertanyaan Anda sudah terkirim")).to_be_visible()
    expect(page.locator(".app-thread__turn--mine")).to_contain_text("Jawablah hanya bila Anda merasa aman.")
    look(page)


def sari_looks_the_agency_up(page: Page) -> None:
    report = page.url
    page.get_by_role("link", name=re.compile("Catat hasilnya.*Cari perusahaan")).click()
    page.locator("#id_name").fill("karangan sejahtera")
    save(page, "Cari")
    expect(page.get_by_text("Ada di daftar")).to_be_visible()
    expect(page.get_by_text("001/KRG")).to_be_visible()
    look(page)
    save(page)
    expect(page.locator(".govuk-error-summary")).to_contain_text("Pilihlah hasilnya.")
    page.get_by_label("Menguatkan laporan").check()
    page.locator("#id_note").fill("Karangan: ada di daftar, izinnya aktif.")
    save(page)
    expect(page.get_by_text("Sudah dicatat.")).to_be_visible()
    expect(
        page.locator(".app-row", has_text="Cari perusahaan penempatan").get_by_text("Menguatkan laporan")
    ).to_be_visible()
    assert page.url.startswith(report.partition("#")[0])


def sari_plans_a_check(page: Page, program: Program) -> str:
    """Refused without its letter; returns the address of the visit."""
    page.get_by_role("link", name="Rencanakan cek lapangan").click()
    page.get_by_label("Tanpa surat: saya menemukan langsung dan tidak bisa menunggu").check()
    page.get_by_label("Orang asing (WNA)").check()
    page.locator("#id_what_for").fill("Karangan: apakah penghuni bebas keluar masuk")
    save(page)
    expect(page.locator(".govuk-error-summary")).to_contain_text("Permenimipas 2/2025")
    look(page)
    OfficerAtWork(program.address, "hadi").enters_a_letter("Sari Contoh", number="W.00/UJI/KRG")
    what_for = page.locator("#id_what_for").input_value()
    page.get_by_role("link", name="Kembali").click()
    page.get_by_role("link", name="Rencanakan cek lapangan").click()
    page.get_by_label("Orang asing (WNA)").check()
    page.locator("#id_what_for").fill(what_for)
    look(page)
    save(page)
    expect(page.get_by_text("Cek lapangan sudah direncanakan")).to_be_visible()
    page.locator("#plan + ol").get_by_role("link", name="Rusunami City Park").click()
    look(page)
    return page.url


def photo() -> bytes:
    made = io.BytesIO()
    Image.new("RGB", (320, 240), "teal").save(made, "JPEG", comment=SECRET.encode())
    return made.getvalue()


def sari_visits_without_a_network(page: Page, check: str) -> None:
    status, waiting = page.locator("[data-status]"), page.locator("[data-waiting] > li")
    page.context.set_offline(True)
    page.locator("#note").fill(SECRET)
    save(page, "Catat")
    expect(status).to_contain_text("Tidak ada jaringan. 1 menunggu di HP ini")
    page.locator("#evidence").set_input_files({"name": f"{SECRET}.jpg", "mimeType": "image/jpeg", "buffer": photo()})
    save(page, "Simpan foto")
    expect(waiting).to_have_count(2)
    signed = signs(page)
    expect(waiting).to_have_count(3)
    look(page)
    stored = page.evaluate(STORED)
    assert len(stored) == 3
    assert not any(SECRET in row or "Sari" in row for row in stored)

    loses_the_answers(page)
    with page.expect_event("requestfailed", lambda request: request.url.endswith("/catat/")):
        page.context.set_offline(False)
    expect(status).to_contain_text("Tidak ada jaringan. 3 menunggu")
    page.unroute("**/catat/")
    page.evaluate("dispatchEvent(new Event('online'))")
    expect(status).to_have_text("Semua sudah terkirim.")
    expect(waiting).to_have_count(0)
    assert page.evaluate(STORED) == []
    for _time in range(2):
        entries = page.locator("[data-fresh=written] > li")
        expect(entries).to_have_count(3)
        expect(entries.nth(0)).to_contain_text(SECRET)
        expect(entries.nth(1).get_by_role("img")).to_have_count(1)
        expect(entries.nth(2).get_by_role("img", name="Tanda tangan")).to_be_visible()
        assert_drawn(entries.nth(2), signed)
        expect(page.locator("[data-sign]")).to_have_count(0)
        page.goto(check)
    look(page)


def signs(page: Page) -> tuple[float, float]:
    """First in vain, then over the right edge; returns how wide and high the field is shown."""
    board = page.locator("[data-sign]")
    board.scroll_into_view_if_needed()
    box = board.bounding_box()
    assert box is not None
    for start, end in (((40, 40), (60, 60)), ((20, 60), (box["width"] + 15, 30))):
        page.get_by_role("button", name="Ulangi tanda tangan").click()
        page.mouse.move(box["x"] + start[0], box["y"] + start[1])
        page.mouse.down()
        page.mouse.move(box["x"] + end[0], box["y"] + end[1], steps=5)
        page.mouse.up()
    save(page, "Tanda tangani dan akhiri kunjungan")
    return box["width"], box["height"]


def assert_drawn(entry: Locator, shown: tuple[float, float]) -> None:
    """One stroke, from where the pen was put down to the field's edge, in the units that the office keeps."""
    strokes = entry.locator("polyline").all()
    assert len(strokes) == 1
    points = [tuple(map(int, point.split(","))) for point in (strokes[0].get_attribute("points") or "").split()]
    width, height = BOX
    assert points[0] == pytest.approx((20 * width / shown[0], 60 * height / shown[1]), abs=2)
    assert points[-1] == pytest.approx((width, 30 * height / shown[1]), abs=2)


def loses_the_answers(page: Page) -> None:
    """The first entry reaches the office, but no answer comes back: the phone cannot know."""

    def lose(route: Route) -> None:
        route.fetch()
        route.abort()

    page.route("**/catat/", lose)


def sari_concludes(page: Page, two: Two) -> None:
    page.goto(f"/petugas/laporan/{two.sari}/")
    expect(page.get_by_role("heading", name="Difoto oleh petugas")).to_be_visible()
    expect(page.locator("#evidence ~ .app-row img.app-picture")).to_have_count(1)
    page.get_by_role("button", name="Catat temuan").click()
    look(page)
    page.get_by_label("Terbukti cukup", exact=True).check()
    for part, answer in (("process", 0), ("means", 2), ("purpose", 0)):
        page.locator(f"#id_{part}_{answer}").check()
    page.get_by_label("Dokumennya ditahan").check()
    page.locator("#id_exploitation_0").check()
    page.get_by_text("Yang Anda periksa, yang mendukung").click()
    page.locator("#id_notes").fill("Karangan: sudah dikunjungi.")
    page.locator("#id_reason").fill("Karangan: cerita cocok dengan keadaan di tempat.")
    page.get_by_role("button", name="Catat temuan").click()
    expect(page.locator(".govuk-error-summary")).to_contain_text("memerlukan sumber di luar laporan itu sendiri")
    expect(page.locator("#id_notes")).to_have_value("Karangan: sudah dikunjungi.")
    look(page)
    page.locator("#id_source_kind").select_option("seen")
    page.locator("#id_source").fill("Karangan: pintu terkunci, dilihat saat kunjungan.")
    page.get_by_role("button", name="Catat temuan").click()
    expect(page.get_by_text("Sekarang petugas kedua membacanya.")).to_be_visible()
    expect(page.locator(".app-row__facts .govuk-tag", has_text="Terbukti cukup")).to_have_count(0)
    look(page)


def dewi_agrees(page: Page, two: Two) -> None:
    page.get_by_role("link", name="Tinjau temuan rekan").first.click()
    expect(page.get_by_text("Dokumennya ditahan")).to_be_visible()
    look(page)
    page.get_by_label("Ya", exact=True).check()
    save(page)
    expect(page.locator(".app-row__facts .govuk-tag", has_text="Terbukti cukup")).to_be_visible()
    look(page)
    page.goto(f"/petugas/laporan/{two.sari}/hubungan/")
    expect(page.locator(".app-lanes__dot")).to_have_count(2)
    expect(page.get_by_text("+6281255007731")).to_be_visible()
    expect(page.get_by_role("link", name=two.reference)).to_be_visible()
    look(page)
    page.goto("/petugas/hubungan/")
    look(page)
    page.goto("/petugas/peta/")
    expect(page.get_by_role("listitem").filter(has_text="Pegadungan")).not_to_have_count(0)
    look(page)


def bayu_is_kept_out(page: Page, two: Two, check: str) -> None:
    sign_in(page, "bayu")
    look(page)
    expect(page.get_by_text(two.reference)).to_have_count(0)
    searches(page, WORD)
    expect(page.get_by_text("Tidak ada yang ditemukan.")).to_be_visible()
    look(page)
    page.goto("/petugas/peta/")
    expect(page.get_by_role("link", name="Cengkareng Timur")).to_have_count(0)
    look(page)
    for address in (f"/petugas/laporan/{two.sari}/", f"/petugas/laporan/{two.sari}/hubungan/", check):
        answer = page.goto(address)
        assert answer is not None
        assert (address, answer.status) == (address, 403)
        expect(page.get_by_text("Laporan ini milik meja lain.")).to_be_visible()
        expect(page.get_by_text(WORD)).to_have_count(0)
    page.goto(f"/petugas/laporan/{two.bayu}/")
    there = page.locator(".app-row", has_text="+6281255007731")
    expect(there).not_to_contain_text("laporan")
    expect(there.get_by_role("link")).to_have_text(["Tanya meja lain"])
    page.get_by_role("link", name="Lihat sebagai gambar").click()
    expect(page.get_by_text("Tidak ada laporan lain yang menyebut")).to_be_visible()
    page.goto(f"/petugas/laporan/{two.bayu}/")
    there.get_by_role("link", name="Tanya meja lain").click()
    look(page)
    page.get_by_label("Untuk apa Anda membutuhkannya?").fill("Karangan: perekrut yang sama?")
    page.get_by_role("button", name="Tanya meja lain").click()
    expect(there).to_contain_text("Bayu Contoh bertanya kepada meja lain")
    expect(there.get_by_role("link")).to_have_text(["Tanya lagi"])
    expect(page.get_by_text(two.reference)).to_have_count(0)
    look(page)


def searches(page: Page, words: str) -> None:
    page.goto("/petugas/cari/")
    page.locator("#q").fill(words)
    page.locator("#q").press("Enter")


def test_rina_reads_acts_and_no_contents(visitor: Opening, two: Two) -> None:
    page = visitor()
    sign_in(page, "rina")
    look(page)
    page.goto("/petugas/catatan/")
    expect(page.locator("tbody tr")).not_to_have_count(0)
    look(page)
    for address in (f"laporan/{two.sari}/", f"laporan/{two.sari}/hubungan/", "cari/", "peta/", "hubungan/"):
        answer = page.goto(f"/petugas/{address}")
        assert answer is not None
        assert (address, answer.status) == (address, 403)
        expect(page.get_by_text(WORD)).to_have_count(0)


def test_sari_finds_the_report_by_a_word_and_keeps_the_search(visitor: Opening, two: Two) -> None:
    page = visitor(size=PHONE, javascript=False)
    sign_in(page, "sari")
    page.goto("/petugas/laporan/")
    searches(page, WORD)
    expect(page.get_by_role("link", name=two.reference)).to_be_visible()
    assert WORD not in page.url
    page.locator("#name").fill("Burung karangan")
    save(page, "Simpan tampilan")
    save(page, "Burung karangan")
    expect(page.get_by_role("link", name=two.reference)).to_be_visible()
    save(page, "Hapus tampilan Burung karangan")
    expect(page.get_by_role("button", name="Burung karangan")).to_have_count(0)


def test_hands_stay_on_the_keyboard(visitor: Opening, two: Two) -> None:
    page = visitor(size=DESKTOP)
    sign_in(page, "sari")
    page.goto("/petugas/laporan/")
    rows = page.locator("[data-rows] a")
    expect(rows).not_to_have_count(0)
    page.wait_for_load_state()  # the script has run by then
    page.keyboard.press("j")
    expect(rows.nth(0)).to_be_focused()
    page.keyboard.press("j")
    expect(rows.nth(1)).to_be_focused()
    page.keyboard.press("ArrowUp")
    expect(rows.nth(0)).to_be_focused()
    page.keyboard.press("/")
    expect(page.locator("#search_q")).to_be_focused()
    page.keyboard.type("j/k?")
    expect(page.locator("#search_q")).to_have_value("j/k?")
    page.keyboard.press("Tab")
    page.keyboard.press("?")
    expect(page.locator("[data-keys]")).to_have_attribute("open", "")
    look(page)
    page.get_by_label("Pakai tombol tunggal di perangkat ini").uncheck()
    page.reload()
    page.keyboard.press("j")
    expect(rows.nth(0)).not_to_be_focused()
    page.locator("[data-keys] summary").click()
    page.get_by_label("Pakai tombol tunggal di perangkat ini").check()
    page.locator("h1").click()
    page.keyboard.press("k")
    expect(rows.last).to_be_focused()
    href = rows.last.get_attribute("href") or ""
    page.keyboard.press("Enter")
    expect(page.locator("[data-pane-whole]")).to_have_attribute("href", href)
