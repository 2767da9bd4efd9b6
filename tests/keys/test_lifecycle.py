"""What becomes of keys when people forget, leave, or are lost."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta

import pytest

from pimpasa.accounts.actions import change_officer, end_assignment
from pimpasa.accounts.errors import Refused
from pimpasa.accounts.models import Officer
from pimpasa.accounts.roles import Role
from pimpasa.common import clock
from pimpasa.keys import queries
from pimpasa.keys.actions import desk_keys, kits, leaving, letting_in, officer_keys
from pimpasa.keys.errors import Locked, NotGranted, WrongKit, WrongPassphrase, WrongRecoveryCode
from pimpasa.keys.models import DeskKey, DeskKeyGrant, RecoveryKey
from pimpasa.keys.unlocking import Keyring, open_with_passphrase
from pimpasa.reports.models import Report
from pimpasa.reports.queries import readers
from pimpasa.sealing.errors import MalformedCode
from pimpasa.territory.models import Desk
from pimpasa.vault.opening import key_of
from tests.factories import people
from tests.factories import reports as given
from tests.factories.people import PASSPHRASE, Cast, cast, keyring, read_out, withdrawn

Broken = Callable[[], AbstractContextManager[None]]
pytestmark = pytest.mark.django_db
NEW = "teh-sore-di-beranda"


@pytest.fixture
def office() -> Cast:
    return cast()


def leaves(officer: Officer, desk: Desk, *, by: Officer) -> None:
    """Their last day was yesterday."""
    assignment = officer.assignments.get(desk=desk)
    assignment.starts_on -= timedelta(days=9)
    assignment.save(update_fields=["starts_on"])
    end_assignment(assignment=assignment, ends_on=clock.today() - timedelta(days=1), by=by)


def opens(keys: Keyring, report: Report) -> bool:
    try:
        key_of(report, keys)
    except NotGranted:
        return False
    return True


def kit_of(office: Cast) -> RecoveryKey:
    return RecoveryKey.objects.get(office=office.at.office)


def newest(desk: Desk) -> int:
    return desk.keys.order_by("-version")[0].version


class TestPassphrase:
    def test_a_new_one_opens_the_same_key(self, office: Cast) -> None:
        before = open_with_passphrase(office.sari, PASSPHRASE).seed
        officer_keys.change_passphrase(officer=office.sari, old=PASSPHRASE, new=NEW)
        assert open_with_passphrase(office.sari, NEW).seed == before
        assert office.sari.check_password(NEW)
        with pytest.raises(WrongPassphrase):
            open_with_passphrase(office.sari, PASSPHRASE)

    def test_a_wrong_old_one_changes_nothing(self, office: Cast) -> None:
        with pytest.raises(WrongPassphrase):
            officer_keys.change_passphrase(officer=office.sari, old="salah", new=NEW)
        assert open_with_passphrase(office.sari, PASSPHRASE)

    def test_without_the_ledger_it_stays(self, office: Cast, broken_ledger: Broken) -> None:
        with broken_ledger():
            officer_keys.change_passphrase(officer=office.sari, old=PASSPHRASE, new=NEW)


class TestRecoveryCode:
    @pytest.fixture
    def code(self, office: Cast) -> str:
        """Sari's, as her first sign-in showed it."""
        withdrawn(office, office.sari)
        return officer_keys.make_officer_key(officer=office.sari, passphrase=PASSPHRASE)

    def test_it_opens_the_key_once(self, office: Cast, code: str) -> None:
        before = open_with_passphrase(office.sari, PASSPHRASE).seed
        following = officer_keys.recover_key(officer=office.sari, code=code.lower().replace("-", " "), new=NEW)
        assert open_with_passphrase(office.sari, NEW).seed == before
        with pytest.raises(WrongRecoveryCode):
            officer_keys.recover_key(officer=office.sari, code=code, new="lain-lagi-di-sana")
        assert officer_keys.recover_key(officer=office.sari, code=following, new=NEW) != following

    def test_another_officer_s_code_does_not(self, office: Cast, code: str) -> None:
        with pytest.raises(WrongRecoveryCode):
            officer_keys.recover_key(officer=office.bayu, code=code, new=NEW)

    def test_a_typing_error_is_told_from_a_wrong_code(self, office: Cast, code: str) -> None:
        with pytest.raises(MalformedCode):
            officer_keys.recover_key(officer=office.sari, code=code[:-1], new=NEW)

    def test_somebody_switched_off_cannot(self, office: Cast, code: str) -> None:
        change_officer(officer=office.sari, name="Sari Contoh", role=Role.PIMPASA, is_active=False, by=office.agus)
        with pytest.raises(WrongRecoveryCode):
            officer_keys.recover_key(officer=office.sari, code=code, new=NEW)

    def test_without_the_ledger_it_stays(self, office: Cast, code: str, broken_ledger: Broken) -> None:
        with broken_ledger():
            officer_keys.recover_key(officer=office.sari, code=code, new=NEW)


class TestBothLost:
    def test_a_colleague_hands_over_to_the_new_key(self, office: Cast) -> None:
        report, old = given.report(), keyring(office.sari)
        withdrawn(office, office.sari)
        with pytest.raises(Locked):
            open_with_passphrase(office.sari, PASSPHRASE)
        assert not opens(old, report)
        officer_keys.make_officer_key(officer=office.sari, passphrase=NEW)
        waiting = queries.waiting_for_key(office.hadi, on=clock.today())
        assert [(a.officer, a.desk) for a in waiting] == [(office.sari, office.at.cengkareng_timur)]
        desk = office.at.cengkareng_timur
        code = read_out(office.sari, desk.subject)
        letting_in.hand_over(desk=desk, to=office.sari, code=code, keyring=keyring(office.hadi))
        assert opens(Keyring(office.sari, open_with_passphrase(office.sari, NEW)), report)
        assert [(key.version, key.retired_at is None) for key in queries.key_history(office.sari)] == [
            (2, True),
            (1, False),
        ]

    def test_only_their_administrator_withdraws_a_key(self, office: Cast) -> None:
        for stranger in (office.hadi, office.dewi, office.rina, office.bayu):
            with pytest.raises(Refused):
                officer_keys.ask_new_key(officer=office.sari, by=stranger)
        with pytest.raises(Refused, match="kunci Anda sendiri"):
            withdrawn(office, office.agus)

    def test_without_the_ledger_it_stays(self, office: Cast, broken_ledger: Broken) -> None:
        with broken_ledger():
            withdrawn(office, office.sari)


class TestLeaving:
    def test_the_grant_goes_and_the_desk_gets_a_new_key(self, office: Cast) -> None:
        desk = office.at.cengkareng_timur
        before, old = given.report(), keyring(office.sari)
        seed = old.desk_private(desk.keys.get())
        leaves(office.sari, desk, by=office.agus)
        assert desk_keys.settle_departures(by=office.agus) == 1
        readers.forget()
        after = given.report()
        assert newest(desk) == 2
        assert not opens(keyring(office.sari), before)
        assert not opens(keyring(office.sari), after)
        assert opens(keyring(office.dewi), before)
        assert opens(keyring(office.dewi), after)
        # Even with the desk's old key copied from memory, what comes after stays shut.
        copied = keyring(office.sari)
        copied._desks[desk.keys.get(version=1).pk] = seed
        assert opens(copied, before)
        assert not opens(copied, after)

    def test_nobody_who_stays_loses_anything(self, office: Cast) -> None:
        desk_keys.settle_departures(by=None)
        assert DeskKey.objects.filter(version__gt=1).count() == 0

    def test_who_leaves_the_unit_takes_no_desk_along(self, office: Cast) -> None:
        leaves(office.dewi, office.at.unit, by=office.agus)
        assert desk_keys.settle_departures(by=office.agus) == 3
        report = given.report()
        assert [newest(desk) for desk in (office.at.unit, office.at.cengkareng_timur, office.at.pegadungan)] == [
            2,
            2,
            2,
        ]
        assert not opens(keyring(office.dewi), report)
        assert opens(keyring(office.hadi), report)
        assert opens(keyring(office.sari), report)

    def test_switching_an_account_off_is_leaving(self, office: Cast) -> None:
        change_officer(officer=office.sari, name="Sari Contoh", role=Role.PIMPASA, is_active=False, by=office.agus)
        assert desk_keys.settle_departures(by=office.agus) == 1
        assert not DeskKeyGrant.objects.filter(officer_key__officer=office.sari).exists()

    def test_the_key_goes_in_the_same_act_or_nothing_changes(
        self, office: Cast, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def fails(*, by: Officer | None) -> int:
            raise Refused("karangan", "Karangan")

        change = {"officer": office.sari, "name": "Sari Contoh", "role": Role.PIMPASA, "is_active": False}
        with monkeypatch.context() as broken:
            broken.setattr(leaving, "settle_departures", fails)
            with pytest.raises(Refused):
                leaving.change_officer(**change, by=office.agus)
        assert Officer.objects.get(pk=office.sari.pk).is_active
        leaving.change_officer(**change, by=office.agus)
        assert not DeskKeyGrant.objects.filter(officer_key__officer=office.sari).exists()

    def test_a_desk_with_nobody_left_is_the_unit_s(self, office: Cast) -> None:
        leaves(office.sari, office.at.cengkareng_timur, by=office.agus)
        desk_keys.settle_departures(by=None)
        report = given.taken(office.dewi)
        assert opens(keyring(office.dewi), report)
        successor = people.officer(
            "wati", Role.PIMPASA, office.at.office, desk=office.at.cengkareng_timur, giver=office.hadi
        )
        assert opens(keyring(successor), report)

    def test_without_the_ledger_they_keep_it(self, office: Cast, broken_ledger: Broken) -> None:
        leaves(office.sari, office.at.cengkareng_timur, by=office.agus)
        with broken_ledger():
            desk_keys.settle_departures(by=None)


class TestKit:
    def test_a_drill_opens_every_desk_key(self, office: Cast) -> None:
        drilled = kits.drill_kit(code=office.kit)
        assert (drilled.office, drilled.desk_keys) == (office.at.office, 3)

    def test_it_saves_an_office_whose_every_passphrase_is_lost(self, office: Cast) -> None:
        report = given.report()
        for officer in (office.hadi, office.dewi, office.sari):
            withdrawn(office, officer)
        officer_keys.make_officer_key(officer=office.hadi, passphrase=NEW)
        saved = Keyring(office.hadi, open_with_passphrase(office.hadi, NEW))
        assert not opens(saved, report)
        assert kits.open_with_kit(code=office.kit, keyring=saved) == 1
        saved = Keyring(office.hadi, open_with_passphrase(office.hadi, NEW))
        assert opens(saved, report), "the unit's key opens its desks'"
        assert kits.open_with_kit(code=office.kit, keyring=saved) == 0

    def test_another_office_s_kit_opens_nothing(self, office: Cast) -> None:
        other = kits.make_recovery_kit(office=office.at.fallback)
        with pytest.raises(Refused):
            kits.open_with_kit(code=other, keyring=keyring(office.hadi))
        with pytest.raises(Refused):
            kits.restore_with_kit(code=other, to=office.hadi, key_code=read_out(office.hadi, kit_of(office).circle))
        assert kits.drill_kit(code=other).desk_keys == 0

    def test_at_the_console_it_goes_to_the_key_on_the_officer_s_screen_alone(self, office: Cast) -> None:
        """Whoever accepted a renewed invitation in Hadi's name has another key than Hadi."""
        withdrawn(office, office.hadi)
        officer_keys.make_officer_key(officer=office.hadi, passphrase=NEW)
        circle = kit_of(office).circle
        with pytest.raises(Refused) as refused:
            kits.restore_with_kit(code=office.kit, to=office.hadi, key_code=read_out(office.dewi, circle))
        assert refused.value.code == "wrong_code"
        own = read_out(office.hadi, circle)
        assert kits.restore_with_kit(code=office.kit, to=office.hadi, key_code=own) == 1

    def test_a_stranger_s_kit_is_none(self, office: Cast) -> None:
        from pimpasa.sealing import recovery

        with pytest.raises(WrongKit):
            kits.drill_kit(code=recovery.code_of_seed(b"x" * 32))
        with pytest.raises(MalformedCode):
            kits.drill_kit(code="ABC")

    def test_without_the_ledger_nothing_is_restored(self, office: Cast, broken_ledger: Broken) -> None:
        withdrawn(office, office.hadi)
        officer_keys.make_officer_key(officer=office.hadi, passphrase=NEW)
        with broken_ledger():
            kits.open_with_kit(code=office.kit, keyring=Keyring(office.hadi, open_with_passphrase(office.hadi, NEW)))
        with broken_ledger():
            kits.drill_kit(code=office.kit)
