"""Keep a file, hand it from a draft to its report, or throw it away."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from pimpasa.common import clock
from pimpasa.evidence import media, store
from pimpasa.evidence.errors import ExhibitGone, StoreUnavailable
from pimpasa.evidence.models import Exhibit
from pimpasa.evidence.queries import GONE
from pimpasa.evidence.uploads import SealedUpload
from pimpasa.sealing import envelopes


def keep(*, upload: SealedUpload, key: bytes, obtained: str, expires_at: datetime | None) -> Exhibit:
    """Record a stored file; its own key and its facts are sealed under `key`, a draft's or a report's.

    Raises ExhibitGone for an upload with a fault, or one thrown away.
    """
    if not upload.is_stored:
        raise ExhibitGone(_("This file did not arrive. Please send it again."))
    exhibit = upload.exhibit
    facts = {
        "name": upload.name,
        "declared": upload.declared,
        "shown": media.media_type(upload.head),
        "size": upload.size,
        "sha256": upload.sha256.hexdigest(),
        "obtained": obtained,
        "received_at": clock.now().isoformat(),
    }
    _wrap(exhibit, upload.file_key, facts, key)
    exhibit.digest = upload.digest.digest()
    exhibit.expires_at = expires_at
    exhibit.save(force_insert=True)
    return exhibit


@transaction.atomic
def adopt(*, exhibits: Sequence[Exhibit], from_key: bytes, to_key: bytes) -> None:
    """Seal the exhibits' keys and facts anew, from a draft's key to its report's; they no longer expire.

    Raises ExhibitGone when one was thrown away, expired or adopted meanwhile; WrongKey or Damaged of sealing.
    """
    ids = [exhibit.pk for exhibit in exhibits]
    # Locked in the order of their ids, so that two at once never wait for each other.
    unsent = Exhibit.objects.filter(pk__in=ids, expires_at__isnull=False).order_by("pk").select_for_update()
    if len(unsent.values_list("pk")) != len(ids):
        raise ExhibitGone(GONE)
    for exhibit in exhibits:
        file_key = envelopes.open_(bytes(exhibit.wrapped_key), key=from_key, context=exhibit.key_context)
        facts = envelopes.open_json(bytes(exhibit.facts), key=from_key, context=exhibit.facts_context)
        _wrap(exhibit, file_key, facts, to_key)
        exhibit.expires_at = None
    Exhibit.objects.bulk_update(exhibits, ["wrapped_key", "facts", "expires_at"])


def prolong(*, exhibit_ids: Sequence[UUID | str], expires_at: datetime) -> None:
    """Let the files of a draft live as long as the draft does."""
    if exhibit_ids:
        Exhibit.objects.filter(pk__in=exhibit_ids, expires_at__isnull=False).update(expires_at=expires_at)


@transaction.atomic
def discard(*, exhibit: Exhibit) -> bool:
    """Throw away a file that was never sent; its bytes go once that is committed. False where it had been sent."""
    unsent = Exhibit.objects.filter(pk=exhibit.pk, expires_at__isnull=False)
    if not unsent.delete()[0]:
        return False
    path = exhibit.path
    transaction.on_commit(lambda: _delete_quietly(path))
    return True


def _delete_quietly(path: str) -> None:
    with suppress(StoreUnavailable):  # the sweep of orphans finds it later
        store.delete(path)


def _wrap(exhibit: Exhibit, file_key: bytes, facts: dict[str, Any], key: bytes) -> None:
    exhibit.wrapped_key = envelopes.seal(file_key, key=key, context=exhibit.key_context)
    exhibit.facts = envelopes.seal_json(facts, key=key, context=exhibit.facts_context)
