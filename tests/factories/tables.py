"""Everything that is stored, so that a test can say that nothing changed."""

from __future__ import annotations

import re
from pathlib import Path

from django.apps import apps

from tests.emptying import rows_of

DOCUMENT = Path(__file__).resolve().parents[2] / "docs" / "threat-model.md"
ROW = re.compile(r"^\| `([a-z]+\.[A-Za-z]+)` \| [^|]+ \| ([^|]+) \|$", re.MULTILINE)
STEWARD = "the office that answers for it"
Tables = dict[str, list[dict[str, object]]]


def everything() -> Tables:
    """Each of the program's tables, row by row, but the counts of who asks too much, which every request may touch."""
    ours = [model for model in apps.get_models() if model.__module__.startswith("pimpasa.")]
    ours = [model for model in ours if model._meta.app_label != "allowances"]
    filled = rows_of([model._meta.db_table for model in ours])
    return {
        model._meta.db_table: [
            {name: bytes(value) if isinstance(value, memoryview) else value for name, value in row.items()}
            for row in (model._default_manager.order_by("pk").values() if filled[model._meta.db_table] else ())
        ]
        for model in ours
    }


def owners() -> dict[str, str]:
    """Who changes each table that is no single office's, as the document says."""
    part = DOCUMENT.read_text().split("## What all offices share", 1)[1].split("\n## ", 1)[0]
    return dict(ROW.findall(part))


def what_all_offices_share() -> dict[str, list[tuple[object, ...]]]:
    """The rows that one office looks after for all; of dialogues' kinds those that are no office's own."""
    rows = {}
    for label in (label for label, owner in owners().items() if owner.startswith(STEWARD)):
        model = apps.get_model(label)
        has_office = any(field.name == "office" for field in model._meta.fields)
        kept_by_nobody = {"office": None} if has_office else {}
        rows[label] = list(model._default_manager.filter(**kept_by_nobody).order_by("pk").values_list())
    return rows
