"""Sealing a thing's key to who may open it. Needs public keys alone, so that a resident's request can do it."""

from __future__ import annotations

from typing import TypeVar

from pimpasa.keys.errors import NotLetIn
from pimpasa.keys.models import DeskKey, OfficerKey
from pimpasa.keys.rules import check_may_hold
from pimpasa.sealing import grants
from pimpasa.sealing.envelopes import KEY_SIZE
from pimpasa.sealing.errors import Damaged
from pimpasa.vault.models import Grant

AnyGrant = TypeVar("AnyGrant", bound=Grant)


def grant_to(holder: DeskKey | OfficerKey, key: bytes, *, context: str) -> bytes:
    """A key sealed to its holder: what a row keeps in its own column. Raises Refused for one above the offices."""
    if isinstance(holder, OfficerKey):
        check_may_hold(holder)
    return grants.grant(key, to=bytes(holder.public), context=context)


def granted(row: AnyGrant, key: bytes) -> AnyGrant:
    """A new grant with the key sealed to its holder; not saved, so that it can be inserted with others at once.

    Raises NotLetIn for an officer's own key that nobody who holds one has met (docs/adr/0036).
    """
    if isinstance(row.holder, OfficerKey) and not row.holder.is_let_in:
        raise NotLetIn(str(row.holder))
    row.envelope = grant_to(row.holder, key, context=row.context)
    return row


def sealed_elsewhere(row: AnyGrant, sealed: bytes) -> AnyGrant:
    """A new grant of a key that its sender's browser sealed to the holder itself; not saved.

    Whether it opens, its holder alone can say. Raises Damaged for what is sealed to another key, or is no such thing.
    """
    if not grants.is_grant_of(sealed, to=bytes(row.holder.public), size=KEY_SIZE):
        raise Damaged
    row.envelope = sealed
    return row
