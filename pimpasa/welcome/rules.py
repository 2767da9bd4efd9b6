"""Who may say what residents see of an office, and what a board can hold."""

from __future__ import annotations

from collections.abc import Collection

from django.utils.translation import gettext as _

from pimpasa.accounts.errors import Refused
from pimpasa.accounts.models import Officer
from pimpasa.accounts.roles import Permission
from pimpasa.accounts.rules import check_permission
from pimpasa.territory.models import Office

LARGEST_EMBLEM = 4 * 1024**2
# At most this wide and high: it is shown at a quarter of it, and every first visitor pays for it.
WIDEST_EMBLEM = 192
LARGEST_RECORDING = 20 * 1024**2
FEWEST_DIGITS = 5


def check_set(officer: Officer, office: Office) -> None:
    """Raise Refused unless the officer administers this office."""
    check_permission(officer, Permission.MANAGE_OFFICERS)
    if officer.office_id != office.pk:
        raise Refused("other_office", _("This belongs to another office."))


def check_telephone(number: str) -> None:
    """Raise Refused for what no phone can dial."""
    if number and sum(letter.isdigit() for letter in number) < FEWEST_DIGITS:
        raise Refused("no_number", _("Write the whole telephone number, with its area code."))


def check_emblem(content: bytes) -> None:
    """Raise Refused for a file that is larger than any emblem."""
    if len(content) > LARGEST_EMBLEM:
        raise Refused("too_large", _("This picture is larger than 4 MB. Choose a smaller one."))


def check_recording(content: bytes, page: str, pages: Collection[str]) -> None:
    """Raise Refused for a page that nobody listens to, and for a file larger than three minutes need."""
    if page not in pages:
        raise Refused("no_such_page", _("There is no such page."))
    if len(content) > LARGEST_RECORDING:
        raise Refused("too_large", _("This recording is larger than 20 MB. Three minutes are heard at most."))
