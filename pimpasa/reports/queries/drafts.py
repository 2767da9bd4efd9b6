"""How a draft is found and opened: by the browser's key alone."""

from __future__ import annotations

from pimpasa.common import clock
from pimpasa.reports.contents import Answers, LockedReceipt
from pimpasa.reports.errors import AlreadySent, DraftDiscarded, DraftGone
from pimpasa.reports.models import Draft
from pimpasa.sealing import envelopes
from pimpasa.sealing.derivation import derive

DRAFT_CONTEXT = "draft"


def draft_id(browser_key: bytes) -> bytes:
    return derive(browser_key, "draft id", 16)


def draft_key(browser_key: bytes) -> bytes:
    return derive(browser_key, "draft key", 32)


def is_known(browser_key: bytes) -> bool:
    """Whether anything is kept under this key, be it only that it was thrown away."""
    return Draft.objects.filter(pk=draft_id(browser_key)).exists()


def is_being_written(pk: bytes) -> bool:
    """Whether there is a draft of this id that is alive and was neither sent nor thrown away."""
    return Draft.objects.filter(pk=pk, sent=False, expires_at__gt=clock.now()).exists()


def load_draft(browser_key: bytes) -> Answers:
    """The answers so far. Raises DraftGone, DraftDiscarded, or AlreadySent while the receipt may be shown again."""
    draft = Draft.objects.filter(pk=draft_id(browser_key), expires_at__gt=clock.now()).first()
    return open_draft(draft, browser_key)


def open_draft(draft: Draft | None, browser_key: bytes) -> Answers:
    if draft is None:
        raise DraftGone
    if not draft.envelope:
        raise DraftDiscarded
    data = envelopes.open_json(bytes(draft.envelope), key=draft_key(browser_key), context=DRAFT_CONTEXT)
    if draft.sent:
        locked = data.get("locked")
        raise AlreadySent(data["receipt"], LockedReceipt.from_json(locked) if locked else None)
    return Answers.from_json(data)
