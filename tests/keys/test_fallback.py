"""Which office reads what is nobody's is chosen; while an office cannot read yet, that one reads for it."""

from __future__ import annotations

import pytest

from pimpasa.accounts.errors import Refused
from pimpasa.common import clock
from pimpasa.keys.actions.offices import choose_fallback
from pimpasa.keys.errors import NoDeskKey
from pimpasa.keys.models import DeskKey, DeskKeyGrant
from pimpasa.keys.queries import open_route
from pimpasa.territory.errors import NoOffice
from pimpasa.territory.models import Jurisdiction, Office
from pimpasa.territory.queries.offices import steward
from tests.factories.people import Above, Cast, above, cast
from tests.factories.territory import CENGKARENG_TIMUR, KAPUK, TANAH_TINGGI, make_office, make_unit, make_village_desk

pytestmark = pytest.mark.django_db


@pytest.fixture
def office() -> Cast:
    return cast()


@pytest.fixture
def levels(office: Cast) -> Above:
    return above(office)


def reads(office: Cast, village: str) -> tuple[str, list[str], bool]:
    """Which office, whose keys, and whether as the fall-back."""
    way, keys = open_route(office.at.village(village), on=clock.today())
    return way.office.name, [str(key.desk) for key in keys], way.is_fallback


def test_it_works(office: Cast) -> None:
    choose_fallback(office=office.at.office)
    assert steward() == office.at.office
    assert reads(office, TANAH_TINGGI) == (office.at.office.name, ["Bidang Inteldakim"], True)


def test_without_one_nobody_reads_what_is_nobody_s(office: Cast) -> None:
    Office.objects.update(is_fallback=False)
    with pytest.raises(NoOffice):
        open_route(office.at.village(TANAH_TINGGI), on=clock.today())


def test_an_office_without_a_key_is_read_for(office: Cast) -> None:
    new = make_office("Kantor Baru Contoh", districts=["36.71.01"])
    make_unit(new)
    make_village_desk(new, office.at.village(TANAH_TINGGI))
    assert reads(office, TANAH_TINGGI) == (office.at.fallback.name, ["Subdirektorat Intelijen"], True)


def test_a_desk_without_a_key_is_passed_over(office: Cast) -> None:
    make_village_desk(office.at.office, office.at.village(KAPUK))
    assert reads(office, KAPUK) == (office.at.office.name, ["Bidang Inteldakim"], False)


def test_where_nobody_holds_a_key_it_is_said(office: Cast) -> None:
    DeskKeyGrant.objects.all().delete()
    DeskKey.objects.all().delete()
    with pytest.raises(NoDeskKey):
        open_route(office.at.village(CENGKARENG_TIMUR), on=clock.today())


def test_who_cannot_read_does_not_take_over(office: Cast) -> None:
    new = make_office("Kantor Baru Contoh")
    make_unit(new)
    with pytest.raises(Refused) as refused:
        choose_fallback(office=new)
    assert refused.value.code == "unit_without_key"
    assert steward() == office.at.fallback


def test_nobody_above_offices_reads_for_them(office: Cast, levels: Above) -> None:
    with pytest.raises(Refused) as refused:
        choose_fallback(office=levels.kanwil)
    assert refused.value.code == "reads_nothing"


def test_an_area_that_is_taken_over_is_read_by_who_takes_it(office: Cast) -> None:
    Jurisdiction.objects.filter(district="31.73.01").update(office=office.at.fallback)
    assert reads(office, KAPUK) == (office.at.fallback.name, ["Subdirektorat Intelijen"], False)
