"""How long an operation is kept: with its case, or, on the unit's own initiative, for a period from its end.

The periods are this program's proposal (UU 27/2022 asks for a schedule, not for these numbers), to be confirmed by the
office's lawyer.
"""

from __future__ import annotations

from datetime import date, timedelta

from django.db.models import Q, QuerySet

from pimpasa.operations.models import Operation, SupportRequest
from pimpasa.operations.states import OperationState

DAYS: dict[OperationState, int] = {
    OperationState.REPORTED: 2 * 365,
    OperationState.CALLED_OFF: 90,
    OperationState.REFUSED: 365,
}
SUPPORT = timedelta(days=365)


def keep_until(operation: Operation, *, since: date) -> date | None:
    """The last day of a standalone operation that is over; None for one that goes with its case."""
    days = DAYS.get(OperationState(operation.state))
    if operation.case_id is not None or days is None:
        return None
    return since + timedelta(days=days)


def due(on: date) -> QuerySet[Operation]:
    """Operations whose last day has passed, or whose case was erased, oldest first."""
    over = Q(keep_until__lt=on) | Q(case__shredded_at__isnull=False)
    return Operation.objects.filter(over, shredded_at=None).order_by("id")


def support_due(on: date) -> QuerySet[SupportRequest]:
    """Requests for support of an erased report, or older than a year."""
    return SupportRequest.objects.filter(Q(asked_at__date__lt=on - SUPPORT) | Q(report__shredded_at__isnull=False))
