"""Kartika at the Kanwil and Damar at the Directorate see offices in full tens, of quarters that are over."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
from django.test import Client

from pimpasa.common import clock
from pimpasa.handling.opening import open_report
from pimpasa.insights.actions.counting import recount
from pimpasa.insights.actions.publishing import publish_quarters
from pimpasa.insights.models import QuarterFigures
from pimpasa.insights.queries.quarters import over_by
from tests.factories import reports as given
from tests.factories.people import Above, Cast, above, cast, keyring

if TYPE_CHECKING:
    from tests.sites.conftest import SignIn

pytestmark = pytest.mark.django_db
NOW = clock.now


@pytest.fixture
def office() -> Cast:
    return cast()


@pytest.fixture
def levels(office: Cast) -> Above:
    return above(office)


@pytest.fixture
def in_last_quarter(levels: Above, monkeypatch: pytest.MonkeyPatch) -> None:
    """What comes in, comes in on a day of the quarter before this one."""
    moment = clock.midnight(over_by(clock.today())[0].first) + timedelta(days=40, hours=9)
    monkeypatch.setattr(clock, "now", lambda: moment)


def came_in(number: int, **changes: object) -> None:
    for _turn in range(number):
        given.report(**changes)


def published(monkeypatch: pytest.MonkeyPatch) -> date:
    monkeypatch.setattr(clock, "now", NOW)
    recount(mend=True)  # the log takes no act up that is older than its newest
    publish_quarters(on=clock.today())
    return over_by(clock.today())[0].first


def cells_of(browser: Client) -> list[list[str]]:
    lines = browser.get("/petugas/angka/?unduh=csv").content.decode("utf-8-sig").splitlines()
    return [line.split(",") for line in lines[1:]]


@pytest.mark.usefixtures("in_last_quarter")
def test_a_kanwil_and_the_nation_see_full_tens_and_totals_that_say_at_least(
    office: Cast, levels: Above, signed_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    came_in(12)
    came_in(9, kind="pmi")
    published(monkeypatch)
    own, together = cells_of(signed_in(levels.kartika))
    assert own[1:5] == ["10", "kurang dari 10", "kurang dari 10", "sedikitnya 20"]
    assert together[:5] == ["Semua", "sedikitnya 10", "belum sampai 10", "belum sampai 10", "sedikitnya 20"]
    nation = cells_of(signed_in(levels.damar))
    assert [row[0] for row in nation] == [*sorted([office.at.office.name, office.at.fallback.name]), "Semua"]
    assert nation[-1][4] == "sedikitnya 20"


@pytest.mark.usefixtures("in_last_quarter")
def test_one_report_less_or_more_afterwards_changes_nothing(
    office: Cast, levels: Above, signed_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    came_in(19)
    begin = published(monkeypatch)
    before = cells_of(signed_in(levels.kartika))
    for number in (1, 9):
        moment = clock.midnight(begin) + timedelta(days=50)
        monkeypatch.setattr(clock, "now", lambda moment=moment: moment)
        came_in(number)
        published(monkeypatch)
        after = cells_of(signed_in(levels.kartika))
        assert (after == before) == (number == 1)
    assert QuarterFigures.objects.get(pk=begin).counts[f"{office.at.office.pk}:tppo"] == 29


@pytest.mark.usefixtures("in_last_quarter")
def test_a_median_is_of_ten_waits_at_least(
    office: Cast, levels: Above, signed_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    reports = [given.report() for _turn in range(10)]
    monkeypatch.setattr(clock, "now", NOW)
    for report in reports[:9]:
        open_report(report=report, keyring=keyring(office.sari))
    published(monkeypatch)
    assert cells_of(signed_in(levels.kartika))[0][5:] == ["–", "–"]
    open_report(report=reports[9], keyring=keyring(office.sari))
    published(monkeypatch)
    until_opened, until_verified = cells_of(signed_in(levels.kartika))[0][-2:]
    assert (until_opened.endswith('hari"'), until_verified) == (True, "–")


@pytest.mark.parametrize("query", ["", "mulai=9999-99", "mulai=2026-02", "unduh=pdf"])
def test_whatever_the_address_says_there_is_a_page(levels: Above, signed_in: SignIn, query: str) -> None:
    page = signed_in(levels.damar).get(f"/petugas/angka/?{query}")
    assert page.status_code == 200
    assert "Angka triwulan ini dibuat nanti malam." in page.content.decode()
