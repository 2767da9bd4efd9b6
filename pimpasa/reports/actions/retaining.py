"""What was typed on a report's page whose code had ended meanwhile: kept sealed, until the code is typed again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.conf import settings

from pimpasa.common import clock
from pimpasa.ledger.verbs import unlogged
from pimpasa.reports.models import Draft
from pimpasa.reports.queries.retained import RETAINED_CONTEXT, retained_id, retained_key
from pimpasa.sealing import envelopes

NOBODYS = "what somebody typed is their own until it is sent"


@unlogged(NOBODYS)
def retain(*, page_key: bytes, path: str, fields: Mapping[str, Sequence[str]]) -> None:
    """Keep what was typed at a path for a day; `page_key` is on the page, and in the code of its report."""
    contents = {"path": path, "fields": {name: list(values) for name, values in fields.items()}}
    envelope = envelopes.seal_json(contents, key=retained_key(page_key), context=RETAINED_CONTEXT)
    Draft.objects.update_or_create(
        id=retained_id(page_key, path),
        defaults={"envelope": envelope, "expires_at": clock.now() + settings.DRAFT_LIFE},
    )


@unlogged(NOBODYS)
def release(*, page_key: bytes, path: str) -> None:
    """Forget what was kept for a path: it was sent."""
    Draft.objects.filter(pk=retained_id(page_key, path)).delete()
