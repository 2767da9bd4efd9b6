from datetime import datetime

from procrastinate.contrib.django import app

from pimpasa.notes import actions
from pimpasa.timekeeping.tasks import takes_away


@app.periodic(cron="58 2 * * *")
@app.task
@takes_away
def erase_beside(at: datetime) -> int:
    """Delete notes and reminders beside what the night erased; returns how many."""
    return actions.erase_beside()
