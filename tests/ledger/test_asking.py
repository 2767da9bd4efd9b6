"""The office asks witnesses elsewhere: a real one in a process of its own, and some that behave badly."""

from __future__ import annotations

import re
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread

import pytest

from pimpasa.ledger import doors, notes, queries
from pimpasa.ledger.actions import admit_witness
from pimpasa.ledger.asking import ask_witnesses
from pimpasa.ledger.doors import Door, Unanswered, post
from pimpasa.ledger.models import Batch, Cosignature
from tests.factories.acts import acts, let_out
from tests.factories.witnesses import WITNESS
from tests.processes import free_port, pimpasa, read_until, started

pytestmark = pytest.mark.django_db


@contextmanager
def rukun(folder: Path) -> Iterator[tuple[notes.Verifier, str]]:
    """A witness at a university: her key, and where she answers."""
    book = ("--data", str(folder / "saksi"))
    begun = pimpasa("witness", "begin", "saksi.example", *book, data=folder)
    assert (begun.returncode, begun.stderr) == (0, "")
    watching = pimpasa("witness", "watch", queries.public_vkey(), *book, data=folder)
    assert watching.returncode == 0
    port = free_port()
    with started("-m", "pimpasa", "witness", "run", "--port", str(port), *book, data=folder) as process:
        read_until(process, "Ctrl-C stops it.")
        yield notes.Verifier.parse(begun.stdout), f"http://127.0.0.1:{port}"
        process.terminate()
        assert process.wait(60) == 0


def grown(count: int) -> Batch:
    acts(count)
    let_out()
    newest = queries.newest_batch()
    assert newest is not None
    return newest


def test_a_witness_elsewhere_signs_what_grows(tmp_path: Path) -> None:
    with rukun(tmp_path) as (verifier, address):
        grown(3)
        admit_witness(vkey=str(verifier), address=address)
        assert ask_witnesses() == 1
        assert ask_witnesses() == 0  # it has signed this one
        newest = grown(300)
        assert ask_witnesses() == 1
        assert notes.cosigned_at(queries.note_of(newest), verifier)[0] > 0
        # A database of before forgot what she signed: she says which size she knows.
        Cosignature.objects.all().delete()
        grown(1)
        assert ask_witnesses() == 1
        shown = pimpasa("witness", "show", "--data", str(tmp_path / "saksi"), data=tmp_path).stdout
        assert f"size {queries.newest_batch().size}, signed" in shown  # type: ignore[union-attr]


def test_nobody_asks_who_has_no_address() -> None:
    grown(3)
    admit_witness(vkey=str(WITNESS))
    assert queries.silent_witnesses(queries.newest_batch()) == []  # type: ignore[arg-type]
    assert ask_witnesses() == 0


class Liar(BaseHTTPRequestHandler):
    """Answers what its server was told to."""

    def do_POST(self) -> None:
        status, kind, body = self.server.says  # type: ignore[attr-defined]
        self.rfile.read(int(self.headers["content-length"]))
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_arguments: object) -> None:
        """Says nothing."""


@contextmanager
def lying(status: int, kind: str, body: bytes) -> Iterator[str]:
    server = HTTPServer(("127.0.0.1", 0), Liar)
    server.says = (status, kind, body)  # type: ignore[attr-defined]
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@pytest.mark.parametrize(
    ("status", "kind", "body"),
    [
        (200, "text/plain", "\u2014 saksi.example AAAA\n".encode()),
        (200, "text/plain", b"thank you"),
        (200, "text/plain", b"\xff\xfe"),
        (200, "text/plain", b"x" * 20_000),
        (409, "text/x.tlog.size", b"99999999999999999999\n"),
        (409, "text/x.tlog.size", b"-1\n"),
        (409, "text/x.tlog.size", b"0\n"),
        (409, "text/html", b"1\n"),
        (302, "text/plain", b""),
        (500, "text/plain", b"trouble"),
    ],
)
def test_whatever_is_answered_nothing_but_their_line_is_kept(
    status: int, kind: str, body: bytes, caplog: pytest.LogCaptureFixture
) -> None:
    grown(3)
    with lying(status, kind, body) as address:
        admit_witness(vkey=str(WITNESS), address=address)
        assert ask_witnesses() == 0
    assert Cosignature.objects.count() == 0
    assert re.search("saksi.example did not sign", caplog.text)


def test_one_that_is_gone_holds_up_nobody(tmp_path: Path) -> None:
    grown(3)
    admit_witness(vkey=str(WITNESS), address=f"http://127.0.0.1:{free_port()}")
    with rukun(tmp_path) as (verifier, address):
        admit_witness(vkey=str(verifier), address=address)
        assert ask_witnesses() == 1


def test_one_that_never_answers_is_left(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doors, "SECONDS", 0.3)
    with socket.create_server(("127.0.0.1", 0)) as silent, pytest.raises(Unanswered, match="TimeoutError"):
        post(Door.parse(f"http://127.0.0.1:{silent.getsockname()[1]}"), "/add-checkpoint", b"old 0\n")


@pytest.mark.parametrize(
    "address",
    [
        "",
        "saksi.example",
        "ftp://saksi.example",
        "http://saksi.example",
        "https://",
        "https://x@y.example",
        "https://y?q",
    ],
)
def test_what_is_no_address(address: str) -> None:
    with pytest.raises(ValueError, match=r"address|TLS"):
        Door.parse(address)


def test_a_door() -> None:
    assert Door.parse("https://saksi.example/a/") == Door(is_tls=True, host="saksi.example", port=443, prefix="/a")
    assert Door.parse("http://[::1]:81").authority == "[::1]:81"


def test_an_address_that_moved_is_an_act() -> None:
    from pimpasa.ledger.models import Entry

    first = admit_witness(vkey=str(WITNESS), address="https://saksi.example")
    assert admit_witness(vkey=str(WITNESS)) == first
    admit_witness(vkey=str(WITNESS), address="https://saksi.example/baru")
    assert Entry.objects.filter(act="witness.admitted").count() == 2
    first.refresh_from_db()
    assert first.address == "https://saksi.example/baru"
