"""The first office of an installation: its unit, its head, its administrator, its recovery kit."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction

from pimpasa.accounts.actions import add_officer, assign
from pimpasa.accounts.invitations import Way, token_of
from pimpasa.accounts.models import Officer
from pimpasa.accounts.roles import Role
from pimpasa.common import clock
from pimpasa.keys.actions.kits import make_recovery_kit
from pimpasa.keys.actions.offices import choose_fallback
from pimpasa.territory.models import Desk, District, Jurisdiction, Office


@dataclass(frozen=True)
class Person:
    name: str
    email: str


@dataclass(frozen=True)
class Founded:
    """What founding an office gives: `kit` is shown once; `invited` are officers with their tokens."""

    office: Office
    kit: str
    invited: list[tuple[Officer, str]]


@transaction.atomic
def found_office(
    *, name: str, unit: str, districts: Sequence[District], head: Person, administrator: Person, is_fallback: bool
) -> Founded:
    """Make an office whole or not at all; `is_fallback` where it is to read what belongs to no other's jurisdiction.

    The unit gets its key when its first member signs in; until then no report is taken, since nobody could read it.

    Raises Refused when an officer's address is taken.
    """
    office = Office.objects.create(name=name)
    Jurisdiction.objects.bulk_create(Jurisdiction(office=office, district=district) for district in districts)
    desk = Desk.objects.create(office=office, kind=Desk.Kind.UNIT, name=unit)
    leader = add_officer(office=office, email=head.email, name=head.name, role=Role.HEAD, by=None)
    keeper = add_officer(
        office=office, email=administrator.email, name=administrator.name, role=Role.ADMINISTRATOR, by=None
    )
    assign(officer=leader, desk=desk, starts_on=clock.today(), by=None)
    kit = make_recovery_kit(office=office)
    if is_fallback:
        choose_fallback(office=office)
    return Founded(office, kit, [(officer, token_of(officer, Way.ALONE)) for officer in (leader, keeper)])
