"""Everything that is stored, so that a test can say that nothing changed."""

from __future__ import annotations

from django.apps import apps

Tables = dict[str, list[dict[str, object]]]


def everything() -> Tables:
    """Each of the program's tables, row by row, but the counts of who asks too much, which every request may touch."""
    ours = [model for model in apps.get_models() if model.__module__.startswith("pimpasa.")]
    ours = [model for model in ours if model._meta.app_label != "allowances"]
    return {
        model._meta.db_table: [
            {name: bytes(value) if isinstance(value, memoryview) else value for name, value in row.items()}
            for row in model._default_manager.order_by("pk").values()
        ]
        for model in ours
    }
