"""Officers, their roles and their seats."""

from __future__ import annotations

from pimpasa.accounts import actions as accounts
from pimpasa.accounts.invitations import Way
from pimpasa.accounts.kinds import Safeguard
from pimpasa.accounts.roles import Role
from pimpasa.common import clock
from tests.acts.stage import Deed, scene
from tests.factories.people import Cast


@scene(accounts.add_officer, may="agus")
def adding_an_officer(office: Cast) -> Deed:
    return lambda who: accounts.add_officer(
        office=office.at.office, email="tini@contoh.invalid", name="Tini Contoh", role=Role.PIMPASA, by=who
    )


@scene(accounts.invite, may="agus")
def inviting_an_officer(office: Cast) -> Deed:
    return lambda who: accounts.invite(officer=office.sari, way=Way.SHEET, by=who)


@scene(accounts.change_officer, may="agus")
def changing_an_officer(office: Cast) -> Deed:
    return lambda who: accounts.change_officer(
        officer=office.sari, name="Sari Karangan", role=Role.ANALYST, is_active=True, by=who
    )


@scene(accounts.change_officer, may="")
def switching_an_officer_off(office: Cast) -> Deed:
    return lambda _who: accounts.change_officer(
        officer=office.bayu, name=office.bayu.name, role=Role.PIMPASA, is_active=False, by=office.agus
    )


@scene(accounts.assign, may="agus")
def seating_an_officer(office: Cast) -> Deed:
    return lambda who: accounts.assign(
        officer=office.bayu, desk=office.at.cengkareng_timur, starts_on=clock.today(), by=who
    )


@scene(accounts.end_assignment, may="agus")
def ending_an_assignment(office: Cast) -> Deed:
    assignment = office.sari.assignments.get()
    return lambda who: accounts.end_assignment(assignment=assignment, ends_on=clock.today(), by=who)


@scene(accounts.forget_second_steps, may="agus")
def forgetting_second_steps(office: Cast) -> Deed:
    return lambda who: accounts.forget_second_steps(officer=office.sari, by=who)


@scene(accounts.put_in_force, may="agus")
def requiring_two_for_identity(office: Cast) -> Deed:
    return lambda who: accounts.put_in_force(office=office.at.office, safeguard=Safeguard.TWO_FOR_IDENTITY, by=who)


@scene(accounts.ask_to_loosen, may="agus")
def asking_that_one_is_enough_for_identity(office: Cast) -> Deed:
    return lambda who: accounts.ask_to_loosen(office=office.at.office, safeguard=Safeguard.TWO_FOR_IDENTITY, by=who)


@scene(accounts.loosen, may="hadi")
def agreeing_that_one_is_enough_for_identity(office: Cast) -> Deed:
    accounts.ask_to_loosen(office=office.at.office, safeguard=Safeguard.TWO_FOR_IDENTITY, by=office.agus)
    return lambda who: accounts.loosen(office=office.at.office, safeguard=Safeguard.TWO_FOR_IDENTITY, by=who)
