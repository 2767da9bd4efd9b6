from procrastinate.contrib.django import app

from pimpasa.common import clock
from pimpasa.papers.actions import shredding


@app.periodic(cron="11 3 * * *")  # after the cases' own
@app.task
def shred_due(timestamp: int) -> int:
    """Erase the papers whose case was erased and those whose time is over, every night; returns how many."""
    return shredding.shred_due(on=clock.today())
