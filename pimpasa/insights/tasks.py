from datetime import datetime

from procrastinate.contrib.django import app

from pimpasa.common import clock
from pimpasa.insights.actions import counting, publishing, releasing, warning
from pimpasa.timekeeping.tasks import takes_away

MOST_BATCHES = 20  # so that who catches up after long lets other jobs of its line between


@app.periodic(cron="1 17 * * *")  # UTC: a minute after midnight in Jakarta
@app.task
def publish(timestamp: int) -> int:
    """Make the day's public figures, before anybody chooses a moment by asking; returns their total."""
    publishing.publish_quarters(on=clock.today())
    return publishing.published(on=clock.today()).total


@app.periodic(cron="* * * * *")
@app.task(queueing_lock="follow_log")
def follow_log(timestamp: int) -> int:
    """Count what was done since the last minute; returns how many acts that were."""
    acts = sum(counting.follow() for _batch in range(MOST_BATCHES))
    for _batch in range(MOST_BATCHES):
        warning.watch()
    return acts


@app.periodic(cron="31 17 * * *")  # UTC: when all that came in before midnight in Jakarta is counted
@app.task
@takes_away  # a budget that comes back in no other year: a wrong clock spends none of it
def release(at: datetime) -> int:
    """Give out what is over as open data; returns how many tables that are."""
    return releasing.release(on=clock.day_of(at))


@app.periodic(cron="41 17 * * *")
@app.task
@takes_away
def forget_warnings(at: datetime) -> int:
    """Delete early warnings that are over; returns how many."""
    return warning.forget_warnings(at=at)
