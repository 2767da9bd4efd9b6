"""What a process needs to be ready: its database, tables of its version, its own keys, the store of files."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from django.db import connection, connections

from pimpasa.config.adoption import require_known_tables
from pimpasa.config.errors import Fault
from pimpasa.config.installation import pending_migrations
from pimpasa.config.server.health import Check, Readiness
from pimpasa.evidence import store
from pimpasa.installation import queries


def _over_a_fresh_connection(check: Callable[[], str]) -> Callable[[], str]:
    """So that it is seen, too, when the database takes no more of them."""

    @wraps(check)
    def run() -> str:
        try:
            return check()
        finally:
            connections.close_all()

    return run


@_over_a_fresh_connection
def _database() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_is_in_recovery()")
        return "is a standby, which takes nothing" if cursor.fetchone()[0] else ""


class _Tables:
    """Reads the migrations' files until all of them are applied; a database does not lose them again."""

    def __init__(self) -> None:
        self._are_there = False

    def __call__(self) -> str:
        if self._are_there:
            return ""
        try:
            return self._look()
        finally:
            connections.close_all()

    def _look(self) -> str:
        try:
            require_known_tables()
        except Fault:
            return "are of a newer version"
        self._are_there = not pending_migrations()
        return "" if self._are_there else "lack migrations"


@_over_a_fresh_connection
def _keys() -> str:
    own = queries.installation()
    if own is None:
        return "belong to no installation yet"
    return "are another installation's" if queries.misfit(own) else ""


def _files() -> str:
    store.answer()
    return ""


def readiness() -> Readiness:
    """A store that is out takes files from everybody, and must not take the site with it."""
    parts: dict[str, Check] = {"database": _database, "tables": _Tables(), "keys": _keys, "files": _files}
    return Readiness(parts, needed=frozenset({"database", "tables", "keys"}))
