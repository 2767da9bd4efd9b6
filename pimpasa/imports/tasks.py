from datetime import datetime

from procrastinate.contrib.django import app

from pimpasa.imports import actions
from pimpasa.timekeeping.tasks import takes_away


@app.periodic(cron="50 * * * *")
@app.task
@takes_away
def purge_imports(at: datetime) -> int:
    """Erase the files that nobody finished in their time; returns how many."""
    return actions.purge(at=at)
