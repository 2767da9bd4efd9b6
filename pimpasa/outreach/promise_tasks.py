from procrastinate.contrib.django import app

from pimpasa.outreach import promise_reminders


@app.periodic(cron="23 0 * * *")  # 7.23 in Jakarta, before an office opens
@app.task
def remind_of_promises(timestamp: int) -> int:
    """Mail those who owe a promise, a week before and on its day; returns how many messages."""
    return promise_reminders.remind()
