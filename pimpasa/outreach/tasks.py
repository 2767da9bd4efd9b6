from procrastinate.contrib.django import app

from pimpasa.outreach import reminders


@app.periodic(cron="7-59/15 * * * *")
@app.task
def remind_rws(timestamp: int) -> int:
    """Remind the contacts of an RW of what begins within a day; returns how many messages."""
    return reminders.remind_due()
