"""Photos chosen in an officer's form without a network, or whose session ended: they wait, sealed, and go once."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import FilePayload, Page, expect

from tests.e2e.conftest import Opening, Program, assert_accessible, assert_fits, sign_in
from tests.e2e.people import OfficerAtWork, Resident, Told, hang_up
from tests.e2e.test_without_network import STORED
from tests.e2e.test_written_without_network import back_in_town, in_the_field, waits
from tests.factories.evidence import PICTURE

CANARY = "kenariberkas"
TOLD = f"Karangan: {CANARY}, ketua RW menyerahkan foto papan nama."
# One of a form's two files is gone, or does not open.
GONE = "(store, row) => store.delete([row.id, row.turn])"
DAMAGED = "(store, row) => store.put({ ...row, content: new ArrayBuffer(64) })"
LOSE = """() => new Promise((done) => {
    indexedDB.open('pimpasa-written-files').onsuccess = ({ target }) => {
        const store = target.result.transaction('files', 'readwrite').objectStore('files');
        store.getAll().onsuccess = (found) => {
            const rows = found.target.result;
            LOST(store, rows[1]).onsuccess = () => done(rows.length);
        };
    };
})"""
TOO_MUCH = "yang dapat menunggu di HP ini 20 MB"


@pytest.fixture(autouse=True)
def report(program: Program) -> None:
    """So that the village has a desk with a key, and Sari somebody's words to take along."""
    Resident(program.address).reports(Told("Karangan: dua perempuan tidak boleh keluar."))
    sari = OfficerAtWork(program.address, "sari")
    page = f"/petugas/laporan/{sari.newest_report()}/"
    sari.does(f"{page}mulai/", page)
    hang_up()


def photo(name: str = "papan.png", content: bytes = PICTURE) -> FilePayload:
    return {"name": name, "mimeType": "image/png", "buffer": content}


def tells(page: Page, words: str) -> None:
    for name, value in (("urgency", "2"), ("kind", "tppo"), ("source", "official"), ("consent", "agreed")):
        page.locator(f"[name={name}][value='{value}']").check()
    page.locator("[name=card][value=unwanted]").check()
    page.locator("#id_words").fill(words)
    page.locator("#id_village").select_option(value="31.73.01.1006")


def chosen(page: Page) -> str:
    script = "(field) => [...field.files].map(({ name }) => name).join()"
    return str(page.locator("main [type=file]").first.evaluate(script))


def files_of(program: Program, words: str) -> int:
    """How many files the report has that says these words."""
    sari = OfficerAtWork(program.address, "sari")
    address = f"/petugas/laporan/{sari.newest_report()}/"
    text = sari.http.get(address).text
    assert words[:40] in text
    return len(set(re.findall(r"/petugas/bukti/[0-9a-f-]{36}/", text)))


def test_a_photo_waits_with_what_somebody_told_and_goes_once(visitor: Opening, program: Program) -> None:
    page = visitor()
    in_the_field(page, "/petugas/lisan/")
    tells(page, TOLD)
    page.locator("main [type=file]").first.set_input_files(photo())
    page.get_by_role("button", name="Kirim laporan").click()
    waits(page, 1)
    stored = page.evaluate(STORED)
    assert CANARY not in stored
    assert "papan.png" not in stored
    assert PICTURE.decode("latin-1")[:60] not in stored
    back_in_town(page)
    expect(page.locator("[data-arrivals] a")).to_have_count(1, timeout=20_000)
    assert files_of(program, TOLD) == 1


@pytest.mark.parametrize("lose", [GONE, DAMAGED], ids=["gone", "damaged"])
def test_what_lacks_a_file_is_its_officer_s_to_decide(visitor: Opening, program: Program, lose: str) -> None:
    page = visitor()
    in_the_field(page, "/petugas/lisan/")
    tells(page, f"{TOLD} Dua foto.")
    page.locator("main [type=file]").first.set_input_files([photo(), photo("pintu.png")])
    page.get_by_role("button", name="Kirim laporan").click()
    waits(page, 1)
    assert page.evaluate(LOSE.replace("LOST", f"({lose})")) == 2
    back_in_town(page)
    expect(page.locator("[data-arrivals]")).to_contain_text("Tidak semua berkasnya masih bisa dibuka", timeout=20_000)
    page.locator("[data-arrivals] a").click()
    expect(page.locator("[data-files-away]")).to_be_visible()
    send = page.get_by_role("button", name="Kirim sekarang")
    expect(page.locator("form[data-unsaved] [type=file]")).to_have_count(1)
    expect(page.locator("[data-files-away]")).to_be_visible()
    send.click()
    expect(send).to_be_hidden()
    assert files_of(program, f"{TOLD} Dua foto.") == 1


def test_who_is_in_danger_waits_for_no_file(visitor: Opening, program: Program) -> None:
    page = visitor()
    in_the_field(page, "/petugas/lisan/")
    tells(page, f"{TOLD} Pintunya dikunci dari luar.")
    page.locator("[name=urgency][value='1']").check()
    page.locator("main [type=file]").first.set_input_files([photo(), photo("pintu.png")])
    page.get_by_role("button", name="Kirim laporan").click()
    waits(page, 1)
    assert page.evaluate(LOSE.replace("LOST", f"({GONE})")) == 2
    back_in_town(page)
    expect(page.locator("[data-arrivals]")).to_contain_text("Terkirim tanpa berkas", timeout=20_000)
    waits(page, 0)
    assert files_of(program, f"{TOLD} Pintunya") == 1


def test_what_is_too_much_is_said_when_it_is_chosen(visitor: Opening) -> None:
    page = visitor()
    in_the_field(page, "/petugas/lisan/")
    tells(page, TOLD)
    page.locator("main [type=file]").first.set_input_files(photo("besar.png", PICTURE + bytes(21 * 1024 * 1024)))
    expect(page.get_by_text(TOO_MUCH)).to_be_visible()
    assert_fits(page)
    assert_accessible(page)
    page.get_by_role("button", name="Kirim laporan").click()
    expect(page.get_by_text(TOO_MUCH)).to_be_visible()
    waits(page, 0)


def test_a_photo_comes_back_after_the_session_ended(visitor: Opening, program: Program) -> None:
    page = visitor()
    sign_in(page, "sari")
    page.goto("/petugas/lisan/")
    tells(page, f"{TOLD} Lagi.")
    page.locator("main [type=file]").first.set_input_files(photo())
    expect(page.get_by_text("Tersimpan untuk Anda pukul")).to_be_visible()
    page.goto("/petugas/lisan/")
    expect(page.get_by_text("Berkas yang Anda pilih juga kembali.")).to_be_visible()
    assert chosen(page) == "papan.png"
    page.context.clear_cookies(name="petugas")
    page.get_by_role("button", name="Kirim laporan").click()
    expect(page.get_by_text("Tulisan tadi aman")).to_be_visible()
    page.locator("#id_login").fill("sari@contoh.invalid")
    page.locator("#id_password").fill("kopi-pagi-di-teras")
    page.locator("main form button:not([type=button])").first.click()
    send = page.get_by_role("button", name="Kirim sekarang")
    expect(send).to_be_visible()
    expect(page.locator("[data-files-away]")).to_have_count(0)
    send.click()
    expect(send).to_be_hidden()
    assert files_of(program, TOLD) == 1
