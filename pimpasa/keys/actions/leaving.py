"""Who leaves a desk leaves its key in the same act: an officer who may no longer sit somewhere opens nothing there."""

from __future__ import annotations

from datetime import date

from pimpasa.accounts import actions as accounts
from pimpasa.accounts.models import Assignment, Officer
from pimpasa.accounts.roles import Role
from pimpasa.accounts.service import Service
from pimpasa.keys.actions.desk_keys import renew_keys, settle_departures, take_back
from pimpasa.keys.models import DeskKeyGrant
from pimpasa.ledger.acts import Act
from pimpasa.ledger.verbs import act
from pimpasa.territory.models import Desk


@act(Act.OFFICER_CHANGED, Act.DESK_REVOKED, Act.DESK_KEYED, Act.DESK_GRANTED)
def change_officer(
    *, officer: Officer, name: str, role: Role, is_active: bool, by: Officer, service: Service | None = None
) -> None:
    """Change a name or role, or switch an account off or on, and take back the keys that go with it. Raises Refused."""
    accounts.change_officer(officer=officer, name=name, role=role, is_active=is_active, by=by, service=service)
    settle_departures(by=by)


@act(Act.ASSIGNMENT_ENDED, Act.DESK_REVOKED, idle="nobody sits there, and nobody holds its key")
def empty_desk(*, desk: Desk, by: Officer | None) -> None:
    """Let a desk that ends be left by everybody, with its key; who may, decides whoever ends it.

    A key that nobody else holds stays with its last holder.
    """
    accounts.empty_desk(desk=desk, by=by)
    holders = Officer.objects.filter(keys__in=DeskKeyGrant.objects.filter(desk_key__desk=desk).values("officer_key"))
    for officer in holders.distinct():
        take_back(desk=desk, officer=officer, by=by)


@act(
    *(Act.ASSIGNMENT_ENDED, Act.DESK_REVOKED, Act.DESK_KEYED, Act.DESK_GRANTED),
    idle="they sit nowhere, and hold no key",
)
def leave_desks(*, officer: Officer, last_day: date, by: Officer | None) -> None:
    """Let somebody who goes leave every desk with its key; these desks get new ones for what comes after."""
    accounts.empty_seats(officer=officer, last_day=last_day, by=by)
    held = DeskKeyGrant.objects.filter(officer_key__officer=officer).values("desk_key__desk")
    desks = list(Desk.objects.filter(pk__in=held).order_by("pk"))
    for desk in desks:
        take_back(desk=desk, officer=officer, by=by)
    renew_keys(desks={desk for desk in desks if desk.closed_on is None}, by=by)


@act(Act.ASSIGNMENT_ENDED, Act.DESK_REVOKED, Act.DESK_KEYED, Act.DESK_GRANTED)
def end_assignment(*, assignment: Assignment, ends_on: date, by: Officer) -> None:
    """Let an assignment end on a day; one that has ended by today takes the desk's key along. Raises Refused."""
    accounts.end_assignment(assignment=assignment, ends_on=ends_on, by=by)
    settle_departures(by=by)
