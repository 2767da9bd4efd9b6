"""What nobody sent, and what nobody knows of, goes."""

from datetime import timedelta

from procrastinate.contrib.django import app

from pimpasa.common import clock
from pimpasa.evidence import queries, store
from pimpasa.evidence.actions import exhibits

ORPHAN_AFTER = timedelta(hours=26)


@app.periodic(cron="*/30 * * * *")
@app.task
def purge_expired_exhibits(timestamp: int) -> int:
    """Throw away files of drafts that died unsent; returns how many."""
    return sum(exhibits.discard(exhibit=exhibit) for exhibit in queries.expired(clock.now()))


@app.periodic(cron="*/5 * * * *")
@app.task
def make_room(timestamp: int) -> int:
    """Throw away files that nobody sent, where files have no more room; returns how many."""
    return exhibits.make_room()


@app.periodic(cron="17 3 * * *")
@app.task
def sweep_orphans(timestamp: int) -> int:
    """Remove stored bytes that no row knows, as a crash during an upload leaves them; returns how many."""
    before = clock.now() - ORPHAN_AFTER
    swept = store.sweep_unfinished(before)
    for paths in store.paths_before(before):
        orphans = queries.orphans_among(paths)
        store.delete(*orphans)
        swept += len(orphans)
    return swept
