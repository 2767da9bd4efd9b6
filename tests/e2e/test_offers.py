"""Somebody checks an offer on a phone, with and without JavaScript, with and without a network, and reports it."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.conftest import DESKTOP, PHONE, Opening, assert_accessible, assert_fits

BAD = (
    "LOKER karangan 🔥 admin chat d KAMBOJA 🇰🇭 gaji 15jt tnp pengalaman, lgsg brgkt!!\n"
    "Pspr dipegang bos, tiket potong gaji. WA me 0812-0000-0177"
)
BAR = 60  # pixels at the thumb


def look(page: Page, *, javascript: bool = True) -> None:
    if javascript:
        assert_fits(page)
        assert_accessible(page)


@pytest.mark.parametrize("javascript", [True, False], ids=["script", "no script"])
def test_a_bad_offer_is_checked_and_becomes_a_report(visitor: Opening, javascript: bool) -> None:
    page = visitor(javascript=javascript)
    page.goto("/")
    page.get_by_role("link", name="Cek tawaran kerja Ada").click()
    look(page, javascript=javascript)
    page.get_by_label("Isi tawarannya").fill(BAD)
    page.get_by_role("button", name="Cek tawaran ini").click()
    expect(page.get_by_role("heading", name="Berhenti dulu, tanyakan dulu")).to_be_visible()
    step = page.get_by_role("link", name="Tanya dulu").bounding_box()
    assert step
    assert step["y"] + step["height"] <= PHONE["height"] - BAR
    assert page.locator(".app-reasons li").count() == 3
    page.get_by_text("Tanda bahaya (").click()
    expect(page.get_by_text("Pspr dipegang bos", exact=True)).to_be_visible()
    look(page, javascript=javascript)
    page.get_by_text("Perlu dilihat petugas?").click()
    page.get_by_role("button", name="Jadikan laporan").click()
    expect(page.locator("input[name=kind][value=pmi]")).to_be_checked()
    expect(page.locator("#id_narrative")).to_have_value(re.compile("lgsg brgkt!!\n+Pspr dipegang bos"))
    look(page, javascript=javascript)


def test_without_a_network_the_phone_checks_itself(visitor: Opening) -> None:
    page = visitor()
    with page.expect_response(re.compile("offer-weights")):
        page.goto("/cek-lowongan/")
    page.context.set_offline(True)
    page.get_by_label("Isi tawarannya").fill(BAD)
    page.get_by_role("button", name="Cek tawaran ini").click()
    expect(page.locator("#here").get_by_role("heading", name="Berhenti dulu, tanyakan dulu")).to_be_visible()
    expect(page.locator("#here")).to_contain_text("Pspr dipegang bos")
    look(page)
    page.get_by_label("Isi tawarannya").fill("Dicari ART ke Malaysia, gaji 5 juta")
    page.wait_for_timeout(1_100)  # a button takes a second press within a second for the same one
    page.get_by_role("button", name="Cek tawaran ini").click()
    visa = page.get_by_role("group", name="Berangkatnya pakai visa apa?")
    visa.get_by_label(re.compile("Visa wisata")).check()
    look(page)
    page.get_by_role("button", name="Lihat sarannya").click()
    expect(page.locator("#here").get_by_role("heading", name="Berhenti dulu, tanyakan dulu")).to_be_visible()
    page.context.set_offline(False)
    page.goto("/cek-lowongan/tanya/")
    page.context.set_offline(True)
    page.get_by_role("group", name="Apakah HP akan diambil?").get_by_label("Ya", exact=True).check()
    page.get_by_role("button", name="Cek tawaran ini").click()
    expect(page.locator("#here")).to_contain_text("HP diambil atau dilarang")
    look(page)


@pytest.mark.parametrize("path", ["/cek-lowongan/tanya/", "/cek-lowongan/gambar/"])
def test_the_other_ways_fit_and_are_accessible(visitor: Opening, path: str) -> None:
    for size, dark in (({"width": 360, "height": 740}, True), (DESKTOP, False)):
        page = visitor(size=size, dark=dark)
        page.goto(path)
        look(page)
