from datetime import datetime

from procrastinate.contrib.django import app

from pimpasa.timekeeping.tasks import takes_away
from pimpasa.unsent import actions


@app.periodic(cron="35 * * * *")
@app.task
@takes_away
def purge_unsent(at: datetime) -> int:
    """Delete what officers typed and did not send in its time; returns how many."""
    return actions.purge(at=at)
