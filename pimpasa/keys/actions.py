from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.utils.translation import gettext as _

from pimpasa.accounts.actions import forget_second_steps
from pimpasa.accounts.errors import Refused
from pimpasa.accounts.models import Officer
from pimpasa.accounts.queries import desks_of, members_of
from pimpasa.accounts.rules import check_manage
from pimpasa.common import clock
from pimpasa.keys import queries, rules
from pimpasa.keys.errors import NoDeskKey, WrongKit, WrongRecoveryCode
from pimpasa.keys.models import DeskKey, DeskKeyGrant, OfficerKey, RecoveryKey
from pimpasa.keys.unlocking import Keyring, open_with_passphrase
from pimpasa.ledger.acts import Act
from pimpasa.ledger.verbs import SYSTEM, act, record
from pimpasa.sealing import envelopes, passphrases, recovery
from pimpasa.sealing.errors import WrongKey
from pimpasa.sealing.grants import PrivateKey, grant, open_grant
from pimpasa.territory.models import Desk, Office, Village


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

    Raises MalformedCode, WrongRecoveryCode.
    """
    key = queries.officer_key(officer)
    if key is None or not officer.is_active:
        raise WrongRecoveryCode
    try:
        seed = recovery.unlock(bytes(key.locked_by_recovery), code=code)
    except WrongKey as wrong:
        raise WrongRecoveryCode from wrong
    _relock(officer, seed, new)
    following = recovery.new_recovery_code()
    locked_by_recovery = recovery.lock(seed, code=following)
    OfficerKey.objects.filter(pk=key.pk).update(locked_by_recovery=locked_by_recovery)
    record(officer, by=officer, sealed=locked_by_recovery)
    return following


def _relock(officer: Officer, seed: bytes, passphrase: str) -> bytes:
    """The seed under its new passphrase, as it is now stored."""
    locked = _locked(seed, passphrase)
    OfficerKey.objects.filter(officer=officer, retired_at=None).update(locked_by_passphrase=locked)
    officer.set_password(passphrase)
    officer.save(update_fields=["password"])
    return locked


@act(Act.OFFICER_KEYED, Act.DESK_KEYED)
def accept_invitation(*, officer: Officer, passphrase: str) -> str:
    """Choose a passphrase at one's first sign-in: it makes the officer's key, and keys of desks that wait for them.

    Returns the recovery code, which is shown once and kept nowhere. Raises Refused where there is a key already.
    """
    officer.set_password(passphrase)
    officer.save(update_fields=["password"])
    code = make_officer_key(officer=officer, passphrase=passphrase)
    settle_in(officer=officer)
    return code


@act(Act.OFFICER_KEY_RETIRED, Act.OFFICER_CHANGED)
def retire_key(*, officer: Officer, by: Officer) -> None:
    """For one who lost both passphrase and code: their key goes, its grants too, and they are invited anew.

    Second steps go with it: whoever lost the one has often lost the other, and a found phone must not help to the new
    key. A colleague who holds a desk's key hands it over to the new one. Raises Refused by the rules.
    """
    check_manage(by, officer.office)
    if officer == by:
        raise Refused("own_key", _("Ask another administrator to renew your own key."))
    key = queries.officer_key(officer)
    if key is None:
        raise Refused("no_key_yet", _("%(name)s has no key yet; show the invitation.") % {"name": officer.name})
    key.desk_grants.all().delete()
    OfficerKey.objects.filter(pk=key.pk).update(retired_at=clock.now())
    officer.set_unusable_password()
    officer.save(update_fields=["password"])
    record(officer, by=by, act=Act.OFFICER_KEY_RETIRED, sealed=key.public)
    forget_second_steps(officer=officer, by=by)


@act(Act.DESK_REVOKED, Act.DESK_KEYED, idle="nobody left a desk")
def settle_departures(*, by: Officer | None) -> int:
    """Take keys back from who no longer sits at a desk, and give each such desk a new key for what comes after.

    Returns how many desks changed their key. A unit's key opens its office's desks, so with it theirs change too.
    """
    departures = {(grant.desk_key.desk, grant.officer_key.officer) for grant in queries.departed(on=clock.today())}  # type: ignore[union-attr]
    for desk, officer in sorted(departures, key=lambda pair: (pair[0].pk, pair[1].pk)):
        take_back(desk=desk, officer=officer, by=by)
    desks = {desk for desk, _officer in departures}
    for unit in [desk for desk in desks if desk.kind == Desk.Kind.UNIT]:
        desks |= set(Desk.objects.filter(office=unit.office, closed_on=None).exclude(keys=None))
    for desk in sorted(desks, key=lambda desk: (desk.kind != Desk.Kind.UNIT, desk.pk)):
        make_desk_key(desk=desk, by=by)
    return len(desks)


@act(Act.DESK_KEYED, idle="no seat of theirs waits for a key")
def settle_in(*, officer: Officer) -> None:
    """Make the keys of desks that wait for their first member who has a key; the unit's comes before the others'."""
    seats = desks_of(officer, on=clock.today()).filter(keys=None).order_by("kind")
    for desk in sorted(seats, key=lambda seat: seat.kind != Desk.Kind.UNIT):
        make_desk_key(desk=desk, by=officer)


@act(Act.OFFICE_FOUNDED)
def make_recovery_kit(*, office: Office) -> str:
    """Make the office's recovery key and return its code for paper; only the public half is kept."""
    private = PrivateKey.generate()
    RecoveryKey.objects.create(office=office, public=private.public, made_at=clock.now())
    record(office, by=SYSTEM, sealed=private.public)
    return recovery.code_of_seed(private.seed)


@act(Act.DESK_OPENED)
def open_desk(*, village: Village, office: Office, by: Officer) -> Desk:
    """Open a kelurahan's desk with its key. Raises Refused by the rules, or where it has a desk already."""
    check_manage(by, office)
    if Desk.objects.filter(village=village, closed_on=None).exists():
        raise Refused("has_desk", _("This kelurahan has a desk already."))
    desk = Desk.objects.create(office=office, kind=Desk.Kind.VILLAGE, name=village.name, village=village)
    record(desk, by=by, facts=desk.facts)
    try:
        make_desk_key(desk=desk, by=by)
    except NoDeskKey as missing:
        raise Refused("unit_without_key", _("The office's unit has no key yet; finish the set-up first.")) from missing
    return desk


@act(Act.DESK_KEYED)
def make_desk_key(*, desk: Desk, by: Officer | None) -> DeskKey:
    """Make a desk's first or next key and grant it to its members, its office's unit and the recovery kit.

    Needs public keys only, so an administrator who opens a desk learns nothing.
    """
    private = PrivateKey.generate()
    version = desk.keys.count() + 1
    key = DeskKey.objects.create(desk=desk, version=version, public=private.public, made_at=clock.now())
    _grant_to_members(key, private)
    _grant_to_unit(key, private)
    _grant_to_kit(key, private)
    record(desk, by=by, sealed=private.public)
    return key


def _grant_to_members(key: DeskKey, private: PrivateKey) -> None:
    for officer_key in OfficerKey.objects.filter(officer__in=members_of(key.desk, on=clock.today()), retired_at=None):
        sealed = grant(private.seed, to=bytes(officer_key.public), context=key.context)
        DeskKeyGrant.objects.create(desk_key=key, officer_key=officer_key, envelope=sealed)


def _grant_to_unit(key: DeskKey, private: PrivateKey) -> None:
    if key.desk.kind == Desk.Kind.UNIT:
        return
    for unit in Desk.objects.filter(office=key.desk.office, kind=Desk.Kind.UNIT, closed_on=None):
        unit_key = queries.sealing_key(unit)
        sealed = grant(private.seed, to=bytes(unit_key.public), context=key.context)
        DeskKeyGrant.objects.create(desk_key=key, unit_key=unit_key, envelope=sealed)


def _grant_to_kit(key: DeskKey, private: PrivateKey) -> None:
    kit = queries.newest_recovery_key(key.desk.office)
    if kit is not None:
        sealed = grant(private.seed, to=bytes(kit.public), context=key.context)
        DeskKeyGrant.objects.create(desk_key=key, recovery_key=kit, envelope=sealed)


@act(Act.DESK_GRANTED, idle="they hold every version already")
def hand_over(*, desk: Desk, to: Officer, keyring: Keyring) -> int:
    """Grant every version of a desk's key to a member who was assigned to it; returns how many were granted.

    Raises Refused by the rules, or where the receiver has not made a key of their own yet.
    """
    rules.check_hand_over(keyring.officer, to, desk)
    receiver = queries.officer_key(to)
    if receiver is None:
        raise Refused("never_signed_in", _("%(name)s has to sign in once first.") % {"name": to.name})
    missing = desk.keys.exclude(grants__officer_key=receiver)
    for key in missing:
        seed = keyring.desk_private(key).seed
        sealed = grant(seed, to=bytes(receiver.public), context=key.context)
        DeskKeyGrant.objects.create(desk_key=key, officer_key=receiver, envelope=sealed)
        record(desk, by=keyring.officer, sealed=sealed)
    return len(missing)


@act(Act.DESK_REVOKED)
def take_back(*, desk: Desk, officer: Officer, by: Officer | None) -> None:
    """Delete an officer's grants to a desk's keys, as when an assignment ends."""
    grants = DeskKeyGrant.objects.filter(desk_key__desk=desk, officer_key__officer=officer)
    versions = sorted(grants.values_list("desk_key__version", flat=True))
    grants.delete()
    record(desk, by=by, facts={"officer": officer.actor, "versions": versions})


@dataclass(frozen=True)
class Drilled:
    """What an office's recovery kit opened."""

    office: Office
    desk_keys: int


@act(Act.KIT_DRILLED)
def drill_kit(*, code: str) -> Drilled:
    """Prove that a kit still works: it opens a sealed test envelope and every desk key of its office.

    Raises MalformedCode, WrongKit where it is no office's newest kit, WrongKey or Damaged where a grant does not open.
    """
    kit, private = _kit(code)
    secret = envelopes.new_key()
    if open_grant(grant(secret, to=bytes(kit.public), context=_DRILL), private=private, context=_DRILL) != secret:
        raise WrongKit
    desk_keys = [_open_for_kit(grant, private) for grant in _grants_of_kit(kit)]
    record(kit.office, by=SYSTEM)
    return Drilled(kit.office, len(desk_keys))


@act(Act.DESK_GRANTED, idle="they hold every key already")
def restore_with_kit(*, code: str, to: Officer) -> int:
    """Grant every desk key of the kit's office to an officer of it, as after every passphrase was lost.

    Returns how many keys. Raises MalformedCode, WrongKit, or Refused for a stranger or one without a key of their own.
    """
    kit, private = _kit(code)
    receiver = queries.officer_key(to)
    if to.office_id != kit.office_id or receiver is None:
        raise Refused("never_signed_in", _("%(name)s has to sign in once first.") % {"name": to.name})
    missing = [held for held in _grants_of_kit(kit) if not receiver.desk_grants.filter(desk_key=held.desk_key)]
    for kit_grant in missing:
        desk_key = kit_grant.desk_key
        seed = _open_for_kit(kit_grant, private).seed
        sealed = grant(seed, to=bytes(receiver.public), context=desk_key.context)
        DeskKeyGrant.objects.create(desk_key=desk_key, officer_key=receiver, envelope=sealed)
        record(desk_key.desk, by=SYSTEM, sealed=sealed)
    return len(missing)


_DRILL = "drill"


def _kit(code: str) -> tuple[RecoveryKey, PrivateKey]:
    private = PrivateKey.from_seed(recovery.seed_of_code(code))
    for kit in RecoveryKey.objects.select_related("office"):
        if bytes(kit.public) == private.public:
            return kit, private
    raise WrongKit


def _grants_of_kit(kit: RecoveryKey) -> list[DeskKeyGrant]:
    return list(kit.grants.select_related("desk_key__desk").order_by("pk"))


def _open_for_kit(kit_grant: DeskKeyGrant, private: PrivateKey) -> PrivateKey:
    seed = open_grant(bytes(kit_grant.envelope), private=private, context=kit_grant.desk_key.context)
    return PrivateKey.from_seed(seed)
