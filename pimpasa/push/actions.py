from __future__ import annotations

import base64
import binascii
from collections.abc import Iterable, Mapping
from datetime import timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from pimpasa.accounts.errors import Refused
from pimpasa.accounts.models import Officer
from pimpasa.common import clock
from pimpasa.ledger import actions as ledger
from pimpasa.ledger.acts import Act
from pimpasa.push import rules, secret
from pimpasa.push.delivery import Parcel, post_all
from pimpasa.push.endpoints import Endpoint, public_addresses
from pimpasa.push.models import Subscription
from pimpasa.push.queries import opened
from pimpasa.sealing import envelopes
from pimpasa.sealing.errors import SealingError
from pimpasa.sealing.web_push import AUTH_SIZE, public_key, seal_for_browser

# Every message is this long, lives this long, and is as urgent as any other (docs/adr/0019).
LENGTH = 1024
LIFE = timedelta(hours=24)
_ALIKE = (
    ("TTL", str(int(LIFE.total_seconds()))),
    ("Urgency", "high"),
    ("Topic", "pimpasa"),
    ("Content-Encoding", "aes128gcm"),
    ("Content-Type", "application/octet-stream"),
)
_GONE = {404, 410}


def switch_on(*, endpoint: str, key: str, auth: str, by: Officer) -> Subscription:
    """Tell an officer in this browser from now on; `key` and `auth` as its PushSubscription gives them, in base64url.

    Whoever switched it on in the same browser before is told there no longer. Raises Refused.
    """
    rules.check_told(by)
    public_addresses(Endpoint.parse(endpoint))
    return _keep({"endpoint": endpoint, **_keys(key, auth)}, by)


def _keys(key: str, auth: str) -> dict[str, str]:
    """Both in hex. Raises Refused for what no browser makes."""
    try:
        point, shared = (base64.b64decode(text + "=" * (-len(text) % 4), b"-_", validate=True) for text in (key, auth))
        public_key(point)
    except (ValueError, binascii.Error) as wrong:
        raise Refused(_("This browser's keys did not arrive whole. Please try again.")) from wrong
    if len(shared) != AUTH_SIZE:
        raise Refused(_("This browser's keys did not arrive whole. Please try again."))
    return {"key": point.hex(), "auth": shared.hex()}


@transaction.atomic
def _keep(told: dict[str, str], by: Officer) -> Subscription:
    Officer.objects.select_for_update().get(pk=by.pk)
    digest = secret.digest(told["endpoint"])
    _remove(Subscription.objects.filter(digest=digest), actor=by.actor)
    rules.check_one_more(by)
    row = Subscription(officer=by, digest=digest, made_at=clock.now())
    row.envelope = envelopes.seal_json(told, key=secret.row_key(), context=row.context)
    row.save(force_insert=True)
    ledger.append(act=Act.PUSH_ON, subject=by.actor, actor=by.actor, digest=ledger.digest_of(row.envelope))
    return row


@transaction.atomic
def switch_off(*, pk: int, by: Officer) -> None:
    """Tell an officer no longer in one of their browsers; another's, or one that is gone, stays as it is."""
    _remove(Subscription.objects.filter(pk=pk, officer=by), actor=by.actor)


@transaction.atomic
def _remove(rows: Iterable[Subscription], *, actor: str) -> None:
    for row in rows:
        ledger.append(act=Act.PUSH_OFF, subject=f"officer:{row.officer_id}", actor=actor)
        row.delete()


def tell(words: Mapping[Officer, str]) -> int:
    """Post each officer's words to all their browsers; returns how many were taken.

    No push service's fault is raised. What a service calls gone is forgotten, and so is what no longer opens.
    """
    parcels: list[tuple[Subscription, Parcel]] = []
    gone: list[Subscription] = []
    for row in Subscription.objects.filter(officer__in=list(words)).select_related("officer"):
        try:
            parcels.append((row, _parcel(opened(row), words[row.officer])))
        except (SealingError, Refused):
            gone.append(row)
    statuses = post_all([parcel for _row, parcel in parcels])
    gone += [row for (row, _parcel), status in zip(parcels, statuses, strict=True) if status in _GONE]
    _remove(gone, actor=ledger.SYSTEM)
    return sum(200 <= status < 300 for status in statuses)


def _parcel(told: dict[str, str], words: str) -> Parcel:
    endpoint = Endpoint.parse(told["endpoint"])
    cut = words.encode()[:LENGTH].decode(errors="ignore").encode()
    body = seal_for_browser(cut, to=bytes.fromhex(told["key"]), auth=bytes.fromhex(told["auth"]), length=LENGTH)
    return Parcel(endpoint, (*_ALIKE, ("Authorization", secret.authorization(endpoint.origin))), body)
