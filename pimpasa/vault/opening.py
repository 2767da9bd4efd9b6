"""A thing's key, by an officer's keyring. Never imported by what a resident reaches.

Whether the officer may open it is decided by the thing's own rules, before the key is taken.
"""

from __future__ import annotations

from collections.abc import Iterable

from pimpasa.keys.errors import NotGranted
from pimpasa.keys.models import OfficerKey
from pimpasa.keys.unlocking import Keyring
from pimpasa.sealing import grants
from pimpasa.sealing.errors import SealingError
from pimpasa.vault.models import Sealed, SealedKey


def key_of(thing: Sealed, keyring: Keyring) -> bytes:
    """The thing's key, 32 bytes. Raises NotGranted, or WrongKey or Damaged of sealing for a broken grant."""
    return key_among(thing.sealed_keys(), keyring)


def key_among(sealed_keys: Iterable[SealedKey], keyring: Keyring) -> bytes:
    """The key by the officer's own grant, or by that of a desk whose key they hold. Raises as `key_of`.

    A broken grant keeps nobody from one that opens.
    """
    broken: SealingError | None = None
    for sealed_key in sorted(sealed_keys, key=_own_first):
        try:
            return _open(sealed_key, keyring)
        except NotGranted:
            continue
        except SealingError as error:
            broken = broken or error
    raise broken or NotGranted


def _own_first(sealed_key: SealedKey) -> bool:
    return not isinstance(sealed_key.holder, OfficerKey)


def _open(sealed_key: SealedKey, keyring: Keyring) -> bytes:
    holder, grant, context = sealed_key
    if isinstance(holder, OfficerKey):
        if holder.officer_id != keyring.officer.pk or holder.retired_at is not None:
            raise NotGranted(str(holder))
        return keyring.open_own(grant, context=context)
    return grants.open_grant(grant, private=keyring.desk_private(holder), context=context)
