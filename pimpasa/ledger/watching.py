"""Triggers by which the database notes, for the transaction alone, which bound rows a verb changes.

Whatever way a row is written, by a queryset, in SQL of our own or by a cascade, the verb's act then commits to it. A
trigger is no guard: who changes rows by hand may switch it off, and is found because no act knows of it.
"""

from __future__ import annotations

from django.apps import AppConfig
from django.db import connection

from pimpasa.ledger.bound import BOUND, Binding

NAME = "ledger_watch"
# `pimpasa restore` brings rows back whose acts come with them, and sets pimpasa.watch to off.
_BODY = """
DECLARE noted text; changed record;
BEGIN
    IF current_setting('pimpasa.watch', true) = 'off' THEN RETURN NULL; END IF;
    IF TG_OP = 'DELETE' THEN changed := OLD; ELSE changed := NEW; END IF;
    noted := coalesce(current_setting('pimpasa.changed', true), '');
    PERFORM set_config('pimpasa.changed', noted || '{label} ' || {name} || E'\\n', true);
    RETURN NULL;
END """
_TRIGGER = (
    "CREATE TRIGGER {trigger} AFTER INSERT OR UPDATE OR DELETE ON {table} FOR EACH ROW EXECUTE FUNCTION {function}()"
)
_FUNCTIONS = """
SELECT proname, prosrc FROM pg_proc WHERE pronamespace = current_schema()::regnamespace AND proname LIKE %s
"""
_TRIGGERS = "SELECT tgrelid::regclass::text FROM pg_trigger WHERE tgname = %s"


def watch() -> None:
    """Let the database note changes of every bound table; says nothing where it does already."""
    with connection.cursor() as cursor:
        cursor.execute(_FUNCTIONS, [f"{NAME}\\_%"])
        functions = dict(cursor.fetchall())
        cursor.execute(_TRIGGERS, [NAME])
        watched = {table for (table,) in cursor.fetchall()}
        for binding in BOUND.values():
            for statement in _statements(binding, functions, watched):
                cursor.execute(statement)


def watch_after_migrating(sender: AppConfig, **_more: object) -> None:
    """For Django's signal post_migrate, so that no database is without."""
    watch()


def _statements(binding: Binding, functions: dict[str, str], watched: set[str]) -> list[str]:
    table = binding.model._meta.db_table  # noqa: SLF001 - Django documents it
    function, body = f"{NAME}_{table}", _body(binding)
    statements = []
    if functions.get(function) != body:
        statements.append(f"CREATE OR REPLACE FUNCTION {function}() RETURNS trigger LANGUAGE plpgsql AS $${body}$$")
    if table not in watched:
        statements.append(_TRIGGER.format(trigger=NAME, table=table, function=function))
    return statements


def _body(binding: Binding) -> str:
    name = " || '|' || ".join(f"changed.{key.column}::text" for key in binding.keys)
    return _BODY.format(label=binding.label, name=name)
