"""A paper from its draft to a resident's phone, in a real browser."""

from __future__ import annotations

import hashlib
import os
from itertools import chain
from pathlib import Path

import pytest
from playwright.sync_api import Page

from pimpasa.papers.fields import fields_of
from pimpasa.papers.kinds import PaperKind
from tests.e2e.conftest import DESKTOP, OF_COLOURS, PHONE, Opening, assert_accessible, assert_fits, sign_in

pytestmark = pytest.mark.browser
PICTURES = os.environ.get("TESTS_PICTURES", "")


def look(page: Page, name: str) -> None:
    """Nothing of the page is out of reach, in light and dark, on a phone and a desk."""
    for size, width in ((PHONE, "phone"), (DESKTOP, "desk")):
        page.set_viewport_size(size)  # type: ignore[arg-type]
        assert_fits(page)
        assert_accessible(page)
        if PICTURES:
            page.screenshot(path=str(Path(PICTURES) / f"{name}-{width}.png"), full_page=True)
    page.emulate_media(color_scheme="dark")
    assert_accessible(page, rules=OF_COLOURS)
    page.emulate_media(color_scheme="light")


def fill(page: Page, kind: PaperKind) -> None:
    for field in fields_of(kind):
        if not field.columns:
            page.locator(f"#id_{field.name}").fill(field.sample)
        for number, cell in enumerate(chain(*field.rows_of(field.sample))):
            page.locator(f"main form [name={field.name}]").nth(number).fill(cell)
    page.locator("main form button").last.click()


def test_from_the_draft_to_a_resident_who_checks_it(visitor: Opening, tmp_path: Path) -> None:
    dewi, hadi = visitor(size=DESKTOP), visitor(size=DESKTOP)
    sign_in(hadi, "hadi")
    hadi.goto("/petugas/surat/templat/")
    look(hadi, "ways")
    hadi.goto("/petugas/surat/templat/spt/")
    look(hadi, "template")
    hadi.locator("#id_source").fill("#kop()\n#salah")
    hadi.locator("button[value=try]").click()
    assert "Baris 2 dari templat" in hadi.locator(".govuk-error-summary").inner_text()
    look(hadi, "template-wrong")
    sign_in(dewi, "dewi")
    dewi.goto("/petugas/surat/baru/")
    look(dewi, "kinds")
    dewi.get_by_role("link", name="Surat Perintah Tugas").click()
    look(dewi, "form")
    fill(dewi, PaperKind.WARRANT)
    look(dewi, "draft")
    path = dewi.url
    assert dewi.locator(".app-sheet").evaluate("image => image.complete && image.naturalWidth > 500")
    hadi.goto(path)
    hadi.get_by_role("button", name="Beri nomor").click()
    look(hadi, "issued")
    with hadi.expect_download() as download:
        hadi.get_by_role("button", name="Unduh PDF").click()
    issued = tmp_path / "surat.pdf"
    download.value.save_as(issued)
    hadi.goto("/petugas/surat/")
    look(hadi, "list")
    hadi.goto(path)
    check = hadi.locator("a[href^='/cek-surat/']").last.get_attribute("href")
    assert check is not None
    resident_checks(visitor(), check, issued, tmp_path)
    plain = visitor(javascript=False)
    plain.goto(check)
    assert hashlib.sha256(issued.read_bytes()).hexdigest() in plain.content()
    assert not plain.locator("#file").is_visible()


def resident_checks(page: Page, check: str, issued: Path, tmp_path: Path) -> None:
    page.goto(check)
    look(page, "check")
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.url))
    page.locator("#file").set_input_files(issued)
    page.get_by_text("Berkas ini sama dengan yang ada di kantor.").wait_for()
    other = tmp_path / "lain.pdf"
    other.write_bytes(issued.read_bytes() + b" ")
    page.locator("#file").set_input_files(other)
    page.get_by_text("Berkas ini tidak sama").wait_for()
    assert sent == []
    page.goto("/cek-surat/")
    look(page, "ask")
    page.locator("#kode").fill("0000-0000-0000-0000-00000")
    page.locator("main form button").click()
    assert "Tidak ada surat kami dengan kode ini" in page.content()
    look(page, "unknown")
