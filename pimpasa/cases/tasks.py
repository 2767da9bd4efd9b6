from datetime import datetime

from procrastinate.contrib.django import app

from pimpasa.cases.actions import shredding, telling
from pimpasa.common import clock
from pimpasa.timekeeping.tasks import takes_away


@app.periodic(cron="41 2 * * *")
@app.task
@takes_away
def shred_due(at: datetime) -> int:
    """Erase the reports whose time is over, every night; returns how many."""
    return shredding.shred_due(on=clock.day_of(at))


@app.periodic(cron="0 0 * * *")
@app.task(queue="letters", queueing_lock="tell_of_terms")
def tell_of_terms(timestamp: int) -> int:
    """Tell units by e-mail of overdue terms, at 07.00 WIB; returns how many messages."""
    return telling.tell_of_terms()
