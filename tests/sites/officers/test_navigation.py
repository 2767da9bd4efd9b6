"""One line of tasks and the pages of the open one, so that an officer finds their way on a phone."""

from __future__ import annotations

import pytest
from django.urls import reverse

from pimpasa.sites.officers.navigation import Navigation, navigation
from tests.factories.people import Cast, cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def office() -> Cast:
    return cast()


def current(found: Navigation) -> tuple[list[str], list[str]]:
    return (
        [str(link.label) for link in found.tasks if link.is_current],
        [str(link.label) for link in found.pages if link.is_current],
    )


def test_it_works(office: Cast) -> None:
    found = navigation(office.dewi, reverse("officers:operations"))
    assert current(found) == (["Kasus"], ["Operasi"])
    assert [str(link.label) for link in found.pages] == ["Kasus", "Operasi", "Dukungan", "Surat resmi", "Rujukan"]


def test_a_page_below_belongs_to_its_task(office: Cast) -> None:
    assert current(navigation(office.dewi, "/petugas/kasus/7/orang/")) == (["Kasus"], [])
    assert current(navigation(office.sari, "/petugas/cek-lapangan/7/")) == (["Laporan"], [])
    assert current(navigation(office.sari, reverse("officers:reports"))) == (["Laporan"], ["Menunggu"])


def test_elsewhere_no_task_is_open(office: Cast) -> None:
    found = navigation(office.dewi, reverse("officers:security"))
    assert current(found) == ([], [])
    assert found.pages == []


def test_who_has_one_task_sees_its_pages_at_once(office: Cast) -> None:
    found = navigation(office.rina, reverse("officers:security"))
    assert ([*found.tasks], len(found.pages)) == ([], 4)


def test_strangers_go_nowhere() -> None:
    assert navigation(None, "/") == Navigation()


@pytest.mark.parametrize("who", ["hadi", "agus", "dewi", "sari", "bayu", "rina"])
def test_every_task_opens_at_a_page_that_is_one_s_own(office: Cast, who: str) -> None:
    found = navigation(getattr(office, who), "/")
    for task in found.tasks:
        assert current(navigation(getattr(office, who), task.url))[0] == [str(task.label)]
