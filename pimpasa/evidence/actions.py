"""Keep a file, hand it from a draft to its report, or throw it away."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from pimpasa.common import clock
from pimpasa.evidence import media, store
from pimpasa.evidence.errors import StoreUnavailable
from pimpasa.evidence.models import Exhibit
from pimpasa.evidence.uploads import SealedUpload
from pimpasa.sealing import envelopes


def keep(*, upload: SealedUpload, key: bytes, obtained: str, expires_at: datetime | None) -> Exhibit:
    """Record a stored file; its own key and its facts are sealed under `key`, a draft's or a report's."""
    exhibit = upload.exhibit
    shown = media.media_type(upload.head)
    facts = {
        "name": upload.name,
        "declared": upload.declared,
        "shown": shown,
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


def adopt(*, exhibits: Sequence[Exhibit], from_key: bytes, to_key: bytes) -> None:
    """Seal the exhibits' keys and facts anew, from a draft's key to its report's; they no longer expire."""
    for exhibit in exhibits:
        file_key = envelopes.open_(bytes(exhibit.wrapped_key), key=from_key, context=key_context(exhibit))
        facts = envelopes.open_json(bytes(exhibit.facts), key=from_key, context=facts_context(exhibit))
        _wrap(exhibit, file_key, facts, to_key)
        exhibit.expires_at = None
    Exhibit.objects.bulk_update(exhibits, ["wrapped_key", "facts", "expires_at"])


@transaction.atomic
def discard(*, exhibit: Exhibit) -> None:
    """Throw away a file that was never sent; its bytes go once that is committed."""
    path = exhibit.path
    Exhibit.objects.filter(pk=exhibit.pk, expires_at__isnull=False).delete()
    transaction.on_commit(lambda: _delete_quietly(path))


def _delete_quietly(path: str) -> None:
    try:
        store.delete(path)
    except StoreUnavailable:
        return  # the sweep of orphans finds it later


def _wrap(exhibit: Exhibit, file_key: bytes, facts: dict[str, Any], key: bytes) -> None:
    exhibit.wrapped_key = envelopes.seal(file_key, key=key, context=key_context(exhibit))
    exhibit.facts = envelopes.seal_json(facts, key=key, context=facts_context(exhibit))


def key_context(exhibit: Exhibit) -> str:
    return f"{exhibit.subject}:key"


def facts_context(exhibit: Exhibit) -> str:
    return f"{exhibit.subject}:facts"
