"""An officer's own key: made at the first sign-in, locked anew, recovered, withdrawn."""

from __future__ import annotations

import secrets
from functools import cache

from django.conf import settings
from django.utils.translation import gettext as _

from pimpasa.accounts.actions import forget_second_steps
from pimpasa.accounts.errors import Refused
from pimpasa.accounts.models import Officer
from pimpasa.accounts.rules import check_manage
from pimpasa.common import clock
from pimpasa.keys import queries, rules
from pimpasa.keys.errors import WrongRecoveryCode
from pimpasa.keys.kinds import Doubt
from pimpasa.keys.models import OfficerKey
from pimpasa.keys.unlocking import open_with_passphrase
from pimpasa.ledger.acts import Act
from pimpasa.ledger.verbs import SYSTEM, act, record
from pimpasa.sealing import passphrases, recovery
from pimpasa.sealing.errors import WrongKey
from pimpasa.sealing.grants import PrivateKey


@act(Act.OFFICER_KEYED)
def make_officer_key(*, officer: Officer, passphrase: str) -> str:
    """Make the officer's key pair and return its recovery code, which is shown once and kept nowhere.

    Raises Refused where the officer has a key already: making another would lose what the first opens.
    """
    if queries.officer_key(officer) is not None:
        raise Refused("has_key", _("This officer already has a key."))
    private = PrivateKey.generate()
    code = recovery.new_recovery_code()
    key = OfficerKey.objects.create(
        officer=officer,
        version=queries.key_history(officer).count() + 1,
        public=private.public,
        locked_by_passphrase=_locked(private.seed, passphrase),
        locked_by_recovery=recovery.lock(private.seed, code=code),
        made_at=clock.now(),
    )
    record(officer, by=officer, sealed=key.public)
    return code


def _locked(seed: bytes, passphrase: str) -> bytes:
    return passphrases.lock(seed, passphrase=passphrase, **settings.KEY_PASSPHRASE_COST)


@act(Act.OFFICER_REKEYED)
def change_passphrase(*, officer: Officer, old: str, new: str) -> None:
    """Lock the officer's key under a new passphrase, which is their password too (docs/adr/0007).

    Raises WrongPassphrase for a wrong old one, Locked where there is no key yet.
    """
    private = open_with_passphrase(officer, old)
    record(officer, by=officer, sealed=_relock(officer, private.seed, new))


@act(Act.OFFICER_RECOVERED)
def recover_key(*, officer: Officer, code: str, new: str) -> str:
    """Open the officer's key with the printed code and lock it under a new passphrase; returns the next code.

    Raises MalformedCode, WrongRecoveryCode; the latter also for somebody without a key, after as long.
    """
    key = queries.officer_key(officer)
    if not officer.is_active:
        key = None
    try:
        seed = recovery.unlock(bytes(key.locked_by_recovery) if key else _nobodys_lock(), code=code)
    except WrongKey as wrong:
        raise WrongRecoveryCode from wrong
    if key is None:
        raise WrongRecoveryCode
    _relock(officer, seed, new)
    following = recovery.new_recovery_code()
    locked_by_recovery = recovery.lock(seed, code=following)
    OfficerKey.objects.filter(pk=key.pk).update(locked_by_recovery=locked_by_recovery)
    record(officer, by=officer, sealed=locked_by_recovery)
    return following


@cache
def _nobodys_lock() -> bytes:
    """Who has no key is looked at like who has, so that the time of an answer does not tell them apart."""
    return recovery.lock(secrets.token_bytes(32), code=recovery.new_recovery_code())


def _relock(officer: Officer, seed: bytes, passphrase: str) -> bytes:
    """The seed under its new passphrase, as it is now stored."""
    locked = _locked(seed, passphrase)
    OfficerKey.objects.filter(officer=officer, retired_at=None).update(locked_by_passphrase=locked)
    officer.set_password(passphrase)
    officer.save(update_fields=["password"])
    return locked


@act(Act.OFFICER_KEYED)
def accept_invitation(*, officer: Officer, passphrase: str) -> str:
    """Choose a passphrase at one's first sign-in: it makes the officer's key, which opens nothing yet.

    Returns the recovery code, which is shown once and kept nowhere. Raises Refused where there is a key already, as
    for the second of two who accept at once.
    """
    Officer.objects.select_for_update().get(pk=officer.pk)
    officer.set_password(passphrase)
    officer.save(update_fields=["password"])
    return make_officer_key(officer=officer, passphrase=passphrase)


@act(Act.KEY_RENEWAL_ASKED)
def ask_new_key(*, officer: Officer, by: Officer) -> None:
    """Ask for a new key for one who lost both passphrase and code; another, who has been met, agrees (docs/adr/0036).

    Raises Refused by the rules.
    """
    check_manage(by, officer.office)
    if officer == by:
        raise Refused("own_key", _("Ask another administrator to renew your own key."))
    key = queries.officer_key(officer)
    if key is None:
        raise Refused("no_key_yet", _("%(name)s has no key yet; show the invitation.") % {"name": officer.name})
    OfficerKey.objects.filter(pk=key.pk).update(
        renewal_asked_by=by,
        renewal_asked_at=clock.now(),
        renewal_declined_by=None,
        renewal_declined_at=None,
        renewal_doubt="",
    )
    record(officer, by=by, sealed=key.public)


@act(Act.OFFICER_KEY_RETIRED, Act.OFFICER_CHANGED)
def agree_new_key(*, officer: Officer, by: Officer) -> None:
    """Agree to it as the second person: the key goes, its grants too, and they are invited anew.

    Second steps go with it: whoever lost the one has often lost the other, and a found phone must not help to the new
    key. Sessions end. A colleague who holds a desk's key lets the new one in. Raises Refused by the rules.
    """
    key = rules.check_agree_new_key(by, officer)
    assert key.renewal_asked_by is not None  # noqa: S101 - the rule looked
    _retire(key, by=by)
    forget_second_steps(officer=officer, by=key.renewal_asked_by)


@act(Act.KEY_RENEWAL_DECLINED)
def decline_new_key(*, officer: Officer, doubt: Doubt, by: Officer) -> OfficerKey:
    """Decline that the key is withdrawn: the request is over, the key stays. Returns it.

    Raises Refused by the rules.
    """
    key = rules.check_decline_new_key(by, officer)
    key.renewal_asked_at = None
    key.renewal_declined_by = by
    key.renewal_declined_at = clock.now()
    key.renewal_doubt = doubt
    key.save(update_fields=["renewal_asked_at", "renewal_declined_by", "renewal_declined_at", "renewal_doubt"])
    record(officer, by=by, facts={"sealed": bytes(key.public), "doubt": doubt.value})
    return key


@act(Act.OFFICER_KEY_RETIRED, idle="they have no key")
def retire_key(*, officer: Officer) -> None:
    """At the server, where nobody is left who could agree: as `agree_new_key`, second steps stay."""
    key = queries.officer_key(officer)
    if key is not None:
        _retire(key, by=SYSTEM)


def _retire(key: OfficerKey, *, by: Officer | str) -> None:
    officer = key.officer
    queries.grants_of(officer).delete()
    renewed_by = by if isinstance(by, Officer) else None
    OfficerKey.objects.filter(pk=key.pk).update(retired_at=clock.now(), renewal_agreed_by=renewed_by)
    officer.set_unusable_password()
    officer.met_at = None
    officer.save(update_fields=["password", "met_at"])
    record(officer, by=by, act=Act.OFFICER_KEY_RETIRED, sealed=key.public)
