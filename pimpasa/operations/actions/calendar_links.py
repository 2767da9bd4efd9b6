"""An officer's own link to the times of their operations."""

from __future__ import annotations

import secrets

from pimpasa.accounts.models import Officer
from pimpasa.accounts.roles import Permission
from pimpasa.accounts.rules import check_permission
from pimpasa.common import clock
from pimpasa.ledger.acts import Act
from pimpasa.ledger.verbs import act, record
from pimpasa.operations.feeds import token_digest
from pimpasa.operations.models import CalendarFeed


@act(Act.CALENDAR_LINKED)
def renew_feed(*, by: Officer) -> str:
    """Make the officer's link anew and return its token, which is shown once; the link of before stops."""
    check_permission(by, Permission.READ_REPORTS)
    token = secrets.token_urlsafe(32)
    digest = token_digest(token)
    CalendarFeed.objects.update_or_create(officer=by, defaults={"token_digest": digest, "made_at": clock.now()})
    record(by, by=by, digest=digest)
    return token
