"""What the database tells of its machine: whether the work is done, and whether an act vouches for its rows."""

from __future__ import annotations

from datetime import timedelta

from pimpasa.common import clock
from pimpasa.ledger.queries import audits, newest_batch, waiting

PLACED_WITHIN = timedelta(minutes=2)  # an act waits for its place in the log a second or two while the worker runs
PUBLISHED_WITHIN = timedelta(minutes=30)  # the worker publishes every ten


def log_stands_still() -> bool:
    """Whether acts wait for their place, or the public for its part, longer than a running worker lets them."""
    batch = newest_batch()
    is_late = batch is not None and batch.signed_at < clock.now() - PUBLISHED_WITHIN
    return is_late or waiting().filter(at__lte=clock.now() - PLACED_WITHIN).exists()


def has_unvouched_rows() -> bool:
    """Whether the last nightly audit found rows that differ from what acts say."""
    return any(audit.faults for audit in audits())
