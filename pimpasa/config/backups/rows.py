"""The database's rows, in and out. A backup holds no SQL: tables come from this program's own migrations.

What is brought in is data for COPY and nothing else, in a transaction whose rights end at putting rows into tables.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from graphlib import TopologicalSorter
from typing import IO, Any

from django.db import connection, transaction
from django.db.migrations.executor import MigrationExecutor
from psycopg import sql

from pimpasa.config.errors import Fault
from pimpasa.sealing.errors import Damaged

PIECE = 4 * 1024**2
# As pg_dump does: a text of COPY says the same whatever the server is set to.
_PLAIN = "SET LOCAL datestyle = 'ISO'; SET LOCAL intervalstyle = 'postgres'; SET LOCAL extra_float_digits = 1"
_TABLES = """
SELECT relname, array_agg(attname::text ORDER BY attnum)
FROM pg_class JOIN pg_attribute ON attrelid = pg_class.oid AND attnum > 0 AND NOT attisdropped AND attgenerated = ''
WHERE relnamespace = current_schema()::regnamespace AND relkind = 'r' AND relpersistence = 'p'
GROUP BY relname ORDER BY relname
"""
# Django's own foreign keys wait for the end of the transaction; for others the order of tables matters.
_AT_ONCE = """
SELECT DISTINCT ours.relname, theirs.relname
FROM pg_constraint JOIN pg_class ours ON ours.oid = conrelid JOIN pg_class theirs ON theirs.oid = confrelid
WHERE contype = 'f' AND NOT condeferrable AND connamespace = current_schema()::regnamespace AND conrelid <> confrelid
"""
_SEQUENCES = """
SELECT sequencename, last_value FROM pg_sequences WHERE schemaname = current_schema() AND last_value IS NOT NULL
"""


@dataclass(frozen=True)
class Shape:
    """What a backup says of its rows: the newest migrations, each table's columns, where sequences stand."""

    migrations: list[list[str]]
    tables: dict[str, list[str]]
    sequences: dict[str, int]

    @classmethod
    def parse(cls, content: Any) -> Shape:
        """Raises Damaged."""
        try:
            return cls(
                [[str(app), str(name)] for app, name in content["migrations"]],
                {str(table): [str(column) for column in columns] for table, columns in content["tables"].items()},
                {str(name): int(value) for name, value in content["sequences"].items()},
            )
        except (ValueError, KeyError, TypeError, AttributeError) as wrong:
            raise Damaged from wrong

    @property
    def plain(self) -> dict[str, Any]:
        return asdict(self)


@contextmanager
def one_moment() -> Iterator[Shape]:
    """All that is read within is of one moment, whatever is written meanwhile."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        cursor.execute(_TABLES)
        tables = dict(cursor.fetchall())
        cursor.execute(_SEQUENCES)
        yield Shape(_leaves(), tables, dict(cursor.fetchall()))


def pieces(table: str, columns: Iterable[str]) -> Iterator[bytes]:
    """A table's rows as COPY writes them, a few MiB at a time."""
    waiting = bytearray()
    with connection.cursor() as cursor:
        cursor.execute(_PLAIN)
        with cursor.copy(_copy(table, columns, "TO STDOUT")) as copy:
            for row in copy:
                waiting += row
                if len(waiting) >= PIECE:
                    yield bytes(waiting)
                    waiting.clear()
    if waiting:
        yield bytes(waiting)


def in_order(shape: Shape) -> list[str]:
    """The tables, each after those that its rows refer to."""
    with connection.cursor() as cursor:
        cursor.execute(_AT_ONCE)
        sorter = TopologicalSorter({table: [] for table in sorted(shape.tables)})
        for table, before in cursor.fetchall():
            sorter.add(table, before)
    return list(sorter.static_order())


def make_tables(shape: Shape) -> None:
    """Empty tables as they were when the backup was made. Raises Fault for one of a newer version."""
    with connection.cursor() as cursor:
        cursor.execute("DROP SCHEMA public CASCADE")
        cursor.execute("CREATE SCHEMA public")
    executor = MigrationExecutor(connection)
    newest = [(app, name) for app, name in shape.migrations]
    if unknown := [key for key in newest if key not in executor.loader.graph.nodes]:
        app, name = unknown[0]
        raise Fault(f"a newer version of pimpasa made this backup ({app}.{name}); install that version")
    executor.migrate(newest)
    with connection.cursor() as cursor:
        cursor.execute(_TABLES)
        if {table: set(columns) for table, columns in cursor.fetchall()} != {
            table: set(columns) for table, columns in shape.tables.items()
        }:
            raise Fault("this backup's tables are not those of this program; install the version that made it")


class Loading:
    """Empty tables that take rows."""

    def __init__(self, shape: Shape) -> None:
        self._shape = shape

    def put(self, table: str, contents: Iterable[IO[bytes]]) -> None:
        """A table's rows. Raises Damaged for a table that is none."""
        if table not in self._shape.tables:
            raise Damaged
        with (
            connection.cursor() as cursor,
            cursor.copy(_copy(table, self._shape.tables[table], "FROM STDIN")) as copy,
        ):
            for content in contents:
                copy.write(content.read())


@contextmanager
def loading(shape: Shape) -> Iterator[Loading]:
    """All rows come in, or none. Triggers rest meanwhile: what they would do came along."""
    tables = [sql.Identifier(table) for table in shape.tables]
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(_PLAIN)
        for table in tables:
            cursor.execute(sql.SQL("ALTER TABLE {} DISABLE TRIGGER USER").format(table))
        cursor.execute(sql.SQL("TRUNCATE {}").format(sql.SQL(", ").join(tables)))
        with _as_nobody(cursor):
            yield Loading(shape)
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for table in tables:
            cursor.execute(sql.SQL("ALTER TABLE {} ENABLE TRIGGER USER").format(table))
        for name, value in shape.sequences.items():
            cursor.execute("SELECT setval(quote_ident(%s)::regclass, %s)", [name, value])


@contextmanager
def _as_nobody(cursor: Any) -> Iterator[None]:
    """As a user who may put rows into tables and nothing else, where ours may do more than that to the server."""
    cursor.execute("SELECT rolsuper FROM pg_roles WHERE rolname = current_user")
    if not cursor.fetchone()[0]:
        yield
        return
    name = sql.Identifier(f"pimpasa_restoring_{secrets.token_hex(4)}")
    for statement in (
        "CREATE ROLE {} NOLOGIN NOSUPERUSER NOINHERIT",
        "GRANT USAGE ON SCHEMA public TO {}",
        "GRANT INSERT ON ALL TABLES IN SCHEMA public TO {}",
        "SET LOCAL ROLE {}",
    ):
        cursor.execute(sql.SQL(statement).format(name))
    yield
    cursor.execute("RESET ROLE")
    cursor.execute(sql.SQL("DROP OWNED BY {}").format(name))
    cursor.execute(sql.SQL("DROP ROLE {}").format(name))


def _copy(table: str, columns: Iterable[str], way: str) -> sql.Composed:
    names = sql.SQL(", ").join(map(sql.Identifier, columns))
    return sql.SQL("COPY {} ({}) {}").format(sql.Identifier(table), names, sql.SQL(way))


def _leaves() -> list[list[str]]:
    """The newest migration of each capability, all of which have been applied."""
    return sorted(list(key) for key in MigrationExecutor(connection).loader.graph.leaf_nodes())
