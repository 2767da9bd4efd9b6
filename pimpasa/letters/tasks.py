from datetime import datetime

from procrastinate.contrib.django import app

from pimpasa.common import clock
from pimpasa.letters.actions import shredding
from pimpasa.timekeeping.tasks import takes_away


@app.periodic(cron="19 3 * * *")  # after the papers' own
@app.task
@takes_away
def shred_letters(at: datetime) -> int:
    """Erase the letters whose time is over, every night; returns how many."""
    return shredding.shred_due(on=clock.day_of(at))
