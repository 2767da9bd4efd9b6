"""An installation as one sealed file: database, evidence, signing keys; only an office's recovery kit opens it.

    PIMPASA-BACKUP-1 | length of the head 4 | head | sealed tar (pimpasa.sealing.streams)

The head is JSON: for each office's kit a grant of the file's key. Evidence was sealed before and is sealed once more.
"""

from __future__ import annotations

import base64
import io
import json
import os
import subprocess
import tarfile
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO, Protocol

from django.conf import settings
from django.db import connection

from pimpasa.common import clock
from pimpasa.config.errors import Fault
from pimpasa.config.postgres import BINARIES
from pimpasa.evidence import store
from pimpasa.evidence.errors import ObjectMissing
from pimpasa.evidence.models import Exhibit
from pimpasa.keys.models import RecoveryKey
from pimpasa.sealing import recovery
from pimpasa.sealing.envelopes import new_key
from pimpasa.sealing.errors import Damaged, SealingError, WrongKey
from pimpasa.sealing.grants import PrivateKey, grant, open_grant
from pimpasa.sealing.streams import Opener, Sealer
from pimpasa.territory.models import Office

MAGIC = b"PIMPASA-BACKUP-1"
CONTEXT = "backup"
LONGEST_HEAD = 16 * 1024**2
PIECE = 4 * 1024**2
KEY_FILES = ("secret-key", "ledger-key", "link-key")
Progress = Callable[[str], None]


class Out(Protocol):
    def write(self, data: bytes, /) -> int: ...


def back_up(target: Path, *, progress: Progress) -> list[str]:
    """Write a backup beside `target` and rename it into place when it is on disk; returns the evidence that is missing.

    Raises Fault.
    """
    kits = _newest_kits()
    if not kits:
        raise Fault("there is no office, so there is nothing to back up and no recovery kit to seal it to")
    unfinished = target.with_name(target.name + ".part")
    try:
        with unfinished.open("xb") as out:
            missing = _write(out, kits, progress)
            out.flush()
            os.fsync(out.fileno())
        unfinished.rename(target)
        return missing
    except FileExistsError as there:
        raise Fault(f"{unfinished} is there: another backup is being written, or one failed; remove it") from there
    except BaseException:
        unfinished.unlink(missing_ok=True)
        raise


def restore(source: Path, *, code: str, progress: Progress) -> None:
    """Bring a backup into an empty installation. Raises Fault, with a sentence, for anything that does not fit."""
    if Office.objects.exists():
        raise Fault("this installation has an office already; restore into an empty one (another PIMPASA_DATA)")
    if store.is_marked():
        raise Fault(
            f"{settings.EVIDENCE_STORE} is an installation's already; name an empty one: PIMPASA_EVIDENCE_STORE"
        )
    try:
        with source.open("rb") as file, tarfile.open(mode="r|", fileobj=_opened(file, code)) as archive:
            for member in archive:
                _bring_in(member, archive, progress)
    except (Damaged, tarfile.TarError) as wrong:
        raise Fault("the backup is cut off or damaged; nothing after the damage was brought in: use another") from wrong
    except SealingError as wrong:
        raise Fault("this kit's code does not open this backup") from wrong


def _newest_kits() -> list[RecoveryKey]:
    return list(RecoveryKey.objects.order_by("office_id", "-id").distinct("office_id"))


def _write(out: IO[bytes], kits: list[RecoveryKey], progress: Progress) -> list[str]:
    key = new_key()
    grants = [base64.b64encode(grant(key, to=bytes(kit.public), context=CONTEXT)).decode() for kit in kits]
    head = json.dumps({"made_at": clock.now().isoformat(), "grants": grants}).encode()
    out.write(MAGIC + len(head).to_bytes(4, "big") + head)
    sealing = _Sealing(out, Sealer(key, CONTEXT))
    with tarfile.open(mode="w|", fileobj=sealing) as archive:  # type: ignore[call-overload]  # a stream
        _add_database(archive, progress)
        _add_keys(archive)
        missing = _add_evidence(archive, progress)
    sealing.finish()
    return missing


class _Sealing:
    """Where the tar is written to: sealed on its way to the file."""

    def __init__(self, out: Out, sealer: Sealer) -> None:
        self._out = out
        self._sealer = sealer

    def write(self, data: bytes) -> int:
        self._out.write(self._sealer.update(data))
        return len(data)

    def finish(self) -> None:
        self._out.write(self._sealer.finish())


def _add_database(archive: tarfile.TarFile, progress: Progress) -> None:
    with tempfile.TemporaryDirectory(dir=settings.DATA) as folder:
        dump = Path(folder) / "database"
        _run("pg_dump", "--format=custom", "--no-owner", "--no-unlogged-table-data", f"--file={dump}")
        progress(f"database: {dump.stat().st_size / 1024**2:.1f} MB")
        archive.add(dump, "database")


def _add_keys(archive: tarfile.TarFile) -> None:
    for name in KEY_FILES:
        path = Path(settings.DATA) / name
        if path.exists():
            archive.add(path, f"keys/{name}")


def _add_evidence(archive: tarfile.TarFile, progress: Progress) -> list[str]:
    """Every sent file; returns where those should lie that are not there."""
    count = 0
    missing: list[str] = []
    for exhibit in Exhibit.objects.filter(expires_at=None).iterator(1000):
        for path in exhibit.paths:
            try:
                reading = store.Reading(path)
            except ObjectMissing:
                missing.append(path)
                continue
            member = tarfile.TarInfo(f"evidence/{path}")
            member.size = reading.size
            archive.addfile(member, _Stored(reading))  # type: ignore[arg-type]  # only read from
        count += 1
    progress(f"evidence: {count} files")
    return missing


class _Stored:
    """A stored object as a file that tar reads from first to last."""

    def __init__(self, reading: store.Reading) -> None:
        self._reading = reading
        self._position = 0

    def read(self, length: int) -> bytes:
        data = self._reading(self._position, min(length, self._reading.size - self._position))
        self._position += len(data)
        return data


def _opened(file: IO[bytes], code: str) -> io.BufferedReader:
    """The tar inside a backup. Raises Fault for another file, MalformedCode, WrongKey, Damaged."""
    magic = file.read(len(MAGIC))
    length = int.from_bytes(file.read(4), "big")
    if magic != MAGIC or length > LONGEST_HEAD:
        raise Fault(f"{file.name} is no backup of this program")
    try:
        grants = [base64.b64decode(text) for text in json.loads(file.read(length))["grants"]]
    except (ValueError, KeyError, TypeError) as wrong:
        raise Damaged from wrong
    opener = Opener(_file_key(grants, code), CONTEXT)
    start = file.tell()
    size = file.seek(0, io.SEEK_END) - start

    def read_at(offset: int, count: int) -> bytes:
        file.seek(start + offset)
        return file.read(count)

    return io.BufferedReader(_Plain(opener.open_all(read_at, size)), PIECE)


def _file_key(grants: list[bytes], code: str) -> bytes:
    private = PrivateKey.from_seed(recovery.seed_of_code(code))
    for sealed in grants:
        try:
            return open_grant(sealed, private=private, context=CONTEXT)
        except WrongKey:
            continue
    raise WrongKey


class _Plain(io.RawIOBase):
    """The opened bytes, chunk by chunk."""

    def __init__(self, chunks: Iterator[bytes]) -> None:
        self._chunks = chunks
        self._rest = b""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]  # as RawIOBase's own
        chunk = self._rest or next(self._chunks, b"")
        piece = chunk[: len(buffer)]
        self._rest = chunk[len(buffer) :]
        buffer[: len(piece)] = piece
        return len(piece)


def _bring_in(member: tarfile.TarInfo, archive: tarfile.TarFile, progress: Progress) -> None:
    content = archive.extractfile(member)
    if content is None:
        raise Damaged
    kind, _, rest = member.name.partition("/")
    if member.name == "database":
        _load_database(content)
        progress("database: brought in")
    elif kind == "keys" and rest in KEY_FILES:
        _write_key(Path(settings.DATA) / rest, content.read())
    elif kind == "evidence":
        _store_object(rest, content)
    else:
        raise Damaged


def _load_database(content: IO[bytes]) -> None:
    with tempfile.NamedTemporaryFile(dir=settings.DATA) as dump:
        while piece := content.read(PIECE):
            dump.write(piece)
        dump.flush()
        with connection.cursor() as cursor:
            cursor.execute("DROP SCHEMA public CASCADE; CREATE SCHEMA public")
        connection.close()
        _run(
            "pg_restore",
            "--no-owner",
            "--exit-on-error",
            "--single-transaction",
            f"--dbname={connection.settings_dict['NAME']}",
            dump.name,
        )


def _write_key(path: Path, key: bytes) -> None:
    path.unlink(missing_ok=True)
    with os.fdopen(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as file:
        file.write(key)


def _store_object(path: str, content: IO[bytes]) -> None:
    writing = store.Writing(path)
    try:
        while piece := content.read(PIECE):
            writing.write(piece)
        writing.finish()
    except BaseException:
        writing.abandon()
        raise


def _run(program: str, *arguments: str) -> None:
    """Run one of PostgreSQL's programs on our database; the password goes where no process list shows it."""
    database = settings.DATABASES["default"]
    names = {"PGDATABASE": "NAME", "PGUSER": "USER", "PGPASSWORD": "PASSWORD", "PGHOST": "HOST", "PGPORT": "PORT"}
    ours = {name: str(database[key]) for name, key in names.items() if database[key]}
    outcome = subprocess.run(
        [BINARIES / program, *arguments], env=os.environ | ours, capture_output=True, text=True, check=False
    )
    if outcome.returncode:
        reason = outcome.stderr.strip().splitlines()[-1] if outcome.stderr else outcome.returncode
        raise Fault(f"{program} failed: {reason}")
