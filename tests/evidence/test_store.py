"""Bytes go into a local folder and into a real S3 the same way, whole or not at all."""

from __future__ import annotations

import os
import resource
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connection
from pytest_django.fixtures import Settings

from pimpasa.common import clock
from pimpasa.evidence import store
from pimpasa.evidence.errors import ObjectMissing, StoreUnavailable
from tests.evidence.conftest import Bucket, Bytes

PATH = "exhibits/ab/bukti"
CONTENT = os.urandom(12 * 1024**2 + 7)  # more than two parts of a multipart upload


def write(content: bytes = CONTENT, path: str = PATH) -> None:
    write_all(store.Writing(path), content)


def write_all(writing: store.Writing, content: bytes = CONTENT) -> None:
    for start in range(0, len(content), 1024**2):
        writing.write(content[start : start + 1024**2])
    writing.finish()


@pytest.fixture(params=["folder", "bucket"])
def under(request: pytest.FixtureRequest) -> Bytes:
    """What lies under each kind of store."""
    made = request.getfixturevalue(request.param)
    return made.under if isinstance(made, Bucket) else made


def test_it_works(under: Bytes) -> None:
    write()
    reading = store.Reading(PATH)
    assert reading.size == len(CONTENT)
    assert reading(0, len(CONTENT)) == CONTENT
    assert reading(7, 9) == CONTENT[7:16]
    assert reading(len(CONTENT) - 3, 100) == CONTENT[-3:]
    assert reading(len(CONTENT), 1) == b""
    store.check()


def test_deleting_twice_is_no_fault(under: Bytes) -> None:
    write()
    write(path="exhibits/ab/lain")
    store.delete(PATH, "exhibits/ab/lain", "exhibits/ab/tidak-ada")
    store.delete(PATH)
    store.delete()
    assert under.files == []
    with pytest.raises(ObjectMissing):
        store.Reading(PATH)


def test_nothing_stands_under_its_name_before_it_is_finished(under: Bytes) -> None:
    writing = store.Writing(PATH)
    writing.write(CONTENT)
    with pytest.raises(ObjectMissing):
        store.Reading(PATH)
    writing.abandon()
    assert under.files == []


def test_a_writer_that_is_dropped_leaves_nothing(folder: Bytes) -> None:
    writing = store.Writing(PATH)
    writing.write(CONTENT)
    del writing
    deadline = time.monotonic() + 10  # the library removes it in a thread of its own
    while folder.files and time.monotonic() < deadline:
        time.sleep(0.01)
    assert folder.files == []


def test_old_objects_are_listed_in_batches(under: Bytes) -> None:
    write(b"x")
    assert list(store.paths_before(clock.now() - timedelta(hours=1))) == [[]]
    assert list(store.paths_before(clock.now() + timedelta(hours=1))) == [[PATH]]


def test_bytes_and_names_are_synced_before_the_answer(folder: Bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    synced: set[str] = set()
    real = os.fsync

    def fsync(handle: int) -> None:
        synced.add(str(Path(f"/proc/self/fd/{handle}").readlink()))
        real(handle)

    monkeypatch.setattr(os, "fsync", fsync)
    write()
    root = folder.folder
    assert synced == {str(p) for p in (root / PATH, root / "exhibits/ab", root / "exhibits", root, root.parent)}


def test_what_a_killed_process_left_is_swept_once_it_is_old(folder: Bytes, settings: Settings) -> None:
    code = (
        "import django, os, signal\n"
        "django.setup()\n"
        "from pimpasa.evidence.store import Writing\n"
        f"writing = Writing({PATH!r}); writing.write(bytes(12 * 1024**2))\n"
        "os.kill(os.getpid(), signal.SIGKILL)\n"
    )
    database = os.environ["DATABASE_URL"].replace("/postgres?", f"/{connection.settings_dict['NAME']}?")
    surroundings = os.environ | {"DATABASE_URL": database, "PIMPASA_EVIDENCE_STORE": settings.EVIDENCE_STORE}
    subprocess.run([sys.executable, "-c", code], check=False, env=surroundings)
    assert [file.name for file in folder.files] == ["bukti#1"]
    assert store.sweep_unfinished(clock.now() - timedelta(hours=1)) == 0
    assert store.sweep_unfinished(clock.now() + timedelta(hours=1)) == 1
    assert folder.files == []


def test_a_full_disk_is_said_and_leaves_nothing(folder: Bytes) -> None:
    writing = store.Writing(PATH)
    with longest_file(1024**2), pytest.raises(StoreUnavailable) as told:
        write_all(writing)
    writing.abandon()
    assert folder.files == []
    assert str(told.value.reason) == str(told.value)
    assert "os error" not in str(told.value)


def test_a_store_that_is_gone_is_said(folder: Bytes) -> None:
    write()
    shutil.rmtree(folder.folder)
    folder.folder.write_text("a file where the folder was")
    for step in (write, lambda: store.Reading(PATH), store.check):
        with pytest.raises(StoreUnavailable):
            step()


def test_an_s3_that_is_gone_is_said(bucket: Bucket, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store, "PATIENCE", timedelta(seconds=1))
    write()
    bucket.process.kill()
    bucket.process.wait()
    with pytest.raises(StoreUnavailable):
        write()
    with pytest.raises(StoreUnavailable):
        store.Reading(PATH)


def test_a_bucket_that_is_not_there_is_said(bucket: Bucket, settings: Settings) -> None:
    settings.EVIDENCE_STORE = "s3://tidak-ada/pimpasa"
    with pytest.raises(StoreUnavailable):
        write()


@contextmanager
def longest_file(most: int) -> Iterator[None]:
    """What this process writes fails beyond `most` bytes of a file, as on a full disk."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (most, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def test_a_folder_with_odd_letters_works(tmp_path: Path, settings: Settings) -> None:
    settings.EVIDENCE_STORE = (tmp_path / "bukti saksi é").as_uri()
    write(b"x")
    assert (tmp_path / "bukti saksi é" / PATH).read_bytes() == b"x"
