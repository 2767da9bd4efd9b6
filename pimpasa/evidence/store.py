"""Where sealed bytes lie: a local folder or an S3-compatible store, through one library."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from functools import cache
from pathlib import Path
from urllib.parse import unquote, urlsplit

import obstore
from django.conf import settings
from obstore.exceptions import BaseError
from obstore.store import LocalStore, ObjectStore, from_url

from pimpasa.evidence.errors import StoreUnavailable

# Two parts of 5 MiB under way at most: an upload's memory does not grow with the file.
PART, PARTS_UNDER_WAY = 5 * 1024**2, 2
READ_AHEAD = 4 * 1024**2


class Writing:
    """An object being written; it appears under its name only when `finish` returns, and is then durable."""

    def __init__(self, path: str) -> None:
        self._path = path
        self._writer = obstore.open_writer(_store(), path, buffer_size=PART, max_concurrency=PARTS_UNDER_WAY)

    def write(self, data: bytes) -> None:
        """Raises StoreUnavailable."""
        with _readable():
            self._writer.write(data)

    def finish(self) -> None:
        """Raises StoreUnavailable; after it returns, a power cut loses nothing."""
        with _readable():
            self._writer.close()
            _sync(self._path)

    def abandon(self) -> None:
        """Forget what was written."""
        try:
            self._writer.close()
        except (BaseError, OSError):
            return  # nothing was made
        delete(self._path)


class Reading:
    """Reads a sealed object by ranges, a few MiB ahead."""

    def __init__(self, path: str) -> None:
        self._path = path
        self._start, self._window = 0, b""
        with _readable():
            self.size: int = obstore.head(_store(), path)["size"]

    def __call__(self, offset: int, length: int) -> bytes:
        begin = offset - self._start
        if begin < 0 or begin + length > len(self._window):
            self._fetch(offset, max(length, READ_AHEAD))
            begin = 0
        return self._window[begin : begin + length]

    def _fetch(self, offset: int, length: int) -> None:
        end = min(offset + length, self.size)
        if end <= offset:
            self._start, self._window = offset, b""
            return
        with _readable():
            self._window = bytes(obstore.get_range(_store(), self._path, start=offset, end=end))
        self._start = offset


def delete(path: str) -> None:
    """Remove an object; one that is not there is no fault. Raises StoreUnavailable."""
    try:
        with _readable():
            obstore.delete(_store(), path)
    except FileNotFoundError:
        return


def paths_before(moment: datetime, prefix: str = "exhibits/") -> Iterator[str]:
    """The objects last changed before an aware moment."""
    with _readable():
        for batch in obstore.list(_store(), prefix=prefix):
            yield from (item["path"] for item in batch if item["last_modified"] < moment)


def check() -> None:
    """Write, read back and remove a small object. Raises StoreUnavailable."""
    with _readable():
        obstore.put(_store(), "check", b"pimpasa")
        if bytes(obstore.get(_store(), "check").bytes()) != b"pimpasa":
            raise StoreUnavailable("it gives back other bytes than it took")
        obstore.delete(_store(), "check")


@cache
def _store() -> ObjectStore:
    url = settings.EVIDENCE_STORE
    if folder := _local_folder():
        folder.mkdir(parents=True, exist_ok=True)
        return LocalStore(folder)
    return from_url(url, client_options={"allow_http": True})


def _local_folder() -> Path | None:
    parts = urlsplit(settings.EVIDENCE_STORE)
    return Path(unquote(parts.path)) if parts.scheme == "file" else None


def _sync(path: str) -> None:
    """The library renames a finished file into place but leaves the rest to the system's own time."""
    folder = _local_folder()
    if folder is None:
        return
    file = folder / path
    for place in (file, file.parent, file.parent.parent, folder):
        handle = os.open(place, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


@contextmanager
def _readable() -> Iterator[None]:
    """Turns the store's errors into one that a person can be told."""
    try:
        yield
    except FileNotFoundError:
        raise
    except (BaseError, OSError) as error:
        raise StoreUnavailable(str(error).splitlines()[0]) from error
