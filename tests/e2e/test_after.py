"""After a dialogue, on a phone: photos without faces, minutes, and what a resident reads of them."""

from __future__ import annotations

import io
import os
from datetime import timedelta
from pathlib import Path

import pikepdf
import pytest
from PIL import Image
from playwright.sync_api import Page

from pimpasa.common import clock
from tests.e2e.conftest import Opening, Program, assert_accessible, assert_fits, sign_in
from tests.e2e.people import OfficerAtWork
from tests.factories import photos

pytestmark = pytest.mark.browser
PICTURES = os.environ.get("TESTS_PICTURES", "")
HOME = "/petugas/dialog/"


def look(page: Page, name: str) -> None:
    assert_fits(page)
    assert_accessible(page)
    if PICTURES:
        page.screenshot(path=str(Path(PICTURES) / f"{name}.png"), full_page=True)


def held(program: Program) -> str:
    """A dialogue that Sari planned, began and ended; the address of its page."""
    sari = OfficerAtWork(program.address, "sari")
    planned = sari.does(
        f"{HOME}baru/",
        f"{HOME}baru/",
        kind="ngopi",
        village="Cengkareng Timur, Kec. Cengkareng",
        rws="17",
        hall="Balai Karangan sesudah",
        on=(clock.today() + timedelta(days=9)).isoformat(),
        begins="09:00",
        agenda="Karangan",
        is_public="on",
    )
    page = planned.url.path
    sari.does(f"{page}hari/mulai/", f"{page}hari/")
    sari.does(f"{page}hari/akhiri/", f"{page}hari/akhiri/")
    return page


def test_from_a_photo_with_faces_to_what_a_resident_reads(program: Program, visitor: Opening) -> None:
    page, sari = held(program), visitor()
    sign_in(sari, "sari")
    sari.goto(page)
    sari.get_by_role("button", name="Tambah foto").click()
    look(sari, "photo-new")
    photo = {"name": "ngopi.jpg", "mimeType": "image/jpeg", "buffer": photos.photo()}
    sari.locator("#id_file").set_input_files(photo)  # type: ignore[arg-type]
    sari.locator("#id_consent").fill("Karangan: semua yang hadir setuju, ditanya lisan")
    sari.get_by_role("button", name="Tutupi wajah dan simpan").click()
    assert "2 wajah ditutupi" in sari.locator("main").inner_text()
    look(sari, "photo")
    covers_more_by_hand(sari)
    sari.locator("#id_caption").fill("Karangan: warga mendengarkan di balai")
    sari.get_by_label("Saya tidak melihat wajah").check()
    sari.get_by_role("button", name="Terbitkan", exact=True).click()
    writes_minutes(sari)
    look(sari, "dialogue-after")
    resident = visitor(javascript=False)
    resident.goto(page.replace(HOME, "/ngopi/"))
    for told in ("Karangan: warga membahas janji kerja palsu.", "Karangan: warga mendengarkan di balai"):
        assert told in resident.locator("main").inner_text()
    shown = resident.request.get(resident.locator("main img").get_attribute("src") or "").body()
    picture = Image.open(io.BytesIO(shown), formats=["JPEG"])
    assert all(most - least <= 12 for least, most in picture.crop((620, 310, 880, 450)).getextrema())  # type: ignore[misc,operator]
    reads_the_report(sari, page)
    resident = visitor()
    resident.goto(page.replace(HOME, "/ngopi/"))
    look(resident, "ngopi-after")


def covers_more_by_hand(sari: Page) -> None:
    """With a finger on the picture; the field beneath takes the same as numbers."""
    box = sari.locator("[data-covering]").bounding_box()
    assert box is not None
    sari.locator("[data-covering]").scroll_into_view_if_needed()
    box = sari.locator("[data-covering]").bounding_box() or box
    sari.mouse.move(box["x"] + 0.6 * box["width"], box["y"] + 0.4 * box["height"])
    sari.mouse.down()
    sari.mouse.move(box["x"] + 0.9 * box["width"], box["y"] + 0.7 * box["height"])
    sari.mouse.up()
    assert sari.locator("#id_areas").input_value().count(",") == 3
    sari.get_by_role("button", name="Tutupi bagian ini").click()
    assert "Sudah ditutupi" in sari.locator("main").inner_text()


def writes_minutes(sari: Page) -> None:
    sari.get_by_role("button", name="Tulis notula").click()
    sari.locator("#id_summary").fill("Karangan: warga membahas janji kerja palsu.")
    look(sari, "minutes")
    sari.get_by_role("button", name="Simpan dan lihat tampilan untuk umum").click()
    look(sari, "minutes-preview")
    sari.get_by_role("button", name="Terbitkan").click()
    sari.get_by_role("button", name="Catat janji").click()
    sari.locator("#id_text").fill("Karangan: memasang poster di pos RW")
    sari.locator("#id_due_on").fill((clock.today() + timedelta(days=20)).isoformat())
    look(sari, "promise-new")
    sari.get_by_role("button", name="Simpan").click()
    page = sari.url
    for name in ("janji", "hasil"):
        sari.goto(f"{HOME}{name}/")
        look(sari, name)
    sari.goto(f"{HOME}janji/")
    sari.get_by_role("link", name="Karangan: memasang poster").first.click()
    look(sari, "promise")
    sari.goto(page)


def reads_the_report(sari: Page, page: str) -> None:
    answer = sari.request.get(f"{page}laporan/")
    with pikepdf.open(io.BytesIO(answer.body())) as pdf, pdf.open_metadata() as metadata:
        assert (metadata.get("pdfaid:part"), metadata.get("pdfaid:conformance")) == ("2", "A")
        assert len(pdf.pages) >= 1
