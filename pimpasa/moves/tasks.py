from datetime import datetime

from procrastinate.contrib.django import app

from pimpasa.moves import actions
from pimpasa.timekeeping.tasks import takes_away


@app.periodic(cron="2-59/10 * * * *")
@app.task(queue="keys", queueing_lock="keep_moves")
@takes_away
def keep_moves(at: datetime) -> int:
    """Let areas and officers go whose day has come; returns how many were due."""
    return actions.keep_moves(at=at)
