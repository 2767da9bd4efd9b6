"""How long what takes, as residents read it: each from where the program takes it, so that no page can differ."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings

from pimpasa.areas.actions import KEPT
from pimpasa.ledger.batches import EVERY
from pimpasa.privacy.kinds import TERM
from pimpasa.reports.queries.retention import DEFAULT_DAYS
from pimpasa.reports.states import State
from pimpasa.vault.models import GRACE

# What is set aside waits for GRACE; the last day itself and the nightly run come on top.
_UNTIL_ERASED = GRACE + timedelta(days=2)

TERMS: dict[str, timedelta] = {
    "draft": settings.DRAFT_LIFE,
    "receipt": settings.RECEIPT_LIFE,
    "in_public_log": EVERY,
    "area_kept": KEPT,
    "no_violation_kept": timedelta(days=DEFAULT_DAYS[State.NOT_A_VIOLATION]),
    "erased": _UNTIL_ERASED,
    "data_request": TERM,
}
