"""Behind each proxy that deploy/ has an example for: uploads that break off, large and slow ones, https, addresses."""

from __future__ import annotations

import hashlib
import os
import re
import socket
import ssl
import time
from collections.abc import Iterator
from contextlib import ExitStack

import httpx
import pytest

from tests.drills import proxies
from tests.drills.proxies import HOST, Proxy
from tests.e2e.conftest import Program, running
from tests.e2e.people import OfficerAtWork, Resident, Told, client, hang_up

MEBIBYTE = 1024**2
MOST = 3  # reports of one address
DRIPPERS = 20  # as many files as a report may bring
PATIENCE = 30  # seconds for a page while they drip; were one held by them, it would not come before they end


@pytest.fixture(scope="module")
def program(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Program]:
    settings = {
        "PIMPASA_HTTPS": "1",
        "PIMPASA_HOSTS": f"{HOST},127.0.0.1",
        "PIMPASA_TRUSTED_PROXIES": "1",
        "PIMPASA_REPORTS_PER_ADDRESS": str(MOST),
    }
    with running(tmp_path_factory.mktemp("behind"), **settings) as program:
        yield program


@pytest.fixture(scope="module", params=sorted(proxies.KINDS))
def proxy(
    request: pytest.FixtureRequest, program: Program, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Proxy]:
    if not proxies.is_there(request.param):
        pytest.skip(f"{request.param} is not installed; `make setup-proxies` as root brings it")
    with proxies.running(request.param, program.port, tmp_path_factory.mktemp(request.param)) as proxy:
        yield proxy


@pytest.fixture(autouse=True)
def _hang_up() -> Iterator[None]:
    yield
    hang_up()


class Visitor(Resident):
    """A phone with an address of its own, which every proxy sees."""

    def __init__(self, proxy: Proxy, source: str, **headers: str) -> None:
        transport = httpx.HTTPTransport(verify=proxy.certificate.trust, local_address=source)
        self.http = client(proxy.address, transport=transport, headers=headers)


def place_of(proxy: Proxy) -> str:
    """A network of its own for each proxy, so that none uses up what another counts."""
    return f"127.0.{sorted(proxies.KINDS).index(proxy.name) + 1}"


def patch(resident: Resident, at: str, offset: int, piece: bytes) -> httpx.Response:
    head = {"Tus-Resumable": "1.0.0", "Content-Type": "application/offset+octet-stream", "Upload-Offset": str(offset)}
    return resident.http.patch(at, content=piece, headers=head)


def begun(resident: Resident, size: int) -> str:
    resident.begins()
    head = {"Tus-Resumable": "1.0.0", "Upload-Length": str(size), "Upload-Metadata": "filename ZmlsbS50eHQ="}
    answer = resident.http.post("/lapor/bukti/unggah/", headers=head)
    assert answer.status_code == 201, answer.text
    return httpx.URL(answer.headers["Location"]).path


def line_to(proxy: Proxy, resident: Resident, at: str, size: int) -> ssl.SSLSocket:
    """A line over which a piece of `size` bytes was begun."""
    context = proxy.certificate.trust
    context.set_alpn_protocols(["http/1.1"])
    line = context.wrap_socket(socket.create_connection(("127.0.0.1", proxy.secure), 20), server_hostname=HOST)
    cookies = "; ".join(f"{cookie.name}={cookie.value}" for cookie in resident.http.cookies.jar)
    line.sendall(
        f"PATCH {at} HTTP/1.1\r\nHost: {HOST}:{proxy.secure}\r\nContent-Length: {size}\r\nCookie: {cookies}\r\n"
        "Content-Type: application/offset+octet-stream\r\nTus-Resumable: 1.0.0\r\nUpload-Offset: 0\r\n\r\n".encode()
    )
    return line


def offset_of(resident: Resident, at: str) -> int:
    return int(resident.http.head(at, headers={"Tus-Resumable": "1.0.0"}).headers["Upload-Offset"])


def kept_of(resident: Resident, at: str, *, least: int) -> int:
    """How much of a piece that broke off the program has: proxies and program need a moment to see that it did."""
    until = time.monotonic() + 30
    while (kept := offset_of(resident, at)) < least and time.monotonic() < until:
        time.sleep(0.2)
    return kept


def sari_behind(proxy: Proxy) -> OfficerAtWork:
    # As a browser does, she says over https which page she comes from.
    headers = {"Referer": f"{proxy.address}/"}
    return OfficerAtWork(proxy.address, "sari", verify=proxy.certificate.trust, headers=headers)


def originals_of(story: str, sari: OfficerAtWork) -> list[bytes]:
    """The files of the one report that tells this, as they came in."""
    pages = [sari.http.get(f"/petugas/laporan/{report}/").text for report in sorted(sari.queue())]
    (page,) = [page for page in pages if story in page]
    reason = "Karangan: uji di belakang proksi."
    return [
        sari.does(path, path, reason=reason).content
        for path in re.findall(r'href="(/petugas/bukti/[0-9a-f-]+/asli/)"', page)
    ]


def test_what_broke_off_goes_on_and_large_files_come_whole(proxy: Proxy) -> None:
    resident, film, picture = Visitor(proxy, f"{place_of(proxy)}.1"), os.urandom(5 * MEBIBYTE), os.urandom(5 * MEBIBYTE)
    at = begun(resident, len(film))
    with line_to(proxy, resident, at, len(film)) as line:
        line.sendall(film[: 3 * MEBIBYTE])
        time.sleep(1)
    kept = kept_of(resident, at, least=2 * MEBIBYTE)
    assert 2 * MEBIBYTE <= kept <= 3 * MEBIBYTE
    assert patch(resident, at, kept, film[kept:]).headers["Upload-Offset"] == str(len(film))
    story = f"Karangan: film yang terputus, lewat {proxy.name}."
    resident.writes(Told(narrative=story, files={"gambar.txt": picture}))
    assert resident.sends().status_code == 302
    assert {digest(file) for file in originals_of(story, sari_behind(proxy))} == {digest(film), digest(picture)}


def digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def test_who_sends_slowly_arrives_and_holds_up_nobody(proxy: Proxy) -> None:
    resident, piece = Visitor(proxy, f"{place_of(proxy)}.2"), os.urandom(64 * 1024)
    ats = [begun(resident, len(piece)) for _ in range(DRIPPERS)]
    with ExitStack() as stack:
        lines = [stack.enter_context(line_to(proxy, resident, at, len(piece))) for at in ats]
        longest = 0.0
        for start in range(0, len(piece), 16 * 1024):
            for line in lines:
                line.sendall(piece[start : start + 16 * 1024])
            begun_at = time.monotonic()
            assert Visitor(proxy, f"{place_of(proxy)}.3").http.get("/").status_code == 200
            longest = max(longest, time.monotonic() - begun_at)
        assert longest < PATIENCE
        answers = [line.recv(1024).split(b"\r\n", 1)[0] for line in lines]
    assert {answer.split(b" ")[1] for answer in answers} == {b"204"}


def test_http_leads_to_https_and_only_https_sets_cookies(proxy: Proxy) -> None:
    answer = httpx.get(f"http://{HOST}:{proxy.plain}/lapor/?w=1")
    assert answer.status_code in {301, 308}
    assert re.fullmatch(rf"https://{HOST}(?::\d+)?/lapor/\?w=1", answer.headers["Location"])
    resident = Visitor(proxy, f"{place_of(proxy)}.4")
    home = resident.http.get("/")
    assert (home.status_code, home.headers["Strict-Transport-Security"]) == (200, "max-age=31536000")
    resident.begins()
    assert [cookie.secure for cookie in resident.http.cookies.jar if cookie.name == "draf"] == [True]


def test_each_address_is_counted_by_itself_whatever_it_says_of_itself(proxy: Proxy) -> None:
    story = Told(narrative="Karangan: banyak dari satu alamat.")
    for number in range(MOST):
        sender = Visitor(proxy, f"{place_of(proxy)}.5", **{"X-Forwarded-For": f"198.51.100.{number}"})
        sender.writes(story)
        assert sender.sends().status_code == 302
    again = Visitor(proxy, f"{place_of(proxy)}.5", **{"X-Forwarded-For": "203.0.113.9"})
    again.writes(story)
    assert again.sends().status_code == 429
    other = Visitor(proxy, f"{place_of(proxy)}.6")
    other.writes(story)
    assert other.sends().status_code == 302
