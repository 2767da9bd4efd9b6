from procrastinate.contrib.django import app

from pimpasa.common import clock
from pimpasa.insights import actions


@app.periodic(cron="1 17 * * *")  # UTC: a minute after midnight in Jakarta
@app.task
def publish(timestamp: int) -> int:
    """Make the day's public figures, before anybody chooses a moment by asking; returns their total."""
    return actions.published(on=clock.today()).total
