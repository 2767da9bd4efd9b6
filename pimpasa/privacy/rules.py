"""Who answers people about their data."""

from datetime import datetime

from django.utils.translation import gettext as _

from pimpasa.accounts.errors import Refused
from pimpasa.accounts.models import Officer
from pimpasa.accounts.queries import unit_seats_of
from pimpasa.accounts.roles import Permission
from pimpasa.accounts.rules import check_permission
from pimpasa.common import clock
from pimpasa.privacy.models import Breach, SubjectRequest
from pimpasa.territory.models import Office


def check_handle(officer: Officer, office: Office) -> None:
    """Raise Refused unless the officer answers for data at this office's unit today."""
    check_permission(officer, Permission.DECIDE_KEEPING)
    if office.pk not in [desk.office_id for desk in unit_seats_of(officer)]:
        raise Refused("other_office", _("This is another office's."))


def check_answer(officer: Officer, asked: SubjectRequest, text: str) -> None:
    """Raise Refused unless the request waits for an answer, which has to say something."""
    check_handle(officer, asked.office)
    if asked.answered_at is not None:
        raise Refused("answered_already", _("This request was answered already."))
    if len(text.strip()) < 10:
        raise Refused("says_nothing", _("Say in a few words what was done, or why not."))


def check_record(officer: Officer, office: Office, discovered_at: datetime) -> None:
    """Raise Refused unless the officer may record a breach that was discovered before now.

    The 3×24 hours of UU 27/2022 art. 46 run from the discovery, so a moment to come would lengthen them.
    """
    check_handle(officer, office)
    if discovered_at > clock.now():
        raise Refused("in_the_future", _("That moment is still to come."))


def check_told(officer: Officer, breach: Breach) -> None:
    """Raise Refused where it was written down before that people were told."""
    check_handle(officer, breach.office)
    if breach.told_at is not None:
        raise Refused("told_already", _("It is written down already that people were told."))
