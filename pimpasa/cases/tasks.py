from procrastinate.contrib.django import app

from pimpasa.cases import shredding
from pimpasa.common import clock


@app.periodic(cron="41 2 * * *")
@app.task
def shred_due(timestamp: int) -> int:
    """Erase the reports whose time is over, every night; returns how many."""
    return shredding.shred_due(on=clock.today())
