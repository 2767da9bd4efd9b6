"""Public keys only: safe for every site."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TypeAlias

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery
from django.utils.translation import gettext

from pimpasa.accounts.models import Assignment, Officer
from pimpasa.accounts.queries import assignments_on, desks_of, members_of, seats_on
from pimpasa.accounts.roles import Permission, Role
from pimpasa.common import clock
from pimpasa.common.reading import ask_together
from pimpasa.keys.codes import code_of
from pimpasa.keys.errors import NoDeskKey
from pimpasa.keys.models import LET_IN, Admission, DeskKey, DeskKeyGrant, OfficerKey, RecoveryKey
from pimpasa.keys.rules import RENEWAL_HOLDS, can_admit, can_vouch, has_auditor, vouching_keys
from pimpasa.ledger.imprints import known
from pimpasa.territory.models import Desk, Office, Village
from pimpasa.territory.routing import Route, desks_for, routes_among

Holder: TypeAlias = OfficerKey | DeskKey | RecoveryKey
# Who gets a key, with their grant of the key before it where there is one.
Heirs: TypeAlias = list[tuple[Holder, DeskKeyGrant | None]]

TOLD_FOR = timedelta(days=14)


def open_route(village: Village, *, on: date) -> tuple[Route, list[DeskKey]]:
    """Who reads a report from a village, and the keys that it is sealed to, in the order of the desks.

    An office that is being set up has no key yet: until then the fall-back reads, and a desk without a key is passed
    over. Raises NoOffice where nobody would read it, NoDeskKey where nobody could.
    """
    desks = desks_for(village.pk, on=on)
    keys = keys_of(desks)
    ask_together(desks, keys)
    return route_among(desks, keys)


def keys_of(desks: QuerySet[Desk]) -> QuerySet[DeskKey]:
    """Every key of these desks, each desk's newest last."""
    return DeskKey.objects.filter(desk__in=desks.order_by().values("pk")).order_by("desk_id", "version")


def route_among(desks: Iterable[Desk], keys: Iterable[DeskKey]) -> tuple[Route, list[DeskKey]]:
    """As `open_route`, of the desks for a village and their keys."""
    ways = routes_among(desks)
    readers = {desk.pk for way in ways for desk in way.desks}
    newest = _newest_of([key for key in keys if key.desk_id in readers])
    for way in ways:
        if way.unit.pk in newest:
            way = replace(way, desk=way.desk if way.desk and way.desk.pk in newest else None)
            return way, [newest[desk.pk] for desk in way.desks]
    raise NoDeskKey(f"desks {sorted(readers)}")


def has_key(desk: Desk | None) -> bool:
    """Whether anything can be sealed to a desk."""
    return desk is not None and bool(_newest([desk.pk]))


def _newest(numbers: Collection[int]) -> dict[int, DeskKey]:
    return _newest_of(list(DeskKey.objects.filter(desk__in=numbers).order_by("desk_id", "version")))


def _newest_of(keys: Sequence[DeskKey]) -> dict[int, DeskKey]:
    return {key.desk_id: key for key in known(keys)}


def sealing_keys(desks: Iterable[Desk]) -> list[DeskKey]:
    """Each desk's newest key that an act vouches for, in the order of the desks.

    A key that somebody put into the database is passed over. Raises NoDeskKey for a desk without any.
    """
    numbers = [desk.pk for desk in desks]
    newest = _newest(numbers)
    if missing := [number for number in numbers if number not in newest]:
        raise NoDeskKey(f"desk {missing[0]}")
    return [newest[number] for number in numbers]


def sealing_key(desk: Desk) -> DeskKey:
    return sealing_keys([desk])[0]


def officer_key(officer: Officer) -> OfficerKey | None:
    """The key in use, or None before the first sign-in."""
    return OfficerKey.objects.filter(officer=officer, retired_at=None).first()


def key_history(officer: Officer) -> QuerySet[OfficerKey]:
    """Every key the officer ever had, newest first."""
    return OfficerKey.objects.filter(officer=officer).order_by("-version")


def desk_key_history(office: Office) -> QuerySet[DeskKey]:
    """Every key of the office's desks, by desk, newest first."""
    return DeskKey.objects.filter(desk__office=office).select_related("desk").order_by("desk__name", "-version")


def departed(*, on: date | None) -> QuerySet[DeskKeyGrant]:
    """Grants of officers who no longer sit at the desk, or whose account is switched off; the last of a key is none.

    While the clocks are in doubt (None) no day says who sits where: then of who is switched off alone.
    """
    gone = Q(officer_key__officer__is_active=False)
    if on is not None:
        seated = assignments_on(on).filter(officer=OuterRef("officer_key__officer"), desk=OuterRef("desk_key__desk"))
        gone |= Q(~Exists(seated))
    return DeskKeyGrant.objects.filter(
        gone, Exists(held_besides(OuterRef("officer_key__officer"))), officer_key__isnull=False
    ).select_related("officer_key__officer", "desk_key__desk")


def held_besides(officer: Officer | OuterRef) -> QuerySet[DeskKeyGrant]:
    """Grants of the outer query's desk key that open it without this officer and without paper."""
    return DeskKeyGrant.objects.filter(
        Q(unit_key__isnull=False) | Q(officer_key__retired_at=None, officer_key__isnull=False),
        desk_key=OuterRef("desk_key"),
    ).exclude(officer_key__officer=officer)


def grants_of(officer: Officer) -> QuerySet[DeskKeyGrant]:
    """What opens desks' keys for an officer, except where nobody else holds one: a last grant is never deleted."""
    return DeskKeyGrant.objects.filter(Exists(held_besides(officer)), officer_key__officer=officer)


def is_inherited(desk: Desk) -> bool:
    """Whether somebody besides paper would get the desk's next key."""
    newest = newest_key(desk)
    heirs = heirs_of(newest) if newest else []
    return any(not isinstance(holder, RecoveryKey) for holder, _earlier in heirs)


def heirs_of(before: DeskKey) -> Heirs:
    """Who gets the desk's next key, of the grants that an act vouches for.

    Its members who held this one, the unit in its newest key, the same kits.
    """
    of_key = before.grants.select_related("officer_key", "unit_key__desk", "recovery_key", "let_in_by").order_by("pk")
    grants = known(list(of_key))
    members = set(members_of(before.desk, on=clock.today()).values_list("pk", flat=True))
    units = [(sealing_key(grant.unit_key.desk), grant) for grant in grants if grant.unit_key is not None]
    return [
        *[(grant.officer_key, grant) for grant in grants if grant.officer_key and _still(grant.officer_key, members)],
        *units,
        *[(grant.recovery_key, grant) for grant in grants if grant.recovery_key is not None],
    ]


def _still(key: OfficerKey, members: set[int]) -> bool:
    return key.retired_at is None and key.officer_id in members


def newest_key(desk: Desk) -> DeskKey | None:
    """The desk's newest key that an act vouches for; whoever put another into the database passes nothing on."""
    return next(reversed(known(list(desk.keys.order_by("version")))), None)


def first_holders(desk: Desk) -> Heirs:
    """Who gets a desk's first key: for a unit its office's kit alone, for a kelurahan its unit and the unit's kits.

    Raises NoDeskKey where the unit has no key yet.
    """
    if desk.kind == Desk.Kind.UNIT:
        kit = newest_recovery_key(desk.office)
        return [(kit, None)] if kit else []
    holder = unit_key(desk.office)
    kits = RecoveryKey.objects.filter(grants__desk_key=holder)
    return [(holder, None), *[(kit, None) for kit in kits]]


def unit_key(office: Office) -> DeskKey:
    """The newest key of an office's unit. Raises NoDeskKey."""
    return sealing_key(Desk.objects.get(office=office, kind=Desk.Kind.UNIT, closed_on=None))


def admitted(office: Office) -> QuerySet[OfficerKey]:
    """Keys that were let in to read the office's complaints, and still do."""
    return OfficerKey.objects.filter(admissions__in=Admission.in_use(office))


def waiting_for_complaints(officer: Officer) -> QuerySet[Officer]:
    """Auditors of the office, or heads while it has none who reads complaints, whom nobody let in yet.

    Empty for an officer who cannot let them in.
    """
    if not can_admit(officer):
        return Officer.objects.none()
    roles = [Role.AUDITOR] if has_auditor(officer.office) else [Role.AUDITOR, Role.HEAD]
    keyed = OfficerKey.objects.filter(officer=OuterRef("pk"), retired_at=None)
    people = Officer.objects.filter(Exists(keyed), office=officer.office, role__in=roles, is_active=True)
    return people.exclude(pk__in=admitted(officer.office).values("officer")).exclude(pk=officer.pk)


def waiting_seats(officer: Officer, *, on: date) -> QuerySet[Desk]:
    """Desks where the officer sits and whose key nobody has handed to them."""
    granted = DeskKeyGrant.objects.filter(
        desk_key__desk=OuterRef("pk"), officer_key__officer=officer, officer_key__retired_at=None
    )
    return desks_of(officer, on=on).filter(~Exists(granted))


@dataclass(frozen=True)
class OwnCode:
    """What an officer reads aloud to whoever lets them in, and to where."""

    circle: str
    code: str


def own_codes(officer: Officer, *, on: date) -> list[OwnCode]:
    """One for each desk whose key they wait for, and one for complaints."""
    key = officer_key(officer)
    if key is None:
        return []
    public = bytes(key.public)
    codes = [OwnCode(desk.name, code_of(public, circle=desk.subject)) for desk in waiting_seats(officer, on=on)]
    if officer.role == Role.AUDITOR and not key.admissions.exists():
        circle = Admission.circle_of(officer.office)
        codes.append(OwnCode(gettext("Complaints of reporters"), code_of(public, circle=circle)))
    return codes


def who_vouch(office: Office) -> list[Officer]:
    """Everybody of an office who may say who somebody is."""
    return [officer for officer in Officer.objects.filter(office=office, is_active=True) if can_vouch(officer)]


def renewals_asked(officer: Officer) -> QuerySet[OfficerKey]:
    """Keys that an administrator asked to withdraw: the office's for one who may agree to it, and one's own."""
    since = clock.now() - RENEWAL_HOLDS
    whose = Q(officer=officer) | Q(Exists(vouching_keys(officer)), officer__office=officer.office_id)
    open_requests = OfficerKey.objects.filter(whose, retired_at=None, renewal_asked_at__gte=since)
    return open_requests.select_related("officer", "renewal_asked_by")


def renewals_declined(officer: Officer) -> QuerySet[OfficerKey]:
    """What was declined in the last two weeks, for who asked for it, and for whose key it is."""
    lately = OfficerKey.objects.filter(retired_at=None, renewal_declined_at__gte=clock.now() - TOLD_FOR)
    concerned = lately.filter(Q(renewal_asked_by=officer) | Q(officer=officer))
    return concerned.select_related("officer", "renewal_asked_by", "renewal_declined_by")


def withdrawn_keys(officer: Officer) -> QuerySet[OfficerKey]:
    """Keys of the office that were withdrawn in the last two weeks, which whoever has been met is told."""
    let_in = OfficerKey.objects.filter(LET_IN, officer=officer, retired_at=None)
    lately = OfficerKey.objects.filter(
        Exists(let_in), officer__office=officer.office, retired_at__gte=clock.now() - TOLD_FOR
    )
    return lately.select_related("officer", "renewal_asked_by", "renewal_agreed_by").order_by("-retired_at")


def waiting_for_second_half(officer: Officer) -> list[Officer]:
    """The invited of the office, for who gives them the second half of a sheet."""
    if not can_vouch(officer):
        return []
    keyed = OfficerKey.objects.filter(officer=OuterRef("pk"), retired_at=None)
    return list(Officer.objects.filter(~Exists(keyed), office=officer.office, is_active=True).order_by("name"))


def kit_code(officer: Officer) -> str:
    """What an officer reads aloud to who helps them with the kit at the console; empty where that cannot be."""
    key = officer_key(officer)
    kit = newest_recovery_key(officer.office)
    return code_of(bytes(key.public), circle=kit.circle) if key and kit else ""


@dataclass(frozen=True)
class Readers:
    """Who opens what comes to a desk now; the office's unit opens all of its desks besides."""

    desk: Desk
    grants: list[DeskKeyGrant]


def readers_of(officer: Officer, *, on: date) -> list[Readers]:
    """For each desk that concerns an officer, the unit's last."""
    grants = list(_newest_grants(officer, on=on))
    desks = sorted({grant.desk_key.desk for grant in grants}, key=lambda desk: (desk.kind == Desk.Kind.UNIT, desk.name))
    return [Readers(desk, [grant for grant in grants if grant.desk_key.desk_id == desk.pk]) for desk in desks]


def new_readers(officer: Officer, *, on: date) -> QuerySet[DeskKeyGrant]:
    """Who was let in to this officer's desks since they last said that they know everybody."""
    key = officer_key(officer)
    if key is None:
        return DeskKeyGrant.objects.none()
    since = key.readers_seen_at or key.made_at
    return _newest_grants(officer, on=on).filter(let_in_at__gt=since).exclude(officer_key=key)


def complaint_readers(office: Office) -> QuerySet[Admission]:
    return Admission.objects.filter(officer_key__in=admitted(office)).select_related(
        "officer_key__officer", "let_in_by"
    )


def _newest_grants(officer: Officer, *, on: date) -> QuerySet[DeskKeyGrant]:
    """To officers, of the newest keys of the desks whose readers concern an officer.

    `reads_until` is the last day of a seat that ends, as that of who stands in.
    """
    later = DeskKey.objects.filter(desk=OuterRef("desk_key__desk"), version__gt=OuterRef("desk_key__version"))
    grants = DeskKeyGrant.objects.filter(
        ~Exists(later), desk_key__desk__in=_desks_that_concern(officer, on=on), officer_key__retired_at=None
    )
    seats = assignments_on(on).filter(officer=OuterRef("officer_key__officer"), desk=OuterRef("desk_key__desk"))
    return (
        grants.filter(officer_key__isnull=False)
        .annotate(reads_until=Subquery(seats.order_by(F("ends_on").desc(nulls_first=True)).values("ends_on")[:1]))
        .select_related("desk_key__desk", "officer_key__officer", "let_in_by")
        .order_by("desk_key__desk__name", "officer_key__officer__name")
    )


def _desks_that_concern(officer: Officer, *, on: date) -> QuerySet[Desk]:
    """Their own and the unit that reads with them; all of the office's for its unit and for who oversees it."""
    seats = desks_of(officer, on=on)
    of_office = Desk.objects.filter(office=officer.office, closed_on=None)
    if officer.may(Permission.READ_LOG) or seats.filter(kind=Desk.Kind.UNIT).exists():
        return of_office
    return of_office.filter(Q(pk__in=seats) | Q(kind=Desk.Kind.UNIT)) if seats else of_office.none()


def newest_recovery_key(office: Office) -> RecoveryKey | None:
    return RecoveryKey.objects.filter(office=office).order_by("-id").first()


def keyless_seats(office: Office, *, on: date) -> QuerySet[Assignment]:
    """Seats of an office's active officers whose desk's key nobody has handed to them yet."""
    granted = DeskKeyGrant.objects.filter(
        desk_key__desk=OuterRef("desk"), officer_key__officer=OuterRef("officer"), officer_key__retired_at=None
    )
    return seats_on(on, office).filter(~Exists(granted))


def waiting_for_key(officer: Officer, *, on: date) -> QuerySet[Assignment]:
    """Assignments of colleagues at this officer's desks (for a unit: at all desks of its office).

    They have a key of their own, and were not yet handed the desk's.
    """
    seats = desks_of(officer, on=on)
    units = seats.filter(kind=Desk.Kind.UNIT, office=officer.office_id)
    reach = Desk.objects.filter(Q(pk__in=seats.values("pk")) | Q(office__in=units.values("office")))
    granted = DeskKeyGrant.objects.filter(desk_key__desk=OuterRef("desk"), officer_key__officer=OuterRef("officer"))
    keyed = OfficerKey.objects.filter(officer=OuterRef("officer"), retired_at=None)
    return (
        assignments_on(on)
        .filter(~Exists(granted), Exists(keyed), desk__in=reach, officer__is_active=True)
        .exclude(officer=officer)
        .select_related("officer", "desk")
        .order_by("desk__name", "officer__name")
    )


def keyed_officers(officers: Iterable[Officer]) -> set[int]:
    """The ids of those who have made a key of their own, which they do at their first sign-in."""
    keys = OfficerKey.objects.filter(officer__in=list(officers), retired_at=None)
    return set(keys.values_list("officer_id", flat=True))
