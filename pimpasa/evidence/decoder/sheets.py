"""A recap's cells as text: of a spreadsheet's sheets, or of a text whose cells some sign divides."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterable, Iterator
from datetime import date, datetime, time
from itertools import islice
from typing import IO, Any

from pimpasa.sandbox.errors import TooLarge

MOST_SHEETS = 40
MOST_COLUMNS = 60
LONGEST_CELL = 10_000
# Unpacked: a recap of 3,000 rows has less than a hundredth of it.
MOST_UNPACKED = 96 * 1024**2
MOST_MEMBERS = 2_000
# Rows that are empty or far down are passed over, so many and no more.
MOST_LOOKED_AT = 50_000
_DIVIDERS = ",;\t|"
_SNIFFED = 50


def warm_up() -> None:
    """Load all that reading a workbook needs: once confined, nothing can be loaded any more."""
    import openpyxl

    book = openpyxl.Workbook()
    moment = datetime(2026, 1, 2, 3, 4)  # noqa: DTZ001 - a cell has no zone
    cells = [moment.date(), moment, moment.time(), 7.5, True, "=1+1", "kata"]
    book.create_sheet("kata", 0).append(cells)
    file = io.BytesIO()
    book.save(file)
    sheets_in(file, most=1)


def sheets_in(file: IO[bytes], *, most: int) -> dict[str, Any]:
    """The sheets of a workbook that hold anything. Raises TooLarge for a bomb."""
    import openpyxl

    check_unpacked(file)
    values = openpyxl.load_workbook(file, read_only=True, data_only=True, keep_links=False)
    sheets = [[sheet.title, list(_filled(_texts_of(sheet), most))] for sheet in values.worksheets[:MOST_SHEETS]]
    plain = openpyxl.load_workbook(file, read_only=True, keep_links=False)
    formulas = sum(_formulas_of(sheet) for sheet in plain.worksheets[:MOST_SHEETS])
    return {"sheets": [sheet for sheet in sheets if sheet[1]], "formulas": formulas}


def as_rows(text: str, *, most: int) -> dict[str, Any]:
    """A text's lines as rows; what divides their cells is the sign that most lines have equally often."""
    csv.field_size_limit(LONGEST_CELL * 100)
    first, _end, rest = text.partition("\n")
    stated = first.strip().removeprefix("sep=") if first.startswith("sep=") else ""
    body = rest if stated else text
    divider = stated if len(stated) == 1 else _divider_of(body)
    cells = ([cell.strip()[:LONGEST_CELL] for cell in row[:MOST_COLUMNS]] for row in _read(body, divider))
    rows = list(_filled(cells, most))
    formulas = sum(cell.startswith("=") for row in rows for cell in row)
    return {"sheets": [["", rows]] if rows else [], "formulas": formulas}


def check_unpacked(file: IO[bytes]) -> None:
    """A member is never read beyond the size that the list states, so that the list can be believed."""
    file.seek(0)
    with zipfile.ZipFile(file) as archive:
        members = archive.infolist()
    if len(members) > MOST_MEMBERS or sum(member.file_size for member in members) > MOST_UNPACKED:
        raise TooLarge
    file.seek(0)


def _texts_of(sheet: Any) -> Iterator[list[str]]:
    rows = sheet.iter_rows(max_col=MOST_COLUMNS, values_only=True)
    for row in islice(rows, MOST_LOOKED_AT):
        yield [_text(value) for value in row]


def _formulas_of(sheet: Any) -> int:
    rows = islice(sheet.iter_rows(max_col=MOST_COLUMNS), MOST_LOOKED_AT)
    return sum(getattr(cell, "data_type", "") == "f" for row in rows for cell in row)


def _text(value: Any) -> str:
    match value:
        case None:
            return ""
        case datetime():
            return value.date().isoformat() if value.time() == time() else value.isoformat(timespec="minutes")
        case date():
            return value.isoformat()
        case float() if value.is_integer():
            return str(int(value))
    return str(value).strip()[:LONGEST_CELL].encode("utf-8", "replace").decode()


def _filled(rows: Iterable[list[str]], most: int) -> Iterator[list[str]]:
    """The rows that hold anything, without the empty cells at their ends; one more than `most`, which says too many."""
    filled = (row for row in map(_trimmed, rows) if row)
    # Above them stand a title and the names of the columns.
    return islice(filled, most + 10)


def _trimmed(row: list[str]) -> list[str]:
    ends = [place for place, cell in enumerate(row, start=1) if cell]
    return row[: ends[-1]] if ends else []


def _divider_of(text: str) -> str:
    """Of equals, the one that divides into more."""
    lines = list(islice(text.splitlines(), _SNIFFED * 4))
    return max(_DIVIDERS, key=lambda sign: _likeness(lines, sign))


def _likeness(lines: list[str], sign: str) -> tuple[int, int]:
    counts = [len(row) for row in islice(_read("\n".join(lines), sign), _SNIFFED)]
    widths = [count for count in counts if count > 1]
    usual = max(set(widths), key=widths.count) if widths else 0
    return widths.count(usual), usual


def _read(text: str, divider: str) -> Iterator[list[str]]:
    return csv.reader(io.StringIO(text, newline=""), delimiter=divider)
