from procrastinate.contrib.django import app

from pimpasa.common import clock
from pimpasa.operations import shredding


@app.periodic(cron="56 2 * * *")
@app.task
def shred_operations(timestamp: int) -> int:
    """Erase the operations whose time is over, after the night's cases; returns how many."""
    return shredding.shred_due(on=clock.today())
