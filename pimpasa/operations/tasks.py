from datetime import date

from procrastinate.contrib.django import app

from pimpasa.common import clock
from pimpasa.operations import queries
from pimpasa.operations.actions.shredding import drop_support, shred_operation


@app.periodic(cron="56 2 * * *")
@app.task
def shred_operations(timestamp: int) -> int:
    """Erase the operations whose time is over, after the night's cases; returns how many."""
    return shred_due(on=clock.today())


def shred_due(*, on: date) -> int:
    """Erase each operation and request for support whose time is over; returns how many operations.

    Each is a transaction of its own.
    """
    operations = list(queries.due(on))
    for operation in operations:
        shred_operation(operation=operation)
    for request in queries.support_due(on):
        drop_support(request=request)
    return len(operations)
