from __future__ import annotations

import base64
import binascii
from collections.abc import Iterable, Mapping, Sequence
from datetime import timedelta

from django.utils.translation import gettext as _

from pimpasa.accounts.errors import Refused
from pimpasa.accounts.models import Officer
from pimpasa.common import clock
from pimpasa.ledger.acts import Act
from pimpasa.ledger.verbs import SYSTEM, Actor, act, record, require_written, unlogged
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


@act(Act.PUSH_ON, Act.PUSH_OFF)
def switch_on(*, endpoint: str, key: str, auth: str, by: Officer) -> Subscription:
    """Tell an officer in this browser from now on; `key` and `auth` as its PushSubscription gives them, in base64url.

    Whoever switched it on in the same browser before is told there no longer. Raises Refused.
    """
    rules.check_told(by)
    public_addresses(Endpoint.parse(endpoint))
    Officer.objects.select_for_update().get(pk=by.pk)
    digest = secret.digest(endpoint)
    _remove(Subscription.objects.filter(digest=digest), by=by)
    rules.check_one_more(by)
    subscription = Subscription(officer=by, digest=digest, made_at=clock.now())
    address = {"endpoint": endpoint, **_keys(key, auth)}
    subscription.envelope = envelopes.seal_json(address, key=secret.row_key(), context=subscription.context)
    subscription.save(force_insert=True)
    record(by, by=by, act=Act.PUSH_ON, sealed=subscription.envelope)
    return subscription


def _keys(key: str, auth: str) -> dict[str, str]:
    """Both in hex. Raises Refused for what no browser makes."""
    try:
        point, shared = (base64.b64decode(text + "=" * (-len(text) % 4), b"-_", validate=True) for text in (key, auth))
        public_key(point)
    except (ValueError, binascii.Error) as wrong:
        raise Refused("keys_not_whole", _("This browser's keys did not arrive whole. Please try again.")) from wrong
    if len(shared) != AUTH_SIZE:
        raise Refused("keys_not_whole", _("This browser's keys did not arrive whole. Please try again."))
    return {"key": point.hex(), "auth": shared.hex()}


@act(Act.PUSH_OFF, idle="it is another's, or gone already")
def switch_off(*, pk: int, by: Officer) -> None:
    """Tell an officer no longer in one of their browsers; another's, or one that is gone, stays as it is."""
    _remove(Subscription.objects.filter(pk=pk, officer=by), by=by)


@act(Act.PUSH_OFF, idle="all of them still take messages")
def forget(*, subscriptions: Sequence[Subscription]) -> None:
    """Tell nobody any longer through what its push service calls gone, or what no longer opens."""
    _remove(subscriptions, by=SYSTEM)


def _remove(subscriptions: Iterable[Subscription], *, by: Actor | str) -> None:
    for subscription in subscriptions:
        officer = f"officer:{subscription.officer_id}"
        record(officer, by=by, act=Act.PUSH_OFF, facts={"browser": subscription.digest})
        subscription.delete()


@unlogged("that somebody was told is no act; the services are waited for", whole=False)
def tell(words: Mapping[Officer, str]) -> int:
    """Post each officer's words to all their browsers; returns how many were taken.

    No push service's fault is raised. What a service calls gone is forgotten, and so is what no longer opens.
    """
    require_written()
    parcels: list[tuple[Subscription, Parcel]] = []
    gone: list[Subscription] = []
    for row in Subscription.objects.filter(officer__in=list(words)).select_related("officer"):
        try:
            parcels.append((row, _parcel(opened(row), words[row.officer])))
        except (SealingError, Refused):
            gone.append(row)
    statuses = post_all([parcel for _row, parcel in parcels])
    gone += [row for (row, _parcel), status in zip(parcels, statuses, strict=True) if status in _GONE]
    forget(subscriptions=gone)
    return sum(200 <= status < 300 for status in statuses)


def _parcel(told: dict[str, str], words: str) -> Parcel:
    endpoint = Endpoint.parse(told["endpoint"])
    cut = words.encode()[:LENGTH].decode(errors="ignore").encode()
    body = seal_for_browser(cut, to=bytes.fromhex(told["key"]), auth=bytes.fromhex(told["auth"]), length=LENGTH)
    return Parcel(endpoint, (*_ALIKE, ("Authorization", secret.authorization(endpoint.origin))), body)
