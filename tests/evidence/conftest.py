"""A store of each test's own, and the real samples."""

from __future__ import annotations

import http.client
import os
import socket
import subprocess
import sysconfig
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
from pytest_django.fixtures import Settings

from pimpasa.evidence import store

ROOT = Path(__file__).resolve().parents[2]
SAMPLES = Path(os.environ.get("TESTS_SHARED_DATA", ROOT.parent / "shared" / "data")) / "evidence-samples"
BUCKET = "bukti"


@dataclass
class Bytes:
    """What lies under a store, seen past the program."""

    folder: Path

    @property
    def files(self) -> list[Path]:
        return sorted(path for path in self.folder.rglob("*") if path.is_file())

    def hold(self, *needles: bytes) -> bool:
        return any(needle in file.read_bytes() for file in self.files for needle in needles)


@pytest.fixture(autouse=True)
def folder(db: None, tmp_path: Path, settings: Settings) -> Bytes:
    """A local store, empty."""
    settings.EVIDENCE_STORE = (tmp_path / "evidence").as_uri()
    return Bytes(tmp_path / "evidence")


@pytest.fixture
def sample() -> Callable[[str], bytes]:
    def read(name: str) -> bytes:
        if not (SAMPLES / name).exists():
            pytest.skip(f"{SAMPLES / name} is not there; TESTS_SHARED_DATA says where the samples are")
        return (SAMPLES / name).read_bytes()

    return read


@dataclass
class Bucket:
    """A real S3, and the process that serves it."""

    url: str
    under: Bytes
    process: subprocess.Popen[bytes]


@pytest.fixture
def bucket(tmp_path: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[Bucket]:
    """`rclone serve s3` on a free port of this machine, and the settings that reach it."""
    port = _free_port()
    (tmp_path / "s3" / BUCKET).mkdir(parents=True)
    rclone = Path(sysconfig.get_path("scripts")) / "rclone"
    options = [f"--addr=127.0.0.1:{port}", "--auth-key=kunci,rahasia", "--config=/dev/null"]
    process = subprocess.Popen(
        [rclone, "serve", "s3", *options, tmp_path / "s3"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        _wait_for(port, process)
        with partial_content(port) as address:
            monkeypatch.setenv("AWS_ENDPOINT_URL", address)
            monkeypatch.setenv("AWS_ACCESS_KEY_ID", "kunci")
            monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "rahasia")
            monkeypatch.setenv("AWS_REGION", "ap-southeast-3")
            store._store_at.cache_clear()
            settings.EVIDENCE_STORE = f"s3://{BUCKET}/pimpasa"
            yield Bucket(settings.EVIDENCE_STORE, Bytes(tmp_path / "s3"), process)
    finally:
        process.kill()
        process.wait()
        store._store_at.cache_clear()


@contextmanager
def partial_content(port: int) -> Iterator[str]:
    """The address of a go-between that gives ranges the status that S3 gives them.

    rclone answers a range with 200 (github.com/johannesboyne/gofakes3/pull/121), which no careful client takes.
    """

    class GoBetween(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def pass_on(self) -> None:
            there = http.client.HTTPConnection("127.0.0.1", port)
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            try:
                there.request(self.command, self.path, body, dict(self.headers))
                answer = there.getresponse()
                self.answer(answer, answer.read())
            except OSError:
                self.close_connection = True
            finally:
                there.close()

        def answer(self, answer: http.client.HTTPResponse, content: bytes) -> None:
            self.send_response_only(206 if answer.headers["Content-Range"] else answer.status)
            lengths = {"content-length", "transfer-encoding"} if self.command != "HEAD" else {"transfer-encoding"}
            for name, value in answer.getheaders():
                if name.lower() not in lengths:
                    self.send_header(name, value)
            if self.command != "HEAD":
                self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        do_GET = do_HEAD = do_PUT = do_POST = do_DELETE = pass_on  # noqa: N815 - the library's names

    with ThreadingHTTPServer(("127.0.0.1", 0), GoBetween) as server:
        server.daemon_threads = True
        thread = Thread(target=server.serve_forever)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()
            thread.join()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_for(port: int, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline and process.poll() is None:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise RuntimeError("rclone does not serve")
