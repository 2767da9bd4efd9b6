"""The end of an operation that was kept: its keys are destroyed, and what was sealed under them."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from pimpasa.evidence import actions as evidence
from pimpasa.evidence.models import Exhibit
from pimpasa.ledger import actions as ledger
from pimpasa.ledger.acts import Act
from pimpasa.operations import retention
from pimpasa.operations.models import LogEntry, Operation, SupportRequest
from pimpasa.vault.actions import shred
from pimpasa.vault.models import GONE


def shred_due(*, on: date) -> int:
    """Erase each operation and request for support whose time is over; returns how many operations."""
    due = list(retention.due(on))
    for operation in due:
        _shred(operation)
    for request in retention.support_due(on):
        _drop(request)
    return len(due)


@transaction.atomic
def _shred(operation: Operation) -> None:
    entries = LogEntry.objects.filter(operation=operation)
    photos = entries.filter(exhibit__isnull=False).values("exhibit")
    evidence.shred(exhibits=list(Exhibit.objects.filter(pk__in=photos)))
    entries.update(envelope=GONE)
    shred(operation, plan=GONE, draft=None, result=None, letter_due_at=None, keep_until=None)
    ledger.append(act=Act.OPERATION_SHREDDED, subject=operation.subject, actor=ledger.SYSTEM)


@transaction.atomic
def _drop(request: SupportRequest) -> None:
    ledger.append(act=Act.SUPPORT_DROPPED, subject=request.subject, actor=ledger.SYSTEM)
    request.delete()
