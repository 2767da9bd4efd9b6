"""The main job from a resident's first tap to the closed case, on a phone, with and without JavaScript."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.conftest import SHARED, Opening, Program, assert_accessible, assert_fits, row_of, sign_in
from tests.e2e.people import OfficerAtWork

PHOTOS = [SHARED / "evidence-samples" / name for name in ("DSCN0010.jpg", "samplefilehub.heif")]
# The specimen of ICAO Doc 9303-4.
PASSPORT = "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL898902C36UTO7408122F1204159ZE184226B<<<<<10"
# Milliseconds in which GOV.UK's buttons take a second press for a slip of the finger: what nobody types faster.
PRESSED_TWICE = 1000
STORY = "Cerita karangan untuk uji: tetangga ditawari kerja, paspornya dipegang agen."


class Resident:
    """Sinta, a resident who is frightened and has a cheap phone."""

    def __init__(self, page: Page, *, javascript: bool) -> None:
        self.page, self.javascript = page, javascript

    def go_on(self) -> None:
        self.page.get_by_role("button", name="Lanjut", exact=True).click()
        self.look()

    def look(self) -> None:
        if self.javascript:
            assert_accessible(self.page)
            assert_fits(self.page)

    def reports(self) -> str:
        page = self.page
        page.goto("/")
        self.look()
        page.get_by_role("link", name="Lapor Tulis").click()
        self.look()
        page.locator("label[for=id_whom_1]").click()
        page.locator("label[for=id_kind_0]").click()
        page.locator("#id_narrative").fill(STORY)
        page.locator("#id_evidence").set_input_files(PHOTOS)
        # With JavaScript the page goes on by itself as soon as the files are there.
        page.get_by_role("button", name="Lanjut", exact=True).click()
        expect(page.get_by_role("heading", name="Di mana?")).to_be_visible()
        self.look()
        self._place()
        return self._sends()

    def _place(self) -> None:
        page = self.page
        page.locator("#id_q").fill("cengkarang timr")
        if not self.javascript:
            page.get_by_role("button", name="Cari").click()
        nearest = page.locator("label[for=village-1]")
        expect(nearest).to_contain_text("Kelurahan Cengkareng Timur")
        nearest.click()
        page.locator("#id_rw").fill("17")
        page.get_by_text("Keterangan lain tentang tempatnya").click()
        page.locator("#id_place").fill("Rusunami City Park")
        self.go_on()

    def _sends(self) -> str:
        page = self.page
        expect(page.get_by_role("heading", name="Siapa yang membaca ini?")).to_be_visible()
        page.get_by_role("button", name="Kirim laporan").click()
        expect(page.get_by_role("heading", name="Laporan Anda sudah masuk dan terkunci")).to_be_visible()
        self.look()
        code = page.locator("[data-code]").get_attribute("data-code") or ""
        page.get_by_role("button", name="Saya sudah menyimpan, keluar").click()
        assert [cookie["name"] for cookie in page.context.cookies()] == ["sudah"]  # that somebody left, and not what
        return code

    def tracks(self, code: str) -> None:
        page = self.page
        page.goto("/lacak/")
        self.look()
        page.locator("#id_code").fill(code.lower().replace("-", " "))
        page.get_by_role("button", name="Buka laporan saya").click()
        self.look()

    def sees(self, words: str) -> None:
        self.page.goto("/lacak/laporan/")
        expect(self.page.locator("[aria-current=step] strong")).to_have_text(words)


@pytest.mark.skipif(
    not all(photo.exists() for photo in PHOTOS), reason="the sample photos are not beside the repository"
)
@pytest.mark.parametrize("javascript", [True, False], ids=["with JavaScript", "without JavaScript"])
def test_from_the_first_tap_to_the_closed_case(visitor: Opening, program: Program, javascript: bool) -> None:
    sinta = Resident(visitor(javascript=javascript), javascript=javascript)
    code = sinta.reports()
    sinta.tracks(code)
    sinta.sees("Laporan masuk")

    sari = visitor(javascript=javascript)
    report = OfficerAtWork(program.address, "sari").newest_report()
    sari_verifies(sari, report)
    sinta.sees("Petugas mengecek")
    expect(sinta.page.get_by_text("Masih ada pesannya?").first).to_be_visible()
    sinta.page.locator("#id_text").fill("Masih, saya kirim nanti.")
    sinta.page.get_by_role("button", name="Kirim jawaban").click()
    expect(sinta.page.get_by_text("Masih, saya kirim nanti.")).to_be_visible()
    sinta.sees("Petugas mengecek")

    sari_concludes(sari, report)
    sinta.sees("Petugas kantor memutuskan")
    number = f"W.00/UJI/{'A' if javascript else 'B'}"
    OfficerAtWork(program.address, "hadi").enters_a_letter("Dewi Contoh", number=number)
    dewi_follows_up(visitor(javascript=javascript), report, number, javascript=javascript)
    sinta.sees("Selesai, Anda membaca hasilnya")
    bayu_may_not_see(visitor(javascript=javascript), report)


def sari_verifies(page: Page, report: str) -> None:
    sign_in(page, "sari")
    expect(page).to_have_url(re.compile("/petugas/$"))
    row_of(page, report).get_by_role("link").click()
    expect(page.get_by_text(STORY)).to_be_visible()
    assert_pictures(page)
    page.get_by_role("button", name="Mulai verifikasi").click()
    page.locator("#id_text").fill("Masih ada pesannya?")
    page.get_by_role("button", name="Kirim pertanyaan").click()
    expect(page.get_by_text("Pertanyaan Anda sudah terkirim")).to_be_visible()


def assert_pictures(page: Page) -> None:
    """Both photos show, re-encoded: JPEG without metadata."""
    sources = [image.get_attribute("src") or "" for image in page.locator("img.app-picture").all()]
    assert len(sources) == len(PHOTOS)
    for source in sources:
        answer = page.request.get(source)
        assert answer.headers["content-type"] == "image/jpeg"
        assert b"Exif" not in answer.body()


def sari_concludes(page: Page, report: str) -> None:
    page.goto(f"/petugas/laporan/{report}/")
    page.get_by_role("button", name="Catat temuan").click()
    page.get_by_role("button", name="Catat temuan").click()
    expect(page.locator(".govuk-error-summary").first).to_be_visible()
    for part, answer in (("process", 0), ("means", 2), ("purpose", 0)):
        page.locator(f"#id_{part}_{answer}").check()
    page.get_by_text("Yang Anda periksa, yang mendukung").click()
    page.locator("#id_notes").fill("Berbicara dengan pelapor; pesan sudah dilihat.")
    page.get_by_label("Terbukti cukup", exact=True).check()
    page.locator("#id_source_kind").select_option("register")
    page.locator("#id_source").fill("Daftar P3MI per hari ini: perusahaannya tidak ada.")
    page.locator("#id_reason").fill("Pesan dan cerita cocok dengan keadaan di tempat.")
    page.get_by_role("button", name="Catat temuan").click()
    expect(page.locator(".govuk-notification-banner__heading")).to_have_text("Temuan sudah dicatat.")


def dewi_follows_up(page: Page, report: str, number: str, *, javascript: bool) -> None:
    sign_in(page, "dewi")
    page.goto(f"/petugas/laporan/{report}/")
    page.get_by_role("button", name="Masukkan ke kasus").click()
    page.locator("#id_title").fill("Uji: perekrutan")
    save(page)
    case = page.url
    page.get_by_role("button", name="Rencanakan operasi").click()
    page.get_by_role("link", name=number).click()
    page.locator("#id_kind_0").check()
    page.locator("#id_person_1").check()
    now = datetime.now(ZoneInfo("Asia/Jakarta"))
    for name, moment in (("starts_at", now - timedelta(minutes=1)), ("ends_at", now + timedelta(hours=2))):
        page.locator(f"#id_{name}").fill(moment.strftime("%Y-%m-%dT%H:%M"))
    save(page)
    dewi_goes(page, javascript=javascript)
    page.goto(f"{case}tutup/")
    page.locator("#id_closure_0").check()
    save(page)
    expect(page.locator(".govuk-tag").first).to_have_text("Ditutup")


def dewi_goes(page: Page, *, javascript: bool) -> None:
    """What happens is written down, where the browser can without a network; the report is drafted from it."""
    if javascript:
        without_a_network(page)
    else:
        page.get_by_role("button", name="Tiba").click()
        page.get_by_text("Seseorang yang ditemui").first.click()
        page.locator("#mrz").fill(PASSPORT)
        page.get_by_label("Mungkin korban", exact=True).check()
        page.locator("details form").get_by_role("button", name="Catat", exact=True).click()
    expect(page.get_by_text("Mungkin korban, belum dinilai")).to_be_visible()
    page.get_by_role("button", name="Akhiri operasi").click()
    page.get_by_role("button", name="Tulis laporan hasil kegiatan").click()
    expect(page.locator("#id_findings")).to_have_value(re.compile("ANNA MARIA ERIKSSON"))
    page.locator("#id_findings").fill("Agen tidak terdaftar; korban sudah dirujuk.")
    page.get_by_role("button", name="Catat laporan").click()
    expect(page.locator(".govuk-tag").first).to_have_text("Dilaporkan")


def without_a_network(page: Page) -> None:
    """Three entries wait on the phone, sealed, and are sent when there is a network again."""
    status, waiting = page.locator("[data-status]"), page.locator("[data-waiting] li")
    write_down = page.locator("details form").get_by_role("button", name="Catat", exact=True)
    expect(status).to_have_attribute("data-state", "sent")  # the script is at work
    page.get_by_text("Seseorang yang ditemui").first.click()
    reads_a_document(page)
    page.context.set_offline(True)
    page.get_by_role("button", name="Tiba").click()
    expect(status).to_contain_text("Tidak ada jaringan")
    expect(page.locator(".app-victim")).to_be_hidden()
    page.get_by_label("Mungkin korban", exact=True).check()
    expect(page.locator(".app-victim")).to_be_visible()
    write_down.click()
    expect(waiting).to_have_count(2)
    page.locator("#mrz").fill(f"{PASSPORT[:-1]}1")
    expect(page.locator("[data-mrz-said]")).to_contain_text("disimpan seperti yang Anda ketik")
    expect(page.locator("#person_name")).to_have_value("")
    page.wait_for_timeout(PRESSED_TWICE)
    write_down.click()
    expect(waiting).to_have_count(3)
    expect(page.locator("[data-mrz-said]")).to_have_text("")
    page.context.set_offline(False)
    expect(status).to_have_attribute("data-state", "sent")
    entries = page.locator("[data-fresh=written] > li")
    expect(entries.filter(has_text="ANNA MARIA ERIKSSON")).to_have_count(2)
    expect(entries.last).to_contain_text("Angka periksa seluruh baris tidak cocok")
    page.reload()
    assert_accessible(page)
    assert_fits(page)


def reads_a_document(page: Page) -> None:
    """Where there is a network the office reads the lines while they are typed."""
    page.locator("#mrz").fill(f"{PASSPORT[:-1]}1")
    expect(page.locator("[data-mrz-said]")).to_contain_text("seluruh baris")
    page.locator("#mrz").fill(PASSPORT)
    expect(page.locator("[data-mrz-said]")).to_have_text("Semua angka periksa cocok.")
    expect(page.locator("#person_name")).to_have_value("ANNA MARIA ERIKSSON")
    expect(page.locator("#person_number")).to_have_value("L898902C3")


def save(page: Page) -> None:
    page.get_by_role("button", name="Simpan").click()


def bayu_may_not_see(page: Page, report: str) -> None:
    sign_in(page, "bayu")
    answer = page.goto(f"/petugas/laporan/{report}/")
    assert answer is not None
    assert answer.status == 403
    expect(page.get_by_text("Laporan ini milik meja lain.")).to_be_visible()
    expect(page.get_by_text(STORY)).to_have_count(0)
