"""What nobody sent, and what nobody knows of, goes."""

from datetime import timedelta

from procrastinate.contrib.django import app

from pimpasa.common import clock
from pimpasa.evidence import actions, store
from pimpasa.evidence.models import Exhibit

ORPHAN_AFTER = timedelta(hours=26)


@app.periodic(cron="*/30 * * * *")
@app.task
def purge_expired_exhibits(timestamp: int) -> int:
    """Throw away files of drafts that died unsent; returns how many."""
    expired = list(Exhibit.objects.filter(expires_at__lte=clock.now())[:1000])
    for exhibit in expired:
        actions.discard(exhibit=exhibit)
    return len(expired)


@app.periodic(cron="17 3 * * *")
@app.task
def sweep_orphans(timestamp: int) -> int:
    """Remove stored bytes that no row knows, as a crash during an upload leaves them; returns how many."""
    swept = 0
    for path in list(store.paths_before(clock.now() - ORPHAN_AFTER)):
        if not Exhibit.objects.filter(pk=path.rsplit("/", 1)[-1]).exists():
            store.delete(path)
            swept += 1
    return swept
