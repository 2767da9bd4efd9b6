"""Rows of several tables in one statement: a report with its grants and its ledger entry is one round trip."""

from __future__ import annotations

from functools import cache
from typing import Any, NamedTuple

from django.db import connection
from django.db.models import AutoField, Field, ForeignKey, Model


class _Shape(NamedTuple):
    """A row's model, and which of its columns hold the number of which row before it."""

    model: type[Model]
    references: tuple[tuple[str, int], ...]


def insert(*rows: Model) -> None:
    """Insert new rows all at once or, where the database refuses one, none of them.

    What the database numbers itself is not read back, and no signals are sent. Foreign keys among the rows may point
    either way, for Django's are checked at the commit; to a row that the database numbers they point back. Raises
    django.db.IntegrityError.
    """
    shapes = tuple(_Shape(type(row), _references(row, rows)) for row in rows)
    values = [
        field.get_db_prep_save(getattr(row, field.attname), connection)
        for row, shape in zip(rows, shapes, strict=True)
        for field in _fields(shape.model)
        if field.attname not in dict(shape.references)
    ]
    with connection.cursor() as cursor:
        cursor.execute(_statement(shapes), values)
    for row in rows:
        row._state.adding = False  # noqa: SLF001 - as Django's own save leaves it


def _references(row: Model, rows: tuple[Model, ...]) -> tuple[tuple[str, int], ...]:
    references = []
    for field in _fields(type(row)):
        if isinstance(field, ForeignKey) and field.is_cached(row) and getattr(row, field.attname) is None:
            target = getattr(row, field.name)
            references += [(field.attname, number) for number, candidate in enumerate(rows) if candidate is target]
    return tuple(references)


@cache
def _fields(model: type[Model]) -> tuple[Field[Any, Any], ...]:
    columns = model._meta.local_concrete_fields  # noqa: SLF001 - Django documents it
    return tuple(field for field in columns if not isinstance(field, AutoField))


@cache
def _statement(shapes: tuple[_Shape, ...]) -> str:
    numbered = {number for shape in shapes for _column, number in shape.references}
    inserts = [_insert(shape, returning=number in numbered) for number, shape in enumerate(shapes)]
    before = ", ".join(f"_{number} AS ({sql})" for number, sql in enumerate(inserts[:-1]))
    return f"WITH {before} {inserts[-1]}" if before else inserts[-1]


def _insert(shape: _Shape, *, returning: bool) -> str:
    quoted = connection.ops.quote_name
    fields, references = _fields(shape.model), dict(shape.references)
    columns = ", ".join(quoted(str(field.column)) for field in fields)
    places = ", ".join(_place(references.get(field.attname)) for field in fields)
    table = quoted(shape.model._meta.db_table)  # noqa: SLF001 - as above
    sql = f"INSERT INTO {table} ({columns}) VALUES ({places})"  # noqa: S608 - names of our models
    return f"{sql} RETURNING id" if returning else sql


def _place(reference: int | None) -> str:
    return "%s" if reference is None else f"(SELECT id FROM _{reference})"  # noqa: S608 - a number of our own
