"""The log's newest signed states, inner and public, kept where no database reaches: in the data folder, in the store.

A database that does not continue it was rolled back, restored from a backup, or took over without having received
everything. Nothing is signed and no program starts on it until somebody says, by an act, that it goes on so.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings

from pimpasa.config.errors import Fault
from pimpasa.evidence import store
from pimpasa.evidence.errors import ObjectMissing, StoreUnavailable
from pimpasa.ledger import actions, queries
from pimpasa.ledger.continuity import CONTINUITY, check_continues
from pimpasa.ledger.errors import AnotherLog, Forked, LogBroken, RolledBack
from pimpasa.ledger.integration import integrate
from pimpasa.ledger.publishing import publish

FOLDER = "log"
FILE = "newest-checkpoint"
OBJECT = f"{FOLDER}/{FILE}"
PUBLIC_FILE = "newest-batch"
RESTORED = "restored"
log = logging.getLogger(__name__)

AFTER = {
    "fork": "the log went on in two ways: {place} has its state of {signed} acts, and this database another of as many."
    " After a failover the lost primary had acts that this one never received. Bring that one back if you can; if not,"
    " go on with this one: pimpasa ledger continue fork",
    "rollback": "this database is older than its log: it has {size} signed acts, {place} knows of {signed}."
    " After a failover bring the primary back that has them; after a snapshot was put back, take the newer one. If what"
    " is missing is lost: pimpasa ledger continue rollback",
    "restore": "this backup is older than the log: it has {size} signed acts, {place} knows of {signed}. Restore a"
    " newer one if there is any; if what came after it is lost: pimpasa ledger continue restore",
}


def keep() -> None:
    """Keep the newest notes outside the database where they are new; a store out of reach gets the next ones."""
    for name, newest in ((FILE, queries.newest_checkpoint()), (PUBLIC_FILE, queries.newest_batch())):
        if newest is not None and newest.note != _read_file(name):
            _write_file(name, newest.note)
            _keep_in_store(name, newest.note)


def _keep_in_store(name: str, note: str) -> None:
    try:
        _write_object(name, note)
    except StoreUnavailable as trouble:
        log.warning("the newest checkpoint is kept in this machine's folder alone: %s", trouble)


def check(*, machine_only: bool = False) -> None:
    """Raise LogBroken, with the sentence and the command, where the database does not continue what was kept."""
    for place, note in notes(machine_only=machine_only):
        try:
            check_continues(note)
        except (Forked, RolledBack) as broken:
            sentence = AFTER[_kind(broken)].format(place=place, size=broken.size, signed=broken.signed)
            raise LogBroken(sentence) from broken
        except AnotherLog as broken:
            raise LogBroken(
                f"{place} belongs to another log: {broken}; give this installation its own folder, store and ledger key"
            ) from broken


def faults() -> Iterator[str]:
    """What `check` says, for an audit; nothing where the database continues its log."""
    try:
        check()
    except LogBroken as broken:
        yield str(broken)


def require() -> None:
    """For a program that starts: as `check`, as a Fault."""
    try:
        check()
    except LogBroken as broken:
        raise Fault(str(broken)) from broken


def go_on(*, after: str) -> int:
    """Go on with a database that does not continue its log, by an act; returns the log's size from now on.

    Raises Fault where the database does continue it, or where something else happened than is said.
    """
    kinds = {_kind(broken) for broken in _breaks()}
    if after not in kinds:
        happened = f"what happened is: {', '.join(sorted(kinds))}" if kinds else "this database continues its log"
        raise Fault(f"{happened}; nothing was changed")
    _continue(after, [note for _place, note in notes()])
    newest = queries.newest_checkpoint()
    return newest.size if newest else 0


def go_on_restored(*, abandoned: str) -> None:
    """After a backup was brought in, which is known to be older than this signed note: go on with it, by an act."""
    _continue("restore", [abandoned])


def _continue(after: str, abandoned: list[str]) -> None:
    actions.continue_log(after=after, notes=abandoned)
    while integrate(late=True):
        pass
    publish(at_once=True)
    (Path(settings.DATA) / RESTORED).unlink(missing_ok=True)
    keep()
    actions.forget_faults(part=CONTINUITY)


def mark_restored() -> None:
    """Remember on this machine that its database came from a backup."""
    (Path(settings.DATA) / RESTORED).touch(mode=0o600)


def _breaks() -> Iterator[Forked | RolledBack]:
    for _place, note in notes():
        try:
            check_continues(note)
        except (Forked, RolledBack) as broken:
            yield broken


def _kind(broken: Forked | RolledBack) -> str:
    if isinstance(broken, Forked):
        return "fork"
    return "restore" if (Path(settings.DATA) / RESTORED).exists() else "rollback"


def notes(*, machine_only: bool = False) -> Iterator[tuple[str, str]]:
    """The kept notes, each with its place in words."""
    for name in (FILE, PUBLIC_FILE):
        if note := _read_file(name):
            yield "this machine's folder", note
    if not machine_only:
        for name in (FILE, PUBLIC_FILE):
            yield from _notes_in_store(name)


def _notes_in_store(name: str) -> Iterator[tuple[str, str]]:
    try:
        reading = store.Reading(f"{FOLDER}/{name}")
        yield "the evidence store", reading(0, reading.size).decode()
    except ObjectMissing:
        return
    except StoreUnavailable as trouble:
        log.warning("the newest checkpoint in the evidence store cannot be read: %s", trouble)


def _read_file(name: str) -> str:
    """Empty where there is none."""
    file = Path(settings.DATA) / name
    return file.read_text() if file.exists() else ""


def _write_file(name: str, note: str) -> None:
    file = Path(settings.DATA) / name
    unfinished = file.with_suffix(".new")
    with unfinished.open("w") as out:
        out.write(note)
        out.flush()
        os.fsync(out.fileno())
    unfinished.rename(file)


def _write_object(name: str, note: str) -> None:
    writing = store.Writing(f"{FOLDER}/{name}")
    try:
        writing.write(note.encode())
        writing.finish()
    except BaseException:
        writing.abandon()
        raise
