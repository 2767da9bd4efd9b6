"""Tables as spreadsheets save and open them: CSV (RFC 4180) with all that Excel and LibreOffice make of it; XLSX."""

from __future__ import annotations

import codecs
import csv
import io
import re
import xml.etree.ElementTree as ET
import zipfile
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import openpyxl
from openpyxl.utils.exceptions import InvalidFileException

DELIMITERS = ",;\t|"
ZIP = b"PK\x03\x04"
UNPACKED = 64 * 1024**2  # bytes; 20,000 companies with all their columns are a tenth of it
MOST_ROWS = 50_000
MOST_COLUMNS = 100
LONGEST_CELL = 32_767  # Excel's own bound of a cell
MOST_ABOVE = 20  # rows of titles, letterhead and blanks above the headings
# OWASP, “CSV Injection”: what a spreadsheet may run when a cell begins with it.
_DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "\n")
_UNFIT = {code: None for code in range(32) if chr(code) not in "\t\n\r"}  # XML 1.0 has no place for them


class NoTable(Exception):
    """Bytes that are neither CSV nor XLSX."""


@dataclass(frozen=True)
class Row:
    """Cells with single spaces; `line` is the line of the file in which the row ends, from 1."""

    line: int
    cells: Sequence[str]

    def cell(self, column: int) -> str:
        """Empty where the row is shorter."""
        return self.cells[column] if column < len(self.cells) else ""


@dataclass(frozen=True)
class Table:
    """The row of `headings`, in small letters, then the rows in which anything stands."""

    headings: Sequence[str]
    rows: Sequence[Row]

    def column(self, names: Collection[str]) -> int | None:
        """The first column with one of these names."""
        plain = map(plain_heading, self.headings)
        return next((number for number, heading in enumerate(plain) if heading in names), None)


def read(content: bytes, headings: Collection[str] = ()) -> Table:
    """A table with its headings; without any where the file is empty. Raises NoTable.

    The headings are in the first row with one of these names, whatever titles stand above it, else in the first row.
    Of a workbook it is the first sheet that has them. Excel's `sep=;` says the delimiter of a CSV file; else it is the
    one that the line of headings, or the first line, has most of.
    """
    sheets = _sheets(content) if content.startswith(ZIP) else [_csv(_text(content), headings)]
    tables = [_table(rows, headings) for rows in sheets]
    return next((table for table in tables if _names(table.headings, headings)), tables[0] if tables else Table([], []))


def _table(rows: list[Row], headings: Collection[str]) -> Table:
    above = next((place for place, row in enumerate(rows[:MOST_ABOVE]) if _names(row.cells, headings)), 0)
    head, *body = rows[above:] or [Row(0, ())]
    return Table([heading.casefold() for heading in head.cells], [row for row in body if any(row.cells)])


def _names(cells: Iterable[str], headings: Collection[str]) -> bool:
    return any(plain_heading(cell) in headings for cell in cells)


def plain_heading(cell: str) -> str:
    """A heading's words in small letters: "NAMA PERUSAHAAN (P3MI)" is "nama perusahaan p3mi"."""
    return " ".join(re.findall(r"\w+", cell.casefold()))


def _text(content: bytes) -> str:
    """Raises NoTable."""
    is_utf16 = content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))  # Excel's “Unicode text”
    # The last is what Excel writes where it is not asked for UTF-8.
    for encoding in ("utf-16",) if is_utf16 else ("utf-8-sig", "cp1252"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" not in text and (text or not is_utf16):
            return text
    raise NoTable


def _csv(text: str, headings: Collection[str]) -> list[Row]:
    """Raises NoTable."""
    first, _newline, rest = text.partition("\n")
    first_line = first.strip()
    if first_line.casefold().startswith("sep=") and first_line[4:] in set(DELIMITERS):
        return [replace(row, line=row.line + 1) for row in _rows(rest, delimiter=first_line[4:])]
    lines = text.splitlines()[:MOST_ABOVE]
    likely = [max(DELIMITERS, key=line.count) for line in [*_with_headings(lines, headings), first_line]]
    return _rows(text, delimiter=likely[0])


def _with_headings(lines: list[str], headings: Collection[str]) -> list[str]:
    """The lines of which a cell is a heading, whichever delimiter they have."""
    return [line for line in lines if _names(re.split(f"[{re.escape(DELIMITERS)}]", line), headings)]


def _rows(text: str, *, delimiter: str) -> list[Row]:
    """Raises NoTable."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        return [Row(reader.line_num, [" ".join(cell.split()) for cell in cells]) for cells in reader]
    except csv.Error as broken:
        raise NoTable from broken


def _sheets(content: bytes) -> list[list[Row]]:
    """The sheets of a workbook, as their cells' values. Raises NoTable, also for what unpacks to more than UNPACKED."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            if sum(file.file_size for file in packed.infolist()) > UNPACKED:
                raise NoTable
        workbook = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True)
        return [_of_sheet(sheet) for sheet in workbook.worksheets]
    except (zipfile.BadZipFile, InvalidFileException, ET.ParseError, KeyError, ValueError, OSError) as broken:
        raise NoTable from broken


def _of_sheet(sheet: Any) -> list[Row]:
    rows = sheet.iter_rows(values_only=True, max_row=MOST_ROWS, max_col=MOST_COLUMNS)
    return [Row(number, _without_end(map(_cell, cells))) for number, cells in enumerate(rows, start=1)]


def _without_end(cells: Iterable[str]) -> list[str]:
    """Without the empty cells after the last one in which something stands."""
    filled = list(cells)
    while filled and not filled[-1]:
        filled.pop()
    return filled


def _cell(value: object) -> str:
    """A number that a spreadsheet holds as 7.0 is 7."""
    is_whole = isinstance(value, float) and value.is_integer()
    # That a whole number is a float stands in the line above, where the checker does not look.
    return "" if value is None else " ".join(str(int(value) if is_whole else value).split())  # type: ignore[call-overload]


def written(rows: Iterable[Iterable[object]]) -> bytes:
    """CSV in UTF-8; None becomes an empty cell, and no cell a formula."""
    table = io.StringIO(newline="")
    csv.writer(table).writerows([safe_cell("" if cell is None else str(cell)) for cell in row] for row in rows)
    return table.getvalue().encode("utf-8-sig", "replace")  # without the mark Excel takes it for another alphabet


def workbook(sheets: Mapping[str, Iterable[Iterable[object]]]) -> bytes:
    """XLSX with a sheet for each name (31 letters at most): numbers stay numbers, and no text becomes a formula."""
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append([cell if isinstance(cell, int | float | None) else _text_cell(str(cell)) for cell in row])
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _text_cell(text: str) -> str:
    return safe_cell(text)[:LONGEST_CELL]


def safe_cell(text: str) -> str:
    """A cell that any spreadsheet can hold and none takes for a formula: an apostrophe stands before what could run."""
    plain = text.translate(_UNFIT)
    return f"'{plain}" if plain.lstrip(" ").startswith(_DANGEROUS) else plain
