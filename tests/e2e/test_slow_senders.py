"""Who sends slowly, or does not read, holds nothing but a line of their own: over real lines, the whole program."""

from __future__ import annotations

import os
import re
import socket
import statistics
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from threading import Event, Thread

import httpx
import pytest

from tests.e2e.conftest import Program, family, running
from tests.e2e.people import Resident, Told

DRIPPERS = 50
LOOKS = 40
# One core is everybody's here; what holds threads makes it a hundred times.
MULTIPLE = 6


@pytest.fixture(scope="module")
def slow(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Program]:
    with running(tmp_path_factory.mktemp("slow")) as program:
        yield program


def looks(program: Program) -> float:
    """The 95th percentile of the home page's time, in seconds."""
    times = []
    for _ in range(LOOKS):
        begun = time.monotonic()
        assert httpx.get(f"{program.address}/", timeout=20).status_code == 200
        times.append(time.monotonic() - begun)
    return statistics.quantiles(times, n=20)[-1]


def begun(program: Program, size: int) -> tuple[Resident, str]:
    """A resident who has begun an upload, and its address."""
    resident = Resident(program.address)
    resident.begins()
    head = {"Tus-Resumable": "1.0.0", "Upload-Length": str(size), "Upload-Metadata": "filename ZmlsbS5tcDQ="}
    answer = resident.http.post("/lapor/bukti/unggah/", headers=head)
    assert answer.status_code == 201, answer.text
    return resident, answer.headers["Location"]


def form_of(program: Program) -> bytes:
    return (
        f"POST /lapor/ HTTP/1.1\r\nHost: 127.0.0.1:{program.port}\r\nContent-Length: 100000\r\n"
        "Content-Type: application/x-www-form-urlencoded\r\n\r\ndanger="
    ).encode()


def patch_of(program: Program, resident: Resident, at: str, size: int) -> bytes:
    cookies = "; ".join(f"{cookie.name}={cookie.value}" for cookie in resident.http.cookies.jar)
    return (
        f"PATCH {at} HTTP/1.1\r\nHost: 127.0.0.1:{program.port}\r\nContent-Length: {size}\r\nCookie: {cookies}\r\n"
        "Content-Type: application/offset+octet-stream\r\nTus-Resumable: 1.0.0\r\nUpload-Offset: 0\r\n\r\n"
    ).encode()


@contextmanager
def dripping(program: Program) -> Iterator[None]:
    """Half of them forms, half pieces of a film, a byte every two seconds."""
    resident, at = begun(program, 100_000)
    heads = [form_of(program), patch_of(program, resident, at, 100_000)]
    over = Event()
    with ExitStack() as stack:
        lines = [stack.enter_context(socket.create_connection(("127.0.0.1", program.port))) for _ in range(DRIPPERS)]
        for number, line in enumerate(lines):
            line.sendall(heads[number % 2])

        def drip() -> None:
            while not over.wait(2):
                for line in lines:
                    line.sendall(b"x")

        dripper = Thread(target=drip)
        dripper.start()
        try:
            yield
        finally:
            over.set()
            dripper.join()


def test_fifty_who_drip_slow_nobody(slow: Program) -> None:
    quiet = looks(slow)
    with dripping(slow):
        besieged = looks(slow)
        assert Resident(slow.address).reports(Told(narrative="Di tengah lambatnya orang lain."))
    assert besieged < MULTIPLE * quiet


def test_who_does_not_read_their_answer_slows_nobody(slow: Program) -> None:
    quiet = looks(slow)
    # Larger than any page and nothing to render: it is waiting that is tried, not how many pages two cores can make.
    style = re.search(r'href="(/static/common/pimpasa[^"]*\.css)"', httpx.get(f"{slow.address}/").text)
    assert style is not None
    page = f"GET {style[1]} HTTP/1.1\r\nHost: 127.0.0.1:{slow.port}\r\n\r\n".encode()
    with ExitStack() as stack:
        for _ in range(DRIPPERS):
            line = stack.enter_context(socket.socket())
            line.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 1024)
            line.connect(("127.0.0.1", slow.port))
            line.sendall(page * 20)
        besieged = looks(slow)
    assert besieged < MULTIPLE * quiet


def test_what_came_of_a_piece_before_the_line_broke_is_kept(slow: Program) -> None:
    resident, at = begun(slow, 400_000)
    content = os.urandom(150_000)
    with socket.create_connection(("127.0.0.1", slow.port)) as line:
        line.sendall(patch_of(slow, resident, at, 400_000) + content)
        time.sleep(0.5)
    for _ in range(50):
        answer = resident.http.head(at, headers={"Tus-Resumable": "1.0.0"})
        if answer.headers["Upload-Offset"] != "0":
            break
        time.sleep(0.1)
    assert answer.headers["Upload-Offset"] == "150000"


def test_nothing_of_a_body_lies_readable_while_it_waits(slow: Program) -> None:
    canary = b"kenari-di-badan-yang-menunggu "
    with socket.create_connection(("127.0.0.1", slow.port)) as line:
        boundary = "x"
        line.sendall(
            f"POST /lapor/bukti/ HTTP/1.1\r\nHost: 127.0.0.1:{slow.port}\r\nContent-Length: 9000000\r\n"
            f"Content-Type: multipart/form-data; boundary={boundary}\r\n\r\n".encode()
            + canary * 100_000
        )
        time.sleep(1)
        spools = [content for content in _open_files(slow) if content]
        assert spools
        assert not any(canary in content for content in spools)


@pytest.fixture(scope="module")
def storeless(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Program]:
    """Over a store that takes connections and never answers."""
    with socket.create_server(("127.0.0.1", 0), backlog=512) as silent:
        store = {
            "PIMPASA_EVIDENCE_STORE": "s3://diam",
            "AWS_ENDPOINT_URL": f"http://127.0.0.1:{silent.getsockname()[1]}",
            "AWS_ACCESS_KEY_ID": "kunci",
            "AWS_SECRET_ACCESS_KEY": "rahasia",
            "AWS_REGION": "ap-southeast-3",
        }
        with running(tmp_path_factory.mktemp("storeless"), **store) as program:
            yield program


def test_a_store_that_hangs_holds_nothing_but_its_uploads(storeless: Program) -> None:
    quiet = looks(storeless)

    def uploads() -> None:
        resident, at = begun(storeless, 3_000_000)
        head = {"Tus-Resumable": "1.0.0", "Upload-Offset": "0", "Content-Type": "application/offset+octet-stream"}
        assert resident.http.patch(at, content=b"x" * 3_000_000, headers=head).status_code == 503

    uploading = [Thread(target=uploads) for _ in range(20)]
    for thread in uploading:
        thread.start()
    besieged = looks(storeless)
    assert besieged < MULTIPLE * quiet
    for thread in uploading:
        thread.join(120)


def _open_files(program: Program) -> list[bytes]:
    """What the program's processes have open in its folder without a name."""

    assert program.process is not None
    contents = []
    for pid in family(program.process.pid):
        for descriptor in Path(f"/proc/{pid}/fd").iterdir():
            try:
                target = str(descriptor.readlink())
                if str(program.data) in target and "deleted" in target:
                    contents.append(descriptor.read_bytes())
            except OSError:
                continue
    return contents
