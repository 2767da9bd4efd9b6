"""What nobody sent, and what nobody knows of, goes."""

import logging
from datetime import datetime, timedelta

from procrastinate.contrib.django import app

from pimpasa.common import clock
from pimpasa.evidence import queries, store
from pimpasa.evidence.actions import exhibits
from pimpasa.evidence.errors import NotOurs
from pimpasa.timekeeping.tasks import takes_away

ORPHAN_AFTER = timedelta(hours=26)
ASIDE_FOR = timedelta(days=30)
log = logging.getLogger(__name__)


@app.periodic(cron="*/30 * * * *")
@app.task
@takes_away
def purge_expired_exhibits(at: datetime) -> int:
    """Throw away files of drafts that died unsent; returns how many."""
    return sum(exhibits.discard(exhibit=exhibit) for exhibit in queries.expired(at))


@app.periodic(cron="*/5 * * * *")
@app.task
def make_room(timestamp: int) -> int:
    """Throw away files that nobody sent, where files have no more room; returns how many."""
    return exhibits.make_room()


@app.periodic(cron="17 3 * * *")
@app.task
@takes_away
def sweep_orphans(at: datetime) -> int:
    """Set stored bytes aside that no row knows, as a crash during an upload leaves them; returns how many.

    They wait a month under another name: a database that was restored too old knows too few.
    """
    before = at - ORPHAN_AFTER
    try:
        swept = store.sweep_unfinished(before)
        for paths in store.paths_before(before):
            orphans = queries.orphans_among(paths)
            store.set_aside(orphans, on=clock.day_of(at))
            swept += len(orphans)
        store.expire(before=clock.day_of(at - ASIDE_FOR))
    except NotOurs:
        log.warning("nothing is swept: the store belongs to another installation (pimpasa doctor)")
        return 0
    return swept
