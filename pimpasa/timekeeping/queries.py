from __future__ import annotations

from datetime import datetime

from pimpasa.common import clock
from pimpasa.ledger.queries import newest_checkpoint
from pimpasa.timekeeping.models import Doubt, LastSight
from pimpasa.timekeeping.sights import Sight


def sight() -> Sight:
    """What the clocks say now."""
    last = LastSight.objects.first()
    return Sight(
        database=clock.database_now(),
        machine=clock.machine_now(),
        seen=None if last is None else last.at,
        logged=_newest_signing(),
    )


def _newest_signing() -> datetime | None:
    """When the newest checkpoint was signed; None where that was before a person confirmed the time: by a wrong one."""
    newest = newest_checkpoint()
    confirmed = Doubt.objects.filter(confirmed_at__isnull=False).order_by("-id").first()
    if newest is None or (confirmed is not None and newest.size <= confirmed.log_size):
        return None
    return newest.signed_at


def log_size() -> int:
    """How many acts the newest checkpoint holds."""
    newest = newest_checkpoint()
    return 0 if newest is None else newest.size


def open_doubt() -> Doubt | None:
    """What nobody has confirmed yet."""
    return Doubt.objects.filter(confirmed_at=None).order_by("id").first()


def locked_doubt(doubt: Doubt) -> Doubt:
    return Doubt.objects.select_for_update().get(pk=doubt.pk)


def doubts() -> list[Doubt]:
    """The last ten, newest first."""
    return list(Doubt.objects.select_related("confirmed_by")[:10])
