"""Going away and coming back."""

from __future__ import annotations

from datetime import timedelta

from pimpasa.absences import actions
from pimpasa.absences.models import Absence
from pimpasa.accounts.actions import end_lent_seat, lend_seat
from pimpasa.common import clock
from tests.acts.stage import Deed, scene
from tests.factories import reports as given
from tests.factories.people import Cast, keyring


def sari_away(office: Cast, *, begins: int = 0) -> Absence:
    first = clock.today() + timedelta(days=begins)
    return actions.set_absence(
        officer=office.sari, substitute=office.dewi, starts_on=first, ends_on=first, keyring=keyring(office.sari)
    )


@scene(actions.set_absence, may="sari hadi")
def sari_goes_on_leave(office: Cast) -> Deed:
    given.taken(office.sari)
    today = clock.today()
    return lambda who: actions.set_absence(
        officer=office.sari, substitute=office.dewi, starts_on=today, ends_on=today, keyring=keyring(who)
    )


@scene(actions.pass_on)
def the_first_day_comes(office: Cast) -> Deed:
    absence = sari_away(office, begins=2)
    given.taken(office.sari)
    return lambda _who: actions.pass_on(absence=absence)


@scene(actions.end_absence, may="sari hadi")
def sari_is_back_early(office: Cast) -> Deed:
    given.taken(office.sari)
    absence = sari_away(office)
    return lambda who: actions.end_absence(absence=absence, by=who)


@scene(actions.finish)
def the_last_day_is_over(office: Cast) -> Deed:
    given.taken(office.sari)
    absence = sari_away(office)
    return lambda _who: actions.finish(absence=absence)


@scene(actions.keep_absences)
def days_pass(office: Cast) -> Deed:
    given.taken(office.sari)
    sari_away(office, begins=2)
    later = clock.now() + timedelta(days=2)
    return lambda _who: actions.keep_absences(at=later)


@scene(lend_seat)
def a_seat_is_lent(office: Cast) -> Deed:
    return lambda who: lend_seat(officer=office.sari, desk=office.at.pegadungan, ends_on=clock.today(), by=who)


@scene(end_lent_seat)
def a_lent_seat_ends_sooner(office: Cast) -> Deed:
    later = clock.today() + timedelta(days=5)
    seat = lend_seat(officer=office.sari, desk=office.at.pegadungan, ends_on=later, by=office.bayu)
    return lambda who: end_lent_seat(assignment=seat, ends_on=clock.today(), by=who)
