"""Tables as people's spreadsheets save them, and as ours go back into one."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from pimpasa.common.tables import NoTable, Row, Table, read, written

TABLE = Table(["nama", "nomor izin"], [Row(2, ["PT Karangan", "SIP 1"]), Row(3, ["CV Élan; Jaya", ""])])
LINES = 'Nama;Nomor  Izin\r\nPT  Karangan;SIP 1\r\n"CV Élan; Jaya";\r\n;\r\n'


def test_it_works() -> None:
    assert read(LINES.encode()) == TABLE


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_every_encoding_a_spreadsheet_saves_is_read(encoding: str) -> None:
    assert read(LINES.encode(encoding)) == TABLE


def workbook(*sheets: list[list[object]]) -> bytes:
    book = Workbook()
    book.remove(book.worksheets[0])
    for rows in sheets or ([["nama"], ["PT Karangan"]],):
        sheet = book.create_sheet()
        for cells in rows:
            sheet.append(cells)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


TITLES = ["DAFTAR PERUSAHAAN, 2026", "", "Per 1 November 2026; sumber: Karangan"]


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8-sig", "cp1252", "utf-16"])
def test_titles_above_the_headings_are_passed_over(delimiter: str, encoding: str) -> None:
    lines = [*TITLES, delimiter.join(["No.", "NAMA PERUSAHAAN (P3MI)"]), delimiter.join(["1", "PT Élan"])]
    table = read("\r\n".join(lines).encode(encoding), {"nama perusahaan p3mi"})
    assert table.column({"nama perusahaan p3mi"}) == 1
    assert table.rows == [Row(5, ["1", "PT Élan"])]


def test_a_delimiter_is_said_above_titles_too() -> None:
    table = read(b"sep=;\nDaftar, per kota\nno;nama\n1;PT A, Tbk", {"nama"})
    assert table == Table(["no", "nama"], [Row(4, ["1", "PT A, Tbk"])])


def test_a_workbook_s_sheet_with_the_headings_is_read() -> None:
    notes: list[list[object]] = [["Catatan"], ["Karangan"]]
    listed: list[list[object]] = [["DAFTAR"], [None], ["No", "Nama"], [1.0, " PT  Karangan "], [2, None], [None, None]]
    table = read(workbook(notes, listed), {"nama"})
    assert table == Table(["no", "nama"], [Row(4, ["1", "PT Karangan"]), Row(5, ["2"])])


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_every_delimiter_is_read(delimiter: str) -> None:
    assert read(f"nama{delimiter}izin\nPT Karangan{delimiter}1".encode()).rows == [Row(2, ["PT Karangan", "1"])]


def test_excel_may_say_its_delimiter_on_a_line_of_its_own() -> None:
    table = read(b"\xef\xbb\xbfsep=|\r\nnama,x|izin\r\nPT Karangan|1,5")
    assert table == Table(["nama,x", "izin"], [Row(3, ["PT Karangan", "1,5"])])


def test_a_cell_over_two_lines_moves_the_lines_after_it() -> None:
    table = read(b'nama,izin\n"PT\nKarangan",1\nPT Lain,2')
    assert table.rows == [Row(3, ["PT Karangan", "1"]), Row(4, ["PT Lain", "2"])]


def test_columns_are_found_by_any_of_their_names() -> None:
    table = read(b"no,Nama PT,izin\n1,PT Karangan")
    assert table.column({"nama", "nama pt"}) == 1
    assert table.column({"alamat"}) is None
    assert [table.rows[0].cell(column) for column in (0, 1, 2)] == ["1", "PT Karangan", ""]


def test_an_empty_file_is_an_empty_table() -> None:
    assert read(b"") == Table([], [])
    assert read(b"sep=;") == Table([], [])


@pytest.mark.parametrize(
    "content", [b"PK\x03\x04\x00\x00", b"\xff\xfen", b"nama\x00", b"nama\n\x81", b"x" * 200_000, workbook()[:-40]]
)
def test_what_is_no_table_is_told(content: bytes) -> None:
    with pytest.raises(NoTable):
        read(content)


@given(st.binary(max_size=300))
def test_no_file_breaks_the_reader(content: bytes) -> None:
    try:
        table = read(content)
    except NoTable:
        return
    assert all(any(row.cells) for row in table.rows)


@given(st.lists(st.lists(st.text(), min_size=1, max_size=3), max_size=5))
def test_whatever_is_written_no_cell_becomes_a_formula(rows: list[list[str]]) -> None:
    text = written(rows).decode("utf-8-sig")
    cells = [cell for row in csv.reader(io.StringIO(text, newline="")) for cell in row]
    assert [cell for cell in cells if cell.lstrip(" ").startswith(("=", "+", "-", "@", "\t", "\r", "\n"))] == []


def test_what_is_written_is_read_again() -> None:
    assert read(written([["nama", "jumlah"], ["Kapuk; Muara", 20], [None, 0]])) == Table(
        ["nama", "jumlah"], [Row(2, ["Kapuk; Muara", "20"]), Row(3, ["", "0"])]
    )
