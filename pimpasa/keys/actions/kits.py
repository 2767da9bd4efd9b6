"""The recovery kit: on paper with the head of office, and the first holder of a unit's key."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from pimpasa.accounts.errors import Refused
from pimpasa.accounts.models import Officer
from pimpasa.accounts.queries import desks_of
from pimpasa.accounts.roles import Role
from pimpasa.common import clock
from pimpasa.keys import queries, rules
from pimpasa.keys.actions.desk_keys import let_open, make_desk_key
from pimpasa.keys.actions.letting_in import put_in
from pimpasa.keys.errors import WrongKit
from pimpasa.keys.models import DeskKeyGrant, OfficerKey, RecoveryKey
from pimpasa.keys.unlocking import Keyring
from pimpasa.ledger.acts import Act
from pimpasa.ledger.verbs import SYSTEM, act, record
from pimpasa.sealing import envelopes, recovery
from pimpasa.sealing.grants import PrivateKey, grant, open_grant
from pimpasa.territory.models import Desk, Office


@act(Act.OFFICE_FOUNDED)
def make_recovery_kit(*, office: Office) -> str:
    """Make the office's recovery key and return its code for paper; only the public half is kept."""
    private = PrivateKey.generate()
    RecoveryKey.objects.create(office=office, public=private.public, made_at=clock.now())
    record(office, by=SYSTEM, sealed=private.public)
    return recovery.code_of_seed(private.seed)


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


@act(Act.DESK_KEYED, Act.DESK_GRANTED, Act.ADMITTED, idle="they hold every key already")
def open_with_kit(*, code: str, keyring: Keyring) -> int:
    """Take the keys of one's own desks with the kit, as its keeper does at set-up.

    Makes the unit's first key where it has none. Returns how many keys. Raises MalformedCode, WrongKit, or Refused for
    a stranger, or one without a seat.
    """
    kit, private = _kit(code)
    officer = keyring.officer
    receiver = queries.officer_key(officer)
    if officer.office_id != kit.office_id or receiver is None or not keyring.is_of(receiver):
        raise Refused("another_office_s_kit", _("This recovery kit belongs to another office."))
    return _restore(kit, private, receiver)


@act(Act.DESK_KEYED, Act.DESK_GRANTED, Act.ADMITTED, idle="they hold every key already")
def restore_with_kit(*, code: str, to: Officer, key_code: str) -> int:
    """Give the keys of an officer's desks to them with the kit; `key_code` is what their own screen shows.

    As `open_with_kit`, and Refused for another code.
    """
    kit, private = _kit(code)
    if to.office_id != kit.office_id:
        raise Refused("another_office_s_kit", _("This recovery kit belongs to another office."))
    return _restore(kit, private, rules.check_code(to, key_code, circle=kit.circle))


def _restore(kit: RecoveryKey, private: PrivateKey, receiver: OfficerKey) -> int:
    seats = desks_of(receiver.officer, on=clock.today())
    if not seats:
        raise Refused("no_seat", _("%(name)s sits at no desk.") % {"name": receiver.officer.name})
    for unit in seats.filter(kind=Desk.Kind.UNIT, keys=None):
        make_desk_key(desk=unit, by=SYSTEM)
        for desk in Desk.objects.filter(office=unit.office, kind=Desk.Kind.VILLAGE, closed_on=None, keys=None):
            make_desk_key(desk=desk, by=SYSTEM)
    own_grants = receiver.desk_grants.values("desk_key")
    missing = list(_grants_of_kit(kit).filter(desk_key__desk__in=seats).exclude(desk_key__in=own_grants))
    for kit_grant in missing:
        let_open(key=kit_grant.desk_key, private=_open_for_kit(kit_grant, private), to=receiver, by=SYSTEM)
    if receiver.officer.role == Role.HEAD:
        put_in(key=receiver, by=SYSTEM)
    return len(missing)


_DRILL = "drill"


def _kit(code: str) -> tuple[RecoveryKey, PrivateKey]:
    private = PrivateKey.from_seed(recovery.seed_of_code(code))
    for kit in RecoveryKey.objects.select_related("office"):
        if bytes(kit.public) == private.public:
            return kit, private
    raise WrongKit


def _grants_of_kit(kit: RecoveryKey) -> QuerySet[DeskKeyGrant]:
    return kit.grants.select_related("desk_key__desk").order_by("pk")


def _open_for_kit(kit_grant: DeskKeyGrant, private: PrivateKey) -> PrivateKey:
    seed = open_grant(bytes(kit_grant.envelope), private=private, context=kit_grant.desk_key.context)
    return PrivateKey.from_seed(seed)
