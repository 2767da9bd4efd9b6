from datetime import datetime

from procrastinate.contrib.django import app

from pimpasa.timekeeping.tasks import takes_away
from pimpasa.waiting import actions


@app.periodic(cron="1-59/5 * * * *")
@app.task(queue="letters", queueing_lock="mail_what_waits")
def mail_what_waits(timestamp: int) -> int:
    """Tell officers by e-mail what waits for them in particular; returns how many messages."""
    return actions.mail_what_waits()


@app.periodic(cron="3-59/5 * * * *")
@app.task(queue="pushes", queueing_lock="push_what_waits")
def push_what_waits(timestamp: int) -> int:
    """Tell officers' browsers the same; returns how many were taken."""
    return actions.push_what_waits()


@app.periodic(cron="40 1 * * *")
@app.task
@takes_away
def forget_what_was_told(at: datetime) -> int:
    """Forget what officers were told long ago; returns how many."""
    return actions.forget(at=at)
