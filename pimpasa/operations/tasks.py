from datetime import date, datetime

from procrastinate.contrib.django import app

from pimpasa.common import clock
from pimpasa.operations import queries
from pimpasa.operations.actions.shredding import drop_support, shred_operation
from pimpasa.timekeeping.tasks import takes_away
from pimpasa.vault.actions import set_aside


@app.periodic(cron="56 2 * * *")
@app.task
@takes_away
def shred_operations(at: datetime) -> int:
    """Erase the operations whose time is over, after the night's cases; returns how many."""
    return shred_due(on=clock.day_of(at))


def shred_due(*, on: date) -> int:
    """Set aside each operation whose time is over, erase those whose grace is; requests for support go at once.

    Returns how many operations of both. Each is a transaction of its own.
    """
    aside = list(queries.to_be_set_aside(on))
    for operation in aside:
        set_aside(thing=operation)
    operations = list(queries.due(on))
    for operation in operations:
        shred_operation(operation=operation)
    for request in queries.support_due(on):
        drop_support(request=request)
    return len(aside) + len(operations)
