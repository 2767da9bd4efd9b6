"""Rows of several tables in one statement: a report with its grants and its ledger entry is one round trip."""

from __future__ import annotations

from functools import cache
from typing import Any

from django.db import connection
from django.db.models import AutoField, Field, Model


def insert(*rows: Model) -> None:
    """Insert new rows all at once or, where the database refuses one, none of them.

    What the database numbers itself is not read back, and no signals are sent. Foreign keys among the rows may point
    either way, for Django's are checked at the commit. Raises django.db.IntegrityError.
    """
    values = [
        field.get_db_prep_save(getattr(row, field.attname), connection) for row in rows for field in _fields(type(row))
    ]
    with connection.cursor() as cursor:
        cursor.execute(_statement(tuple(type(row) for row in rows)), values)
    for row in rows:
        row._state.adding = False  # noqa: SLF001 - as Django's own save leaves it


@cache
def _fields(model: type[Model]) -> tuple[Field[Any, Any], ...]:
    columns = model._meta.local_concrete_fields  # noqa: SLF001 - Django documents it
    return tuple(field for field in columns if not isinstance(field, AutoField))


@cache
def _statement(models: tuple[type[Model], ...]) -> str:
    inserts = [_insert(model) for model in models]
    before = ", ".join(f"_{number} AS ({sql})" for number, sql in enumerate(inserts[:-1]))
    return f"WITH {before} {inserts[-1]}" if before else inserts[-1]


def _insert(model: type[Model]) -> str:
    quoted = connection.ops.quote_name
    columns = ", ".join(quoted(str(field.column)) for field in _fields(model))
    places = ", ".join("%s" for _ in _fields(model))
    return f"INSERT INTO {quoted(model._meta.db_table)} ({columns}) VALUES ({places})"  # noqa: S608, SLF001 - names of our models
