"""Letting somebody in: one who holds a key meets them and types the code that they read from their own screen."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db.models import F

from pimpasa.accounts.errors import Refused
from pimpasa.accounts.models import Officer
from pimpasa.common import clock
from pimpasa.keys import queries, rules
from pimpasa.keys.actions.desk_keys import let_open
from pimpasa.keys.models import Admission, DeskKey, OfficerKey
from pimpasa.keys.unlocking import Keyring
from pimpasa.ledger.acts import Act
from pimpasa.ledger.verbs import act, record, unlogged
from pimpasa.territory.models import Desk, Office

# Two may be slips of the tongue or the finger; from the third on somebody should look.
SLIPS = 2


@unlogged("goes on to the act that hands a key over, or to counting a wrong code", whole=False)
def let_in(*, desk: Desk, to: Officer, code: str, keyring: Keyring) -> int:
    """Hand a desk's key over; a wrong code is counted before it is refused. As `hand_over`."""
    with _counting(to, by=keyring.officer):
        return hand_over(desk=desk, to=to, code=code, keyring=keyring)


@unlogged("goes on to the act that admits somebody to complaints, or to counting a wrong code", whole=False)
def let_read_complaints(*, officer: Officer, code: str, keyring: Keyring) -> None:
    """Admit somebody to complaints; a wrong code is counted before it is refused. As `admit`."""
    with _counting(officer, by=keyring.officer):
        admit(officer=officer, code=code, keyring=keyring)


@act(Act.DESK_GRANTED, idle="they hold every version already")
def hand_over(*, desk: Desk, to: Officer, code: str, keyring: Keyring) -> int:
    """Grant every version of a desk's key to a member who was assigned to it; returns how many were granted.

    The key that is granted to is the one whose code was typed. Raises Refused by the rules, for a wrong code, or where
    the receiver has not made a key of their own yet; NotGranted where the giver does not hold the desk's key.
    """
    rules.check_hand_over(keyring.officer, to, desk)
    receiver = rules.check_code(to, code, circle=desk.subject)
    missing = desk.keys.exclude(grants__officer_key=receiver)
    for key in missing:
        let_open(key=key, private=keyring.desk_private(key), to=receiver, by=keyring.officer)
    return len(missing)


@act(Act.DESK_GRANTED, idle="they hold every version already")
def lend(*, desk: Desk, to: Officer, keyring: Keyring) -> int:
    """Grant a desk's key to a colleague whom somebody met before and whose seat there ends on a day.

    With the seat the key is taken back (`settle_departures`). Raises as `hand_over`; no code is asked for.
    """
    rules.check_hand_over(keyring.officer, to, desk)
    receiver = rules.check_met(to)
    missing = desk.keys.exclude(grants__officer_key=receiver)
    for key in missing:
        let_open(key=key, private=keyring.desk_private(key), to=receiver, by=keyring.officer)
    return len(missing)


@act(Act.DESK_GRANTED, idle="that unit holds every version already")
def give_to_unit(*, unit: Desk, to_office: Office, keyring: Keyring) -> int:
    """Give the keys of a unit that ends to the unit that reads for it; who may, decides whoever ends it.

    Every version, and those of units that ended into this one before. Raises NotGranted where the giver does not hold
    them: nobody else can give them.
    """
    successor = queries.unit_key(to_office)
    through = DeskKey.objects.filter(desk__kind=Desk.Kind.UNIT, grants__unit_key__desk=unit)
    missing = (unit.keys.all() | through).exclude(grants__unit_key=successor).distinct().order_by("pk")
    for key in missing:
        let_open(key=key, private=keyring.desk_private(key), to=successor, by=keyring.officer)
    return len(missing)


@act(Act.ADMITTED, idle="they read complaints already")
def admit(*, officer: Officer, code: str, keyring: Keyring) -> None:
    """Let an auditor, or the head of an office without one, read its complaints from now on. Raises as `hand_over`."""
    rules.check_admit(keyring.officer, officer)
    if not rules.has_auditor(officer.office):
        keyring.desk_private(queries.unit_key(officer.office))
    receiver = rules.check_code(officer, code, circle=Admission.circle_of(officer.office))
    put_in(key=receiver, by=keyring.officer)


@act(Act.ADMITTED, idle="they read complaints already")
def put_in(*, key: OfficerKey, by: Officer | str) -> None:
    """Write down that a key reads its office's complaints; the rules were looked at before, or the kit was."""
    rules.check_may_hold(key)
    admission, is_new = Admission.objects.get_or_create(
        office=key.officer.office,
        officer_key=key,
        defaults={"let_in_by": by if isinstance(by, Officer) else None, "let_in_at": clock.now()},
    )
    if is_new:
        Officer.objects.filter(pk=key.officer_id, met_at=None).update(met_at=clock.now())
        record(key.officer, by=by, facts=admission.facts)


@unlogged("what somebody looked at is no act")
def know_readers(*, officer: Officer) -> None:
    """Whoever reads the officer's desks by now no longer stands out to them."""
    OfficerKey.objects.filter(officer=officer, retired_at=None).update(readers_seen_at=clock.now())


@act(Act.CODE_MISMATCHED, idle="it may still be a slip")
def count_wrong_code(*, key: OfficerKey, by: Officer) -> None:
    """Count a wrong code for a key; from the third on each is an act of its own, which the auditor sees."""
    OfficerKey.objects.filter(pk=key.pk).update(wrong_codes=F("wrong_codes") + 1)
    key.refresh_from_db(fields=["wrong_codes"])
    if key.wrong_codes > SLIPS:
        record(key.officer, by=by, facts={"key": str(key), "wrong_codes": key.wrong_codes})


@contextmanager
def _counting(officer: Officer, *, by: Officer) -> Iterator[None]:
    try:
        yield
    except Refused as refused:
        key = queries.officer_key(officer)
        if refused.code == rules.WRONG_CODE and key is not None:
            count_wrong_code(key=key, by=by)
        raise
