from __future__ import annotations

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from pimpasa.accounts.errors import Refused
from pimpasa.accounts.models import Officer
from pimpasa.accounts.roles import Permission
from pimpasa.accounts.rules import check_permission
from pimpasa.common import clock
from pimpasa.vault.models import Shreddable


def check_in_use(thing: Shreddable) -> None:
    """Raise Refused for what is set aside to be erased; that it was erased each kind says in its own words."""
    if thing.erased_from is not None and thing.shredded_at is None:
        raise Refused(
            "set_aside",
            _(
                "Its time is over, so nobody opens it any more; after %(day)s it is erased for good. Who decides how "
                "long things are kept can take that back until then."
            )
            % {"day": date_format(clock.day_of(thing.erased_from), "j F Y")},
        )


def check_take_back(officer: Officer, thing: Shreddable) -> None:
    """Raise Refused unless the officer decides how long their office keeps things, and this one can still be saved."""
    check_permission(officer, Permission.DECIDE_KEEPING)
    if officer.office_id != thing.office_id:
        raise Refused("other_office", _("You decide for your own office only."))
    if thing.set_aside_at is None or thing.shredded_at is not None:
        raise Refused("not_set_aside", _("This is not waiting to be erased."))
