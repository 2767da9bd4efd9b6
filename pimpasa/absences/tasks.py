from datetime import datetime

from procrastinate.contrib.django import app

from pimpasa.absences import actions
from pimpasa.timekeeping.tasks import takes_away


@app.periodic(cron="7-59/15 * * * *")
@app.task(queue="keys", queueing_lock="keep_absences")
@takes_away
def keep_absences(at: datetime) -> int:
    """Pass on the work of who is away by now, and give it back after their last day; returns how many are set."""
    return actions.keep_absences(at=at)
