"""Who says that somebody may be a victim, and who takes them into a case."""

from __future__ import annotations

from django.utils.translation import gettext as _

from pimpasa.accounts.errors import Refused
from pimpasa.accounts.models import Officer
from pimpasa.accounts.roles import Permission
from pimpasa.accounts.rules import check_permission
from pimpasa.cases.contents import PersonContents
from pimpasa.cases.kinds import Citizenship, MetAt, PersonRole
from pimpasa.cases.models import Encounter
from pimpasa.cases.rules.cases import check_unit_member
from pimpasa.cases.rules.persons import check_person
from pimpasa.territory.models import Desk

LONGEST = 4_000


def check_meet(officer: Officer, unit: Desk, contents: PersonContents, citizenship: str, at: str) -> None:
    """Raise Refused unless it says who, and what was seen; any officer of the office says so, to its own unit."""
    check_permission(officer, Permission.READ_REPORTS)
    if unit.office_id != officer.office_id or unit.kind != Desk.Kind.UNIT or unit.closed_on is not None:
        raise Refused("no_unit", _("Choose a unit."))
    check_person(contents, [PersonRole.POSSIBLE_VICTIM], citizenship)
    if at not in MetAt.values or citizenship not in Citizenship.values:
        raise Refused("not_on_list", _("Choose from the list."))
    if any(len(str(value)) > LONGEST for value in vars(contents).values()):
        raise Refused("too_long", _("This is too long; write what matters first."))


def check_read(officer: Officer, encounter: Encounter) -> None:
    """Raise Refused unless the officer leads cases at the unit that was told."""
    check_permission(officer, Permission.LEAD_CASES)
    check_unit_member(officer, encounter.unit)
