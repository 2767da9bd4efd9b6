"""Who may write and read notes beside a report or a case, and whom one may mention."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.utils.translation import gettext as _

from pimpasa.accounts.errors import Refused
from pimpasa.accounts.models import Officer
from pimpasa.cases.models import Case
from pimpasa.cases.rules.cases import check_view
from pimpasa.notes.models import Note, Reminder
from pimpasa.reports.models import Report
from pimpasa.reports.rules import check_own

LONGEST = 4000
LONGEST_REMINDER = 300
MOST_REMINDERS = 200  # open ones of an officer: more than forty reports with five each
MOST_DAYS_AHEAD = 366


def check_beside(officer: Officer, thing: Report | Case) -> None:
    """Raise Refused unless the report is of the officer's own desks, not only shared with them, or the case theirs."""
    if isinstance(thing, Report):
        check_own(officer, thing)
    else:
        check_view(officer, thing)


def can_write(officer: Officer, thing: Report | Case) -> bool:
    try:
        check_beside(officer, thing)
    except Refused:
        return False
    return True


def check_write(officer: Officer, thing: Report | Case, words: str, mentioned: Iterable[Officer]) -> None:
    """Raise Refused unless there is a note to write, and whoever it mentions may read it."""
    check_beside(officer, thing)
    if not words.strip():
        raise Refused("nothing_written", _("Write the note."))
    if len(words) > LONGEST:
        raise Refused("too_long", _("A note has at most %(most)d characters.") % {"most": LONGEST})
    for colleague in mentioned:
        if not can_be_mentioned(colleague, thing, by=officer):
            raise Refused(
                "may_not_read",
                _("%(name)s may not read this, so they cannot be mentioned.") % {"name": colleague.name},
            )


def can_be_mentioned(colleague: Officer, thing: Report | Case, *, by: Officer) -> bool:
    """Whether a colleague of the same office reads what stands there."""
    if not colleague.is_active or colleague.pk == by.pk or colleague.office_id != by.office_id:
        return False
    return can_write(colleague, thing)


def can_read(officer: Officer, note: Note) -> bool:
    """Whether a note beside something that the officer reads is for their office, too."""
    return note.office_id == officer.office_id or note.goes_along


def check_day(day: date, today: date) -> None:
    """Raise Refused unless it is a day to come, within a year."""
    if not 0 < (day - today).days <= MOST_DAYS_AHEAD:
        raise Refused("day_out_of_range", _("Give a day after today, within a year."))


def check_reminder(officer: Officer, words: str) -> None:
    """Raise Refused for too many words, and where so many reminders of the officer are open already."""
    if len(words) > LONGEST_REMINDER:
        raise Refused(
            "reminder_too_long", _("A reminder has at most %(most)d characters.") % {"most": LONGEST_REMINDER}
        )
    if Reminder.objects.filter(officer=officer, done_at=None).count() >= MOST_REMINDERS:
        raise Refused(
            "too_many_reminders",
            _("You have %(most)d open reminders. Mark some as done first.") % {"most": MOST_REMINDERS},
        )
