"""What an upgrade would do to the database, read from its own SQL: who waits for how long, and what breaks beside it.

A version that only adds may be brought up while the one before still serves. What that one asks for or cannot fill goes
a version later (expand, migrate, contract: docs/runbook.md).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum
from typing import NamedTuple

from django.db import connection
from django.db.migrations import Migration
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.operations import RunPython

# What a plain disk reads, in bytes a second; most read more.
SPEED = 100 * 10**6
MEBIBYTE = 1024**2


class Waits(IntEnum):
    """Who waits for a lock that a statement takes (PostgreSQL's manual, 13.3)."""

    NOBODY = 0
    WRITERS = 1
    EVERYBODY = 2

    @property
    def words(self) -> str:
        return ("nobody waits", "who writes there waits", "everybody there waits")[self]


class Kind(NamedTuple):
    """A kind of statement: how it begins, what it does, who waits, whether longer for more rows, and what it breaks."""

    begins: str
    does: str
    waits: Waits
    is_long: bool = False
    breaks: str = ""


_ALTER = r'ALTER TABLE (?:ONLY )?"?(?P<table>\w+)"? '
# The first that fits is it.
KINDS = (
    Kind(r'CREATE TABLE "?(?P<table>\w+)', "makes", Waits.NOBODY),
    Kind(_ALTER + r"ADD COLUMN (?!.*DEFAULT).*NOT NULL", "adds a column to", Waits.EVERYBODY,
         breaks="it can add no row to {table}"),
    Kind(_ALTER + r"ADD COLUMN .*\bSTORED\b", "writes anew", Waits.EVERYBODY, is_long=True),
    Kind(_ALTER + "ADD COLUMN", "adds a column to", Waits.EVERYBODY),
    Kind(_ALTER + "ADD CONSTRAINT .*FOREIGN KEY", "checks every row of", Waits.WRITERS, is_long=True),
    Kind(_ALTER + "ADD CONSTRAINT .*NOT VALID", "adds a rule to", Waits.EVERYBODY),
    Kind(_ALTER + "ADD CONSTRAINT", "checks every row of", Waits.EVERYBODY, is_long=True),
    Kind(_ALTER + "VALIDATE CONSTRAINT", "checks every row of", Waits.NOBODY, is_long=True),
    Kind(_ALTER + r"ALTER COLUMN \S+ TYPE", "writes anew", Waits.EVERYBODY, is_long=True),
    Kind(_ALTER + r"ALTER COLUMN (?P<column>\S+) SET NOT NULL", "checks every row of", Waits.EVERYBODY, is_long=True,
         breaks="it may not leave {column} of {table} empty any more"),
    # Django fills the rows there are by a default, and takes that away again.
    Kind(_ALTER + r"ALTER COLUMN \S+ DROP DEFAULT", "changes a column of", Waits.EVERYBODY,
         breaks="it can add no row to {table}"),
    Kind(_ALTER + "ALTER COLUMN", "changes a column of", Waits.EVERYBODY),
    Kind(_ALTER + r"DROP COLUMN (?:IF EXISTS )?(?P<column>\S+)", "removes a column from", Waits.EVERYBODY,
         breaks="it still asks for {column} of {table}"),
    Kind(_ALTER + "SET (?:UN)?LOGGED", "writes anew", Waits.EVERYBODY, is_long=True),
    Kind(_ALTER + "DROP CONSTRAINT", "removes a rule from", Waits.EVERYBODY),
    Kind(_ALTER + "RENAME", "renames in", Waits.EVERYBODY, breaks="it knows {table} by another name"),
    Kind(r'DROP TABLE (?:IF EXISTS )?"?(?P<table>\w+)', "removes", Waits.EVERYBODY,
         breaks="it still asks for {table}"),
    Kind(r'CREATE (?:UNIQUE )?INDEX CONCURRENTLY .* ON "?(?P<table>\w+)', "builds an index over", Waits.NOBODY,
         is_long=True),
    Kind(r'CREATE (?:UNIQUE )?INDEX .* ON "?(?P<table>\w+)', "builds an index over", Waits.WRITERS, is_long=True),
    Kind(r'(?:UPDATE|DELETE FROM|INSERT INTO) (?:ONLY )?"?(?P<table>\w+)', "changes rows of", Waits.WRITERS,
         is_long=True),
    Kind(r'(?:CREATE|DROP|ALTER) .*TRIGGER .* ON "?(?P<table>\w+)', "changes a trigger of", Waits.EVERYBODY),
)  # fmt: skip
# Of no table, or asked of what stands in the same statement.
_OF_NO_TABLE = re.compile(
    "SET CONSTRAINTS|(?:CREATE|DROP|ALTER)(?: OR REPLACE)? (?:FUNCTION|EXTENSION|SEQUENCE)|DROP INDEX|COMMENT|SELECT"
)


@dataclass(frozen=True)
class Step:
    """One thing that a migration does; `table` is none where it says nothing of that."""

    does: str
    table: str = ""
    waits: Waits = Waits.NOBODY
    is_long: bool = False
    breaks: str = ""


@dataclass(frozen=True)
class Planned:
    """A migration that waits, and what it would do."""

    name: str
    steps: tuple[Step, ...]


def lines() -> Iterator[str]:
    """What `pimpasa migrate` would do now, for a person to read."""
    executor = MigrationExecutor(connection)
    waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if not waiting:
        yield "The tables are up to date."
    elif not executor.loader.applied_migrations:
        yield f"The database is empty: {len(waiting)} migrations make its tables, and nobody waits."
    else:
        yield from _told(_planned([migration for migration, _backwards in waiting], executor.loader))


def _planned(waiting: list[Migration], loader: MigrationLoader) -> list[Planned]:
    planned: list[Planned] = []
    new: set[str] = set()
    for migration in waiting:
        steps = [*_statements_of(migration, loader), *_code_of(migration)]
        new |= {step.table for step in steps if step.does == "makes"}
        # A table that nobody has asked for yet holds nobody up.
        steps_that_count = dict.fromkeys(step for step in steps if step.does == "makes" or step.table not in new)
        planned.append(Planned(f"{migration.app_label}.{migration.name}", tuple(steps_that_count)))
    return planned


def _statements_of(migration: Migration, loader: MigrationLoader) -> list[Step]:
    try:
        sql = loader.collect_sql([(migration, False)])
    except ValueError:  # the name of a rule that an earlier one makes is only known to the database
        return [Step("changes what an earlier one makes")]
    return [step for text in sql for step in steps_of(text)]


def steps_of(text: str) -> Iterator[Step]:
    """What SQL does, statement by statement."""
    for statement in _split(text):
        for kind in KINDS:
            if match := re.match(kind.begins, statement):
                named = {name: value.strip('"') for name, value in match.groupdict().items()}
                yield Step(kind.does, named["table"], kind.waits, kind.is_long, kind.breaks.format(**named))
                break
        else:
            if not _OF_NO_TABLE.match(statement):
                yield Step(f"does what is not known here: {statement[:60]}")


def _split(text: str) -> list[str]:
    """Statements in one line each, without comments and whatever is quoted."""
    plain = re.sub(r"\$(\w*)\$.*?\$\1\$", "''", text, flags=re.DOTALL)
    plain = re.sub(r"--[^\n]*", "", re.sub("'[^']*'", "''", plain))
    statements = (" ".join(statement.split()) for statement in plain.split(";"))
    return [statement for statement in statements if statement and statement not in {"BEGIN", "COMMIT"}]


def _code_of(migration: Migration) -> list[Step]:
    """What is no SQL; who waits for it only who wrote it can say."""
    code = [operation.code for operation in migration.operations if isinstance(operation, RunPython)]
    names = (getattr(function, "__name__", "").strip("_").replace("_", " ") for function in code)
    return [Step(f"runs code of its own: {name}") for name in names]


def _told(planned: list[Planned]) -> Iterator[str]:
    sizes = _sizes({step.table for migration in planned for step in migration.steps if step.table})
    yield f"{len(planned)} migrations wait. What one of them locks it holds until it ends."
    for migration in planned:
        yield ""
        yield migration.name
        yield from (f"  {_line(step, sizes)}" for step in migration.steps)
        if not migration.steps:
            yield "  changes nothing in the database"
    yield ""
    yield from _beside([(each.name, step.breaks) for each in planned for step in each.steps if step.breaks])


def _line(step: Step, sizes: dict[str, tuple[int, int]]) -> str:
    if not step.table:
        return step.does
    if step.does == "makes":
        return f"makes {step.table}"
    rows, size = sizes.get(step.table, (0, 0))
    if not step.is_long:
        return f"{step.does} {step.table}: {step.waits.words}, a moment"
    much = f"about {rows:,} rows, {size / MEBIBYTE:,.0f} MiB"
    return f"{step.does} {step.table} ({much}): {step.waits.words}, {_time(size)}"


def _time(size: int) -> str:
    seconds = size / SPEED
    return "less than a second" if seconds < 1 else f"about {seconds:,.0f} s where the disk reads {SPEED // 10**6} MB/s"


def _beside(broken: list[tuple[str, str]]) -> Iterator[str]:
    if not broken:
        yield "The version before works on beside all of them: migrate first, then change one server after the other."
        return
    yield "Stop every server and worker first; beside these the version before does not work on:"
    yield from (f"  {name}: {what}" for name, what in dict.fromkeys(broken))


def _sizes(tables: set[str]) -> dict[str, tuple[int, int]]:
    """Rows, as the planner believes, and bytes, of those that are there."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname, greatest(reltuples, 0)::bigint, pg_total_relation_size(oid) FROM pg_class"
            " WHERE relkind IN ('r', 'p') AND relnamespace = current_schema()::regnamespace AND relname = ANY(%s)",
            [sorted(tables)],
        )
        return {name: (rows, size) for name, rows, size in cursor.fetchall()}
