"""`pimpasa migrate --plan`: what an upgrade would do, read from its SQL."""

from __future__ import annotations

from contextlib import nullcontext

import pytest
from django.db import connection
from django.db.migrations.loader import MigrationLoader

from pimpasa.config import cli, upgrades
from pimpasa.config.commands import migrate as command
from pimpasa.config.upgrades import Step, Waits, lines, steps_of

BESIDE = "The version before works on beside all of them: migrate first, then change one server after the other."


@pytest.mark.parametrize(
    ("statement", "step"),
    [
        ('CREATE TABLE "a" ("id" bigint NOT NULL);', Step("makes", "a")),
        ('ALTER TABLE "a" ADD COLUMN "b" date NULL;', Step("adds a column to", "a", Waits.EVERYBODY)),
        (
            'ALTER TABLE "a" ADD COLUMN "b" date NOT NULL;',
            Step("adds a column to", "a", Waits.EVERYBODY, breaks="it can add no row to a"),
        ),
        ('ALTER TABLE "a" ADD COLUMN "b" text DEFAULT \'\' NOT NULL;', Step("adds a column to", "a", Waits.EVERYBODY)),
        (
            'ALTER TABLE "a" ALTER COLUMN "b" DROP DEFAULT;',
            Step("changes a column of", "a", Waits.EVERYBODY, breaks="it can add no row to a"),
        ),
        ('ALTER TABLE "a" ALTER COLUMN "b" DROP NOT NULL;', Step("changes a column of", "a", Waits.EVERYBODY)),
        (
            'ALTER TABLE "a" ALTER COLUMN "b" SET NOT NULL;',
            Step("checks every row of", "a", Waits.EVERYBODY, True, "it may not leave b of a empty any more"),
        ),
        (
            'ALTER TABLE "a" ALTER COLUMN "b" TYPE bigint USING "b"::bigint;',
            Step("writes anew", "a", Waits.EVERYBODY, True),
        ),
        ('ALTER TABLE "a" ADD CONSTRAINT "c" CHECK (b > 0);', Step("checks every row of", "a", Waits.EVERYBODY, True)),
        (
            'ALTER TABLE "a" ADD CONSTRAINT "c" FOREIGN KEY ("b") REFERENCES "d" ("id");',
            Step("checks every row of", "a", Waits.WRITERS, True),
        ),
        (
            'ALTER TABLE "a" ADD CONSTRAINT "c" CHECK (b > 0) NOT VALID;',
            Step("adds a rule to", "a", Waits.EVERYBODY),
        ),
        ('ALTER TABLE "a" VALIDATE CONSTRAINT "c";', Step("checks every row of", "a", Waits.NOBODY, True)),
        ("ALTER TABLE a SET UNLOGGED;", Step("writes anew", "a", Waits.EVERYBODY, True)),
        ('ALTER TABLE "a" DROP CONSTRAINT "c";', Step("removes a rule from", "a", Waits.EVERYBODY)),
        (
            'ALTER TABLE "a" DROP COLUMN "b" CASCADE;',
            Step("removes a column from", "a", Waits.EVERYBODY, breaks="it still asks for b of a"),
        ),
        ('DROP TABLE "a" CASCADE;', Step("removes", "a", Waits.EVERYBODY, breaks="it still asks for a")),
        (
            'ALTER TABLE "a" RENAME TO "b";',
            Step("renames in", "a", Waits.EVERYBODY, breaks="it knows a by another name"),
        ),
        ('CREATE INDEX "i" ON "a" ("b");', Step("builds an index over", "a", Waits.WRITERS, True)),
        ('CREATE UNIQUE INDEX "i" ON "a" ("b");', Step("builds an index over", "a", Waits.WRITERS, True)),
        ('CREATE INDEX CONCURRENTLY "i" ON "a" ("b");', Step("builds an index over", "a", Waits.NOBODY, True)),
        ("UPDATE a SET b = 'x; DROP TABLE c';", Step("changes rows of", "a", Waits.WRITERS, True)),
        (
            "CREATE TRIGGER t BEFORE UPDATE ON a EXECUTE FUNCTION f();",
            Step("changes a trigger of", "a", Waits.EVERYBODY),
        ),
        ("VACUUM a;", Step("does what is not known here: VACUUM a")),
    ],
)
def test_what_a_statement_does(statement: str, step: Step) -> None:
    assert list(steps_of(f"BEGIN;\n-- A comment; of two parts\n{statement}\nCOMMIT;")) == [step]


def test_what_stands_in_a_function_is_no_statement() -> None:
    text = "CREATE FUNCTION f() RETURNS trigger AS $$ BEGIN DELETE FROM a; END $$; SET CONSTRAINTS ALL IMMEDIATE;"
    assert list(steps_of(text)) == []


@pytest.mark.django_db
def test_every_statement_of_ours_is_known() -> None:
    loader = MigrationLoader(connection)
    ours = [loader.disk_migrations[key] for key in sorted(loader.disk_migrations)]
    ours = [migration for migration in ours if migration.__module__.startswith("pimpasa.")]
    unknown = [
        f"{migration.app_label}.{migration.name}: {step.does}"
        for migration in ours
        for step in upgrades._statements_of(migration, loader)
        if step.does.startswith("does what")
    ]
    assert (unknown, len(ours) > 50) == ([], True)


def unapplied(app: str, first: str) -> int:
    """As if an app's migrations from this one on had not been applied yet; returns how many."""
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = %s AND name >= %s RETURNING name", [app, first])
        names = sorted(name for (name,) in cursor.fetchall())
    assert names[0].startswith(first)
    return len(names)


@pytest.mark.django_db
def test_nothing_waits() -> None:
    assert list(lines()) == ["The tables are up to date."]


@pytest.mark.django_db
def test_an_index_holds_up_who_writes() -> None:
    unapplied("reports", "0009")
    told = "\n".join(lines())
    assert "reports.0009_orders_of_lists\n  builds an index over reports_report (about " in told
    assert "MiB): who writes there waits, less than a second" in told


@pytest.mark.django_db
def test_a_column_that_only_this_version_fills_stops_the_one_before() -> None:
    waiting_ones = unapplied("accounts", "0005")
    told = list(lines())
    assert told[0] == f"{waiting_ones} migrations wait. What one of them locks it holds until it ends."
    assert told[told.index("accounts.0005_nip_position_rank") + 1] == (
        "  adds a column to accounts_officer: everybody there waits, a moment"
    )
    assert "  accounts.0005_nip_position_rank: it can add no row to accounts_officer" in told
    assert BESIDE not in told


@pytest.mark.django_db
def test_a_column_that_may_be_empty_stops_nobody() -> None:
    steps = [step for one in upgrades._planned(*waiting("cases", "0003_set_aside")) for step in one.steps]
    assert steps == [Step("adds a column to", "cases_case", Waits.EVERYBODY)]
    assert list(upgrades._beside([])) == [BESIDE]


def waiting(app: str, name: str) -> tuple[list[object], MigrationLoader]:
    loader = MigrationLoader(connection)
    return [loader.disk_migrations[app, name]], loader


@pytest.mark.django_db
def test_the_command_only_tells(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(command, "database", nullcontext)
    arguments = cli.parser().parse_args(["migrate", "--plan"])
    assert (arguments.act(arguments), capsys.readouterr().out) == (0, "The tables are up to date.\n")
    waiting_ones = unapplied("reports", "0009")
    assert arguments.act(arguments) == 0
    assert capsys.readouterr().out.startswith(f"{waiting_ones} migrations wait.")
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM django_migrations WHERE app = 'reports' AND name LIKE '0009%%'")
        assert cursor.fetchone() == (0,)


@pytest.mark.parametrize(
    ("size", "words"), [(10**6, "less than a second"), (4 * 10**8, "about 4 s where the disk reads 100 MB/s")]
)
def test_how_long_is_said_by_size(size: int, words: str) -> None:
    assert upgrades._time(size) == words
