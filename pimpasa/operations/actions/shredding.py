"""The end of an operation that was kept: its keys are destroyed, and what was sealed under them."""

from __future__ import annotations

from pimpasa.evidence.actions import exhibits as evidence
from pimpasa.evidence.models import Exhibit
from pimpasa.ledger.acts import Act
from pimpasa.ledger.verbs import SYSTEM, act, record
from pimpasa.operations.models import LogEntry, Operation, SupportRequest
from pimpasa.operations.queries import locked_operation
from pimpasa.vault.actions import shred
from pimpasa.vault.models import GONE


@act(Act.OPERATION_SHREDDED)
def shred_operation(*, operation: Operation) -> None:
    """Erase plan, log, photos and report of an operation whose time is over; that it was stays."""
    operation = locked_operation(operation)
    entries = LogEntry.objects.filter(operation=operation)
    photos = entries.filter(exhibit__isnull=False).values("exhibit")
    evidence.shred(exhibits=list(Exhibit.objects.filter(pk__in=photos)))
    entries.update(envelope=GONE)
    shred(operation, plan=GONE, draft=None, result=None, letter_due_at=None, keep_until=None)
    record(operation, by=SYSTEM, facts={"shredded_at": operation.shredded_at})


@act(Act.SUPPORT_DROPPED)
def drop_support(*, request: SupportRequest) -> None:
    """Delete a request for support whose time is over."""
    record(request, by=SYSTEM, facts={"asked_at": request.asked_at, "state": request.state})
    request.delete()
