"""Officers come, change, and lose their phones; each of it is an act, and nobody does it to themselves."""

from __future__ import annotations

import pytest
from allauth.mfa.models import Authenticator

from pimpasa.accounts import actions
from pimpasa.accounts.errors import Refused
from pimpasa.accounts.models import Officer
from pimpasa.accounts.roles import Role
from pimpasa.accounts.service import Service
from pimpasa.ledger.acts import Act
from pimpasa.ledger.commitments import digest_of_facts
from pimpasa.ledger.queries import entries_of
from tests.factories.people import Cast, cast, withdrawn

pytestmark = pytest.mark.django_db


@pytest.fixture
def office() -> Cast:
    return cast()


def acts_on(officer: Officer) -> list[tuple[str, str]]:
    """What was done to them, and by whom, oldest first."""
    return list(entries_of([officer.actor]).values_list("act", "actor"))


def with_an_app(officer: Officer) -> Authenticator:
    return Authenticator.objects.create(user=officer, type=Authenticator.Type.TOTP, data={"secret": "karangan"})


def changes(officer: Officer, *, by: Officer, role: Role | None = None, is_active: bool = True) -> None:
    actions.change_officer(
        officer=officer, name=officer.name, role=role or Role(officer.role), is_active=is_active, by=by
    )


class TestChanging:
    def test_the_log_commits_to_what_the_officer_is_now(self, office: Cast) -> None:
        changes(office.sari, by=office.agus, role=Role.ANALYST)
        newest = entries_of([office.sari.actor]).last()
        assert newest is not None
        assert (newest.act, newest.actor) == (Act.OFFICER_CHANGED, office.agus.actor)
        now = {
            "email": "sari@contoh.invalid",
            "name": office.sari.name,
            "role": "analyst",
            "office": office.at.office.pk,
            "is_active": True,
            "nip": "",
            "position": "",
            "rank": "",
        }
        assert bytes(newest.digest) == digest_of_facts(now)

    def test_each_change_is_one_act(self, office: Cast) -> None:
        before = acts_on(office.bayu)
        changes(office.bayu, by=office.agus, is_active=False)
        changes(office.bayu, by=office.agus, is_active=True)
        changed = (Act.OFFICER_CHANGED, office.agus.actor)
        assert acts_on(office.bayu) == [*before, changed, changed]

    @pytest.mark.parametrize(("role", "is_active"), [(Role.HEAD, True), (Role.ADMINISTRATOR, False)])
    def test_nobody_changes_their_own_role_or_account(self, office: Cast, role: Role, is_active: bool) -> None:
        with pytest.raises(Refused) as refused:
            changes(office.agus, by=office.agus, role=role, is_active=is_active)
        assert refused.value.code == "own_role"
        agus = Officer.objects.get(pk=office.agus.pk)
        assert (agus.role, agus.is_active) == (Role.ADMINISTRATOR, True)

    def test_an_administrator_may_correct_their_own_name(self, office: Cast) -> None:
        actions.change_officer(
            officer=office.agus, name="Agus Karangan", role=Role.ADMINISTRATOR, is_active=True, by=office.agus
        )
        assert Officer.objects.get(pk=office.agus.pk).name == "Agus Karangan"


class TestALostPhone:
    def test_its_second_steps_go(self, office: Cast) -> None:
        with_an_app(office.sari)
        with_an_app(office.bayu)
        actions.forget_second_steps(officer=office.sari, by=office.agus)
        assert list(Authenticator.objects.values_list("user_id", flat=True)) == [office.bayu.pk]
        assert acts_on(office.sari)[-1] == (Act.OFFICER_CHANGED, office.agus.actor)

    def test_a_new_key_takes_them_away_too(self, office: Cast) -> None:
        with_an_app(office.sari)
        withdrawn(office, office.sari)
        assert not Authenticator.objects.filter(user=office.sari).exists()
        assert acts_on(office.sari)[-2:] == [
            (Act.OFFICER_KEY_RETIRED, office.hadi.actor),
            (Act.OFFICER_CHANGED, office.agus.actor),
        ]


def test_an_address_is_one_officer_s_however_it_is_typed(office: Cast) -> None:
    with pytest.raises(Refused) as refused:
        actions.add_officer(
            office=office.at.office, email=" SARI@contoh.invalid ", name="Sari Kedua", role=Role.PIMPASA, by=office.agus
        )
    assert refused.value.code == "address_taken"


def test_somebody_switched_off_may_nothing(office: Cast) -> None:
    changes(office.agus, by=second_administrator(office), is_active=False)
    office.agus.refresh_from_db()
    with pytest.raises(Refused) as refused:
        changes(office.sari, by=office.agus, role=Role.ANALYST)
    assert refused.value.code == "switched_off"


def second_administrator(office: Cast) -> Officer:
    return actions.add_officer(
        office=office.at.office, email="ayu@contoh.invalid", name="Ayu Contoh", role=Role.ADMINISTRATOR, by=office.agus
    )


class TestService:
    @pytest.mark.parametrize("typed", ["199001012015012001", "19900101 201501 2 001", " 19900101-201501.2.001 "])
    def test_a_nip_is_kept_as_letters_write_it(self, office: Cast, typed: str) -> None:
        service = Service(typed, " Analis Keimigrasian ", "Penata, III/c")
        actions.change_officer(
            officer=office.dewi, name="Dewi Contoh", role=Role.ANALYST, is_active=True, by=office.agus, service=service
        )
        office.dewi.refresh_from_db()
        assert office.dewi.service == Service("19900101 201501 2 001", "Analis Keimigrasian", "Penata, III/c")
        actions.change_officer(officer=office.dewi, name="Dewi Lain", role=Role.ANALYST, is_active=True, by=office.agus)
        office.dewi.refresh_from_db()
        assert office.dewi.service.position == "Analis Keimigrasian"

    @pytest.mark.parametrize("typed", ["1990", "x" * 18, "19900101201501200١", "1990010120150120011"])
    def test_what_is_no_nip_is_refused(self, office: Cast, typed: str) -> None:
        with pytest.raises(Refused) as refused:
            actions.change_officer(
                officer=office.dewi,
                name="Dewi",
                role=Role.ANALYST,
                is_active=True,
                by=office.agus,
                service=Service(typed),
            )
        assert refused.value.code == "no_nip"
