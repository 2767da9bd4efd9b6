"""A newcomer is let in by one who holds the key and typed the code that the newcomer read out."""

from __future__ import annotations

import pytest

from pimpasa.accounts.actions import add_officer, assign, change_officer
from pimpasa.accounts.errors import Refused
from pimpasa.accounts.models import Officer
from pimpasa.accounts.roles import Role
from pimpasa.common import clock
from pimpasa.complaints.actions.complaining import complain
from pimpasa.complaints.models import ComplaintGrant
from pimpasa.keys import codes, queries
from pimpasa.keys.actions import letting_in, officer_keys
from pimpasa.keys.errors import NotGranted, NotLetIn
from pimpasa.keys.models import Admission, DeskKeyGrant, OfficerKey
from pimpasa.ledger.acts import Act
from pimpasa.ledger.models import Entry
from pimpasa.operations.actions.teams import set_team
from pimpasa.operations.kinds import TeamRole
from pimpasa.operations.models import OperationGrant
from pimpasa.reports.models import Report
from pimpasa.sealing import receipts
from pimpasa.sealing.envelopes import new_key
from pimpasa.sealing.grants import PrivateKey
from pimpasa.vault.granting import granted
from tests.factories import operations as made
from tests.factories import people
from tests.factories import reports as given
from tests.factories.people import PASSPHRASE, Cast, cast, keyring, read_out, withdrawn

pytestmark = pytest.mark.django_db
WRONG = "1234 5678 9012"


@pytest.fixture
def office() -> Cast:
    return cast()


@pytest.fixture
def wati(office: Cast) -> Officer:
    """Assigned to Sari's desk, with a key of her own."""
    officer = add_officer(
        office=office.at.office, email="wati@contoh.invalid", name="Wati Contoh", role=Role.PIMPASA, by=office.agus
    )
    assign(officer=officer, desk=office.at.cengkareng_timur, starts_on=clock.today(), by=office.agus)
    officer_keys.accept_invitation(officer=officer, passphrase=PASSPHRASE)
    return officer


def let_in(office: Cast, newcomer: Officer, code: str, *, by: Officer) -> int:
    return letting_in.let_in(desk=office.at.cengkareng_timur, to=newcomer, code=code, keyring=keyring(by))


class TestTheCode:
    def test_both_sides_come_to_the_same(self, office: Cast, wati: Officer) -> None:
        (own,) = queries.own_codes(wati, on=clock.today())
        assert own.circle == office.at.cengkareng_timur.name
        assert let_in(office, wati, own.code, by=office.sari) == 1
        assert queries.own_codes(wati, on=clock.today()) == []
        assert queries.own_codes(office.sari, on=clock.today()) == []

    def test_nobody_lets_themself_in(self, office: Cast) -> None:
        """Not with the right code either; and nobody is offered to."""
        desk = office.at.cengkareng_timur
        with pytest.raises(Refused) as refused:
            let_in(office, office.sari, read_out(office.sari, desk.name), by=office.sari)
        assert refused.value.code == "own_key"
        assert [
            seat for seat in queries.waiting_for_key(office.sari, on=clock.today()) if seat.officer == office.sari
        ] == []

    def test_it_is_of_one_key_and_one_circle(self) -> None:
        keys = [PrivateKey.from_seed(bytes([number]) * 32).public for number in range(3)]
        all_codes = {
            codes.code_of(key, circle=circle) for key in keys for circle in ("desk:1", "desk:2", "office:1:kit")
        }
        assert len(all_codes) == 9
        assert all(len(code) == 14 and code.replace(" ", "").isdigit() for code in all_codes)

    @pytest.mark.parametrize("between", ["", " ", "-", ". ", "  "])
    def test_how_it_is_typed_does_not_matter(self, between: str) -> None:
        key = PrivateKey.from_seed(b"x" * 32).public
        code = codes.code_of(key, circle="desk:1")
        assert codes.is_code(code.replace(" ", between), public=key, circle="desk:1")

    @pytest.mark.parametrize("typed", ["", " ", WRONG, "x" * 500, "٠" * 12, "\x00"])
    def test_anything_else_is_none(self, typed: str) -> None:
        assert not codes.is_code(typed, public=PrivateKey.from_seed(b"x" * 32).public, circle="desk:1")


class TestAWrongCode:
    def test_opens_nothing_and_is_counted(self, office: Cast, wati: Officer) -> None:
        for _try in range(4):
            with pytest.raises(Refused) as refused:
                let_in(office, wati, WRONG, by=office.sari)
            assert refused.value.code == "wrong_code"
        assert OfficerKey.objects.get(officer=wati).wrong_codes == 4
        assert Entry.objects.filter(act=Act.CODE_MISMATCHED, subject=wati.subject).count() == 2
        assert not DeskKeyGrant.objects.filter(officer_key__officer=wati).exists()

    def test_is_one_of_another_desk(self, office: Cast, wati: Officer) -> None:
        with pytest.raises(Refused):
            let_in(office, wati, read_out(wati, office.at.pegadungan.subject), by=office.sari)

    def test_is_that_of_a_key_that_was_renewed_meanwhile(self, office: Cast, wati: Officer) -> None:
        """Wati read hers out; then somebody accepted a new invitation in her name."""
        code = read_out(wati, office.at.cengkareng_timur.subject)
        withdrawn(office, wati)
        officer_keys.accept_invitation(officer=wati, passphrase=PASSPHRASE)
        with pytest.raises(Refused) as refused:
            let_in(office, wati, code, by=office.sari)
        assert refused.value.code == "wrong_code"


class TestWhoLetsIn:
    def test_holds_the_key_themselves(self, office: Cast, wati: Officer) -> None:
        """Another who only sits there, and has not been let in, cannot."""
        second = add_officer(
            office=office.at.office, email="tamu@contoh.invalid", name="Tamu", role=Role.PIMPASA, by=office.agus
        )
        assign(officer=second, desk=office.at.cengkareng_timur, starts_on=clock.today(), by=office.agus)
        officer_keys.accept_invitation(officer=second, passphrase=PASSPHRASE)
        with pytest.raises(NotGranted):
            let_in(office, wati, read_out(wati, office.at.cengkareng_timur.subject), by=second)

    def test_is_seen_by_the_desk(self, office: Cast, wati: Officer) -> None:
        today = clock.today()
        letting_in.know_readers(officer=office.sari)
        assert not queries.new_readers(office.sari, on=today)
        let_in(office, wati, read_out(wati, office.at.cengkareng_timur.subject), by=office.dewi)
        (grant,) = queries.new_readers(office.sari, on=today)
        assert (grant.officer_key.officer, grant.let_in_by) == (wati, office.dewi)  # type: ignore[union-attr]
        assert not queries.new_readers(office.bayu, on=today).filter(officer_key__officer=wati)
        letting_in.know_readers(officer=office.sari)
        assert not queries.new_readers(office.sari, on=today)


class TestComplaints:
    def complained(self, report: Report | None = None) -> set[Officer]:
        report, code = given.received()
        complaint = complain(report=report, receipt=receipts.parse(code), text="Karangan")
        return {grant.officer_key.officer for grant in ComplaintGrant.objects.filter(complaint=complaint)}

    def test_reach_no_auditor_whom_nobody_let_in(self, office: Cast) -> None:
        people.officer("tamu", Role.AUDITOR, office.at.office)
        assert self.complained() == {office.rina}

    def test_reach_nobody_by_a_change_of_role(self, office: Cast, wati: Officer) -> None:
        """A member of a desk whom the administrator makes an auditor, or head after switching the auditor off."""
        let_in(office, wati, read_out(wati, office.at.cengkareng_timur.subject), by=office.sari)
        for role in (Role.AUDITOR, Role.HEAD):
            change_officer(officer=wati, name=wati.name, role=role, is_active=True, by=office.agus)
            assert self.complained() == {office.rina}
        change_officer(officer=office.rina, name="Rina", role=Role.AUDITOR, is_active=False, by=office.agus)
        assert self.complained() == {office.hadi}, "who opened the unit with the kit"

    def test_an_auditor_lets_another_in_by_their_code(self, office: Cast) -> None:
        second = people.officer("tuti", Role.AUDITOR, office.at.office)
        assert set(queries.waiting_for_complaints(office.rina)) == {second}
        assert not queries.waiting_for_complaints(office.hadi)
        with pytest.raises(Refused) as refused:
            letting_in.let_read_complaints(officer=second, code=WRONG, keyring=keyring(office.rina))
        assert refused.value.code == "wrong_code"
        (own,) = queries.own_codes(second, on=clock.today())
        letting_in.let_read_complaints(officer=second, code=own.code, keyring=keyring(office.rina))
        assert self.complained() == {office.rina, second}

    def test_of_an_office_without_an_auditor_the_head_lets_the_first_in(self, office: Cast) -> None:
        Admission.objects.filter(officer_key__officer=office.rina).delete()
        code = read_out(office.rina, Admission.circle_of(office.at.office))
        letting_in.let_read_complaints(officer=office.rina, code=code, keyring=keyring(office.hadi))
        assert self.complained() == {office.rina}


class TestAnOfficersOwnKey:
    def test_is_granted_no_operation_before_somebody_met_them(self, office: Cast) -> None:
        """Sari's key was renewed, and not by her; the next change of a team must not hand the operation over."""
        case = given.case(office.dewi, given.concluded(office.sari))
        operation = made.operation(office, case=case, with_team=[(office.bayu, "leader")])
        withdrawn(office, office.sari)
        officer_keys.accept_invitation(officer=office.sari, passphrase=PASSPHRASE)
        set_team(operation=operation, team=[(office.sari, TeamRole.LEADER)], key=new_key(), by=office.dewi)
        assert not OperationGrant.objects.filter(operation=operation, officer_key__officer=office.sari).exists()
        own = OfficerKey.objects.get(officer=office.sari, retired_at=None)
        with pytest.raises(NotLetIn):
            granted(OperationGrant(operation=operation, officer_key=own), new_key())
