from procrastinate.contrib.django import app

from pimpasa.common import clock
from pimpasa.referrals.actions import shredding


@app.periodic(cron="11 * * * *")
@app.task
def erase_due(timestamp: int) -> int:
    """Erase referrals whose time is over, every hour; returns how many."""
    return shredding.erase_due(at=clock.now())
