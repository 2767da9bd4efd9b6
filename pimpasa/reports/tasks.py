from procrastinate.contrib.django import app

from pimpasa.common import clock
from pimpasa.reports.models import Draft


@app.periodic(cron="*/15 * * * *")
@app.task
def purge_expired_drafts(timestamp: int) -> int:
    """Forget drafts that died, and receipts that may no longer be shown; returns how many."""
    return Draft.objects.filter(expires_at__lte=clock.now()).delete()[0]
