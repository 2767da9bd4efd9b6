"""What a witness remembers: its key, the logs that it watches, the newest checkpoint of each, and who contradicted it.

One SQLite file that is its owner's alone. A witness whose book is lost is another witness: it would sign what
contradicts what it signed before, so it begins anew with a new key and another name.
"""

from __future__ import annotations

import secrets
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from pimpasa.ledger import notes

# Of one log: whoever stole its key could fill the disk.
MOST_CONTRADICTIONS = 1_000
_SECONDS_TO_WAIT = 10
_TABLES = """
CREATE TABLE IF NOT EXISTS witness (name TEXT NOT NULL, seed BLOB NOT NULL);
CREATE TABLE IF NOT EXISTS log (
    origin TEXT PRIMARY KEY, vkey TEXT NOT NULL, size INTEGER NOT NULL DEFAULT 0, root BLOB, note TEXT,
    seen_at INTEGER
);
CREATE TABLE IF NOT EXISTS contradiction (
    origin TEXT NOT NULL, at INTEGER NOT NULL, request BLOB NOT NULL, reason TEXT NOT NULL,
    UNIQUE (origin, request)
);
"""


class NoBook(Exception):
    """There is none in this place yet, or what is there is none."""


@dataclass(frozen=True)
class Watched:
    """A log and its newest checkpoint that was signed: size 0 and no root before the first; times in Unix seconds."""

    verifier: notes.Verifier
    size: int = 0
    root: bytes | None = None
    note: str = ""
    seen_at: int | None = None
    contradictions: int = 0


class Book:
    """Raises NoBook where there is none; `Book.begin` makes one."""

    def __init__(self, path: Path) -> None:
        if not path.is_file():
            raise NoBook(f"there is no witness in {path.parent} yet")
        self._path = path

    @classmethod
    def begin(cls, path: Path, *, name: str) -> Book:
        """With a new key under a name, such as a domain. Raises ValueError for what is no name, or where one is."""
        if not notes.is_name(name):
            raise ValueError(f"{name!r} is no name of a witness: no blanks, no +")
        if path.exists():
            raise ValueError(f"there is a witness in {path.parent} already")
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        path.touch(mode=0o600)
        book = cls(path)
        with book._writing() as database:
            database.execute("INSERT INTO witness (name, seed) VALUES (?, ?)", (name, secrets.token_bytes(32)))
        return book

    @property
    def verifier(self) -> notes.Verifier:
        """What anyone needs to check the witness's signatures; print it as a vkey."""
        name, key = self._identity()
        return notes.Verifier(name, notes.COSIGNATURE, key.public_key().public_bytes_raw())

    def sign(self, checkpoint: notes.Checkpoint, *, at: int) -> str:
        name, key = self._identity()
        return notes.cosign(checkpoint, name=name, key=key, at=at)

    def watch(self, vkey: str) -> notes.Verifier:
        """Sign for a log from now on; its size so far stays. Raises ValueError for what is no log's vkey."""
        verifier = notes.Verifier.parse(vkey)
        if verifier.kind != notes.ED25519:
            raise ValueError("this key signs as a witness; a log has a key for notes")
        with self._writing() as database:
            row = database.execute("SELECT vkey FROM log WHERE origin = ?", (verifier.name,)).fetchone()
            if row is not None and row[0] != str(verifier):
                raise ValueError(f"{verifier.name} is watched already, under another key")
            statement = "INSERT OR IGNORE INTO log (origin, vkey) VALUES (?, ?)"
            database.execute(statement, (verifier.name, str(verifier)))
        return verifier

    def watched(self) -> list[Watched]:
        """Every log, by its name."""
        with self._reading() as database:
            return [_watched(row) for row in database.execute(f"{_SELECT} ORDER BY log.origin")]

    @contextmanager
    def turn(self, origin: str) -> Iterator[Turn | None]:
        """One request about a log, alone: what is compared and what is kept is one transaction, or nothing.

        None where the log is not watched.
        """
        with self._writing() as database:
            row = database.execute(f"{_SELECT} WHERE log.origin = ?", (origin,)).fetchone()
            yield Turn(database, _watched(row)) if row else None

    def _identity(self) -> tuple[str, Ed25519PrivateKey]:
        with self._reading() as database:
            row = database.execute("SELECT name, seed FROM witness").fetchone()
        if row is None:
            raise NoBook(f"what is in {self._path} is no witness")
        return row[0], Ed25519PrivateKey.from_private_bytes(row[1])

    @contextmanager
    def _reading(self) -> Iterator[sqlite3.Connection]:
        with closing(self._open()) as database:
            yield database

    @contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        """On the disk when it is left; IMMEDIATE, so that no two compare with the same checkpoint."""
        with closing(self._open()) as database:
            database.execute("BEGIN IMMEDIATE")
            try:
                yield database
            except BaseException:
                database.execute("ROLLBACK")
                raise
            database.execute("COMMIT")

    def _open(self) -> sqlite3.Connection:
        try:
            database = sqlite3.connect(self._path, timeout=_SECONDS_TO_WAIT, isolation_level=None)
            database.execute("PRAGMA synchronous = FULL")
            database.executescript(_TABLES)
        except sqlite3.DatabaseError as wrong:
            raise NoBook(f"what is in {self._path} is no witness: {wrong}") from wrong
        return database


@dataclass
class Turn:
    """A log as it was signed last, while nobody else may sign for it."""

    database: sqlite3.Connection
    log: Watched

    def keep(self, checkpoint: notes.Checkpoint, note: str, *, at: int) -> None:
        self.database.execute(
            "UPDATE log SET size = ?, root = ?, note = ?, seen_at = ? WHERE origin = ?",
            (checkpoint.size, checkpoint.root, note, at, checkpoint.origin),
        )

    def accuse(self, request: bytes, reason: str, *, at: int) -> None:
        """Keep what a log signed though it contradicts what it signed before."""
        if self.log.contradictions < MOST_CONTRADICTIONS:
            self.database.execute(
                "INSERT OR IGNORE INTO contradiction (origin, at, request, reason) VALUES (?, ?, ?, ?)",
                (self.log.verifier.name, at, request, reason),
            )


_SELECT = """
SELECT vkey, size, root, note, seen_at, (SELECT count(*) FROM contradiction WHERE contradiction.origin = log.origin)
FROM log
"""


def _watched(row: tuple[str, int, bytes | None, str | None, int | None, int]) -> Watched:
    vkey, size, root, note, seen_at, contradictions = row
    return Watched(notes.Verifier.parse(vkey), size, root, note or "", seen_at, contradictions)
