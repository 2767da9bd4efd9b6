"""Keys made, changed, handed over and taken back."""

from __future__ import annotations

from datetime import timedelta

from pimpasa.accounts.actions import add_officer, assign, end_assignment, lend_seat
from pimpasa.accounts.models import Assignment, Officer
from pimpasa.accounts.roles import Role
from pimpasa.common import clock
from pimpasa.keys.actions import desk_keys, kits, leaving, letting_in, officer_keys
from pimpasa.keys.kinds import Doubt
from pimpasa.keys.models import Admission, OfficerKey, RecoveryKey
from pimpasa.territory.models import Desk
from tests.acts.stage import Deed, scene
from tests.factories import people
from tests.factories.people import PASSPHRASE, Cast, keyring, read_out, withdrawn
from tests.factories.territory import KAPUK

NEW = "teh-sore-di-beranda"


def newcomer(office: Cast, desk: Desk) -> Officer:
    """Seated, with a key of their own, and without the desk's."""
    tini = add_officer(office=office.at.office, email="tini@contoh.invalid", name="Tini", role=Role.PIMPASA, by=None)
    officer_keys.make_officer_key(officer=tini, passphrase=PASSPHRASE)
    assign(officer=tini, desk=desk, starts_on=clock.today(), by=None)
    return tini


def departed(office: Cast) -> None:
    """Sari's last day was yesterday."""
    assignment = office.sari.assignments.get()
    assignment.starts_on -= timedelta(days=9)
    assignment.save(update_fields=["starts_on"])
    end_assignment(assignment=assignment, ends_on=clock.today() - timedelta(days=1), by=office.agus)


@scene(officer_keys.make_officer_key)
def making_one_s_own_key(office: Cast) -> Deed:
    tini = add_officer(office=office.at.office, email="tini@contoh.invalid", name="Tini", role=Role.PIMPASA, by=None)
    return lambda _who: officer_keys.make_officer_key(officer=tini, passphrase=PASSPHRASE)


@scene(officer_keys.accept_invitation)
def accepting_an_invitation(office: Cast) -> Deed:
    tini = add_officer(office=office.at.office, email="tini@contoh.invalid", name="Tini", role=Role.PIMPASA, by=None)
    return lambda _who: officer_keys.accept_invitation(officer=tini, passphrase=PASSPHRASE)


@scene(officer_keys.change_passphrase)
def changing_one_s_passphrase(office: Cast) -> Deed:
    return lambda _who: officer_keys.change_passphrase(officer=office.sari, old=PASSPHRASE, new=NEW)


@scene(officer_keys.recover_key)
def recovering_one_s_key(office: Cast) -> Deed:
    withdrawn(office, office.sari)
    code = officer_keys.make_officer_key(officer=office.sari, passphrase=PASSPHRASE)
    return lambda _who: officer_keys.recover_key(officer=office.sari, code=code, new=NEW)


@scene(officer_keys.ask_new_key, may="agus")
def renewing_a_lost_key(office: Cast) -> Deed:
    return lambda who: officer_keys.ask_new_key(officer=office.sari, by=who)


@scene(officer_keys.agree_new_key, may="dewi hadi rina")
def agreeing_to_a_new_key(office: Cast) -> Deed:
    officer_keys.ask_new_key(officer=office.sari, by=office.agus)
    return lambda who: officer_keys.agree_new_key(officer=office.sari, by=who)


@scene(officer_keys.decline_new_key, may="dewi hadi rina sari")
def declining_a_new_key(office: Cast) -> Deed:
    officer_keys.ask_new_key(officer=office.sari, by=office.agus)
    return lambda who: officer_keys.decline_new_key(officer=office.sari, doubt=Doubt.NOT_THEIRS, by=who)


@scene(officer_keys.retire_key)
def withdrawing_a_key_at_the_server(office: Cast) -> Deed:
    return lambda _who: officer_keys.retire_key(officer=office.sari)


@scene(desk_keys.settle_departures)
def settling_a_departure(office: Cast) -> Deed:
    departed(office)
    return lambda _who: desk_keys.settle_departures(by=None)


@scene(kits.make_recovery_kit)
def making_a_recovery_kit(office: Cast) -> Deed:
    return lambda _who: kits.make_recovery_kit(office=office.at.office)


@scene(desk_keys.rename_desk, may="agus")
def renaming_a_desk(office: Cast) -> Deed:
    return lambda who: desk_keys.rename_desk(desk=office.at.pegadungan, name="Pegadungan dan Kamal", by=who)


@scene(desk_keys.open_desk, may="agus")
def opening_a_desk(office: Cast) -> Deed:
    village = office.at.village(KAPUK)
    return lambda who: desk_keys.open_desk(village=village, office=office.at.office, by=who)


@scene(desk_keys.make_desk_key)
def making_a_desk_s_next_key(office: Cast) -> Deed:
    return lambda _who: desk_keys.make_desk_key(desk=office.at.pegadungan, by=office.agus)


@scene(desk_keys.let_open)
def letting_a_unit_open(office: Cast) -> Deed:
    key = office.at.pegadungan.keys.get()
    private = keyring(office.bayu).desk_private(key)
    receiver = OfficerKey.objects.get(officer=office.dewi)
    return lambda who: desk_keys.let_open(key=key, private=private, to=receiver, by=who)


@scene(letting_in.hand_over, may="sari dewi hadi")
def handing_a_key_over(office: Cast) -> Deed:
    desk = office.at.cengkareng_timur
    tini = newcomer(office, desk)
    code = read_out(tini, desk.subject)
    return lambda who: letting_in.hand_over(desk=desk, to=tini, code=code, keyring=keyring(who))


@scene(letting_in.lend, may="bayu dewi hadi")
def lending_a_key(office: Cast) -> Deed:
    desk = office.at.pegadungan
    lend_seat(officer=office.sari, desk=desk, ends_on=clock.today(), by=office.bayu)
    return lambda who: letting_in.lend(desk=desk, to=office.sari, keyring=keyring(who))


@scene(letting_in.admit, may="rina")
def admitting_a_second_auditor(office: Cast) -> Deed:
    tini = people.officer("tini", Role.AUDITOR, office.at.office)
    code = read_out(tini, Admission.circle_of(office.at.office))
    return lambda who: letting_in.admit(officer=tini, code=code, keyring=keyring(who))


@scene(letting_in.admit, may="hadi")
def admitting_the_first_auditor(office: Cast) -> Deed:
    Admission.objects.filter(officer_key__officer=office.rina).delete()
    code = read_out(office.rina, Admission.circle_of(office.at.office))
    return lambda who: letting_in.admit(officer=office.rina, code=code, keyring=keyring(who))


@scene(letting_in.put_in)
def putting_a_key_in(office: Cast) -> Deed:
    tini = people.officer("tini", Role.AUDITOR, office.at.office)
    return lambda who: letting_in.put_in(key=OfficerKey.objects.get(officer=tini), by=who)


@scene(letting_in.count_wrong_code)
def counting_the_third_wrong_code(office: Cast) -> Deed:
    key = OfficerKey.objects.get(officer=office.bayu)
    for _slip in range(letting_in.SLIPS):
        letting_in.count_wrong_code(key=key, by=office.dewi)
    return lambda who: letting_in.count_wrong_code(key=key, by=who)


@scene(leaving.change_officer, may="agus")
def switching_a_member_off(office: Cast) -> Deed:
    return lambda who: leaving.change_officer(
        officer=office.sari, name="Sari Contoh", role=Role.PIMPASA, is_active=False, by=who
    )


@scene(leaving.end_assignment, may="agus")
def ending_a_seat_and_its_key(office: Cast) -> Deed:
    Assignment.objects.filter(officer=office.sari).update(starts_on=clock.today() - timedelta(days=2))
    assignment = Assignment.objects.get(officer=office.sari)
    yesterday = clock.today() - timedelta(days=1)
    return lambda who: leaving.end_assignment(assignment=assignment, ends_on=yesterday, by=who)


@scene(desk_keys.take_back)
def taking_a_key_back(office: Cast) -> Deed:
    return lambda _who: desk_keys.take_back(desk=office.at.pegadungan, officer=office.bayu, by=office.agus)


@scene(kits.drill_kit)
def trying_a_kit_out(office: Cast) -> Deed:
    return lambda _who: kits.drill_kit(code=office.kit)


@scene(kits.open_with_kit)
def opening_with_a_kit(office: Cast) -> Deed:
    desk_keys.take_back(desk=office.at.unit, officer=office.hadi, by=None)
    return lambda _who: kits.open_with_kit(code=office.kit, keyring=keyring(office.hadi))


@scene(kits.restore_with_kit)
def restoring_with_a_kit(office: Cast) -> Deed:
    desk_keys.take_back(desk=office.at.unit, officer=office.hadi, by=None)
    code = read_out(office.hadi, RecoveryKey.objects.get(office=office.at.office).circle)
    return lambda _who: kits.restore_with_kit(code=office.kit, to=office.hadi, key_code=code)
