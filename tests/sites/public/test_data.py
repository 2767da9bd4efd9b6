"""Open data as strangers and their programs read them."""

from __future__ import annotations

import csv
import io
import json
from datetime import date
from typing import Any

import pytest
from django.test import Client

from pimpasa.insights.actions.releasing import release
from pimpasa.insights.kinds import Table
from pimpasa.insights.models import OpenBudget, OpenTable
from pimpasa.insights.queries.open_data import NATION
from pimpasa.reports.kinds import Kind
from tests.factories import reports as given
from tests.factories.acts import count_on
from tests.factories.people import cast
from tests.factories.territory import PEGADUNGAN

pytestmark = pytest.mark.django_db
DAY = date(2026, 3, 1)
SHOWN, HIDDEN = 4321, 9


@pytest.fixture
def tables() -> None:
    """A year's tables, of which one number is known."""
    cast()
    budget = OpenBudget.objects.create(year=2026, whole=10_000, spent=370)
    for sort, first, last, code in (
        (Table.DAILY, DAY, DAY, NATION),
        (Table.MONTHLY, DAY, date(2026, 3, 31), "31"),
        (Table.QUARTERLY, date(2026, 1, 1), date(2026, 3, 31), "31.73"),
    ):
        counts = {f"{code}:{kind}": HIDDEN for kind in Kind.values} | {f"{code}:tppo": SHOWN}
        OpenTable.objects.create(budget=budget, table=sort, first=first, last=last, cost=20, counts=counts)


def get(path: str, **headers: str) -> Any:
    return Client().get(path, headers=headers)


def test_before_the_first_night_the_page_says_so() -> None:
    page = get("/data/")
    assert page.status_code == 200
    assert "Belum ada angka." in page.content.decode()
    assert get("/data/harian-2026.csv").status_code == 404


def test_the_page_shows_pictures_files_and_budget(tables: None) -> None:
    page = get("/data/").content.decode()
    assert page.count('<svg class="app-plot app-plot--days"') == len(Kind)
    assert page.count('<svg class="app-plot app-plot--bars"') == 1
    assert "Di setiap provinsi kurang dari sepuluh." in page
    assert "2026: terpakai 0,37 dari 10." in page
    assert str(SHOWN) in page
    assert 'href="/data/harian-2026.csv"' in page
    assert "<script" not in page.partition("<main")[2].partition("</main>")[0]


@pytest.mark.parametrize("sort", list(Table))
def test_a_table_says_in_its_second_row_what_each_column_is(tables: None, sort: Table) -> None:
    answer = get(f"/data/{sort}-2026.csv")
    heads, tags, *rows = csv.reader(io.StringIO(answer.content.decode("utf-8-sig")))
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    assert len(heads) == len(tags) == len(set(tags))
    assert all(tag.startswith("#") for tag in tags)
    cells = [dict(zip(heads, row, strict=True)) for row in rows]
    assert [(cell["kind"], cell["reports"]) for cell in cells] == [("tppo", "4321"), ("pmi", ""), ("foreigner", "")]
    answers = json.loads(get(f"/data/{sort}-2026.json").content)
    assert [row["reports"] for row in answers["rows"]] == [SHOWN, None, None]


def test_the_dictionary_names_every_file_column_and_the_licence(tables: None) -> None:
    package = json.loads(get("/data/datapackage.json").content)
    assert [licence["name"] for licence in package["licenses"]] == ["CC-BY-4.0"]
    assert [resource["path"] for resource in package["resources"]] == [f"{sort}-2026.csv" for sort in Table]
    for resource in package["resources"]:
        content = get(f"/data/{resource['path']}").content.decode("utf-8-sig")
        heads, tags = list(csv.reader(io.StringIO(content)))[:2]
        assert [field["name"] for field in resource["schema"]["fields"]] == heads
        assert [field["hxl"] for field in resource["schema"]["fields"]] == tags
    assert package["privacy"]["budgets"] == [{"year": 2026, "epsilon": 10.0, "spent": 0.37}]


@pytest.mark.parametrize("path", ["/data/", "/data/harian-2026.csv", "/data/datapackage.json"])
def test_what_did_not_change_is_not_sent_again(tables: None, path: str) -> None:
    tag = get(path)["ETag"]
    assert get(path, if_none_match=tag).status_code == 304
    OpenTable.objects.create(
        budget_id=2026, table=Table.DAILY, first=date(2026, 3, 2), last=date(2026, 3, 2), cost=20,
        counts={f":{kind}": 77 for kind in Kind.values},
    )  # fmt: skip
    OpenBudget.objects.update(spent=390)
    assert get(path, if_none_match=tag).status_code == 200


def test_files_may_be_kept_for_an_hour_and_read_by_any_page(tables: None) -> None:
    answer = get("/data/harian-2026.csv")
    assert answer["Cache-Control"] == "public, max-age=3600"
    assert answer["Access-Control-Allow-Origin"] == "*"


NOWHERE = (
    "harian-2025.csv harian-2026.xlsx harian-2026 karangan-2026.csv harian-1999.csv datapackage.csv HARIAN-2026.csv"
)


@pytest.mark.parametrize("name", NOWHERE.split())
def test_what_is_not_there_is_not_found(tables: None, name: str) -> None:
    assert get(f"/data/{name}").status_code == 404


def test_nobody_changes_anything_here(tables: None) -> None:
    for path in ("/data/", "/data/harian-2026.csv"):
        assert Client().post(path).status_code == 405


def test_nothing_of_a_report_but_its_count_goes_out() -> None:
    cast()
    given.report(narrative="Karangan: KENARI-DATA disekap di ruko.", village=PEGADUNGAN)
    count_on()
    release(on=date(2027, 1, 1))
    paths = [
        "/data/",
        "/data/datapackage.json",
        *(f"/data/{sort}-2026.{form}" for sort in Table for form in ("csv", "json")),
    ]
    everything = " ".join(get(path).content.decode() for path in paths)
    assert "KENARI" not in everything
    assert "Pegadungan" not in everything
    assert PEGADUNGAN not in everything
