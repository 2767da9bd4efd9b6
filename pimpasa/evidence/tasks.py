"""What nobody sent, and what nobody knows of, goes."""

import logging
from contextlib import suppress
from datetime import datetime, timedelta

from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued

from pimpasa.common import clock
from pimpasa.evidence import queries, store
from pimpasa.evidence.actions import comparing, exhibits
from pimpasa.evidence.errors import NotOurs, StoreUnavailable
from pimpasa.timekeeping.tasks import takes_away

ORPHAN_AFTER = timedelta(hours=26)
ASIDE_FOR = timedelta(days=30)
# Files; other checks come to their turn between two slices.
SLICE = 100
log = logging.getLogger(__name__)


@app.periodic(cron="*/30 * * * *")
@app.task(queue="files", queueing_lock="purge_expired_exhibits")
@takes_away
def purge_expired_exhibits(at: datetime) -> int:
    """Throw away files of drafts that died unsent; returns how many."""
    return sum(exhibits.discard(exhibit=exhibit) for exhibit in queries.expired(at))


@app.periodic(cron="*/5 * * * *")
@app.task(queue="files", queueing_lock="make_room")
def make_room(timestamp: int) -> int:
    """Throw away files that nobody sent, where files have no more room; returns how many."""
    return exhibits.make_room()


@app.periodic(cron="17 3 * * *")
@app.task(queue="files", queueing_lock="sweep_orphans")
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
            comparing.note_unnamed(paths=orphans)
            swept += len(orphans)
        store.expire(before=clock.day_of(at - ASIDE_FOR))
        comparing.forget_removed(before=clock.midnight(clock.day_of(at - ASIDE_FOR)))
    except NotOurs:
        log.warning("nothing is swept: the store belongs to another installation (pimpasa doctor)")
        return 0
    return swept


@app.periodic(cron="30 18 * * *")  # UTC: half past one at night in Jakarta
@app.task(queue="checks", queueing_lock="compare_store")
def compare_store(timestamp: int) -> None:
    """Compare the night's share of the files with the database."""
    _compare_later(comparing.share())


@app.task(queue="checks")
def compare_slice(remaining: int) -> int:
    """Compare some files and leave the rest of the night's share to the next; returns how many."""
    try:
        count = comparing.compare_slice(most=min(SLICE, remaining))
    except StoreUnavailable as trouble:
        log.warning("the comparison of store and database goes on tomorrow: %s", trouble)
        return 0
    _compare_later(remaining - count)
    return count


def _compare_later(remaining: int) -> None:
    if remaining > 0:
        with suppress(AlreadyEnqueued):
            compare_slice.configure(queueing_lock="compare_slice").defer(remaining=remaining)
