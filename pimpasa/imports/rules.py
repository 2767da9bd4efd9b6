"""How much an officer may bring, for how long it lies, and who may bring something."""

from __future__ import annotations

from datetime import timedelta

from django.utils.translation import gettext as _

from pimpasa.accounts.errors import Refused
from pimpasa.accounts.models import Officer
from pimpasa.accounts.roles import Permission
from pimpasa.accounts.rules import check_permission
from pimpasa.imports.models import Entry, Import

LIFE = timedelta(days=3)
TRACED = timedelta(days=180)
MOST_OPEN = 3
# What an officer looks through in a day; each becomes a sealed row of its own.
MOST_ENTRIES = 3_000


def check_bring(officer: Officer) -> None:
    """Raise Refused unless the officer may write reports down, and has few files to look through."""
    check_permission(officer, Permission.WRITE_TOLD)
    if Import.objects.filter(officer=officer).count() >= MOST_OPEN:
        raise Refused(
            "too_many_files", _("You have %(most)d files to look through. Finish one first.") % {"most": MOST_OPEN}
        )


def check_number(number: int) -> None:
    """Raise Refused for a file with nothing in it, or with more than anybody looks through."""
    if not number:
        raise Refused("nothing_in_it", _("There is nothing to read in this file for these days."))
    if number > MOST_ENTRIES:
        raise Refused(
            "too_much_in_it",
            _("There are %(number)d messages or rows in it, %(most)d at most are taken. Choose fewer days.")
            % {"number": number, "most": MOST_ENTRIES},
        )


def check_own(officer: Officer, within: Import) -> None:
    """Raise Refused for another officer's file."""
    check_permission(officer, Permission.WRITE_TOLD)
    if within.officer_id != officer.pk:
        raise Refused("not_yours", _("This is a colleague's file."))


def check_there(entry: Entry | None) -> Entry:
    """The entry. Raises Refused for one that was decided on already."""
    if entry is None:
        raise Refused("decided", _("This was taken over or thrown away already."))
    return entry
