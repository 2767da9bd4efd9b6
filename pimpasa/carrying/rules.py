"""Who takes work along on a phone, how long it stays there, and when it has to go."""

from __future__ import annotations

from datetime import datetime, timedelta

from pimpasa.accounts.models import Officer
from pimpasa.accounts.roles import Permission
from pimpasa.accounts.rules import check_manage, check_permission
from pimpasa.carrying.models import Phone

# Without contact for so long a phone erases what it has; scripts/phone/store.js says the same.
LIFE = timedelta(days=3)
# A month's visits would be a stock, and not what somebody needs today.
MOST_REPORTS = 30


def check_take(officer: Officer) -> None:
    """Raise Refused unless the officer verifies reports."""
    check_permission(officer, Permission.VERIFY)


def check_erase(administrator: Officer, phone: Phone) -> None:
    """Raise Refused unless this administrator keeps the officers of the phone's office."""
    check_manage(administrator, phone.officer.office)


def must_erase(phone: Phone, *, standing: bytes, at: datetime) -> bool:
    """Whether what lies there has to go: somebody said so, its time is over, or its officer is not what they were."""
    is_over = phone.erase_at is not None or phone.seen_at + LIFE < at
    return is_over or not phone.officer.is_active or bytes(phone.standing) != standing
