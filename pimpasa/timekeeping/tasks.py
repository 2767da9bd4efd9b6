"""How background jobs that take something away get their time; and what nobody needs any more."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime
from functools import wraps
from importlib import import_module

from asgiref.sync import async_to_sync
from django.conf import settings
from procrastinate.contrib.django import app

from pimpasa.timekeeping.actions import decisive_moment
from pimpasa.timekeeping.errors import InDoubt

log = logging.getLogger(__name__)
TAKES_AWAY: set[str] = set()
"""The jobs that do nothing while the clocks are in doubt; a test holds that every other job takes nothing away."""


def takes_away(job: Callable[[datetime], int]) -> Callable[[int], int]:
    """A job that erases, lets expire or takes back gets the moment that decides; in doubt it does nothing.

    The queue's own `timestamp` is the machine's, so it goes no further than here.
    """

    @wraps(job)
    def run(timestamp: int) -> int:
        try:
            at = decisive_moment()
        except InDoubt:
            log.warning("%s waits until somebody confirms the time: pimpasa clock", job.__qualname__)
            return 0
        return job(at)

    TAKES_AWAY.add(f"{job.__module__}.{job.__qualname__}")
    return run


KEPT_HOURS = 7 * 24  # of a finished job: long enough to look into why one failed


@app.periodic(cron="5 4 * * *")
@app.task
@takes_away
def end_sessions(at: datetime) -> int:
    """Delete the sessions that are over, every night; returns how many."""
    sessions = import_module(settings.SESSION_ENGINE).SessionStore.get_model_class().objects
    return int(sessions.filter(expire_date__lt=at).delete()[0])


@app.periodic(cron="25 4 * * *")
@app.task
@takes_away
def forget_finished_jobs(_at: datetime) -> int:
    """Delete jobs that ended a week ago by the database's clock, every night."""
    forget = async_to_sync(app.job_manager.delete_old_jobs)
    forget(nb_hours=KEPT_HOURS, include_failed=True, include_cancelled=True, include_aborted=True)
    return 0
