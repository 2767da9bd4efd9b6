"""What an administrator tries, alone or with an accomplice whom nobody of the office has met."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest

from pimpasa.accounts.actions import add_officer, assign, change_officer, end_assignment
from pimpasa.accounts.errors import Refused
from pimpasa.accounts.models import Officer
from pimpasa.accounts.roles import Role
from pimpasa.common import clock
from pimpasa.keys.actions import desk_keys, officer_keys
from pimpasa.keys.errors import NoDeskKey, NotGranted
from pimpasa.keys.models import DeskKey, DeskKeyGrant, OfficerKey, RecoveryKey
from pimpasa.keys.queries import officer_key
from pimpasa.ledger.acts import Act
from pimpasa.ledger.commitments import digest_of_facts
from pimpasa.ledger.models import Entry
from pimpasa.reports.models import Report
from pimpasa.reports.queries import readers
from pimpasa.sealing.grants import PrivateKey
from pimpasa.territory.models import Desk
from pimpasa.vault.opening import key_of
from tests.factories import reports as given
from tests.factories.people import PASSPHRASE, Cast, cast, keyring, withdrawn
from tests.factories.territory import KAPUK

pytestmark = pytest.mark.django_db


@pytest.fixture
def office() -> Cast:
    return cast()


@pytest.fixture(params=[Role.PIMPASA, Role.ANALYST, Role.HEAD])
def accomplice(office: Cast, request: pytest.FixtureRequest) -> Officer:
    """Added by Agus, who seated them everywhere and accepted the invitation; nobody of the desks has met them."""
    tamu = add_officer(
        office=office.at.office, email="tamu@contoh.invalid", name="Tamu Contoh", role=request.param, by=office.agus
    )
    for desk in (office.at.unit, office.at.cengkareng_timur, office.at.pegadungan):
        assign(officer=tamu, desk=desk, starts_on=clock.today(), by=office.agus)
    officer_keys.accept_invitation(officer=tamu, passphrase=PASSPHRASE)
    return tamu


def reads(officer: Officer, report: Report) -> bool:
    try:
        key_of(report, keyring(officer))
    except NotGranted:
        return False
    return True


def next_report() -> Report:
    readers.forget()
    return given.report()


def switched(officer: Officer, office: Cast, *, is_active: bool) -> None:
    change_officer(officer=officer, name=officer.name, role=Role(officer.role), is_active=is_active, by=office.agus)
    desk_keys.settle_departures(by=office.agus)


def left_yesterday(officer: Officer, office: Cast) -> None:
    assignment = officer.assignments.get()
    assignment.starts_on -= timedelta(days=9)
    assignment.save(update_fields=["starts_on"])
    end_assignment(assignment=assignment, ends_on=clock.today() - timedelta(days=1), by=office.agus)


def grants_in_log() -> Iterator[str]:
    """To whom the log says that a grant was made, for every grant that stands."""
    digests = {bytes(entry.digest) for entry in Entry.objects.filter(act=Act.DESK_GRANTED)}
    for grant in DeskKeyGrant.objects.all():
        assert digest_of_facts(grant.facts) in digests, f"{grant} opens something, and the log does not know it"
        yield str(grant.holder)


def holds_nothing(accomplice: Officer) -> bool:
    own = str(officer_key(accomplice))
    return own not in set(grants_in_log()) and not DeskKeyGrant.objects.filter(officer_key__officer=accomplice).exists()


class TestAnAccompliceComesToReadNothing:
    def test_by_switching_colleagues_off_and_on(self, office: Cast, accomplice: Officer) -> None:
        for colleague in (office.sari, office.bayu, office.dewi):
            switched(colleague, office, is_active=False)
            switched(colleague, office, is_active=True)
        report = next_report()
        assert not reads(accomplice, report)
        assert holds_nothing(accomplice)
        assert reads(office.hadi, report), "who held the key before holds the next one"

    def test_by_switching_everybody_off(self, office: Cast, accomplice: Officer) -> None:
        for colleague in (office.hadi, office.dewi, office.sari, office.bayu):
            switched(colleague, office, is_active=False)
        for colleague in (office.hadi, office.dewi, office.sari, office.bayu):
            switched(colleague, office, is_active=True)
        assert not reads(accomplice, next_report())
        assert holds_nothing(accomplice)

    def test_by_waiting_for_a_departure(self, office: Cast, accomplice: Officer) -> None:
        left_yesterday(office.sari, office)
        desk_keys.settle_departures(by=None)
        assert not reads(accomplice, next_report())
        assert holds_nothing(accomplice)

    def test_by_withdrawing_keys(self, office: Cast, accomplice: Officer) -> None:
        for colleague in (office.sari, office.dewi):
            withdrawn(office, colleague)
            desk_keys.settle_departures(by=office.agus)
        assert not reads(accomplice, next_report())
        assert holds_nothing(accomplice)

    def test_by_opening_a_desk_and_sitting_there_first(self, office: Cast, accomplice: Officer) -> None:
        village = office.at.village(KAPUK)
        desk = desk_keys.open_desk(village=village, office=office.at.office, by=office.agus)
        assign(officer=accomplice, desk=desk, starts_on=clock.today(), by=office.agus)
        desk_keys.make_desk_key(desk=desk, by=office.agus)
        assert not reads(accomplice, given.report(village=KAPUK))
        assert holds_nothing(accomplice)

    def test_by_closing_a_desk_and_opening_it_anew(self, office: Cast, accomplice: Officer) -> None:
        Desk.objects.filter(pk=office.at.cengkareng_timur.pk).update(closed_on=clock.today() - timedelta(days=1))
        village = office.at.cengkareng_timur.village
        assert village is not None
        desk = desk_keys.open_desk(village=village, office=office.at.office, by=office.agus)
        assign(officer=accomplice, desk=desk, starts_on=clock.today(), by=office.agus)
        assert not reads(accomplice, next_report())
        assert holds_nothing(accomplice)

    def test_by_a_new_unit(self, office: Cast, accomplice: Officer) -> None:
        """Its first key is the recovery kit's alone, whoever sits there."""
        Desk.objects.filter(pk=office.at.unit.pk).update(closed_on=clock.today() - timedelta(days=1))
        unit = Desk.objects.create(office=office.at.office, kind=Desk.Kind.UNIT, name="Inteldakim baru")
        assign(officer=accomplice, desk=unit, starts_on=clock.today(), by=office.agus)
        key = desk_keys.make_desk_key(desk=unit, by=office.agus)
        kit = RecoveryKey.objects.get(office=office.at.office)
        assert [grant.holder for grant in key.grants.all()] == [kit]
        assert not reads(accomplice, next_report())

    def test_by_a_desk_for_another_office_s_kelurahan(self, office: Cast) -> None:
        foreign = office.at.village("36.71.01.1003")
        with pytest.raises(Refused) as refused:
            desk_keys.open_desk(village=foreign, office=office.at.office, by=office.agus)
        assert refused.value.code == "not_of_jurisdiction"


class TestAGrant:
    def test_needs_the_key_itself(self, office: Cast) -> None:
        key = office.at.pegadungan.keys.get()
        own = OfficerKey.objects.get(officer=office.sari)
        with pytest.raises(NotGranted):
            desk_keys.let_open(key=key, private=PrivateKey.generate(), to=own, by=office.sari)

    def test_reaches_no_withdrawn_key(self, office: Cast) -> None:
        key = office.at.pegadungan.keys.get()
        private = keyring(office.bayu).desk_private(key)
        withdrawn(office, office.sari)
        with pytest.raises(NotGranted):
            desk_keys.let_open(key=key, private=private, to=OfficerKey.objects.get(officer=office.sari), by=office.bayu)

    def test_who_let_somebody_in_stays_known_after_the_next_key(self, office: Cast) -> None:
        before = DeskKeyGrant.objects.get(officer_key__officer=office.dewi)
        left_yesterday(office.sari, office)
        switched(office.bayu, office, is_active=False)
        desk_keys.make_desk_key(desk=office.at.unit, by=None)
        after = DeskKeyGrant.objects.filter(officer_key__officer=office.dewi).latest("pk")
        assert (after.let_in_by, after.let_in_at) == (office.hadi, before.let_in_at)
        assert after != before

    def test_a_kit_that_was_put_in_later_gets_nothing(self, office: Cast) -> None:
        RecoveryKey.objects.create(office=office.at.office, public=PrivateKey.generate().public, made_at=clock.now())
        kits = set(RecoveryKey.objects.filter(grants__isnull=False))
        left_yesterday(office.sari, office)
        desk_keys.settle_departures(by=None)
        assert set(RecoveryKey.objects.filter(grants__isnull=False)) == kits

    def test_a_desk_without_anybody_keeps_the_key_it_has(self, office: Cast) -> None:
        DeskKeyGrant.objects.filter(recovery_key__isnull=False).delete()
        for colleague in (office.hadi, office.dewi):
            switched(colleague, office, is_active=False)
        assert DeskKey.objects.filter(desk=office.at.unit).count() == 2, "changed when Hadi left it to Dewi"
        with pytest.raises(NoDeskKey):
            desk_keys.make_desk_key(desk=office.at.unit, by=None)
