from procrastinate.contrib.django import app

from pimpasa.outreach import leading, reminders


@app.periodic(cron="7-59/15 * * * *")
@app.task
def remind_rws(timestamp: int) -> int:
    """Remind the contacts of an RW of what begins within a day; returns how many messages."""
    return reminders.remind_due()


@app.periodic(cron="23 * * * *")
@app.task
def end_forgotten_dialogues(timestamp: int) -> int:
    """End dialogues that nobody ended, so that no phone's seat outlives its day; returns how many."""
    return leading.end_forgotten()
