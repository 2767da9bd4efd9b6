"""Rows of several tables in one statement: what a page shows of one report is one round trip, not twenty."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import Model, QuerySet
from psycopg.abc import Buffer
from psycopg.adapt import Loader
from psycopg.pq import Format


class _JsonAsText(Loader):
    """As Django's fields expect it; a version stands before it."""

    format = Format.BINARY

    def load(self, data: Buffer) -> str:
        return bytes(data)[1:].decode()


def ask_together(*questions: QuerySet[Any, Any]) -> None:
    """Answer all of these with one statement; each then holds its rows, as if it had been asked alone.

    What they prefetch is asked afterwards, of each alone: `lay_beside` does without. No question locks its rows.
    """
    parts = [part for question in questions if (part := _part(question)) is not None]
    for part, rows in zip(parts, _answers(parts), strict=True):
        _give(part, rows)


def lay_beside(rows: Iterable[Model], relation: str, children: QuerySet[Any, Any]) -> None:
    """Let the `relation` of each row hold those of `children` that point to it, as if they had been prefetched."""
    for row in rows:
        manager = getattr(row, relation)
        theirs = [child for child in children if getattr(child, manager.field.attname) == row.pk]
        held = manager.get_queryset()
        # As Django's prefetch_one does it.
        vars(held).update(_result_cache=theirs, _prefetch_done=True)
        vars(row).setdefault("_prefetched_objects_cache", {})[manager.field.remote_field.cache_name] = held


class _Part(NamedTuple):
    question: QuerySet[Any, Any]
    compiler: Any
    sql: str
    parameters: Sequence[Any]


def _part(question: QuerySet[Any, Any]) -> _Part | None:
    """None for a question of which Django knows that nothing answers it."""
    compiler = question.query.get_compiler(connection=connection)
    try:
        return _Part(question, compiler, *compiler.as_sql())
    except EmptyResultSet:
        return None


def _answers(parts: Sequence[_Part]) -> Sequence[list[tuple[Any, ...]]]:
    if not parts:
        return ()
    arrays = ", ".join(f"ARRAY(SELECT ROW(part.*) FROM ({part.sql}) AS part)" for part in parts)  # noqa: S608 - Django's
    with connection.cursor() as cursor:
        # Only so PostgreSQL says of which type each value in a row is.
        cursor.cursor.format = Format.BINARY
        cursor.cursor.adapters.register_loader("jsonb", _JsonAsText)
        cursor.execute(f"SELECT {arrays}", [value for part in parts for value in part.parameters])
        answers: Sequence[list[tuple[Any, ...]]] = cursor.fetchone()
    return answers


def _give(part: _Part, rows: list[tuple[Any, ...]]) -> None:
    """Let a question make its objects of these rows as it does of those it asks for."""
    compiler, query = part.compiler, part.question.query
    compiler.execute_sql = lambda *_args, **_more: [rows]
    vars(query)["get_compiler"] = lambda *_args, **_more: compiler
    try:
        len(part.question)
    finally:
        del vars(query)["get_compiler"]
