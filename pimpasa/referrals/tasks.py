from datetime import datetime

from procrastinate.contrib.django import app

from pimpasa.referrals.actions import shredding
from pimpasa.timekeeping.tasks import takes_away


@app.periodic(cron="11 * * * *")
@app.task
@takes_away
def erase_due(at: datetime) -> int:
    """Erase referrals whose time is over, every hour; returns how many."""
    return shredding.erase_due(at=at)
