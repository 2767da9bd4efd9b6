from __future__ import annotations

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from pimpasa.accounts.errors import Refused
from pimpasa.accounts.models import Officer
from pimpasa.accounts.queries import desks_of, members_of
from pimpasa.accounts.rules import check_manage
from pimpasa.common import clock
from pimpasa.keys import queries, rules
from pimpasa.keys.errors import NoDeskKey
from pimpasa.keys.models import DeskKey, DeskKeyGrant, OfficerKey, RecoveryKey
from pimpasa.keys.unlocking import Keyring
from pimpasa.ledger import actions as ledger
from pimpasa.ledger.acts import Act
from pimpasa.sealing import passphrases, recovery
from pimpasa.sealing.grants import PrivateKey, grant
from pimpasa.territory.models import Desk, Office, Village


@transaction.atomic
def make_officer_key(*, officer: Officer, passphrase: str) -> str:
    """Make the officer's key pair and return its recovery code, which is shown once and kept nowhere.

    Raises Refused where the officer has a key already: making another would lose what the first opens.
    """
    if queries.officer_key(officer) is not None:
        raise Refused(_("This officer already has a key."))
    private, code = PrivateKey.generate(), recovery.new_recovery_code()
    key = OfficerKey.objects.create(
        officer=officer,
        public=private.public,
        locked_by_passphrase=passphrases.lock(private.seed, passphrase=passphrase, **settings.KEY_PASSPHRASE_COST),
        locked_by_recovery=recovery.lock(private.seed, code=code),
        made_at=clock.now(),
    )
    ledger.append(
        act=Act.OFFICER_KEYED, subject=officer.actor, actor=officer.actor, digest=ledger.digest_of(key.public)
    )
    return code


@transaction.atomic
def settle_in(*, officer: Officer) -> None:
    """Make the keys of desks that wait for their first member who has a key; the unit's comes before the others'."""
    seats = desks_of(officer, on=clock.today()).filter(keys=None).order_by("kind")
    for desk in sorted(seats, key=lambda seat: seat.kind != Desk.Kind.UNIT):
        make_desk_key(desk=desk, by=officer)


@transaction.atomic
def make_recovery_kit(*, office: Office) -> str:
    """Make the office's recovery key and return its code for paper; only the public half is kept."""
    private = PrivateKey.generate()
    RecoveryKey.objects.create(office=office, public=private.public, made_at=clock.now())
    ledger.append(
        act=Act.OFFICE_FOUNDED,
        subject=f"office:{office.pk}",
        actor=ledger.SYSTEM,
        digest=ledger.digest_of(private.public),
    )
    return recovery.code_of_seed(private.seed)


@transaction.atomic
def open_desk(*, village: Village, office: Office, by: Officer) -> Desk:
    """Open a kelurahan's desk with its key. Raises Refused by the rules, or where it has a desk already."""
    check_manage(by, office)
    if Desk.objects.filter(village=village, closed_on=None).exists():
        raise Refused(_("This kelurahan has a desk already."))
    desk = Desk.objects.create(office=office, kind=Desk.Kind.VILLAGE, name=village.name, village=village)
    ledger.append(act=Act.DESK_OPENED, subject=f"desk:{desk.pk}", actor=by.actor)
    try:
        make_desk_key(desk=desk, by=by)
    except NoDeskKey as missing:
        raise Refused(_("The office's unit has no key yet; finish the set-up first.")) from missing
    return desk


@transaction.atomic
def make_desk_key(*, desk: Desk, by: Officer | None) -> DeskKey:
    """Make a desk's first or next key and grant it to its members, its office's unit and the recovery kit.

    Needs public keys only, so an administrator who opens a desk learns nothing.
    """
    private, version = PrivateKey.generate(), desk.keys.count() + 1
    key = DeskKey.objects.create(desk=desk, version=version, public=private.public, made_at=clock.now())
    _grant_to_members(key, private)
    _grant_to_unit(key, private)
    _grant_to_kit(key, private)
    ledger.append(
        act=Act.DESK_KEYED,
        subject=f"desk:{desk.pk}",
        actor=by.actor if by else ledger.SYSTEM,
        digest=ledger.digest_of(private.public),
    )
    return key


def _grant_to_members(key: DeskKey, private: PrivateKey) -> None:
    for officer_key in OfficerKey.objects.filter(officer__in=members_of(key.desk, on=clock.today())):
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


@transaction.atomic
def hand_over(*, desk: Desk, to: Officer, keyring: Keyring) -> int:
    """Grant every version of a desk's key to a member who was assigned to it; returns how many were granted.

    Raises Refused by the rules, or where the receiver has not made a key of their own yet.
    """
    rules.check_hand_over(keyring.officer, to, desk)
    receiver = queries.officer_key(to)
    if receiver is None:
        raise Refused(_("%(name)s has to sign in once first.") % {"name": to.name})
    missing = desk.keys.exclude(grants__officer_key=receiver)
    for key in missing:
        seed = keyring.desk_private(key).seed
        sealed = grant(seed, to=bytes(receiver.public), context=key.context)
        DeskKeyGrant.objects.create(desk_key=key, officer_key=receiver, envelope=sealed)
        ledger.append(
            act=Act.DESK_GRANTED,
            subject=f"desk:{desk.pk}",
            actor=keyring.officer.actor,
            digest=ledger.digest_of(sealed),
        )
    return len(missing)


@transaction.atomic
def take_back(*, desk: Desk, officer: Officer, by: Officer) -> None:
    """Delete an officer's grants to a desk's keys, as when an assignment ends."""
    DeskKeyGrant.objects.filter(desk_key__desk=desk, officer_key__officer=officer).delete()
    ledger.append(act=Act.DESK_REVOKED, subject=f"desk:{desk.pk}", actor=by.actor)
