"""Who leaves a desk leaves its key in the same act: an officer who may no longer sit somewhere opens nothing there."""

from __future__ import annotations

from datetime import date

from pimpasa.accounts import actions as accounts
from pimpasa.accounts.models import Assignment, Officer
from pimpasa.accounts.roles import Role
from pimpasa.accounts.service import Service
from pimpasa.keys.actions.desk_keys import settle_departures
from pimpasa.ledger.acts import Act
from pimpasa.ledger.verbs import act


@act(Act.OFFICER_CHANGED, Act.DESK_REVOKED, Act.DESK_KEYED, Act.DESK_GRANTED)
def change_officer(
    *, officer: Officer, name: str, role: Role, is_active: bool, by: Officer, service: Service | None = None
) -> None:
    """Change a name or role, or switch an account off or on, and take back the keys that go with it. Raises Refused."""
    accounts.change_officer(officer=officer, name=name, role=role, is_active=is_active, by=by, service=service)
    settle_departures(by=by)


@act(Act.ASSIGNMENT_ENDED, Act.DESK_REVOKED, Act.DESK_KEYED, Act.DESK_GRANTED)
def end_assignment(*, assignment: Assignment, ends_on: date, by: Officer) -> None:
    """Let an assignment end on a day; one that has ended by today takes the desk's key along. Raises Refused."""
    accounts.end_assignment(assignment=assignment, ends_on=ends_on, by=by)
    settle_departures(by=by)
