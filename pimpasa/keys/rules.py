from django.utils.translation import gettext as _

from pimpasa.accounts.errors import Refused
from pimpasa.accounts.models import Officer
from pimpasa.accounts.queries import desks_of, members_of
from pimpasa.accounts.roles import Permission
from pimpasa.accounts.rules import check_permission
from pimpasa.common import clock
from pimpasa.territory.models import Desk


def check_hand_over(giver: Officer, receiver: Officer, desk: Desk) -> None:
    """Raise Refused unless the giver sits at the desk (or at its office's unit) and the receiver sits at it too."""
    check_permission(giver, Permission.HAND_OVER_KEYS)
    today = clock.today()
    seats = desks_of(giver, on=today)
    if not seats.filter(pk=desk.pk).exists() and not seats.filter(office=desk.office, kind=Desk.Kind.UNIT).exists():
        raise Refused("not_of_desk", _("Only somebody of this desk or of its office's unit can hand its key over."))
    if not members_of(desk, on=today).filter(pk=receiver.pk).exists():
        raise Refused("not_assigned", _("%(name)s is not assigned to this desk today.") % {"name": receiver.name})
