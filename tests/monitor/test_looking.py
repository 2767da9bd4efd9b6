"""Wulan, a journalist, watches an office's log from her own machine; the office lies in each way that a log can."""

from __future__ import annotations

import re
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Thread

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from pimpasa.ledger import doors, notes
from pimpasa.ledger.tiles import HEIGHT, WIDTH, parse_number
from pimpasa.monitor.fetching import Unreachable, fetch
from pimpasa.monitor.looking import LONGEST_STILL, Watch, Witness, look
from pimpasa.monitor.memory import Memory
from tests.witness.test_cosigning import KEY, LEAVES, LOG, Log

NOON = 1_790_000_000
OFFICE = "https://kantor.example"
RUKUN = Ed25519PrivateKey.from_private_bytes(b"r" * 32)
WITNESS = Witness(notes.Verifier("saksi.example", notes.COSIGNATURE, RUKUN.public_key().public_bytes_raw()))
TILE = re.compile(rf"{OFFICE}/transparansi/tile/(\d+)/([x\d/]+?)(?:\.p/(\d+))?")


class Server:
    """What an office shows to Wulan, and a witness beside it."""

    def __init__(self, log: Log, *, cosigned_at: int | None = None, shown_to_witness: Log | None = None) -> None:
        self.log = log
        self.note = notes.sign(log.checkpoint, KEY)
        if cosigned_at is not None:
            self.note += notes.cosign(log.checkpoint, name="saksi.example", key=RUKUN, at=cosigned_at)
        self.shown_to_witness = shown_to_witness

    def __call__(self, address: str) -> bytes:
        if address == f"{OFFICE}/transparansi/checkpoint":
            return self.note.encode()
        if tile := TILE.fullmatch(address):
            return self.tile(int(tile[1]), parse_number(tile[2]), int(tile[3] or WIDTH))
        if address == f"https://saksi.example/checkpoint?{LOG.name}" and self.shown_to_witness:
            return notes.sign(self.shown_to_witness.checkpoint, KEY).encode()
        raise Unreachable(f"{address}: 404")

    def tile(self, level: int, number: int, width: int) -> bytes:
        node = self.log.node(len(self.log.hashes))
        return b"".join(node(level * HEIGHT, number * WIDTH + place) for place in range(width))


@pytest.fixture
def memory(tmp_path: Path) -> Memory:
    return Memory(tmp_path / "pemantau")


def sees(memory: Memory, server: Server, *, at: int = NOON, witnesses: tuple[Witness, ...] = ()) -> list[str]:
    return look(Watch(OFFICE, LOG, witnesses), memory, server, now=at)


def grown(size: int) -> Log:
    return Log(*(f"leaf {number}".encode() for number in range(size)))


def test_a_log_that_grows_is_no_surprise(memory: Memory) -> None:
    for step, size in enumerate((3, 64, 65, 300, 700)):
        assert sees(memory, Server(grown(size)), at=NOON + 600 * step) == []


def test_a_log_that_was_cut(memory: Memory) -> None:
    sees(memory, Server(grown(64)))
    assert "it had 64 entries, and shows 20 now" in sees(memory, Server(grown(20)))[0]


@pytest.mark.parametrize("size", [64, 200])
def test_another_history(memory: Memory, size: int) -> None:
    sees(memory, Server(grown(64)))
    other = Log(*LEAVES[:63], b"what really happened", *LEAVES[64:size])
    (said,) = sees(memory, Server(other))
    assert "does not continue what it showed before" in said
    (evidence,) = memory.folder.glob("*contradiction*")
    assert notes.sign(grown(64).checkpoint, KEY) in evidence.read_text()
    assert notes.sign(other.checkpoint, KEY) in evidence.read_text()
    # It is a surprise for good: the first history stays what the next look compares with.
    assert "does not continue what it showed before" in sees(memory, Server(other))[0]


def test_another_key(memory: Memory) -> None:
    server = Server(grown(64))
    server.note = notes.sign(grown(64).checkpoint, Ed25519PrivateKey.from_private_bytes(b"t" * 32))
    assert "is not right" in sees(memory, server)[0]


def test_a_withheld_checkpoint(memory: Memory) -> None:
    sees(memory, Server(grown(64)))
    assert sees(memory, Server(grown(64)), at=NOON + LONGEST_STILL) == []
    assert "has not grown for 65 minutes" in sees(memory, Server(grown(64)), at=NOON + LONGEST_STILL + 300)[0]


def test_tiles_that_are_not_shown_or_false(memory: Memory, monkeypatch: pytest.MonkeyPatch) -> None:
    sees(memory, Server(grown(64)))
    monkeypatch.setattr(Server, "tile", lambda *_: b"x" * 10)
    assert "does not show how it grew" in sees(memory, Server(grown(200)))[0]
    monkeypatch.setattr(Server, "tile", lambda _self, _level, _number, width: b"x" * 32 * width)
    assert "does not continue what it showed before" in sees(memory, Server(grown(200)))[0]


def test_a_witness_that_does_not_sign(memory: Memory) -> None:
    assert sees(memory, Server(grown(64), cosigned_at=NOON), witnesses=(WITNESS,)) == []
    server = Server(grown(128))
    assert sees(memory, server, at=NOON, witnesses=(WITNESS,)) == []
    late = sees(memory, server, at=NOON + LONGEST_STILL + 60, witnesses=(WITNESS,))
    assert "saksi.example has not signed what pimpasa/karangan/public shows for 61 minutes" in late


def test_a_witness_that_is_shown_another_log(memory: Memory) -> None:
    rukun = Witness(WITNESS.verifier, "https://saksi.example")
    same = Server(grown(128), cosigned_at=NOON, shown_to_witness=grown(64))
    assert sees(memory, same, witnesses=(rukun,)) == []
    other = Log(*LEAVES[:63], b"what Rukun is shown")
    (said,) = sees(memory, Server(grown(128), cosigned_at=NOON, shown_to_witness=other), witnesses=(rukun,))
    assert "shows saksi.example another log than us" in said


def test_a_damaged_memory_is_not_begun_anew_in_silence(memory: Memory) -> None:
    sees(memory, Server(grown(64)))
    (file,) = memory.folder.glob("*.json")
    file.write_text("{")
    with pytest.raises(ValueError, match="is damaged"):
        sees(memory, Server(grown(64)))


@pytest.mark.parametrize("address", ["", "kantor.example", "file:///etc/passwd", "ftp://x", "http://kantor.example"])
def test_what_is_no_address(address: str) -> None:
    with pytest.raises(Unreachable):
        fetch(address)


@contextmanager
def answering(*pieces: bytes, every: float = 0.0) -> Iterator[str]:
    """A server that answers one visitor with these pieces, one after another."""
    with socket.create_server(("127.0.0.1", 0)) as server:

        def answer() -> None:
            visitor, _address = server.accept()
            with visitor, suppress(OSError):
                visitor.recv(4096)
                for piece in pieces:
                    visitor.sendall(piece)
                    time.sleep(every)

        thread = Thread(target=answer)
        thread.start()
        yield f"http://127.0.0.1:{server.getsockname()[1]}"
        thread.join()


def test_an_office_that_drips_does_not_silence_its_watcher(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doors, "SECONDS", 0.5)
    head = b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n"
    with answering(head, *[b"x"] * 20, every=0.1) as address, pytest.raises(Unreachable, match="TimeoutError"):
        fetch(address)


def test_a_page_is_read_and_a_redirect_is_none() -> None:
    with answering(b"HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\n\xff\x00x") as address:
        assert fetch(f"{address}/checkpoint?pimpasa/karangan/public") == b"\xff\x00x"
    moved = b"HTTP/1.1 302 Found\r\nLocation: /lain\r\nContent-Length: 0\r\n\r\n"
    with answering(moved) as address, pytest.raises(Unreachable, match="302"):
        fetch(address)


def test_a_witness_is_told_by_key_and_address() -> None:
    assert Witness.parse(f"{WITNESS.verifier}@https://saksi.example/") == Witness(
        WITNESS.verifier, "https://saksi.example"
    )
    with pytest.raises(ValueError, match="a witness has a key for cosignatures"):
        Witness.parse(str(LOG))
