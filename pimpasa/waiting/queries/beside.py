"""What colleagues told this officer beside a report or a case, and what the officer wanted to be reminded of."""

from __future__ import annotations

from typing import Any

from django.db.models import CharField, Q, QuerySet, Value
from django.db.models.functions import Cast, Coalesce, Concat

from pimpasa.cases.models import CorrectionTold
from pimpasa.notes.models import NoteMention, Reminder
from pimpasa.vault.models import IN_USE
from pimpasa.waiting.kinds import Kind
from pimpasa.waiting.queries.seats import Seat, offered

Rows = QuerySet[Any, Any]


def corrections(seat: Seat) -> Rows:
    """Of what this officer wrote, reviewed or leads. By correction_unread."""
    rows = CorrectionTold.objects.filter(_readable(seat), officer=seat.officer, read_at=None).order_by("id")
    return offered(rows, Kind.CORRECTED, since="at", about="kind", place=_place())


def mentions(seat: Seat) -> Rows:
    """Notes that name this officer. By mention_unread."""
    rows = NoteMention.objects.filter(_readable(seat, "note__"), officer=seat.officer, read_at=None).order_by("id")
    return offered(rows, Kind.MENTIONED, since="note__at", about="note__officer__name", place=_place("note__"))


def reminders(seat: Seat) -> Rows:
    """Whose day began. By reminder_waits."""
    rows = Reminder.objects.filter(_readable(seat), officer=seat.officer, done_at=None, starts_at__lte=seat.now)
    rows = rows.order_by("starts_at", "id")
    return offered(rows, Kind.REMINDED, since="set_at", until="starts_at", place=_place())


def _readable(seat: Seat, path: str = "") -> Q:
    """Of a report that the officer reads, or of a case of their unit, neither of them erased."""
    units = {f"{path}case__unit__in": seat.units, f"{path}case__shredded_at": None, f"{path}case__set_aside_at": None}
    return Q(**{f"{path}report__in": seat.mine.filter(IN_USE)}) | Q(**units, **{f"{path}case__isnull": False})


def _place(path: str = "") -> Coalesce:
    """A report's kelurahan, a case's number."""
    number = Concat(Cast(f"{path}case__number", CharField()), Value("/"), Cast(f"{path}case__year", CharField()))
    return Coalesce(f"{path}report__village__name", number, output_field=CharField())
