from datetime import datetime

from procrastinate.contrib.django import app

from pimpasa.keys.actions import desk_keys
from pimpasa.timekeeping.tasks import takes_away


@app.periodic(cron="*/15 * * * *")
@app.task(queue="keys", queueing_lock="settle_departures")
@takes_away
def settle_departures(_at: datetime) -> int:
    """Take keys back from officers whose assignment ended; returns how many desks got a new key."""
    return desk_keys.settle_departures(by=None)
