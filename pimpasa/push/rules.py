from django.utils.translation import gettext as _

from pimpasa.accounts.errors import Refused
from pimpasa.accounts.models import Officer
from pimpasa.accounts.roles import Permission
from pimpasa.accounts.rules import can, check_permission
from pimpasa.push.models import Subscription

MOST = 5


def check_told(officer: Officer) -> None:
    """Raise Refused for a role that no desk has: it is told of nothing."""
    check_permission(officer, Permission.READ_REPORTS)


def is_told(officer: Officer) -> bool:
    return can(officer, Permission.READ_REPORTS)


def check_one_more(officer: Officer) -> None:
    """Raise Refused where an officer has as many browsers as one may have."""
    if Subscription.objects.filter(officer=officer).count() >= MOST:
        raise Refused("too_many_browsers", _("At most %(most)d browsers. Switch one off first.") % {"most": MOST})
