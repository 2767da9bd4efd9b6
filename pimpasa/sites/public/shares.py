"""What one network and one report may add to the disk."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils.translation import gettext as _

from pimpasa.allowances.actions import take
from pimpasa.evidence import room
from pimpasa.evidence.errors import NotTaken
from pimpasa.sites.common.allowances import address


def check_network(request: HttpRequest, size: int) -> None:
    """Raises NotTaken where this network has had its share of what is free."""
    if not take(room.NETWORKS, address(request), room.share(size)):
        raise NotTaken(room.NO_ROOM)


def check_day(subject: str, size: int) -> None:
    """Raises NotTaken where a sent report had its gigabytes of a day."""
    if not take(room.REPORTS, subject, size):
        raise NotTaken(_("This report has had many files today. Please send the next tomorrow."))
