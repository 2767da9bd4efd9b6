"""An officer's operations as an iCalendar feed (RFC 5545): times and the unit, nothing else."""

from __future__ import annotations

import hashlib
import secrets
from datetime import datetime

from django.db import transaction
from icalendar import Event

from pimpasa.accounts.models import Officer
from pimpasa.accounts.roles import Permission
from pimpasa.accounts.rules import check_permission
from pimpasa.common import clock
from pimpasa.common.calendars import calendar, event
from pimpasa.ledger import actions as ledger
from pimpasa.ledger.acts import Act
from pimpasa.operations.models import CalendarFeed, Operation
from pimpasa.operations.queries import on_feed

TITLE = "Operasi"


@transaction.atomic
def renew_feed(*, by: Officer) -> str:
    """Make the officer's link anew and return its token, which is shown once; the link of before stops."""
    check_permission(by, Permission.READ_REPORTS)
    token = secrets.token_urlsafe(32)
    made = {"token_digest": _digest(token), "made_at": clock.now()}
    feed, _is_new = CalendarFeed.objects.update_or_create(officer=by, defaults=made)
    ledger.append(act=Act.CALENDAR_LINKED, subject=by.actor, actor=by.actor, digest=bytes(feed.token_digest))
    return token


def feed_of(token: str) -> bytes | None:
    """The calendar behind a token, or None where it is nobody's, or of an officer who may not sign in any more."""
    feed = CalendarFeed.objects.filter(token_digest=_digest(token)).select_related("officer").first()
    if feed is None or not feed.officer.may(Permission.READ_REPORTS):
        return None
    events = [
        _event(token, operation, begins=operation.starts_at, ends=operation.ends_at)
        for operation in on_feed(feed.officer)
        if operation.starts_at and operation.ends_at
    ]
    return calendar(TITLE, events)


def _digest(token: str) -> bytes:
    return hashlib.sha256(b"pimpasa/v1/calendar " + token.encode()).digest()


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
