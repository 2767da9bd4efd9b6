"""The witness's own pages, and who sends slowly or too much."""

from __future__ import annotations

import socket
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from pimpasa.witness.serving import LONGEST
from tests.processes import free_port, pimpasa, read_until, started
from tests.witness.test_cosigning import LEAVES, LOG, Log


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("rukun")
    data = ("--data", str(folder / "saksi"))
    assert pimpasa("witness", "begin", "saksi.example", *data, data=folder).returncode == 0
    assert pimpasa("witness", "watch", str(LOG), *data, data=folder).returncode == 0
    port = free_port()
    with started("-m", "pimpasa", "witness", "run", "--port", str(port), *data, data=folder) as process:
        read_until(process, "Ctrl-C stops it.")
        yield f"http://127.0.0.1:{port}"
        process.terminate()
        assert process.wait(60) == 0


def test_anybody_reads_what_was_signed(address: str) -> None:
    log = Log(*LEAVES[:70])
    assert httpx.post(f"{address}/add-checkpoint", content=log.asks(0)).status_code == 200
    assert "saksi.example" in httpx.get(address).text
    assert f"{LOG.name}: size 70, signed" in httpx.get(address).text
    assert httpx.get(f"{address}/checkpoint?{LOG.name}").text.startswith(log.checkpoint.text)


def test_wrong_addresses_methods_and_names(address: str) -> None:
    statuses = [
        httpx.get(f"{address}/add-checkpoint").status_code,
        httpx.post(f"{address}/").status_code,
        httpx.get(f"{address}/lain").status_code,
        httpx.get(f"{address}/checkpoint?lain").status_code,
        httpx.post(f"{address}/add-checkpoint", content=b"karangan").status_code,
        httpx.post(f"{address}/add-checkpoint", content=b"x" * (LONGEST + 1)).status_code,
    ]
    assert statuses == [405, 405, 404, 404, 400, 413]


def test_who_sends_slowly_holds_nobody(address: str) -> None:
    host, port = address.removeprefix("http://").split(":")
    slow = [socket.create_connection((host, int(port))) for _ in range(80)]
    for one in slow:
        one.sendall(b"POST /add-checkpoint HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\nold")
    begun = time.monotonic()
    assert httpx.get(address, timeout=5).status_code == 200
    assert httpx.post(f"{address}/add-checkpoint", content=b"karangan", timeout=5).status_code == 400
    assert time.monotonic() - begun < 5
    for one in slow:
        one.close()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("run",), "there is no witness in"),
        (("show",), "begin one: pimpasa witness begin NAME"),
        (("watch", "karangan"), "there is no witness in"),
        (("begin", "two words"), "is no name of a witness"),
    ],
)
def test_a_command_that_cannot_be_done_says_why(tmp_path: Path, words: tuple[str, ...], said: str) -> None:
    done = pimpasa("witness", *words, "--data", str(tmp_path / "saksi"), data=tmp_path)
    assert (done.returncode, said in done.stderr, "Traceback" in done.stderr) == (1, True, False)
