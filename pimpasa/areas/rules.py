"""What may be told of an area, and who reads it."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext as _

from pimpasa.accounts.errors import Refused
from pimpasa.accounts.models import Officer
from pimpasa.accounts.queries import seats_of
from pimpasa.accounts.roles import Permission
from pimpasa.accounts.rules import check_permission
from pimpasa.areas.models import AreaNote
from pimpasa.areas.persons import identifiers_of_persons


def check_without_persons(words: str) -> None:
    """Raise Refused for words with a number, a plate or an account that leads to a person."""
    if identifiers := identifiers_of_persons(words):
        raise Refused(
            "leads_to_a_person",
            _("Please take this out: %(values)s. It leads to a person. Is somebody harmed? Then send a report instead.")
            % {"values": ", ".join(identifiers)},
        )


def check_says_something(words: str) -> None:
    """Raise Refused for words that say nothing."""
    if not words.strip():
        raise Refused("says_nothing", _("Write what happens in your area."))


def check_read(officer: Officer, notes: Iterable[AreaNote]) -> None:
    """Raise Refused unless the officer reads reports and sits today at the desk of each note."""
    check_permission(officer, Permission.READ_REPORTS)
    seats = {desk.pk for desk in seats_of(officer)}
    if any(note.desk_id not in seats for note in notes):
        raise Refused("other_desk", _("This was told to another desk."))
