"""Where sealed bytes lie: a local folder or an S3-compatible store, through one library.

A bucket should have a lifecycle rule that aborts incomplete multipart uploads after a day or two: what a crash leaves
of them is listed nowhere that this library looks.
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from datetime import date, datetime, timedelta
from functools import cache
from pathlib import Path
from threading import BoundedSemaphore
from urllib.parse import unquote, urlsplit

import obstore
from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from obstore.exceptions import AlreadyExistsError, BaseError, NotFoundError
from obstore.store import LocalStore, ObjectStore, S3Store

from pimpasa.evidence.errors import NotOurs, ObjectMissing, StoreUnavailable

# An upload's memory does not grow with the file. S3 takes no part of a multipart upload under 5 MiB but the last.
PART = 5 * 1024**2
PARTS_UNDER_WAY = 2
READ_AHEAD = 4 * 1024**2
# Somebody waits for the answer: a store that is gone is said to be gone soon.
PATIENCE = timedelta(seconds=15)
# Of the twelve threads of a process (config/server); the others have nothing to do with files.
AT_ONCE = 6
SECONDS_FOR_A_PLACE = 2.0
SECONDS_SILENT = 5.0
_UNAVAILABLE = gettext_lazy("Files cannot be kept or fetched right now. Please try again later.")
# Whose the store is: an object that names its installation. And how long an answer to that holds, in seconds.
MARK = "installation.json"
SURE_FOR = 60.0
# Where objects that no row knows wait before they are removed.
ASIDE = "sampah"
_asked: dict[str, tuple[bool, float]] = {}
_OTHER_BYTES = gettext_lazy("The place where files are kept gives back other bytes than it took.")


class Writing:
    """An object being written; it appears under its name only when `finish` is called, and is then durable."""

    def __init__(self, path: str) -> None:
        """Raises NotOurs, StoreUnavailable."""
        require_ours()
        self._path = path
        self._size = 0
        with _readable():
            self._writer = obstore.open_writer(_store(), path, buffer_size=PART, max_concurrency=PARTS_UNDER_WAY)

    def write(self, data: bytes) -> None:
        """Raises StoreUnavailable."""
        with _readable():
            self._writer.write(data)
        self._size += len(data)

    def finish(self) -> None:
        """Raises StoreUnavailable; after it returns, a power cut loses nothing, and all of it is there."""
        with _readable():
            self._writer.close()
            _sync(self._path)
            stored = obstore.head(_store(), self._path)["size"]
        if stored != self._size:
            raise StoreUnavailable(_OTHER_BYTES)

    def abandon(self) -> None:
        """Forget what was written; what a store out of reach keeps of it, the sweep of orphans finds."""
        # The library has no way to abort; closing and deleting leaves less behind in an S3 than dropping the writer.
        with suppress(BaseError, OSError):
            self._writer.close()
        with suppress(StoreUnavailable):
            delete(self._path)


class Reading:
    """Reads a sealed object by ranges, a few MiB ahead. Raises ObjectMissing, StoreUnavailable."""

    def __init__(self, path: str) -> None:
        self._path = path
        self._start = 0
        self._window = b""
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
        self._start = offset
        self._window = b""
        if offset < end:
            with _readable():
                self._window = bytes(obstore.get_range(_store(), self._path, start=offset, end=end))


def read_at(url: str, path: str) -> bytes:
    """A whole small object of another store than ours. Raises ObjectMissing, StoreUnavailable."""
    with _readable():
        return bytes(obstore.get(_bucket(url), path).bytes())


def delete(*paths: str) -> None:
    """Remove objects; one that is not there is no fault. Raises NotOurs, StoreUnavailable."""
    if not paths:
        return
    require_ours()
    with suppress(ObjectMissing), _readable():
        obstore.delete(_store(), list(paths) if len(paths) > 1 else paths[0])


def paths_before(moment: datetime, prefix: str = "exhibits/") -> Iterator[list[str]]:
    """The objects last changed before an aware moment, in batches. Raises StoreUnavailable."""
    with _readable():
        for batch in obstore.list(_store(), prefix=prefix, chunk_size=1000):
            yield [item["path"] for item in batch if item["last_modified"] < moment]


def set_aside(paths: Iterable[str], *, on: date) -> None:
    """Move objects to where nothing looks for them, under the day; `expire` removes them when the grace is over.

    Raises NotOurs, StoreUnavailable.
    """
    require_ours()
    for path in paths:
        with suppress(ObjectMissing), _readable():
            obstore.rename(_store(), path, f"{ASIDE}/{on.isoformat()}/{path}")


def bring_back(path: str) -> bool:
    """Move an object that was set aside back under its name; False where there is none, or one has that name.

    Raises as `set_aside`.
    """
    require_ours()
    with _readable():
        aside = [item["path"] for batch in obstore.list(_store(), prefix=f"{ASIDE}/") for item in batch]
        newest = max((place for place in aside if place.split("/", 2)[2] == path), default=None)
        if newest is None or _is_there(path):
            return False
        obstore.rename(_store(), newest, path)
    return True


def is_aside(path: str) -> bool:
    """Whether an object of this name was set aside and can be brought back. Raises StoreUnavailable."""
    with _readable():
        batches = obstore.list(_store(), prefix=f"{ASIDE}/")
        return any(item["path"].split("/", 2)[2] == path for batch in batches for item in batch)


def expire(*, before: date) -> int:
    """Remove what was set aside before a day; returns how many. Raises as `set_aside`."""
    require_ours()
    with _readable():
        aside = [item["path"] for batch in obstore.list(_store(), prefix=f"{ASIDE}/") for item in batch]
    over = [place for place in aside if place.split("/", 2)[1] < before.isoformat()]
    delete(*over)
    return len(over)


def is_ours() -> bool:
    """Whether this installation may write and remove here; one that bears nobody's mark is ours from now on.

    Raises StoreUnavailable.
    """
    mark = _mark()
    if mark is None:
        return True  # before it was founded there is nothing that could be another's
    with _readable():
        with suppress(AlreadyExistsError):
            if not _marks():
                obstore.put(_store(), MARK, mark, mode="create")
        return _marks() == [mark]


def own() -> None:
    """Put this installation's mark in the place of whosever it was. Raises StoreUnavailable."""
    mark = _mark()
    if mark is not None:
        with _readable():
            obstore.put(_store(), MARK, mark)
    _asked.clear()


def is_marked() -> bool:
    """Whether the store bears anybody's mark. Raises StoreUnavailable."""
    with _readable():
        return bool(_marks())


def require_ours() -> None:
    """Raise NotOurs where the store bears another installation's mark, asked once a minute."""
    url = settings.EVIDENCE_STORE
    is_known, at = _asked.get(url, (False, 0.0))
    if not is_known or time.monotonic() - at > SURE_FOR:
        is_known = is_ours()
        _asked[url] = (is_known, time.monotonic())
    if not is_known:
        raise NotOurs(_("Files cannot be kept here just now. Please tell the administrator: pimpasa doctor."))


def answer() -> None:
    """Ask it whose it is, and nothing else. Raises StoreUnavailable."""
    with _readable():
        _marks()


def _is_there(path: str) -> bool:
    try:
        obstore.head(_store(), path)
    except (FileNotFoundError, NotFoundError):
        return False
    return True


def _mark() -> bytes | None:
    # Here, since commands and tests name this module before Django is set up, and models cannot be named then.
    from pimpasa.installation import queries

    return queries.owner_mark(is_within=_is_within())


def _marks() -> list[bytes]:
    with suppress(FileNotFoundError, NotFoundError):
        return [bytes(obstore.get(_store(), MARK).bytes())]
    return []


def _is_within() -> bool:
    """Whether the store lies in the data folder, so that whoever moves the one moves the other."""
    folder = local_folder()
    return folder is not None and folder.resolve().is_relative_to(Path(settings.DATA))


def sweep_unfinished(moment: datetime) -> int:
    """Remove what a crash left of objects never finished, last written before a moment; return how many.

    In a local folder these are `name#1`, which the library does not list; a bucket's are its lifecycle rule's.
    """
    require_ours()
    folder = local_folder()
    swept = 0
    for file in folder.glob("exhibits/*/*#*") if folder else ():
        with suppress(FileNotFoundError):
            if file.stat().st_mtime < moment.timestamp():
                file.unlink()
                swept += 1
    return swept


def check() -> None:
    """Write, read back and remove a small object. Raises StoreUnavailable."""
    require_ours()
    path = f"check/{os.urandom(8).hex()}"
    with _readable():
        obstore.put(_store(), path, b"pimpasa")
        content = bytes(obstore.get(_store(), path).bytes())
        obstore.delete(_store(), path)
    if content != b"pimpasa":
        raise StoreUnavailable(_OTHER_BYTES)


def _store() -> ObjectStore:
    return _store_at(settings.EVIDENCE_STORE)


@cache
def _store_at(url: str) -> ObjectStore:
    if folder := local_folder():
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        if folder.stat().st_uid == os.geteuid():
            folder.chmod(0o700)  # one that somebody made before may be open to all
        return LocalStore(folder)
    return _bucket(url)


def _bucket(url: str) -> S3Store:
    return S3Store.from_url(
        url,
        # The store compares what arrived with what was sent: its ETag says nothing where it seals objects itself.
        checksum_algorithm="SHA256",
        client_options={"allow_http": True, "connect_timeout": "5s", "timeout": PATIENCE},
        retry_config={"max_retries": 3, "retry_timeout": PATIENCE},
    )


def local_folder() -> Path | None:
    """Where a local store lies; None for a bucket."""
    parts = urlsplit(settings.EVIDENCE_STORE)
    return Path(unquote(parts.path)) if parts.scheme == "file" else None


def _sync(path: str) -> None:
    """The library renames a finished file into place but leaves the rest to the system's own time."""
    folder = local_folder()
    if folder is not None:
        file = folder / path
        _sync_each((file, *(above for above in file.parents if above.is_relative_to(folder)), folder.parent))


def _sync_each(places: Iterable[Path]) -> None:
    for place in places:
        handle = os.open(place, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


class _Line:
    """The way to the store. So many go at once; where it did not answer, nobody waits for it again for a while.

    Without it a store that hangs would hold every thread for PATIENCE, and the home page with it.
    """

    def __init__(self) -> None:
        self._free = BoundedSemaphore(AT_ONCE)
        self._silent_until = 0.0

    @contextmanager
    def taken(self) -> Iterator[None]:
        """Raises StoreUnavailable."""
        if time.monotonic() < self._silent_until or not self._free.acquire(timeout=SECONDS_FOR_A_PLACE):
            raise StoreUnavailable(_UNAVAILABLE)
        begun = time.monotonic()
        try:
            yield
        except (BaseError, OSError):
            if time.monotonic() - begun > PATIENCE.total_seconds() / 2:
                self._silent_until = time.monotonic() + SECONDS_SILENT
            raise
        finally:
            self._free.release()

    def forget(self) -> None:
        """Ask it again at once."""
        self._silent_until = 0.0


line = _Line()


@contextmanager
def _readable() -> Iterator[None]:
    """Turns the store's errors into ones that a person can be told."""
    try:
        with line.taken():
            yield
    except (FileNotFoundError, NotFoundError) as missing:
        raise ObjectMissing(_("This file is not where it was kept. Please tell the administrator.")) from missing
    except (BaseError, OSError) as error:
        raise StoreUnavailable(_UNAVAILABLE) from error
