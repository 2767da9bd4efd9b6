from procrastinate.contrib.django import app

from pimpasa.keys.actions import desk_keys


@app.periodic(cron="*/15 * * * *")
@app.task
def settle_departures(timestamp: int) -> int:
    """Take keys back from officers whose assignment ended; returns how many desks got a new key."""
    return desk_keys.settle_departures(by=None)
