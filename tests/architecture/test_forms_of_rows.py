"""What a bound row says may change only with its form: else the audit calls every row of before changed by hand.

`bound_columns.txt` has the form of each model and its columns. A column that a migration adds empty changes no digest
and is written there. One that is renamed, removed, filled anew, or bound no longer raises `form`, and a line of its own
is written for that.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pytest
from django.db import migrations, models
from django.db.migrations import operations
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.migration import Migration
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState

from pimpasa.ledger.bound import BOUND

COLUMNS = Path(__file__).parent / "bound_columns.txt"
FILLS = "fills rows anew"
# Of before rows were bound, or of the very migrations that brought it about: nothing had a digest yet.
OF_BEFORE = {
    ("accounts", "0002_digests_of_cookies"),
    ("cases", "0002_never_against_a_victim"),
    ("keys", "0003_readers_of_complaints_stay"),
    ("keys", "0005_who_reads_was_met"),
    ("ledger", "0002_append_only"),
    ("ledger", "0003_imprints"),
    ("papers", "0002_issued_stays"),
    ("reports", "0003_no_liaison_readable"),
    ("territory", "0002_drop_office_class"),
}
# What code of a migration fills anew, by its migration: the bound models, or none of them with the reason.
FILLED: dict[tuple[str, str], set[str] | str] = {
    ("cases", "0011_persons_merged"): "a trigger that refuses is made anew; no row is touched",
    ("ledger", "0005_batches"): "tiles, checkpoints and batches are the log itself",
    ("ledger", "0008_statements"): "a trigger that refuses is made; what is told is the log itself",
    ("territory", "0004_boxes_of_boundaries"): "boundaries are bound to no act: they come anew from their file",
}


def columns_now() -> list[str]:
    return [
        f"{label} {binding.form}: {' '.join(sorted(column.attname for column in binding.columns))}"
        for label, binding in sorted(BOUND.items())
    ]


def written() -> dict[str, tuple[int, set[str]]]:
    """By model: its newest form and that form's columns."""
    newest: dict[str, tuple[int, set[str]]] = {}
    for line in COLUMNS.read_text().splitlines():
        name, _, columns = line.partition(": ")
        label, form = name.split()
        newest[label] = max(newest.get(label, (0, set())), (int(form), set(columns.split())), key=lambda pair: pair[0])
    return newest


def changes(state: ProjectState, app: str, operation: Operation) -> set[str]:
    """The models whose rows say something else after an operation, as labels; FILLS where only its author knows."""
    match operation:
        case operations.RunPython() | operations.RunSQL():
            return {FILLS}
        case operations.RenameField() | operations.RemoveField():
            return {f"{app}.{operation.model_name_lower}"}
        case operations.RenameModel():
            return {f"{app}.{operation.new_name_lower}"}
        case operations.AddField():
            return set() if _is_empty(operation.field) else {f"{app}.{operation.model_name_lower}"}
        case operations.AlterField():
            before = state.models[app, operation.model_name_lower].fields[operation.name_lower]
            same = before.get_internal_type() == operation.field.get_internal_type()
            return set() if same else {f"{app}.{operation.model_name_lower}"}
    return set()


def _is_empty(field: models.Field[object, object]) -> bool:
    """Whether rows of before have the column's empty value, which no digest holds."""
    return field.default is models.NOT_PROVIDED or field.default in (None, "", 0, False, list, dict)


def changed_by(migration: Migration, state: ProjectState) -> set[str]:
    """The bound models whose rows a migration makes say something else."""
    key = (migration.app_label, migration.name)
    changed: set[str] = set()
    for operation in migration.operations:
        changed |= changes(state, migration.app_label, operation)
        operation.state_forwards(migration.app_label, state)
    if FILLS in changed:
        filled = FILLED.get(key)
        assert filled is not None, f"{key} runs code: say in FILLED which bound models it fills anew, or why none"
        changed |= filled if isinstance(filled, set) else set()
    return changed & BOUND.keys()


def raised(all_changed: Iterable[set[str]]) -> dict[str, int]:
    """The form that each model has after these migrations."""
    forms = dict.fromkeys(BOUND, 1)
    for changed in all_changed:
        for label in changed:
            forms[label] += 1
    return forms


def test_every_model_s_columns_are_those_that_were_written_down() -> None:
    lines = set(COLUMNS.read_text().splitlines())
    assert sorted(set(columns_now()) - lines) == [], "added empty: write it into its line; else raise form, a new line"
    assert written().keys() == BOUND.keys()


def test_no_form_goes_back_and_each_has_a_line() -> None:
    assert {label: form for label, (form, _columns) in written().items()} == {
        label: binding.form for label, binding in BOUND.items()
    }


def test_each_migration_that_changes_what_rows_say_raised_their_form() -> None:
    loader = MigrationLoader(None)
    later = [
        migration
        for key, migration in sorted(loader.disk_migrations.items())
        if migration.__module__.startswith("pimpasa.") and not key[1].startswith("0001_") and key not in OF_BEFORE
    ]
    changed = [changed_by(each, loader.project_state((each.app_label, each.name), at_end=False)) for each in later]
    assert {label for label, form in raised(changed).items() if BOUND[label].form < form} == set()


class Invented(Migration):
    """A migration that somebody might write."""


def invented(*steps: Operation) -> Migration:
    migration = Invented("9999_karangan", "keys")
    migration.operations = list(steps)
    return migration


@pytest.mark.parametrize(
    ("step", "changed"),
    [
        (migrations.RenameField("officerkey", "made_at", "created_at"), {"keys.officerkey"}),
        (migrations.RemoveField("deskkey", "made_at"), {"keys.deskkey"}),
        (migrations.AlterField("officerkey", "made_at", models.DateField()), {"keys.officerkey"}),
        (migrations.AlterField("officerkey", "version", models.PositiveIntegerField(default=7)), set()),
        (migrations.AddField("officerkey", "colour", models.CharField(max_length=9, blank=True)), set()),
        (
            migrations.AddField("officerkey", "colour", models.CharField(default="red")),
            {"keys.officerkey"},
        ),
        (migrations.AddField("officerkey", "at", models.DateTimeField(null=True)), set()),
    ],
)
def test_what_changes_a_row_is_known(step: Operation, changed: set[str]) -> None:
    loader = MigrationLoader(None)
    assert changed_by(invented(step), loader.project_state()) == changed


def test_code_that_nobody_explained_is_asked_about() -> None:
    with pytest.raises(AssertionError, match="say in FILLED"):
        changed_by(invented(migrations.RunPython(migrations.RunPython.noop)), ProjectState())
