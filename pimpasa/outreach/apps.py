from __future__ import annotations

from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class OutreachConfig(AppConfig):
    name = "pimpasa.outreach"
    label = "outreach"

    def ready(self) -> None:
        post_migrate.connect(put_kinds, sender=self)


def put_kinds(sender: Any, using: str, **_given: Any) -> None:
    """A new database has the usual kinds; what an office changed in them stays as it is."""
    from pimpasa.outreach.kinds import USUAL_KINDS
    from pimpasa.outreach.models import DialogueKind

    rows = [DialogueKind(position=at, **kind) for at, kind in enumerate(USUAL_KINDS)]
    DialogueKind.objects.using(using).bulk_create(rows, ignore_conflicts=True)
