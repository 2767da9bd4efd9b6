"""Keys made, changed, handed over and taken back."""

from __future__ import annotations

from datetime import timedelta

from pimpasa.accounts.actions import add_officer, assign, end_assignment
from pimpasa.accounts.models import Officer
from pimpasa.accounts.roles import Role
from pimpasa.common import clock
from pimpasa.keys import actions as keys
from pimpasa.territory.models import Desk
from tests.acts.stage import Deed, scene
from tests.factories.people import PASSPHRASE, Cast, keyring
from tests.factories.territory import KAPUK

NEW = "teh-sore-di-beranda"


def newcomer(office: Cast, desk: Desk) -> Officer:
    """Seated, with a key of their own, and without the desk's."""
    tini = add_officer(office=office.at.office, email="tini@contoh.invalid", name="Tini", role=Role.PIMPASA, by=None)
    keys.make_officer_key(officer=tini, passphrase=PASSPHRASE)
    assign(officer=tini, desk=desk, starts_on=clock.today(), by=None)
    return tini


def departed(office: Cast) -> None:
    """Sari's last day was yesterday."""
    assignment = office.sari.assignments.get()
    assignment.starts_on -= timedelta(days=9)
    assignment.save(update_fields=["starts_on"])
    end_assignment(assignment=assignment, ends_on=clock.today() - timedelta(days=1), by=office.agus)


@scene(keys.make_officer_key)
def making_one_s_own_key(office: Cast) -> Deed:
    tini = add_officer(office=office.at.office, email="tini@contoh.invalid", name="Tini", role=Role.PIMPASA, by=None)
    return lambda _who: keys.make_officer_key(officer=tini, passphrase=PASSPHRASE)


@scene(keys.accept_invitation)
def accepting_an_invitation(office: Cast) -> Deed:
    tini = add_officer(office=office.at.office, email="tini@contoh.invalid", name="Tini", role=Role.PIMPASA, by=None)
    return lambda _who: keys.accept_invitation(officer=tini, passphrase=PASSPHRASE)


@scene(keys.change_passphrase)
def changing_one_s_passphrase(office: Cast) -> Deed:
    return lambda _who: keys.change_passphrase(officer=office.sari, old=PASSPHRASE, new=NEW)


@scene(keys.recover_key)
def recovering_one_s_key(office: Cast) -> Deed:
    keys.retire_key(officer=office.sari, by=office.agus)
    code = keys.make_officer_key(officer=office.sari, passphrase=PASSPHRASE)
    return lambda _who: keys.recover_key(officer=office.sari, code=code, new=NEW)


@scene(keys.retire_key, may="agus")
def renewing_a_lost_key(office: Cast) -> Deed:
    return lambda who: keys.retire_key(officer=office.sari, by=who)


@scene(keys.settle_departures)
def settling_a_departure(office: Cast) -> Deed:
    departed(office)
    return lambda _who: keys.settle_departures(by=None)


@scene(keys.settle_in)
def settling_in_at_a_new_desk(office: Cast) -> Deed:
    village = office.at.village(KAPUK)
    desk = Desk.objects.create(office=office.at.office, kind=Desk.Kind.VILLAGE, name=village.name, village=village)
    tini = newcomer(office, desk)
    return lambda _who: keys.settle_in(officer=tini)


@scene(keys.make_recovery_kit)
def making_a_recovery_kit(office: Cast) -> Deed:
    return lambda _who: keys.make_recovery_kit(office=office.at.office)


@scene(keys.open_desk, may="agus")
def opening_a_desk(office: Cast) -> Deed:
    village = office.at.village(KAPUK)
    return lambda who: keys.open_desk(village=village, office=office.at.office, by=who)


@scene(keys.make_desk_key)
def making_a_desk_s_next_key(office: Cast) -> Deed:
    return lambda _who: keys.make_desk_key(desk=office.at.pegadungan, by=office.agus)


@scene(keys.hand_over, may="sari dewi hadi")
def handing_a_key_over(office: Cast) -> Deed:
    desk = office.at.cengkareng_timur
    tini = newcomer(office, desk)
    return lambda who: keys.hand_over(desk=desk, to=tini, keyring=keyring(who))


@scene(keys.take_back)
def taking_a_key_back(office: Cast) -> Deed:
    return lambda _who: keys.take_back(desk=office.at.pegadungan, officer=office.bayu, by=office.agus)


@scene(keys.drill_kit)
def trying_a_kit_out(office: Cast) -> Deed:
    return lambda _who: keys.drill_kit(code=office.kit)


@scene(keys.restore_with_kit)
def restoring_with_a_kit(office: Cast) -> Deed:
    keys.take_back(desk=office.at.unit, officer=office.hadi, by=None)
    return lambda _who: keys.restore_with_kit(code=office.kit, to=office.hadi)
