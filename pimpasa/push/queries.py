from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit

from pimpasa.accounts.models import Officer
from pimpasa.push.models import Subscription
from pimpasa.push.secret import row_key
from pimpasa.sealing import envelopes
from pimpasa.sealing.errors import SealingError


@dataclass(frozen=True)
class Browser:
    """What its officer sees of a subscription. `mark` is the address's SHA-256 in hex: the browser knows itself by it.

    Both texts are empty where it no longer opens.
    """

    pk: int
    made_at: datetime
    service: str
    mark: str


def browsers_of(officer: Officer) -> list[Browser]:
    """Where an officer is told, oldest first."""
    return [_browser(row) for row in Subscription.objects.filter(officer=officer)]


def _browser(row: Subscription) -> Browser:
    try:
        url = opened(row)["endpoint"]
    except SealingError:
        return Browser(row.pk, row.made_at, "", "")
    return Browser(row.pk, row.made_at, urlsplit(url).hostname or "", hashlib.sha256(url.encode()).hexdigest())


def opened(row: Subscription) -> dict[str, str]:
    """`endpoint`, and `key` and `auth` in hex. Raises SealingError, as after the signing key was changed."""
    address: dict[str, str] = envelopes.open_json(bytes(row.envelope), key=row_key(), context=row.context)
    return address
