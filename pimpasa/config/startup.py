"""What a command needs before it works: the data folder, a database, Django over both."""

import os
import stat
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

from pimpasa.config.errors import Fault
from pimpasa.config.folders import data_path
from pimpasa.config.postgres import embedded

T = TypeVar("T")
SECONDS_BETWEEN_TRIES = 2.0


def data_folder() -> Path:
    """Where the data lie; made when missing, closed to other users' eyes."""
    folder = data_path()
    try:
        folder.mkdir(mode=0o711, parents=True, exist_ok=True)
    except OSError as error:
        raise Fault(f"the data folder {folder} can't be made: {error.strerror}") from error
    if not os.access(folder, os.W_OK | os.X_OK):
        raise Fault(f"the data folder {folder} is not writable; own it, or choose another in PIMPASA_DATA")
    close_to_others(folder)
    return folder


def open_to_others(folder: Path) -> list[Path]:
    """What lies in the data folder and other users may read or change: its folders, and every file of its own."""
    return [path for path in sorted(folder.iterdir()) if path.name not in _NOBODY_S and _is_open(path)]


def close_to_others(folder: Path) -> None:
    """Whatever was there before, made by hand or brought from elsewhere, is for its owner from now on.

    A closed folder closes all that lies in it. What is not ours is left for the doctor to name.
    """
    for path in open_to_others(folder):
        if path.stat().st_uid == os.geteuid():
            path.chmod(stat.S_IMODE(path.stat().st_mode) & 0o700)


# Static files are for everybody, and PostgreSQL looks after its own.
_NOBODY_S = ("static", "postgres", "postgres.new")


def _is_open(path: Path) -> bool:
    return not path.is_symlink() and bool(stat.S_IMODE(path.stat().st_mode) & 0o077)


def has_own_database() -> bool:
    """True when DATABASE_URL names a PostgreSQL that is not ours to start and stop."""
    return bool(os.environ.get("DATABASE_URL"))


def prepare_django() -> None:
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "pimpasa.config.settings")
    data_folder()
    check_packs()
    django.setup()


def check_packs() -> None:
    """Raise Fault with one line for a pack that cannot be read, before anything is built upon it."""
    from pimpasa.packs.errors import BadPack
    from pimpasa.packs.reading import check_all

    try:
        check_all()
    except BadPack as bad:
        raise Fault(f"{bad}; put the file of this version back") from bad


@contextmanager
def database() -> Iterator[None]:
    """Django with a database that runs: the one of DATABASE_URL, or the embedded one until we leave."""
    if has_own_database():
        with _django():
            yield
        return
    with embedded(data_folder()) as cluster:
        os.environ["DATABASE_URL"] = cluster.url
        try:
            with _django():
                yield
        finally:
            del os.environ["DATABASE_URL"]


def once_it_answers(prepare: Callable[[], T]) -> T:
    """What `prepare` returns, begun anew as long as the database is away or takes nothing; each reason is told once.

    For what serves until it is stopped: after a power cut it is up before its database, and nobody may be there.
    """
    from django.db import InterfaceError, OperationalError, connections

    reasons: set[str] = set()
    while True:
        try:
            _require_primary()
            return prepare()
        except (OperationalError, InterfaceError) as away:
            _tell(" ".join(str(away).split()), reasons)
        connections.close_all()
        time.sleep(SECONDS_BETWEEN_TRIES)


def _require_primary() -> None:
    from django.db import OperationalError, connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_is_in_recovery()")
        if cursor.fetchone()[0]:
            raise OperationalError("it is a standby, which takes nothing")


def _tell(reason: str, reasons: set[str]) -> None:
    if reason not in reasons:
        reasons.add(reason)
        print(f"pimpasa: waiting for the database: {reason}", file=sys.stderr, flush=True)


@contextmanager
def _django() -> Iterator[None]:
    prepare_django()
    from django.db import connections

    try:
        yield
    finally:
        connections.close_all()
