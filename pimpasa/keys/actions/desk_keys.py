"""Keys of desks, and the one way in which they reach anybody.

Who gets a key is never read from a table that an administrator rules (docs/adr/0036): a desk's next key goes to those
who held the one before, and to somebody new only by one who has it open.
"""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _

from pimpasa.accounts.errors import Refused
from pimpasa.accounts.models import Officer
from pimpasa.accounts.rules import check_manage
from pimpasa.common import clock
from pimpasa.keys import queries, rules
from pimpasa.keys.errors import NoDeskKey, NotGranted
from pimpasa.keys.models import DeskKey, DeskKeyGrant, OfficerKey
from pimpasa.keys.queries import Holder
from pimpasa.ledger.acts import Act
from pimpasa.ledger.verbs import act, record
from pimpasa.sealing.grants import PrivateKey, grant
from pimpasa.territory.models import Desk, Office, Village
from pimpasa.timekeeping.actions import decisive_moment
from pimpasa.timekeeping.errors import InDoubt


@act(Act.DESK_GRANTED)
def let_open(
    *, key: DeskKey, private: PrivateKey, to: Holder, by: Officer | str | None, earlier: DeskKeyGrant | None = None
) -> DeskKeyGrant:
    """Grant a desk's key to one holder. The only place where that happens: whoever gives it has it open.

    `earlier` is the holder's grant of the key before; who let them in, and since when, stays as it says there. Raises
    NotGranted where `private` is another key's, or the holder's own key was withdrawn.
    """
    if private.public != bytes(key.public):
        raise NotGranted(str(key))
    if isinstance(to, OfficerKey) and to.retired_at is not None:
        raise NotGranted(str(to))
    if isinstance(to, OfficerKey):
        rules.check_may_hold(to)
    grant_of_key = DeskKeyGrant(desk_key=key, let_in_at=clock.now())
    grant_of_key.hold(to)
    if earlier is not None:
        grant_of_key.let_in_at = earlier.let_in_at
        grant_of_key.let_in_by = earlier.let_in_by
    elif isinstance(to, OfficerKey) and isinstance(by, Officer):
        grant_of_key.let_in_by = by
    grant_of_key.envelope = grant(private.seed, to=bytes(to.public), context=key.context)
    grant_of_key.save(force_insert=True)
    if isinstance(to, OfficerKey):
        Officer.objects.filter(pk=to.officer_id, met_at=None).update(met_at=clock.now())
    record(key.desk, by=by, facts=grant_of_key.facts)
    return grant_of_key


@act(Act.DESK_KEYED, Act.DESK_GRANTED)
def make_desk_key(*, desk: Desk, by: Officer | str | None) -> DeskKey:
    """Make a desk's first or next key for those who are entitled to it by an earlier grant.

    Needs public keys only, so an administrator who opens a desk learns nothing. Raises NoDeskKey where nobody is:
    whatever was sealed to such a key would be lost.
    """
    before = queries.newest_key(desk)
    heirs = queries.heirs_of(before) if before else queries.first_holders(desk)
    if not heirs:
        raise NoDeskKey(f"nobody could open desk {desk.pk}")
    private = PrivateKey.generate()
    version = 1 + max(desk.keys.values_list("version", flat=True), default=0)
    key = DeskKey.objects.create(desk=desk, version=version, public=private.public, made_at=clock.now())
    record(desk, by=by, act=Act.DESK_KEYED, sealed=private.public)
    for holder, earlier in heirs:
        let_open(key=key, private=private, to=holder, by=by, earlier=earlier)
    return key


@act(Act.DESK_REVOKED, Act.DESK_KEYED, Act.DESK_GRANTED, idle="nobody left a desk")
def settle_departures(*, by: Officer | None) -> int:
    """Take keys back from who no longer sits at a desk, and give each such desk a new key for what comes after.

    Returns how many desks changed their key. A unit's key opens its office's desks, so with it theirs change too. Where
    nobody is left to open a desk's next key, it keeps the one it has.
    """
    departed = queries.departed(on=_certain_day())
    # Only grants of officers' keys depart; units' and kits' have no officer.
    departures = {(grant.desk_key.desk, grant.officer_key.officer) for grant in departed}  # type: ignore[union-attr]
    for desk, officer in sorted(departures, key=lambda pair: (pair[0].pk, pair[1].pk)):
        take_back(desk=desk, officer=officer, by=by)
    return renew_keys(desks={desk for desk, _officer in departures}, by=by)


@act(Act.DESK_KEYED, Act.DESK_GRANTED, idle="nobody left a desk, or nobody is left to open its next key")
def renew_keys(*, desks: set[Desk], by: Officer | None) -> int:
    """Give desks that somebody left a new key for what comes after, and with a unit all desks of its office."""
    for unit in [desk for desk in desks if desk.kind == Desk.Kind.UNIT]:
        desks |= set(Desk.objects.filter(office=unit.office, closed_on=None).exclude(keys=None))
    inherited = [desk for desk in sorted(desks, key=_unit_first) if queries.is_inherited(desk)]
    for desk in inherited:
        make_desk_key(desk=desk, by=by)
    return len(inherited)


def _certain_day() -> date | None:
    """The day by which assignments end; None while the clocks are in doubt."""
    try:
        return clock.day_of(decisive_moment())
    except InDoubt:
        return None


def _unit_first(desk: Desk) -> tuple[bool, int]:
    return desk.kind != Desk.Kind.UNIT, desk.pk


@act(Act.DESK_OPENED, Act.DESK_KEYED, Act.DESK_GRANTED)
def open_desk(*, village: Village, office: Office, by: Officer) -> Desk:
    """Open a kelurahan's desk with its key, which the office's unit holds. Raises Refused by the rules.

    Whoever will sit there is let in by the unit. Where another desk read this kelurahan, it does so no longer.
    """
    check_manage(by, office)
    rules.check_open_desk(office, village)
    Desk.objects.filter(village=village).exclude(merged_into=None).update(merged_into=None)
    desk = Desk.objects.create(office=office, kind=Desk.Kind.VILLAGE, name=village.name, village=village)
    record(desk, by=by, act=Act.DESK_OPENED, facts=desk.facts)
    try:
        make_desk_key(desk=desk, by=by)
    except NoDeskKey as missing:
        raise Refused("unit_without_key", _("The office's unit has no key yet; finish the set-up first.")) from missing
    return desk


@act(Act.DESK_RENAMED)
def rename_desk(*, desk: Desk, name: str, by: Officer) -> None:
    """Call a desk by another name, which residents read where the page says who reads their report. Raises Refused."""
    check_manage(by, desk.office)
    rules.check_desk_name(desk, name)
    desk.name = name.strip()
    desk.save(update_fields=["name"])
    record(desk, by=by, facts=desk.facts)


@act(Act.DESK_REVOKED)
def take_back(*, desk: Desk, officer: Officer, by: Officer | None) -> None:
    """Delete an officer's grants to a desk's keys, as when an assignment ends; one that nobody else has stays."""
    grants = queries.grants_of(officer).filter(desk_key__desk=desk)
    versions = sorted(grants.values_list("desk_key__version", flat=True))
    grants.delete()
    record(desk, by=by, facts={"officer": officer.actor, "versions": versions})
