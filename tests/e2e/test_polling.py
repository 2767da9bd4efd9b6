"""Who suspects somebody and polls what is public, once a second, does not learn that she has just reported.

Over HTTP, the whole program with its worker.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from threading import Event, Thread

import httpx
import pytest

from tests.e2e.conftest import Program, running
from tests.e2e.people import Resident, Told

EVERY = 600
SECONDS_NEEDED = 60
# Of each look the whole answer counts: status, every header but the moment, every byte.
PUBLIC = (
    "/transparansi/",
    "/transparansi/checkpoint",
    "/transparansi/saksi/?old=0",
    "/transparansi/tile/1/000.p/1",
    *(f"/transparansi/tile/{level}/{number:03}" for level in ("0", "entries") for number in range(12)),
    "/",
    "/lacak/",
)


@pytest.fixture(scope="module")
def polled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Program]:
    with running(tmp_path_factory.mktemp("polled")) as program:
        yield program


def partial_tiles(size: int) -> list[str]:
    """The log's last tile as it is, and as each further act would make it."""
    number, width = divmod(size, 256)
    return [
        f"/transparansi/tile/{level}/{number:03}.p/{wider}"
        for level in ("0", "entries")
        for wider in range(max(width, 1), min(width + 8, 256))
    ]


def look(spy: Resident, paths: list[str]) -> dict[str, object]:
    answers = {}
    for path in paths:
        answer = spy.http.get(path)
        headers = {name: value for name, value in answer.headers.items() if name not in {"date", "set-cookie"}}
        answers[path] = (answer.status_code, headers, _without_nonces(answer))
    return answers


def _without_nonces(answer: httpx.Response) -> bytes:
    """A page has a fresh nonce for its scripts and styles each time."""
    policy = answer.headers.get("content-security-policy", "")
    nonce = policy.partition("'nonce-")[2].partition("'")[0]
    return answer.content.replace(nonce.encode(), b"") if nonce else answer.content


def size(program: Program) -> int:
    return int(httpx.get(f"{program.address}/transparansi/checkpoint").text.split("\n")[1])


def wait_for_a_batch_s_beginning() -> None:
    """What is tried here fits between two batches."""
    rest = EVERY - time.time() % EVERY
    if rest < SECONDS_NEEDED:
        time.sleep(rest + 2)


def test_nothing_public_tells_of_a_report_its_files_an_answer_or_an_upload(polled: Program) -> None:
    wait_for_a_batch_s_beginning()
    spy = Resident(polled.address)
    spy.tracks(spy.reports(Told(narrative="Karangan: laporan si pengintai sendiri.")))
    paths = [*PUBLIC, *partial_tiles(size(polled)), "/lacak/laporan/", "/lacak/laporan/bukti/"]
    time.sleep(3)  # the integrator has taken the spy's own report up
    first = look(spy, paths)
    differences: list[str] = []
    over = Event()

    def poll() -> None:
        while not over.wait(1):
            now = look(spy, paths)
            differences.extend(path for path in paths if now[path] != first[path])

    poller = Thread(target=poll)
    poller.start()
    try:
        sari = Resident(polled.address)
        code = sari.reports(Told(narrative="Karangan.", files={"a.txt": b"satu", "b.txt": b"dua"}))
        time.sleep(2.5)
        sari.tracks(code)
        files = [("evidence", ("c.txt", b"tiga", "text/plain"))]
        answer = sari.http.post(
            "/lacak/laporan/", data={"text": "Karangan: jawaban.", "obtained": "own", "whole": "1"}, files=files
        )
        assert answer.status_code == 302, answer.text
        time.sleep(2.5)
        assert sari.http.get("/lacak/laporan/bukti/").text.startswith("pimpasa/pledge@v1\n")
        time.sleep(1.5)
    finally:
        over.set()
        poller.join()
    assert sorted(set(differences)) == []
