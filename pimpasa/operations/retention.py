"""How long an operation is kept: with its case, or, on the unit's own initiative, for a period from its end.

The periods are this program's proposal (UU 27/2022 asks for a schedule, not for these numbers), to be confirmed by the
office's lawyer.
"""

from __future__ import annotations

from datetime import date, timedelta

from pimpasa.operations.models import Operation
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
