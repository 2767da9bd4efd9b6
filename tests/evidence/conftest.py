"""A store of each test's own, and the real samples."""

from __future__ import annotations

import os
import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from pytest_django.fixtures import Settings

from pimpasa.evidence import store
from tests import stores

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
    words = stores.rclone(port, tmp_path / "s3")
    process = subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        _wait_for(port, process)
        with stores.partial_content(port) as address:
            monkeypatch.setenv("AWS_ENDPOINT_URL", address)
            monkeypatch.setenv("AWS_ACCESS_KEY_ID", stores.KEY)
            monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", stores.SECRET)
            monkeypatch.setenv("AWS_REGION", "ap-southeast-3")
            store._store_at.cache_clear()
            settings.EVIDENCE_STORE = f"s3://{BUCKET}/pimpasa"
            yield Bucket(settings.EVIDENCE_STORE, Bytes(tmp_path / "s3"), process)
    finally:
        process.kill()
        process.wait()
        store._store_at.cache_clear()


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
