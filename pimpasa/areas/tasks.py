from datetime import date, datetime

from procrastinate.contrib.django import app

from pimpasa.areas import queries
from pimpasa.areas.actions import drop_area
from pimpasa.common import clock
from pimpasa.timekeeping.tasks import takes_away


@app.periodic(cron="49 2 * * *")
@app.task
@takes_away
def drop_areas(at: datetime) -> int:
    """Delete what was told of areas thirty days ago; returns how much."""
    return drop_due(on=clock.day_of(at))


def drop_due(*, on: date) -> int:
    """Each deletion is a transaction of its own."""
    notes = list(queries.due(on))
    for note in notes:
        drop_area(note=note)
    return len(notes)
