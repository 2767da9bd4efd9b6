"""Who is warned of what several desks have alike, and when."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from pimpasa.accounts.errors import Refused
from pimpasa.accounts.models import Officer
from pimpasa.accounts.queries import unit_seats_of
from pimpasa.accounts.roles import Permission
from pimpasa.accounts.rules import check_permission
from pimpasa.insights.models import EarlyWarning
from pimpasa.reports.kinds import Kind
from pimpasa.reports.states import State
from pimpasa.territory.models import Office

# Somebody works on it, or found it to be true. What was only sent does not warn: who files reports that name a number
# would read from the warning whether others know it.
COUNTING = (State.VERIFYING, State.NEEDS_INFORMATION, State.SUBSTANTIATED)
# Reports about foreigners make no pattern: where they live is no offence, and a map of them would say that it is.
KINDS_OF_PATTERNS = (Kind.TPPO, Kind.PMI)


@dataclass(frozen=True)
class Bounds:
    least: int
    usual: int
    most: int

    def holds(self, number: int) -> bool:
        return self.least <= number <= self.most


# Three at least: of two, the one would learn of the other.
DESKS = Bounds(3, 3, 10)
DAYS = Bounds(7, 30, 90)


def check_warning_terms(officer: Officer, office: Office, *, desks: int, days: int) -> None:
    """Raise Refused unless the officer leads this office, for numbers within their bounds."""
    check_permission(officer, Permission.SET_WAYS)
    if officer.office_id != office.pk:
        raise Refused("other_office", _("This is another office's."))
    for bounds, number in ((DESKS, desks), (DAYS, days)):
        if not bounds.holds(number):
            sentence = _("A number from %(least)d to %(most)d.")
            raise Refused("out_of_bounds", sentence % {"least": bounds.least, "most": bounds.most})


def check_read_warning(officer: Officer, warning: EarlyWarning) -> None:
    """Raise Refused unless the officer sits at a unit of the office that was warned, and leads cases there."""
    check_permission(officer, Permission.LEAD_CASES)
    if officer.office_id != warning.office_id:
        raise Refused("other_office", _("This is another office's."))
    if not unit_seats_of(officer):
        raise Refused("not_at_unit", _("The unit of the office reads this."))
