"""What was typed on a report's page and not sent, by the key that its code leads to."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from pimpasa.common import clock
from pimpasa.reports.models import Draft
from pimpasa.sealing import envelopes
from pimpasa.sealing.derivation import derive

RETAINED_CONTEXT = "retained"


@dataclass(frozen=True)
class Retained:
    """A page's address and the values of its form's fields."""

    path: str
    fields: dict[str, list[str]]


def retained_id(page_key: bytes, path: str) -> bytes:
    return derive(page_key, f"retained id of {path}", 16)


def retained_key(page_key: bytes) -> bytes:
    return derive(page_key, "retained key", 32)


def retained(page_key: bytes, paths: Iterable[str]) -> list[Retained]:
    """What was kept for these paths, in their order. Raises WrongKey or Damaged of sealing."""
    ids = {retained_id(page_key, path): place for place, path in enumerate(paths)}
    drafts = Draft.objects.filter(pk__in=ids, expires_at__gt=clock.now())
    ordered = sorted(drafts, key=lambda draft: ids[bytes(draft.pk)])
    return [_open(draft, page_key) for draft in ordered]


def _open(draft: Draft, page_key: bytes) -> Retained:
    contents = envelopes.open_json(bytes(draft.envelope), key=retained_key(page_key), context=RETAINED_CONTEXT)
    return Retained(contents["path"], contents["fields"])
