"""Under what a phone seals the entries that wait for a network."""

from __future__ import annotations

from uuid import UUID

from pimpasa.accounts.models import Officer
from pimpasa.sealing.derivation import derive


def phone_key(secret: bytes, *, log: str, of: UUID, officer: Officer) -> bytes:
    """32 bytes of one log and officer alone, from a secret that who may not write there does not have.

    `log` says what kind of log it is; phones hold entries sealed under the derived key, so that it never changes.
    """
    return derive(secret, f"{log} drafts {of} {officer.actor}", 32)
