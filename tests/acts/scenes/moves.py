"""What goes to another office: asked by Agus, agreed to by the head there, done on its day or by Hadi."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from pimpasa.accounts import actions as accounts
from pimpasa.accounts.models import Officer
from pimpasa.accounts.roles import Role
from pimpasa.common import clock
from pimpasa.keys.actions import leaving
from pimpasa.keys.actions.desk_keys import renew_keys
from pimpasa.keys.actions.letting_in import give_to_unit
from pimpasa.moves import actions
from pimpasa.moves.models import Move
from pimpasa.reports.actions.closing import close_with_area
from tests.acts.stage import Deed, scene
from tests.factories import people
from tests.factories import reports as given
from tests.factories.people import Cast, keyring
from tests.factories.territory import TANAH_TINGGI, make_village


def day() -> date:
    return clock.today() + timedelta(days=7)


def there(office: Cast) -> Officer:
    """The head of the other office."""
    at = office.at
    return people.officer("gani", Role.HEAD, at.fallback, desk=at.fallback_unit, giver=office.fani)


def area(office: Cast, *, agreed: bool = True) -> Move:
    move = actions.ask_area(area="31.73.01", to_office=office.at.fallback, from_day=day(), by=office.agus)
    if agreed:
        actions.agree(move=move, by=there(office))
    return move


def office_goes(office: Cast) -> Move:
    move = actions.ask_closing(successor=office.at.fallback, by=office.agus)
    actions.agree(move=move, by=there(office))
    return move


@scene(accounts.rename_office, may="agus")
def renaming_the_office(office: Cast) -> Deed:
    return lambda who: accounts.rename_office(office=office.at.office, name="Kantor Baru Contoh", by=who)


@scene(accounts.empty_desk)
def everybody_leaves_a_desk(office: Cast) -> Deed:
    return lambda who: accounts.empty_desk(desk=office.at.pegadungan, by=who)


@scene(accounts.empty_seats)
def somebody_sits_nowhere(office: Cast) -> Deed:
    return lambda who: accounts.empty_seats(officer=office.bayu, last_day=clock.today(), by=who)


@scene(renew_keys)
def a_desk_gets_a_new_key(office: Cast) -> Deed:
    return lambda _who: renew_keys(desks={office.at.pegadungan}, by=None)


@scene(give_to_unit)
def a_unit_s_keys_are_given_on(office: Cast) -> Deed:
    other = office.at.fallback
    return lambda _who: give_to_unit(unit=office.at.unit, to_office=other, keyring=keyring(office.hadi))


@scene(leaving.empty_desk)
def everybody_leaves_with_the_key(office: Cast) -> Deed:
    return lambda who: leaving.empty_desk(desk=office.at.pegadungan, by=who)


@scene(leaving.leave_desks)
def somebody_leaves_with_all_keys(office: Cast) -> Deed:
    return lambda who: leaving.leave_desks(officer=office.bayu, last_day=clock.today(), by=who)


@scene(close_with_area)
def a_desk_closes_with_its_area(office: Cast) -> Deed:
    given.taken(office.sari)
    return lambda who: close_with_area(desk=office.at.cengkareng_timur, by=who)


@scene(actions.ask_area, may="agus")
def asking_that_an_area_goes(office: Cast) -> Deed:
    return lambda who: actions.ask_area(area="31.73.01", to_office=office.at.fallback, from_day=day(), by=who)


@scene(actions.ask_officer, may="agus")
def asking_that_an_officer_goes(office: Cast) -> Deed:
    return lambda who: actions.ask_officer(officer=office.bayu, to_office=office.at.fallback, from_day=day(), by=who)


@scene(actions.ask_closing, may="agus")
def asking_that_the_office_closes(office: Cast) -> Deed:
    make_village(TANAH_TINGGI)
    return lambda who: actions.ask_closing(successor=office.at.fallback, by=who)


@scene(actions.agree)
def the_other_head_agrees(office: Cast) -> Deed:
    move, head = area(office, agreed=False), there(office)
    return lambda _who: actions.agree(move=move, by=head)


@scene(actions.drop, may="agus hadi")
def stopping_what_is_agreed(office: Cast) -> Deed:
    move = area(office, agreed=False)
    return lambda who: actions.drop(move=move, by=who)


@scene(actions.decline)
def the_other_head_does_not_want_it(office: Cast) -> Deed:
    move, head = area(office, agreed=False), there(office)
    return lambda _who: actions.decline(move=move, by=head)


@scene(actions.keep_moves)
def the_day_of_a_move_comes(office: Cast) -> Deed:
    area(office)
    later = datetime.combine(day(), datetime.min.time(), tzinfo=clock.now().tzinfo) + timedelta(hours=12)
    return lambda _who: actions.keep_moves(at=later)


@scene(actions.settle_area)
def an_area_goes(office: Cast) -> Deed:
    given.taken(office.sari)
    move = area(office)
    return lambda _who: actions.settle_area(move=move)


@scene(actions.settle_officer)
def an_officer_goes(office: Cast) -> Deed:
    move = actions.ask_officer(officer=office.bayu, to_office=office.at.fallback, from_day=day(), by=office.agus)
    actions.agree(move=move, by=there(office))
    return lambda _who: actions.settle_officer(move=move)


@scene(actions.hand_on, may="dewi")
def handing_reports_on(office: Cast) -> Deed:
    given.taken(office.sari)
    move = area(office)
    actions.settle_area(move=move)
    move.refresh_from_db()
    return lambda who: actions.hand_on(move=move, keyring=keyring(who))


@scene(actions.close_office, may="hadi")
def closing_the_office(office: Cast) -> Deed:
    given.concluded(office.sari)
    move = office_goes(office)
    return lambda who: actions.close_office(move=move, keyring=keyring(who))
