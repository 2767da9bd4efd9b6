"""Why something was corrected: sealed into the row that was wrong, and opened again."""

from __future__ import annotations

from typing import TypeVar

from pimpasa.accounts.models import Officer
from pimpasa.common import clock
from pimpasa.sealing import envelopes
from pimpasa.vault.models import Correctable

AnyRow = TypeVar("AnyRow", bound=Correctable)


def marked(row: AnyRow, *, by: Officer, reason: str, key: bytes, replaced_by: AnyRow | None = None) -> AnyRow:
    """The row with its mark, not saved. Who it was, when and why; what counts from now on, if anything."""
    row.corrected_at = clock.now()
    row.corrected_by = by
    row.replaced_by = replaced_by
    row.correction = envelopes.seal_json({"reason": reason.strip()}, key=key, context=row.correction_context)
    return row


def reason_of(row: Correctable, key: bytes) -> str:
    """Why a row was corrected, or nothing where it counts."""
    if not row.correction:
        return ""
    opened = envelopes.open_json(bytes(row.correction), key=key, context=row.correction_context)
    return str(opened["reason"])
