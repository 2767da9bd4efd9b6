from __future__ import annotations

from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from pimpasa.accounts.errors import Refused
from pimpasa.accounts.models import Officer
from pimpasa.accounts.roles import Permission
from pimpasa.accounts.rules import check_permission, check_shared
from pimpasa.common import clock
from pimpasa.timekeeping.models import Doubt
from pimpasa.timekeeping.sights import Sight


def can_answer(officer: Officer) -> bool:
    """Whether a doubt is this officer's to end: of the office that answers for what all share (docs/adr/0051)."""
    return officer.may(Permission.CONFIRM_TIME) and officer.office.is_fallback


def check_confirm(officer: Officer | None, doubt: Doubt, sight: Sight, *, today: date) -> None:
    """Raise Refused unless this officer (None: who runs the server) may say that it is `today`, and it is.

    The day is typed rather than pressed: a person looks at a calendar, not at what the program proposes.
    """
    if officer is not None:
        check_permission(officer, Permission.CONFIRM_TIME)
        check_shared(officer)
    if doubt.confirmed_at is not None:
        raise Refused("confirmed_already", _("Somebody has confirmed this already."))
    if not sight.clocks_agree:
        raise Refused(
            "clocks_differ",
            _("The server's clock and the database's are more than a day apart. Set the wrong one right first."),
        )
    if today != clock.day_of(sight.database):
        raise Refused(
            "other_day",
            _("The server says that today is %(day)s. If that is wrong, its clock has to be set right first.")
            % {"day": date_format(clock.day_of(sight.database), "j F Y")},
        )
