"""A backup back into an empty installation: proved first, then its rows, keys and sealed files."""

from __future__ import annotations

import json
import os
import tarfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from pathlib import Path
from typing import IO
from uuid import UUID

from django.conf import settings
from django.db import connection

from pimpasa.config import binding, installation
from pimpasa.config.backups import rows
from pimpasa.config.backups.known import Known, known_of, newer_than
from pimpasa.config.backups.writing import KEY_FILES, Progress
from pimpasa.config.errors import Fault
from pimpasa.evidence import store
from pimpasa.evidence.queries import orphans_among
from pimpasa.installation.models import Restoration
from pimpasa.ledger import notes
from pimpasa.ledger.errors import Unproved
from pimpasa.ledger.notes import Checkpoint, Verifier
from pimpasa.ledger.queries import vkey
from pimpasa.sealing import backups, recovery
from pimpasa.sealing.backups import Head
from pimpasa.sealing.errors import Damaged, MalformedCode, NoBackup, NotSigned, OldBackup, SealingError, WrongKey
from pimpasa.territory.models import Office

Member = tuple[str, IO[bytes]]

SENTENCES: dict[type[SealingError], str] = {
    NoBackup: "{file} is no backup of this program",
    OldBackup: "{file} is a backup of before backups were signed, so nobody can tell who wrote it: bring it in with the"
    " version that made it, on a machine without network, update that one, and make a new backup there",
    MalformedCode: "this is no kit's code: 53 letters and digits; one is missing or not right",
    WrongKey: "this code opens no backup of this installation: it takes the backup kit that was the newest when the"
    " backup was made; an office's recovery kit opens its desks' keys only",
    NotSigned: "{file} is not as this kit's installation signed it: cut off, changed, or written by somebody else."
    " Nothing of it was brought in; use another",
    Damaged: "{file} is cut off or damaged; use another",
}


@dataclass(frozen=True)
class Proved:
    """A backup that its installation signed as it is, and what it is of."""

    installation: UUID
    made_at: datetime
    log: Verifier
    checkpoint: Checkpoint | None
    newer: Known | None

    @property
    def signed(self) -> int:
        """How many acts its log had signed."""
        return self.checkpoint.size if self.checkpoint else 0

    def restoration(self, *, at: datetime, reason: str) -> Restoration:
        return Restoration(
            restored_at=at,
            made_at=self.made_at,
            came_from=self.installation,
            signed=self.signed,
            newest_size=self.newer.checkpoint.size if self.newer else None,
            reason=reason,
        )


def prove(source: Path, *, code: str, places: list[str]) -> Proved:
    """Check a whole backup, and how new it is, and bring nothing in. Raises Fault, with a sentence."""
    with _opened(source, code) as (head, _plain):
        return _proved(head, source, places)


def restore(source: Path, *, code: str, places: list[str], reason: str, progress: Progress) -> Proved:
    """Bring a backup into an empty installation. Raises Fault, with a sentence, for anything that does not fit."""
    _require_empty()
    with _opened(source, code) as (head, plain):
        proved = _proved(head, source, places)
        _require_newest(proved, reason)
        binding.require_folder_of(proved.installation)
        with tarfile.open(mode="r|", fileobj=plain) as archive:
            _bring_in(_members(archive), proved, progress)
    return proved


@contextmanager
def _opened(source: Path, code: str) -> Iterator[tuple[Head, IO[bytes]]]:
    """The head of a backup and its plain bytes, once all of it was found whole and signed; faults as sentences."""
    try:
        with source.open("rb") as file:
            head = backups.head_of(file)
            yield head, backups.opened(file, head, seed=recovery.seed_of_code(code))
    except SealingError as wrong:
        raise Fault(SENTENCES[type(wrong)].format(file=source)) from wrong
    except tarfile.TarError as wrong:
        raise Fault(SENTENCES[Damaged].format(file=source)) from wrong


def _proved(head: Head, source: Path, places: list[str]) -> Proved:
    try:
        log = Verifier.parse(head.about["log"])
        note = head.about["checkpoint"]
        signed = notes.open_note(note, log) if note else None
        number, made_at = UUID(head.about["installation"]), datetime.fromisoformat(head.about["made_at"])
    except (KeyError, ValueError, Unproved) as wrong:
        raise Damaged from wrong
    newer = newer_than(signed, known_of(log, source=source, places=places))
    return Proved(number, made_at, log, signed, newer)


def _require_empty() -> None:
    tables = connection.introspection.table_names()
    if tables and "django_migrations" not in tables:
        raise Fault("this database holds something else; name an empty one: DATABASE_URL")
    if Office._meta.db_table in tables and Office.objects.exists():  # noqa: SLF001 - Django documents _meta
        raise Fault("this installation has an office already; restore into an empty one (another PIMPASA_DATA)")
    if store.is_marked():
        raise Fault(
            f"{settings.EVIDENCE_STORE} is an installation's already; name an empty one: PIMPASA_EVIDENCE_STORE"
        )


def _require_newest(proved: Proved, reason: str) -> None:
    newer = proved.newer
    if newer is None and reason:
        raise Fault("nothing newer than this backup is known here: leave --older-than-known out")
    if newer is not None and not reason:
        raise Fault(
            f"this backup of {proved.made_at:%Y-%m-%d %H:%M} is older than the log: it has {proved.signed} signed acts,"
            f" {newer.place} knows of {newer.checkpoint.size}. Bring in a newer one; if what came after it is lost, say"
            ' why: --older-than-known "the newer disk was stolen"'
        )


def _members(archive: tarfile.TarFile) -> Iterator[Member]:
    for member in archive:
        content = archive.extractfile(member)
        if content is None:
            raise Damaged
        yield member.name, content


def _bring_in(members: Iterator[Member], proved: Proved, progress: Progress) -> None:
    name, content = next(members, ("", None))
    if name != "shape" or content is None:
        raise Damaged
    shape = _shape(content)
    for kind, group in groupby(members, key=lambda member: member[0].partition("/")[0]):
        if kind == "keys":
            _bring_in_keys(group)
        elif kind == "rows":
            _require_log_key(proved)
            _bring_in_rows(shape, group)
            installation.migrate(progress)
            progress("database: brought in")
        elif kind == "evidence":
            progress(f"evidence: {_bring_in_evidence(group)} objects brought in")
        else:
            raise Damaged


def _shape(content: IO[bytes]) -> rows.Shape:
    try:
        return rows.Shape.parse(json.load(content))
    except (ValueError, RecursionError) as wrong:
        raise Damaged from wrong


def _bring_in_rows(shape: rows.Shape, members: Iterator[Member]) -> None:
    rows.make_tables(shape)
    with rows.loading(shape) as tables:
        for table, group in groupby(members, key=lambda member: member[0].split("/")[1]):
            tables.put(table, (content for _name, content in group))


def _bring_in_keys(members: Iterator[Member]) -> None:
    for name, content in members:
        if (file := name.removeprefix("keys/")) not in KEY_FILES:
            raise Damaged
        _write_key(Path(settings.DATA) / file, content.read())
    binding.read_keys()


def _require_log_key(proved: Proved) -> None:
    if vkey() != str(proved.log):
        raise Fault(
            "this machine's PIMPASA_LEDGER_KEY is not the one that signed this backup's log; bring its own here"
        )


def _write_key(path: Path, key: bytes) -> None:
    path.unlink(missing_ok=True)
    with os.fdopen(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as file:
        file.write(key)


def _bring_in_evidence(members: Iterator[Member]) -> int:
    """Sealed files, each under a name that a row has, and no other."""
    number = 0
    for name, content in members:
        path = name.removeprefix("evidence/")
        if orphans_among([path]):
            raise Damaged
        _store_object(path, content.read)
        number += 1
    return number


def _store_object(path: str, read: Callable[[int], bytes]) -> None:
    writing = store.Writing(path)
    try:
        while piece := read(rows.PIECE):
            writing.write(piece)
        writing.finish()
    except BaseException:
        writing.abandon()
        raise
