"""What stands beside a report or a case on its page."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from pimpasa.cases.models import Case
from pimpasa.notes.opening import notes_of
from pimpasa.notes.queries import reminders_of
from pimpasa.notes.rules import can_write
from pimpasa.reports.models import Report
from pimpasa.sites.officers.http import OfficerRequest

NOTES = "#catatan"


def address_of(thing: Report | Case, anchor: str = "") -> str:
    name = "officers:report" if isinstance(thing, Report) else "officers:case"
    return reverse(name, args=[thing.pk]) + anchor


def notes_beside(request: OfficerRequest, thing: Report | Case, key: bytes) -> dict[str, Any]:
    """Its notes, and the officer's own reminders of it; nothing for who only reads it by a share."""
    if not can_write(request.user, thing):
        return {}
    kind = "report" if isinstance(thing, Report) else "case"
    return {
        "may_note": True,
        "notes": notes_of(thing, key, request.user),
        "reminders": list(reminders_of(request.user, thing)),
        "note_address": reverse(f"officers:note_{kind}", args=[thing.pk]),
        "remind_address": reverse(f"officers:remind_{kind}", args=[thing.pk]),
    }
