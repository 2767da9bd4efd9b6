"""After a test that commits, Django empties every table: here only those that have rows."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.contrib.auth.management import create_permissions
from django.contrib.contenttypes.management import create_contenttypes
from django.db import connection
from django.db.backends.postgresql.operations import DatabaseOperations
from django.db.models.signals import post_migrate
from django.test import TransactionTestCase

# Django would write these anew, always the same, in four hundred statements; so they stay.
STAY = {"auth_permission", "django_content_type"}
# Deleted rows leave their place behind; who filled a table with thousands gets new files.
FEW = 2_000


def quicken(patch: pytest.MonkeyPatch) -> None:
    """Let tests that commit end so; what they leave is the same."""
    truncating, ending = DatabaseOperations.sql_flush, TransactionTestCase._fixture_teardown

    def statements(self: DatabaseOperations, style: Any, tables: list[str], **how: bool) -> list[str]:
        if how.get("reset_sequences"):
            return truncating(self, style, tables, **how)
        rows = rows_of([table for table in tables if table not in STAY])
        if any(number > FEW for number in rows.values()):
            return truncating(self, style, tables, **how)
        filled = [self.quote_name(table) for table, number in rows.items() if number]
        # The order of the tables is nobody's business then, and the log's guard against deleting is off.
        return ["SET LOCAL session_replication_role = replica", *(f"DELETE FROM {table}" for table in filled)]  # noqa: S608 - Django's

    def ended(self: TransactionTestCase) -> None:
        with what_stays():
            ending(self)

    patch.setattr(DatabaseOperations, "sql_flush", statements)
    patch.setattr(TransactionTestCase, "_fixture_teardown", ended)


@contextmanager
def what_stays() -> Iterator[None]:
    """Nobody writes it anew meanwhile."""
    identity = "django.contrib.auth.management.create_permissions"
    assert post_migrate.disconnect(dispatch_uid=identity)
    assert post_migrate.disconnect(create_contenttypes)
    try:
        yield
    finally:
        post_migrate.connect(create_contenttypes)
        post_migrate.connect(create_permissions, dispatch_uid=identity)


def rows_of(tables: list[str]) -> dict[str, int]:
    """How many rows each has, counted until it is clear that they are not few."""
    if not tables:
        return {}
    name = connection.ops.quote_name
    counts = (f"SELECT count(*) FROM (SELECT 1 FROM {name(table)} LIMIT {FEW + 1}) few" for table in tables)  # noqa: S608
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT ({'), ('.join(counts)})")
        return dict(zip(tables, cursor.fetchone(), strict=True))
