from datetime import datetime

from procrastinate.contrib.django import app

from pimpasa.reports.actions import alarming, closing, drafting, moving, telling
from pimpasa.timekeeping.tasks import takes_away


@app.periodic(cron="*/15 * * * *")
@app.task
@takes_away
def purge_expired_drafts(at: datetime) -> int:
    """Forget drafts that died, and receipts that may no longer be shown; returns how many."""
    return drafting.purge_expired(at=at)


@app.periodic(cron="*/5 * * * *")
@app.task(queue="letters", queueing_lock="tell_desks")
def tell_desks(timestamp: int) -> int:
    """Tell officers by e-mail that reports wait, are due soon or late; returns how many messages."""
    return telling.tell_desks()


@app.periodic(cron="2-59/5 * * * *")
@app.task(queue="pushes", queueing_lock="push_to_desks")
def push_to_desks(timestamp: int) -> int:
    """Tell officers' browsers the same, apart from the mail and never for long; returns how many were taken."""
    return telling.push_to_desks()


@app.periodic(cron="* * * * *")
@app.task(queue="alarms", queueing_lock="mail_emergencies")
def mail_emergencies(timestamp: int) -> int:
    """Tell officers by e-mail of emergencies that nobody opened, in a line that nothing else holds up."""
    return alarming.mail_emergencies()


@app.periodic(cron="* * * * *")
@app.task(queue="pushes", queueing_lock="push_emergencies")
def push_emergencies(timestamp: int) -> int:
    """Tell officers' browsers the same; returns how many were taken."""
    return alarming.push_emergencies()


@app.periodic(cron="17 * * * *")
@app.task(queueing_lock="set_missing_deadlines")
def set_missing_deadlines(timestamp: int) -> int:
    """Give open reports a deadline that have none; returns how many."""
    return moving.set_missing_deadlines()


@app.periodic(cron="3-59/5 * * * *")
@app.task(queueing_lock="leave_to_units")
def leave_to_units(timestamp: int) -> int:
    """Give units what came to a desk in the moment in which it closed; returns how many desks that were."""
    return closing.leave_to_units()
