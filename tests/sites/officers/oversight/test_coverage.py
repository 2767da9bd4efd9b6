"""Which villages have a decision and a Pimpasa, and where one lacks the other: from the nation to a kelurahan."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.test import Client

from pimpasa.accounts.models import Officer
from pimpasa.common import clock
from pimpasa.coverage.actions.placing import keep_programmes, place_decisions
from pimpasa.coverage.models import Decision, Programme
from pimpasa.insights.kinds import Grain
from pimpasa.insights.models import Cell
from pimpasa.insights.queries.coverage import areas_below, months, reports_by_area
from pimpasa.insights.queries.suggestions import where_next
from pimpasa.territory.models import Desk
from tests.factories.people import Above, Cast, above
from tests.factories.territory import CENGKARENG_TIMUR, KAPUK, PEGADUNGAN

SignIn = Callable[[Officer], Client]
ROW = re.compile(r"<tr.*?</tr>", re.DOTALL)


def decide(office: Cast, code: str) -> None:
    village = office.at.village(code)
    facts = {"office": office.at.office, "number": "W.11-GR.03.05", "decided_on": date(2025, 9, 22)}
    place_decisions(decisions=[Decision(village=village, **facts)])


@pytest.fixture
def decided(office: Cast) -> Cast:
    """Cengkareng Timur has both, Kapuk a decision alone, Pegadungan a Pimpasa alone."""
    decide(office, CENGKARENG_TIMUR)
    decide(office, KAPUK)
    at = {"office": office.at.office, "village": office.at.village(KAPUK)}
    keep_programmes(programmes=[Programme(name="Desa Migran Emas", contact="Balai desa", **at)])
    return office


@pytest.fixture
def levels(decided: Cast) -> Above:
    return above(decided)


def counted(office: Cast, code: str, number: int) -> None:
    """So many reports of last month."""
    month = (clock.today().replace(day=1) - timedelta(days=1)).replace(day=1)
    facts = {"kind": "tppo", "channel": "web", "urgency": 0, "state": "received", "finished": False, "reopened": False}
    desk = Desk.objects.get(pk=office.at.unit.pk)
    Cell.objects.create(
        office=office.at.office, village_id=code, desk=desk, grain=Grain.MONTH, day=month, number=number, **facts
    )


def rows(page: str) -> dict[str, str]:
    """By the row's heading: its words."""
    table = page[page.index("<tbody") : page.index("</tbody>")]
    texts = [" ".join(re.sub(r"<[^>]+>", " ", row).split()) for row in ROW.findall(table)]
    return {text.split(" ", 2)[0] + " " + text.split(" ", 2)[1]: text for text in texts}


def test_a_kecamatan_shows_its_villages_with_what_is_missing(decided: Cast, signed_in: SignIn) -> None:
    shown = rows(signed_in(decided.hadi).get("/petugas/cakupan/?w=31.73.01").content.decode())
    assert len(shown) == 6
    assert "W.11-GR.03.05, 22 September 2025 Sari Contoh sejak" in shown["Cengkareng Timur"]
    kapuk = next(text for text in shown.values() if text.startswith("Kapuk"))
    assert "Desa Migran Emas, Balai desa" in kapuk
    assert kapuk.endswith("Desa Binaan tanpa Pimpasa")


def test_a_pimpasa_without_a_decision_is_said(decided: Cast, signed_in: SignIn) -> None:
    page = signed_in(decided.hadi).get("/petugas/cakupan/?w=31.73.06").content.decode()
    assert page.count(">Pimpasa tanpa keputusan</td>") == 1


def test_each_level_counts_what_lies_below(decided: Cast, levels: Above) -> None:
    [jakarta, banten] = sorted(areas_below(levels.damar, ""), key=lambda area: area.code)
    assert (jakarta.villages, jakarta.decided, jakarta.held) == (11, 2, 2)
    assert (jakarta.without_pimpasa, jakarta.without_decision) == (1, 1)
    assert (banten.villages, banten.decided, banten.held) == (1, 0, 0)
    [city] = areas_below(levels.kartika, "31")
    assert (city.name, city.villages) == ("Kota Administrasi Jakarta Barat", 11)


def test_nobody_sees_further_than_they_answer_for(decided: Cast, levels: Above) -> None:
    assert areas_below(levels.kartika, "36") == []
    assert areas_below(decided.hadi, "36") == []
    assert areas_below(decided.fani, "31") == []


@pytest.mark.parametrize("who", ["kartika", "damar", "indah"])
def test_above_an_office_nobody_is_named(decided: Cast, levels: Above, signed_in: SignIn, who: str) -> None:
    page = signed_in(getattr(levels, who)).get("/petugas/cakupan/?w=31.73.01").content.decode()
    assert "W.11-GR.03.05" in page
    assert [somebody.name for somebody in decided.everyone if somebody.name in page] == []


def test_above_an_office_no_cell_is_small(decided: Cast, levels: Above) -> None:
    counted(decided, CENGKARENG_TIMUR, 27)
    counted(decided, KAPUK, 3)
    counted(decided, PEGADUNGAN, 9)
    assert reports_by_area(levels.damar, "31.73.01", 13) == {CENGKARENG_TIMUR: 20, KAPUK: None}
    assert reports_by_area(levels.damar, "31.73", 8) == {"31.73.01": 20, "31.73.06": None}
    assert reports_by_area(levels.damar, "", 2) == {"31": 20}
    assert reports_by_area(decided.hadi, "31.73.01", 13) == {CENGKARENG_TIMUR: 27, KAPUK: 3}


def test_the_month_that_runs_is_not_counted(decided: Cast, levels: Above) -> None:
    """So nobody above watches a single report come in."""
    counted(decided, CENGKARENG_TIMUR, 27)
    Cell.objects.update(day=clock.today().replace(day=1))
    assert months()[1] == clock.today().replace(day=1)
    assert reports_by_area(levels.damar, "", 2) == {}


def test_the_administrator_sees_no_number_of_reports(decided: Cast, signed_in: SignIn) -> None:
    page = signed_in(decided.agus).get("/petugas/cakupan/").content.decode()
    assert ">Laporan</th>" not in page
    assert ">Laporan</th>" in signed_in(decided.hadi).get("/petugas/cakupan/").content.decode()


def test_a_map_stands_above_each_table_and_leads_down(decided: Cast, levels: Above, signed_in: SignIn) -> None:
    browser = signed_in(levels.damar)
    for path, below in {"": "31", "?w=31": "31.73", "?w=31.73": "31.73.01"}.items():
        page = browser.get(f"/petugas/cakupan/{path}").content.decode()
        assert page.count('<svg class="app-map"') == 1
        assert page.count(f'?w={below}"') == 2
        assert len(page) < 150_000


@pytest.mark.parametrize("code", ["99", "31.7", "x", "31.73.01.1006", "\x00"])
def test_what_is_no_area_is_not_found(decided: Cast, signed_in: SignIn, code: str) -> None:
    assert signed_in(decided.hadi).get("/petugas/cakupan/", {"w": code}).status_code in {400, 404}


def test_where_next_knows_desa_binaan(decided: Cast) -> None:
    points = {suggestion.village.pk: suggestion.points for suggestion in where_next(decided.at.office)}
    assert points[KAPUK] - points["31.73.01.1001"] == 3
    [kapuk] = [row for row in where_next(decided.at.office) if row.village.pk == KAPUK]
    assert "Desa Binaan sejak keputusan 22 September 2025" in kapuk.reasons
