"""No key is ever granted to somebody above the offices, and no seat given: the code refuses it at the one place."""

from __future__ import annotations

import pytest

from pimpasa.accounts.actions import add_officer, assign, change_officer
from pimpasa.accounts.errors import Refused
from pimpasa.accounts.models import Officer
from pimpasa.accounts.roles import Permission, Role
from pimpasa.common import clock
from pimpasa.keys.actions.desk_keys import let_open
from pimpasa.keys.actions.letting_in import admit, put_in
from pimpasa.keys.models import Admission, DeskKey, OfficerKey
from pimpasa.sealing.grants import PrivateKey
from pimpasa.territory.kinds import Level
from pimpasa.vault.granting import grant_to
from tests.factories.people import Above, Cast, above, cast, keyring, read_out

pytestmark = pytest.mark.django_db
WHO = ("kartika", "damar", "indah")
ABOVE = [role for role in Role if role.facts.is_above_offices]


@pytest.fixture
def office() -> Cast:
    return cast()


@pytest.fixture
def levels(office: Cast) -> Above:
    return above(office)


@pytest.fixture(params=WHO)
def somebody(levels: Above, request: pytest.FixtureRequest) -> Officer:
    officer: Officer = getattr(levels, request.param)
    return officer


def test_their_roles_see_numbers_coverage_acts_and_what_is_sent_up_alone() -> None:
    theirs = {Permission.READ_NUMBERS, Permission.SEE_COVERAGE, Permission.READ_ACTS}
    assert {role: role.facts.permissions for role in ABOVE} == {
        Role.KANWIL: theirs | {Permission.RECEIVE_MONTHLY, Permission.WRITE_MONTHLY},
        Role.DIRECTORATE: theirs | {Permission.RECEIVE_MONTHLY},
        Role.INSPECTORATE: theirs,
    }


def test_no_seat_at_a_desk(office: Cast, somebody: Officer) -> None:
    with pytest.raises(Refused) as refused:
        assign(officer=somebody, desk=office.at.unit, starts_on=clock.today(), by=None)
    assert refused.value.code == "desk_of_other_office"


def test_no_desk_s_key(office: Cast, somebody: Officer) -> None:
    key = DeskKey.objects.filter(desk=office.at.unit).latest("version")
    private: PrivateKey = keyring(office.hadi).desk_private(key)
    with pytest.raises(Refused) as refused:
        let_open(key=key, private=private, to=OfficerKey.objects.get(officer=somebody), by=office.hadi)
    assert refused.value.code == "above_offices"


def test_no_complaint(office: Cast, somebody: Officer) -> None:
    with pytest.raises(Refused) as refused:
        put_in(key=OfficerKey.objects.get(officer=somebody), by=office.rina)
    assert refused.value.code == "above_offices"
    code = read_out(somebody, Admission.circle_of(somebody.office))
    with pytest.raises(Refused) as refused:
        admit(officer=somebody, code=code, keyring=keyring(office.rina))
    assert refused.value.code == "reads_no_complaints"


def test_no_sealed_thing(somebody: Officer) -> None:
    with pytest.raises(Refused) as refused:
        grant_to(OfficerKey.objects.get(officer=somebody), bytes(32), context="report:1")
    assert refused.value.code == "above_offices"


@pytest.mark.parametrize("role", ABOVE)
def test_who_holds_keys_is_not_made_one_of_them(office: Cast, role: Role) -> None:
    """Dewi reads; with a role above she would go on reading."""
    with pytest.raises(Refused) as refused:
        change_officer(officer=office.dewi, name=office.dewi.name, role=role, is_active=True, by=office.agus)
    assert refused.value.code == "role_of_other_level"


@pytest.mark.parametrize("role", [role for role in Role if Level.KANWIL not in role.facts.levels])
def test_nobody_of_another_level_works_at_a_kanwil(levels: Above, role: Role) -> None:
    with pytest.raises(Refused) as refused:
        add_officer(office=levels.kanwil, email="tini@contoh.invalid", name="Tini Contoh", role=role, by=levels.gita)
    assert refused.value.code == "role_of_other_level"
