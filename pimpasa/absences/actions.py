"""Going away and coming back: an officer's open work, and the keys that it needs, pass on in one act and return."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from django.utils.translation import gettext as _

from pimpasa.absences import queries, rules
from pimpasa.absences.kinds import OWNER, Work
from pimpasa.absences.models import Absence, PassedWork
from pimpasa.accounts.actions import end_lent_seat, lend_seat
from pimpasa.accounts.errors import Refused
from pimpasa.accounts.models import Officer
from pimpasa.common import clock
from pimpasa.keys.actions.desk_keys import settle_departures
from pimpasa.keys.actions.letting_in import lend
from pimpasa.keys.errors import NotGranted
from pimpasa.keys.unlocking import Keyring
from pimpasa.ledger.acts import Act
from pimpasa.ledger.verbs import SYSTEM, act, record, unlogged
from pimpasa.territory.models import Desk


@act(Act.ABSENCE_SET, Act.OFFICER_ASSIGNED, Act.DESK_GRANTED, Act.WORK_PASSED)
def set_absence(*, officer: Officer, substitute: Officer, starts_on: date, ends_on: date, keyring: Keyring) -> Absence:
    """Say that an officer is away, and who stands in; where it begins today, their work passes on at once.

    The keys that the substitute lacks are given in the same act, by who has them open. Raises Refused by the rules.
    """
    by = keyring.officer
    queries.lock_officers(officer, substitute)
    now = clock.now()
    absence = Absence(officer=officer, substitute=substitute, starts_on=starts_on, ends_on=ends_on, set_by=by)
    absence.set_at = now
    today = queries.day_where(officer, now)
    rules.check_set(by, absence, today=today)
    absence.save(force_insert=True)
    for desk in queries.desks_to_lend(absence):
        _lend(absence, desk, keyring)
    if starts_on <= today:
        _pass_on(absence, by)
    record(absence, by=by, act=Act.ABSENCE_SET, facts=absence.facts)
    return absence


@act(Act.WORK_PASSED, idle="nothing more is open of theirs")
def pass_on(*, absence: Absence) -> int:
    """Pass on what is open of the work of an officer who is away by now; returns how much."""
    absence = queries.locked(absence)
    return 0 if absence.ended_at else _pass_on(absence, None)


@act(Act.ABSENCE_ENDED, Act.WORK_RETURNED, Act.ASSIGNMENT_ENDED, Act.DESK_REVOKED, Act.DESK_KEYED, Act.DESK_GRANTED)
def end_absence(*, absence: Absence, by: Officer) -> None:
    """Come back before the last day: open work returns, and what was lent is taken back. Raises Refused by the rules.

    A seat that was lent today ends with this day, since no seat is shorter than a day.
    """
    absence = queries.locked(absence)
    rules.check_end(by, absence)
    _end(absence, by)
    settle_departures(by=by)


@act(Act.ABSENCE_ENDED, Act.WORK_RETURNED, Act.ASSIGNMENT_ENDED, idle="it is over already")
def finish(*, absence: Absence) -> None:
    """Let an absence end whose last day is over. Keys that were lent are taken back by `settle_departures`."""
    absence = queries.locked(absence)
    if absence.ended_at is None:
        _end(absence, None)


@unlogged("goes from one act to the next", whole=False)
def keep_absences(*, at: datetime) -> int:
    """Let begin and end what is to begin or end by the moment that decides; returns how many were looked at."""
    absences = list(queries.current())
    for absence in absences:
        day = queries.day_where(absence.officer, at)
        if day > absence.ends_on:
            finish(absence=absence)
        elif day >= absence.starts_on:
            pass_on(absence=absence)
    return len(absences)


def _lend(absence: Absence, desk: Desk, keyring: Keyring) -> None:
    """A seat until the last day, and every version of the desk's key."""
    seat = lend_seat(officer=absence.substitute, desk=desk, ends_on=absence.ends_on, by=keyring.officer)
    _keep(absence, Work.SEAT, seat.pk)
    try:
        lend(desk=desk, to=absence.substitute, keyring=keyring)
    except NotGranted as missing:
        raise Refused(
            "holds_no_key",
            _("You do not hold the key of %(desk)s, so you cannot give it: choose somebody of the unit.")
            % {"desk": desk.name},
        ) from missing


def _pass_on(absence: Absence, by: Officer | None) -> int:
    things = [(kind, thing) for kind in OWNER for thing in queries.to_pass(absence, kind)]
    for kind, thing in things:
        _give(kind, thing, absence.substitute)
        _keep(absence, kind, thing.pk)
        facts = {"absence": absence.pk, "from": absence.officer_id, "to": absence.substitute_id}
        record(thing, by=by or SYSTEM, act=Act.WORK_PASSED, facts=facts)
    if absence.begun_at is None:
        absence.begun_at = clock.now()
        absence.save(update_fields=["begun_at"])
        record(absence, by=by or SYSTEM, act=Act.WORK_PASSED, facts=absence.facts)
    return len(things)


def _end(absence: Absence, by: Officer | None) -> None:
    for passed in queries.to_return(absence):
        if passed.kind == Work.SEAT:
            _end_seat(passed, by)
        elif absence.officer.is_active:
            _take_home(absence, passed, by)
    absence.ended_at = clock.now()
    absence.save(update_fields=["ended_at"])
    record(absence, by=by or SYSTEM, act=Act.ABSENCE_ENDED, facts=absence.facts)


def _take_home(absence: Absence, passed: PassedWork, by: Officer | None) -> None:
    """What is still open and still the substitute's; what they finished or handed on stays as it is."""
    thing = queries.still_held(passed)
    if thing is None:
        return
    _give(Work(passed.kind), thing, absence.officer)
    _mark_returned(passed)
    facts = {"absence": absence.pk, "from": absence.substitute_id, "to": absence.officer_id}
    record(thing, by=by or SYSTEM, act=Act.WORK_RETURNED, facts=facts)


def _end_seat(passed: PassedWork, by: Officer | None) -> None:
    seat = queries.lent_seat(passed)
    yesterday = clock.today() - timedelta(days=1)
    if seat is not None and seat.ends_on is not None and seat.ends_on > yesterday:
        end_lent_seat(assignment=seat, ends_on=max(seat.starts_on, yesterday), by=by)
    _mark_returned(passed)


def _give(kind: Work, thing: Any, officer: Officer) -> None:
    setattr(thing, OWNER[kind], officer)
    thing.save(update_fields=[OWNER[kind]])


def _keep(absence: Absence, kind: Work, thing: object) -> None:
    PassedWork.objects.create(absence=absence, kind=kind, thing=str(thing), passed_at=clock.now())


def _mark_returned(passed: PassedWork) -> None:
    passed.returned_at = clock.now()
    passed.save(update_fields=["returned_at"])
