"""Who may say that somebody is away, and who may stand in for whom."""

from __future__ import annotations

from datetime import date, timedelta

from django.utils.translation import gettext as _

from pimpasa.absences.models import Absence
from pimpasa.accounts.errors import Refused
from pimpasa.accounts.models import Officer
from pimpasa.accounts.queries import desks_of
from pimpasa.accounts.roles import Permission
from pimpasa.accounts.rules import check_permission
from pimpasa.keys.rules import check_met
from pimpasa.territory.models import Desk

LONGEST = timedelta(days=92)
EARLIEST = timedelta(days=60)
# What work comes with: who stands in for somebody may do of these what they may.
OF_WORK = (Permission.VERIFY, Permission.LEAD_CASES, Permission.HOLD_DIALOGUES)


def check_set(by: Officer, absence: Absence, *, today: date) -> None:
    """Raise Refused unless the absence may be set by this officer; `today` is the day where the one away works."""
    check_speak(by, absence.officer)
    _check_days(absence, today)
    _check_free(absence)
    _check_substitute(absence, today)
    check_met(absence.substitute)


def check_speak(by: Officer, officer: Officer) -> None:
    """Raise Refused unless it is the officer themself, or their head, as for somebody who fell ill."""
    if by.pk == officer.pk:
        check_permission(by, Permission.READ_REPORTS)
        return
    check_permission(by, Permission.SET_ABSENCES)
    if by.office_id != officer.office_id:
        raise Refused("other_office", _("This is another office's."))


def can_end(by: Officer, absence: Absence) -> bool:
    return absence.ended_at is None and (
        by.pk == absence.officer_id or (by.may(Permission.SET_ABSENCES) and by.office_id == absence.officer.office_id)
    )


def check_end(by: Officer, absence: Absence) -> None:
    """Raise Refused unless it goes on, and the officer or their head ends it."""
    check_speak(by, absence.officer)
    if absence.ended_at is not None:
        raise Refused("over", _("This is over already."))


def _check_days(absence: Absence, today: date) -> None:
    if not today <= absence.starts_on <= absence.ends_on:
        raise Refused("days_turned_round", _("The first day is today or later, the last day not before the first."))
    if absence.starts_on > today + EARLIEST or absence.ends_on > absence.starts_on + LONGEST:
        raise Refused("too_far", _("Set it two months ahead at most, for three months at most."))


def _check_free(absence: Absence) -> None:
    """One at a time, and no chains: whose work passed to two could not be said on the day it comes back."""
    current = Absence.objects.filter(ended_at=None)
    if current.filter(officer=absence.officer).exists():
        raise Refused("away_already", _("An absence of %(name)s is set already.") % {"name": absence.officer.name})
    overlapping = current.filter(starts_on__lte=absence.ends_on, ends_on__gte=absence.starts_on)
    if overlapping.filter(officer=absence.substitute).exists():
        raise Refused("substitute_away", _("%(name)s is away then, too.") % {"name": absence.substitute.name})
    if overlapping.filter(substitute=absence.officer).exists():
        raise Refused(
            "stands_in",
            _("%(name)s stands in for a colleague then. That one needs another substitute first.")
            % {"name": absence.officer.name},
        )


def _check_substitute(absence: Absence, today: date) -> None:
    officer, substitute = absence.officer, absence.substitute
    if officer.pk == substitute.pk or not substitute.is_active or officer.office_id != substitute.office_id:
        raise Refused("no_colleague", _("Choose a colleague of the same office."))
    if any(officer.may(permission) and not substitute.may(permission) for permission in OF_WORK):
        raise Refused("may_less", _("%(name)s may not do everything that this work needs.") % {"name": substitute.name})
    for day in (today, absence.starts_on, absence.ends_on):
        if not _sit_together(officer, substitute, day, today):
            raise Refused(
                "not_of_desk",
                _("%(name)s sits at none of the same desks then, and not at the unit.") % {"name": substitute.name},
            )


def _sit_together(officer: Officer, substitute: Officer, day: date, today: date) -> bool:
    """At the unit, or at a desk of both; who works at the unit is stood in for by the unit alone.

    The unit's key opens every desk of the office: it reaches nobody new by one person's word.
    """
    desks = desks_of(officer, on=today)
    seats = desks_of(substitute, on=day)
    if seats.filter(kind=Desk.Kind.UNIT, office=officer.office_id).exists():
        return True
    at_unit = desks.filter(kind=Desk.Kind.UNIT).exists()
    return not at_unit and seats.filter(pk__in=desks.values("pk")).exists()
