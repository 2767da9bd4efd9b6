"""Private keys, while an officer is signed in. Never imported by what a resident reaches."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, MutableMapping
from contextlib import suppress
from typing import Any

from django.db.models import Q

from pimpasa.accounts.models import Officer
from pimpasa.keys.errors import Locked, NotGranted, WrongPassphrase
from pimpasa.keys.models import DeskKey, DeskKeyGrant, OfficerKey
from pimpasa.keys.queries import officer_key
from pimpasa.sealing import envelopes, grants, passphrases
from pimpasa.sealing.derivation import derive
from pimpasa.sealing.errors import SealingError

SESSION_ITEM = "keyring"


class Keyring:
    """An officer's open key, and the desk keys it opens; lives for one request."""

    def __init__(self, officer: Officer, private: grants.PrivateKey) -> None:
        self.officer = officer
        self._private = private
        self._desks: dict[int, grants.PrivateKey] = {}

    def is_of(self, key: OfficerKey) -> bool:
        """Whether it is this very key that is open."""
        return self._private.public == bytes(key.public)

    def desk_private(self, desk_key: DeskKey) -> grants.PrivateKey:
        """The private key of a desk. Raises NotGranted where no grant reaches this officer."""
        if desk_key.pk not in self._desks:
            self._desks[desk_key.pk] = self._open(desk_key)
        return self._desks[desk_key.pk]

    def take_up(self, desk_keys: Iterable[DeskKey]) -> None:
        """Open at once those of the desks' keys that were granted to the officer themselves; others stay closed."""
        numbers = {key.pk for key in desk_keys} - self._desks.keys()
        rows = DeskKeyGrant.objects.filter(self._own(), desk_key__in=numbers)
        for grant in rows.select_related("desk_key"):
            with suppress(SealingError):  # to a key that the officer lost
                self._desks[grant.desk_key_id] = _private_from(grant, self._private)

    def has_open(self, desk_key: DeskKey) -> bool:
        return desk_key.pk in self._desks

    def open_own(self, sealed: bytes, *, context: str) -> bytes:
        """What was granted to the officer's own key. Raises WrongKey, as after a new key, or Damaged."""
        return grants.open_grant(sealed, private=self._private, context=context)

    def derived(self, purpose: str) -> bytes:
        """A key of 32 bytes for one purpose, that nobody has but who opened the officer's own."""
        return derive(self._private.seed, purpose, 32)

    def _open(self, desk_key: DeskKey) -> grants.PrivateKey:
        own = DeskKeyGrant.objects.filter(self._own(), desk_key=desk_key).first()
        if own is not None:
            own.desk_key = desk_key
            return _private_from(own, self._private)
        return self._open_through_unit(desk_key)

    def _open_through_unit(self, desk_key: DeskKey) -> grants.PrivateKey:
        through = DeskKeyGrant.objects.filter(self._own("unit_key__grants__"), desk_key=desk_key).select_related(
            "unit_key"
        )
        for grant in through:
            assert grant.unit_key is not None  # noqa: S101 - the query above asks for it
            return _private_from(grant, self.desk_private(grant.unit_key))
        raise NotGranted(str(desk_key))

    def _own(self, path: str = "") -> Q:
        """Grants to the key that is open now: a last grant outlives the officer key that it was made for."""
        return Q(**{f"{path}officer_key__officer": self.officer, f"{path}officer_key__retired_at": None})


def _private_from(grant: DeskKeyGrant, holder: grants.PrivateKey) -> grants.PrivateKey:
    seed = grants.open_grant(bytes(grant.envelope), private=holder, context=grant.desk_key.context)
    return grants.PrivateKey.from_seed(seed)


def open_with_passphrase(officer: Officer, passphrase: str) -> grants.PrivateKey:
    """The officer's private key. Raises Locked where there is none yet, WrongPassphrase where it does not open."""
    key = officer_key(officer)
    if key is None:
        raise Locked
    try:
        seed = passphrases.unlock(bytes(key.locked_by_passphrase), passphrase=passphrase)
    except SealingError as wrong:
        raise WrongPassphrase from wrong
    return grants.PrivateKey.from_seed(seed)


def keep_open(session: MutableMapping[str, Any], officer: Officer, private: grants.PrivateKey) -> bytes:
    """Put the officer's key into the session row, sealed under a new key that only the returned cookie will hold."""
    cookie_key = secrets.token_bytes(32)
    sealed = envelopes.seal(private.seed, key=cookie_key, context=_context(officer))
    session[SESSION_ITEM] = sealed.hex()
    return cookie_key


def from_session(session: MutableMapping[str, Any], officer: Officer, cookie_key: bytes) -> Keyring | None:
    """The keyring that an earlier `keep_open` left, or None where session and cookie do not fit together."""
    sealed = session.get(SESSION_ITEM)
    if not sealed or len(cookie_key) != 32:
        return None
    try:
        seed = envelopes.open_(bytes.fromhex(sealed), key=cookie_key, context=_context(officer))
    except SealingError:
        return None
    return Keyring(officer, grants.PrivateKey.from_seed(seed))


def _context(officer: Officer) -> str:
    return f"session:{officer.actor}"
