"""Dialogues as they are listed."""

from __future__ import annotations

from django.db.models import QuerySet

from pimpasa.outreach.models import Dialogue, DialogueKind
from pimpasa.territory.models import Office


def kinds() -> QuerySet[DialogueKind]:
    """The kinds that may be planned."""
    return DialogueKind.objects.filter(retired_on=None)


def of_office(office: Office) -> QuerySet[Dialogue]:
    """An office's dialogues, newest first, with what a list shows."""
    return Dialogue.objects.filter(office=office).select_related("village", "kind", "organiser", "desk")
