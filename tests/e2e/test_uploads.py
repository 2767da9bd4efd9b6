"""Uploads over a bad line: with our page's client in a real browser, and with the tus project's own for Python."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, Request, expect
from tusclient.client import TusClient
from tusclient.uploader import Uploader

from tests.e2e.conftest import PHONE, Program, assert_accessible, assert_fits
from tests.e2e.people import OfficerAtWork, Resident, Told

MEBIBYTE = 1024**2


@pytest.fixture
def video(tmp_path: Path) -> Path:
    file = tmp_path / "video karangan.mp4"
    file.write_bytes(b"\x00\x00\x00\x18ftypmp42" + os.urandom(24 * MEBIBYTE))
    return file


@pytest.fixture
def phone(browser: Browser, crashing: Program) -> Iterator[Callable[[Resident], Page]]:
    """A phone that shares the cookies of a resident, so that each can continue what the other began."""
    contexts = []

    def open_page(resident: Resident) -> Page:
        context = browser.new_context(base_url=crashing.address, viewport=PHONE)
        contexts.append(context)
        host = urlsplit(crashing.address).hostname or ""
        context.add_cookies(
            [
                {"name": c.name, "value": c.value or "", "domain": host, "path": c.path}
                for c in resident.http.cookies.jar
            ]
        )
        page = context.new_page()
        page.set_default_timeout(60_000)
        return page

    yield open_page
    for context in contexts:
        context.close()


class Line:
    """The page's line to the server; `per_second` bytes go up, -1 is as fast as it can, 0 is no network."""

    def __init__(self, page: Page) -> None:
        self._session = page.context.new_cdp_session(page)
        self._session.send("Network.enable")

    def carries(self, per_second: int) -> None:
        conditions = {"offline": per_second == 0, "latency": 0, "downloadThroughput": -1}
        self._session.send("Network.emulateNetworkConditions", conditions | {"uploadThroughput": per_second})


def arrived(page: Page) -> float:
    return float(page.locator("progress").evaluate("bar => bar.value"))


def wait_for_more_than(page: Page, percent: int) -> None:
    for _ in range(600):
        if arrived(page) > percent:
            return
        page.wait_for_timeout(50)
    raise AssertionError(f"{arrived(page)} %")


def original_seen_by_sari(program: Program) -> bytes:
    sari = OfficerAtWork(program.address, "sari")
    page = sari.http.get(f"/petugas/laporan/{sari.newest_report()}/").text
    found = re.search(r'href="(/petugas/bukti/[0-9a-f-]+/asli/)"', page)
    assert found
    return sari.does(found[1], found[1], reason="Karangan: uji unggahan.").content


def test_a_phone_pauses_loses_its_network_and_its_server_and_goes_on(
    crashing: Program, phone: Callable[[Resident], Page], video: Path
) -> None:
    sinta = Resident(crashing.address)
    sinta.writes(Told())
    page = phone(sinta)
    page.goto("/lapor/")
    line = Line(page)
    # Slow enough that the file is still on its way when a busy machine has looked the page over.
    line.carries(MEBIBYTE // 4)
    page.locator("#id_evidence").set_input_files(video)
    wait_for_more_than(page, 0)
    assert_accessible(page)
    assert_fits(page)

    page.get_by_role("button", name="Berhenti sebentar").click()
    expect(page.get_by_text("(berhenti sebentar)")).to_be_visible()
    paused_at = arrived(page)
    page.wait_for_timeout(1500)
    assert arrived(page) == paused_at < 100
    page.get_by_role("button", name="Teruskan").click()

    line.carries(0)
    expect(page.get_by_text("(tidak ada sinyal")).to_be_visible()
    line.carries(MEBIBYTE // 4)
    expect(page.get_by_text("(sedang dikirim)")).to_be_visible()

    crashing.kill()
    crashing.start()
    line.carries(-1)
    page.get_by_role("button", name="Lanjut", exact=True).click()
    page.wait_for_url("**/lapor/kirim/")
    page.get_by_role("button", name="Kirim laporan").click()
    page.wait_for_url("**/lapor/tanda-terima/")
    assert original_seen_by_sari(crashing) == video.read_bytes()


def test_the_same_file_chosen_again_goes_on_where_it_stopped(
    crashing: Program, phone: Callable[[Resident], Page], video: Path
) -> None:
    sinta = Resident(crashing.address)
    sinta.writes(Told())
    page = phone(sinta)
    page.goto("/lapor/")
    line = Line(page)
    line.carries(6 * MEBIBYTE)
    page.locator("#id_evidence").set_input_files(video)
    wait_for_more_than(page, 40)
    page.reload()
    expect(page.get_by_text("belum selesai")).to_be_visible()
    assert_accessible(page)
    line.carries(-1)
    sent: list[Request] = []
    page.on("requestfinished", lambda request: sent.append(request))
    page.locator("#id_evidence").set_input_files(video)
    expect(page.get_by_text("(sudah sampai)")).to_be_visible(timeout=60_000)
    assert page.get_by_text("belum selesai").count() == 0
    headers = [request.all_headers() for request in sent]
    assert next(int(header["upload-offset"]) for header in headers if "upload-offset" in header) > 0
    page.get_by_role("button", name="Lanjut", exact=True).click()
    page.wait_for_url("**/lapor/kirim/")
    page.get_by_role("button", name="Kirim laporan").click()
    page.wait_for_url("**/lapor/tanda-terima/")
    assert original_seen_by_sari(crashing) == video.read_bytes()


def test_a_program_is_refused_beside_the_file_s_name(
    crashing: Program, phone: Callable[[Resident], Page], tmp_path: Path
) -> None:
    program = tmp_path / "foto.apk"
    program.write_bytes(b"PK\x03\x04" + bytes(1000))
    sinta = Resident(crashing.address)
    sinta.writes(Told())
    page = phone(sinta)
    page.goto("/lapor/")
    page.locator("#id_evidence").set_input_files(program)
    expect(page.get_by_role("alert")).to_contain_text("foto.apk: Berkas ini")
    assert_accessible(page)


def test_the_tus_project_s_own_client_continues_after_a_crash(crashing: Program, video: Path) -> None:
    sinta = Resident(crashing.address)
    sinta.writes(Told())
    cookies = "; ".join(f"{cookie.name}={cookie.value}" for cookie in sinta.http.cookies.jar)
    stranger = TusClient(f"{crashing.address}/lapor/bukti/unggah/", headers={"Cookie": cookies})

    def uploader(file: IO[bytes], **more: object) -> Uploader:
        metadata = {"filename": video.name, "filetype": "video/mp4"}
        return stranger.uploader(
            file_stream=file, chunk_size=3 * MEBIBYTE, metadata=metadata, upload_checksum=True, **more
        )  # fmt: skip

    with video.open("rb") as file:
        first = uploader(file)
        first.upload(stop_at=10 * MEBIBYTE)
        crashing.kill()
        crashing.start()
        second = uploader(file, url=first.url)
        assert second.offset == first.offset >= 10 * MEBIBYTE
        second.upload()
    assert sinta.sends().status_code == 302
    seen = hashlib.sha256(original_seen_by_sari(crashing)).hexdigest()
    assert seen == hashlib.sha256(video.read_bytes()).hexdigest()
