from datetime import datetime

from procrastinate.contrib.django import app

from pimpasa.common import clock
from pimpasa.papers.actions import shredding
from pimpasa.timekeeping.tasks import takes_away


@app.periodic(cron="11 3 * * *")  # after the cases' own
@app.task
@takes_away
def shred_due(at: datetime) -> int:
    """Erase the papers whose case was erased and those whose time is over, every night; returns how many."""
    return shredding.shred_due(on=clock.day_of(at))
