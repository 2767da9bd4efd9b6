"""Tables as spreadsheets save and open them: CSV (RFC 4180) with everything that Excel and LibreOffice make of it."""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

DELIMITERS = ",;\t|"
# OWASP, “CSV Injection”: what a spreadsheet may run when a cell begins with it.
_DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "\n")
_UNFIT = {code: None for code in range(32) if chr(code) not in "\t\n\r"}  # XML 1.0 has no place for them


class NoTable(Exception):
    """Bytes that are no CSV."""


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
    """The first row as `headings`, in small letters, then the rows in which anything stands."""

    headings: Sequence[str]
    rows: Sequence[Row]

    def column(self, names: Collection[str]) -> int | None:
        """The first column with one of these names."""
        return next((number for number, heading in enumerate(self.headings) if heading in names), None)


def read(content: bytes) -> Table:
    """A table with the headings in its first row; without any where the file is empty. Raises NoTable.

    Excel's `sep=;` on a line before them says the delimiter; else it is the one that the first line has most of.
    """
    text = _text(content)
    first = text.partition("\n")[0].strip()
    declared = first[4:] if first.casefold().startswith("sep=") and first[4:] in set(DELIMITERS) else ""
    rows = _rows(text, delimiter=declared or max(DELIMITERS, key=first.count))
    head, *body = (rows[1:] if declared else rows) or [Row(0, ())]
    return Table([heading.casefold() for heading in head.cells], [row for row in body if any(row.cells)])


def _text(content: bytes) -> str:
    """Raises NoTable."""
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        raise NoTable
    for encoding in ("utf-8-sig", "cp1252"):  # the second is what Excel writes where it is not asked for UTF-8
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" not in text:
            return text
    raise NoTable


def _rows(text: str, *, delimiter: str) -> list[Row]:
    """Raises NoTable."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        return [Row(reader.line_num, [" ".join(cell.split()) for cell in cells]) for cells in reader]
    except csv.Error as broken:
        raise NoTable from broken


def written(rows: Iterable[Iterable[object]]) -> bytes:
    """CSV in UTF-8; None becomes an empty cell, and no cell a formula."""
    table = io.StringIO(newline="")
    csv.writer(table).writerows([safe_cell("" if cell is None else str(cell)) for cell in row] for row in rows)
    return table.getvalue().encode("utf-8-sig", "replace")  # without the mark Excel takes it for another alphabet


def safe_cell(text: str) -> str:
    """A cell that any spreadsheet can hold and none takes for a formula: an apostrophe stands before what could run."""
    plain = text.translate(_UNFIT)
    return f"'{plain}" if plain.lstrip(" ").startswith(_DANGEROUS) else plain
