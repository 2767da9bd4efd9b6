"""Who sets and keeps terms, and how many days an office may count."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _

from pimpasa.accounts.errors import Refused
from pimpasa.accounts.models import Officer
from pimpasa.accounts.roles import Permission
from pimpasa.accounts.rules import check_permission
from pimpasa.cases.contents import TermContents
from pimpasa.cases.kinds import TermKind
from pimpasa.cases.models import Case, Person, Term
from pimpasa.cases.rules.cases import check_view, check_work
from pimpasa.common import clock
from pimpasa.territory.models import Office

MOST_DAYS = 3660


def check_length(officer: Officer, office: Office, kind: str, days: int, verified_on: date | None) -> None:
    """Raise Refused unless the officer sets how many days this office counts, and since when that was checked."""
    check_permission(officer, Permission.SET_PERIODS)
    if officer.office_id != office.pk:
        raise Refused("other_office", _("This is another office's."))
    if kind not in TermKind.values or not 1 <= days <= MOST_DAYS:
        raise Refused("no_days", _("Give a number of days."))
    if verified_on is not None and verified_on > clock.today():
        raise Refused("day_to_come", _("It cannot have been checked on a day to come."))


def check_term(officer: Officer, case: Case, person: Person | None, kind: str, contents: TermContents) -> None:
    """Raise Refused unless the officer works on the case, and says what has to be done."""
    check_work(officer, case)
    if kind not in TermKind.values:
        raise Refused("not_on_list", _("Choose from the list."))
    if len(contents.text.strip()) < 3:
        raise Refused("too_little", _("Say in a few words what has to be done."))
    if person is not None and person.case_id != case.pk:
        raise Refused("not_of_this_case", _("Choose a person of this case."))


def check_keep(officer: Officer, term: Term, outcome: str) -> None:
    """Raise Refused unless the term waits, and the officer says what came of it."""
    check_view(officer, term.case)
    if term.done_on is not None:
        raise Refused("recorded_already", _("A colleague recorded it already."))
    if len(outcome.strip()) < 3:
        raise Refused("too_little", _("Say in a few words what came of it."))
