from datetime import datetime

from procrastinate.contrib.django import app

from pimpasa.common import clock
from pimpasa.notices.actions import send_each
from pimpasa.outreach.actions import reminders
from pimpasa.outreach.day.actions.course import end_forgotten
from pimpasa.outreach.queries.after import promises_to_remind_of
from pimpasa.outreach.queries.dialogues import dialogues_to_remind_of, forgotten_dialogues
from pimpasa.timekeeping.tasks import takes_away


@app.periodic(cron="7-59/15 * * * *")
@app.task(queue="letters", queueing_lock="remind_rws")
def remind_rws(timestamp: int) -> int:
    """Remind the contacts of an RW of what begins within a day; returns how many messages."""
    dialogues = dialogues_to_remind_of()
    return send_each(dialogues, lambda dialogue: reminders.remind_rws(dialogue=dialogue), what="its day")


@app.periodic(cron="23 0 * * *")  # 7.23 in Jakarta, before an office opens
@app.task(
    queue="letters",
    queueing_lock="remind_of_promises",
    aliases=["pimpasa.outreach.promise_tasks.remind_of_promises"],  # the name before 0.2; a job may wait under it
)
def remind_of_promises(timestamp: int) -> int:
    """Mail those who owe a promise, a week before and on its day; returns how many messages."""
    promises = promises_to_remind_of(clock.today())
    return send_each(promises, lambda promise: reminders.remind_owner(promise=promise), what="its day")


@app.periodic(cron="23 * * * *")
@app.task
@takes_away
def end_forgotten_dialogues(at: datetime) -> int:
    """End dialogues that nobody ended, so that no phone's seat outlives its day; returns how many."""
    return sum(end_forgotten(dialogue=dialogue) for dialogue in forgotten_dialogues(at=at))
