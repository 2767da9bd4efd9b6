"""Angka: how many, what came of them, how long, for who answers for it; read from kept cells and never counted."""

from __future__ import annotations

import io
import re
from datetime import timedelta
from typing import TYPE_CHECKING

import openpyxl
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from pimpasa.common import clock
from pimpasa.handling.opening import open_report
from pimpasa.insights.actions.counting import recount
from pimpasa.insights.periods import Length, Period
from pimpasa.sites.officers.numbers.sheets import Sheet
from tests.factories import reports as given
from tests.factories.acts import count_on
from tests.factories.people import Cast, cast, keyring
from tests.factories.territory import PEGADUNGAN

if TYPE_CHECKING:
    from tests.sites.conftest import SignIn

pytestmark = pytest.mark.django_db


@pytest.fixture
def office() -> Cast:
    return cast()


@pytest.fixture
def counted(office: Cast, monkeypatch: pytest.MonkeyPatch) -> Cast:
    """Two of TPPO in Pegadungan, one of them found too late; another in Cengkareng Timur, of another kind."""
    in_time = given.report(village=PEGADUNGAN)
    late = given.report(village=PEGADUNGAN)
    given.concluded(office.sari, kind="pmi")
    open_report(report=in_time, keyring=keyring(office.bayu))
    now = clock.now()
    monkeypatch.setattr(clock, "now", lambda: now + timedelta(hours=30))
    open_report(report=late, keyring=keyring(office.bayu))
    monkeypatch.setattr(clock, "now", lambda: now)
    count_on()
    return office


def text_of(html: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def test_how_many_tppo_in_pegadungan_and_how_long_is_two_clicks_from_the_first_page(
    counted: Cast, signed_in: SignIn
) -> None:
    head = signed_in(counted.hadi)
    first_page = head.get("/petugas/").content.decode()
    assert 'href="/petugas/angka/"' in first_page
    page = head.get("/petugas/angka/").content.decode()
    link = re.search(
        r'href="(\?[^"]*jenis=tppo&amp;kelurahan=[^"]*)">\s*2<span[^>]*>: [^<]*TPPO[^<]*, Pegadungan<', page
    )
    assert link is not None
    answer = text_of(head.get(f"/petugas/angka/{link[1].replace('&amp;', '&')}").content.decode())
    assert "Pegadungan: 2 laporan, tahun lalu 0." in answer
    assert "Dibuka: separuhnya dalam" in answer
    assert "terlambat 1 dari 2, 50%" in answer


def test_a_pimpasa_sees_the_own_desk_and_nobody_s_time(counted: Cast, signed_in: SignIn) -> None:
    page = text_of(signed_in(counted.bayu).get("/petugas/angka/").content.decode())
    assert "Jumlah 2" in page
    assert "Cengkareng Timur" not in page
    assert "Per petugas" not in page
    assert "Yang dikerjakan" not in page


def test_desks_and_officers_are_for_who_leads_them(counted: Cast, signed_in: SignIn) -> None:
    head = text_of(signed_in(counted.hadi).get("/petugas/angka/").content.decode())
    analyst = text_of(signed_in(counted.dewi).get("/petugas/angka/").content.decode())
    assert "Per petugas" in head
    assert "Bayu Contoh" in head
    assert "Bayu Contoh" not in analyst
    assert "Jumlah 3" in analyst


def test_another_office_s_numbers_are_nobody_s(counted: Cast, signed_in: SignIn) -> None:
    page = text_of(signed_in(counted.fani).get("/petugas/angka/").content.decode())
    assert "Jumlah 0" in page
    assert "Pegadungan" not in page


def test_nothing_of_a_report_is_there(counted: Cast, signed_in: SignIn) -> None:
    assert "Karangan" not in signed_in(counted.hadi).get("/petugas/angka/").content.decode()


@pytest.mark.parametrize(
    "query",
    [
        "panjang=abad&mulai=9999-99&jenis=x&kelurahan=31.73.01.9999&saluran=%00&hasil=mungkin",
        "mulai=0001-01",
        "mulai=2999-01",
        "panjang=tahun&mulai=2024-01",
        "panjang=bulan&mulai=2025-02",
        "unduh=exe&tabel=tidak-ada",
    ],
)
def test_whatever_the_address_says_there_is_a_page(counted: Cast, signed_in: SignIn, query: str) -> None:
    assert signed_in(counted.hadi).get(f"/petugas/angka/?{query}").status_code == 200


def test_no_report_is_counted_at_view_and_more_reports_ask_no_more(counted: Cast, signed_in: SignIn) -> None:
    head = signed_in(counted.hadi)
    head.get("/petugas/angka/")
    with CaptureQueriesContext(
        connection,
    ) as few:
        head.get("/petugas/angka/")
    for _turn in range(4):
        given.report(village=PEGADUNGAN)
    count_on()
    with CaptureQueriesContext(connection) as many:
        head.get("/petugas/angka/")
    assert len(few) == len(many)
    # What waits, on every page, is asked in one statement over reports and early warnings.
    asked = [query["sql"] for query in many if "insights_earlywarning" not in query["sql"]]
    of_numbers = [sql for sql in asked if "insights_" in sql]
    assert len(of_numbers) > 5
    assert not [sql for sql in of_numbers if "reports_report" in sql]


def test_a_table_and_all_of_them_are_taken_along(counted: Cast, signed_in: SignIn) -> None:
    head = signed_in(counted.hadi)
    file = head.get("/petugas/angka/?unduh=csv&tabel=kelurahan")
    lines = file.content.decode("utf-8-sig").splitlines()
    assert lines[0].startswith("Kelurahan,")
    assert sorted(line.split(",")[0] for line in lines[1:]) == ["Cengkareng Timur", "Pegadungan"]
    assert 'filename="angka-kelurahan-triwulan-' in file["Content-Disposition"]
    book = openpyxl.load_workbook(io.BytesIO(head.get("/petugas/angka/?unduh=xlsx").content))
    names = ["kelurahan", "hasil", "saluran", "lama", "bulan", "terbuka", "kerja", "meja", "petugas"]
    assert book.sheetnames == names
    assert [row[0].value for row in book["kelurahan"].iter_rows(min_row=2)] == ["Pegadungan", "Cengkareng Timur"]
    assert [row[-2].value for row in book["kelurahan"].iter_rows(min_row=2)] == [2, 1]


def test_an_analyst_takes_no_officer_s_time_along(counted: Cast, signed_in: SignIn) -> None:
    book = openpyxl.load_workbook(
        io.BytesIO(signed_in(counted.dewi).get("/petugas/angka/?unduh=xlsx&tabel=petugas").content)
    )
    assert "petugas" not in book.sheetnames


def test_on_paper_it_is_pdf_a(counted: Cast, signed_in: SignIn) -> None:
    file = signed_in(counted.hadi).get("/petugas/angka/?unduh=pdf")
    assert file["Content-Type"] == "application/pdf"
    assert file.content.startswith(b"%PDF-")
    assert b"pdfaid:part" in file.content


def test_the_year_before_stands_beside_it(office: Cast, signed_in: SignIn, monkeypatch: pytest.MonkeyPatch) -> None:
    now = clock.now()
    a_year_ago = Period.around(clock.today(), Length.YEAR, today=clock.today()).a_year_before.until
    monkeypatch.setattr(clock, "now", lambda: clock.midnight(a_year_ago) + timedelta(hours=9))
    for _turn in range(2):
        given.report(village=PEGADUNGAN)
    monkeypatch.setattr(clock, "now", lambda: now)
    given.report(village=PEGADUNGAN)
    recount(mend=True)  # the log takes no act up that is older than its newest
    page = text_of(signed_in(office.hadi).get("/petugas/angka/?panjang=tahun").content.decode())
    assert "1, tahun lalu 2" in page


def test_a_long_table_begins_among_the_plots_and_has_a_page_of_its_own(office: Cast, signed_in: SignIn) -> None:
    """An office of a hundred desks: the page stays small, every row can be read, without a file."""
    sheet = Sheet("meja", "Per meja", ["Meja", "Berapa"], [[f"Meja {number}", number] for number in range(170)])
    assert [head for head, _cells in sheet.beginning] == [f"Meja {number}" for number in range(24)]
    assert sheet.is_long
    assert not Sheet("meja", "Per meja", ["Meja"], [["Meja 1"]]).is_long
    hadi = signed_in(office.hadi)
    page = hadi.get("/petugas/angka/?tabel=bulan").content.decode()
    assert page.count("<table") == 1
    assert "unduh=csv" in page
    for row in ("x", "-1", "99999999", "²", "0"):
        assert hadi.get("/petugas/angka/", {"tabel": "bulan", "baris": row}).status_code == 200
