"""An officer's operations as an iCalendar feed: times and the unit, nothing else."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import datetime

from icalendar import Event

from pimpasa.common.calendars import calendar, event
from pimpasa.operations.models import Operation

TITLE = "Operasi"


def token_digest(token: str) -> bytes:
    """What is kept of a link's token, 32 bytes."""
    return hashlib.sha256(b"pimpasa/v1/calendar " + token.encode()).digest()


def calendar_file(operations: Iterable[Operation], token: str) -> bytes:
    """The operations as an iCalendar file for the link with this token."""
    events = [
        _event(token, operation, begins=operation.starts_at, ends=operation.ends_at)
        for operation in operations
        if operation.starts_at and operation.ends_at
    ]
    return calendar(TITLE, events)


def _event(token: str, operation: Operation, *, begins: datetime, ends: datetime) -> Event:
    # Of this link alone: whoever sees two officers' calendars learns no more than the times say.
    name = hashlib.sha256(f"{token} {operation.subject}".encode()).hexdigest()[:32]
    return event(
        name,
        stamp=operation.planned_at,
        begins=begins,
        ends=ends,
        summary=f"{TITLE} – {operation.unit.name}",
    )
