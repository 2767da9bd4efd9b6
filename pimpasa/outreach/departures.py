"""A statistic of departures as a table: the number of people who left, by the kelurahan's code."""

from __future__ import annotations

from collections.abc import Collection

from django.utils.translation import gettext as _

from pimpasa.accounts.errors import Refused
from pimpasa.common import tables

MOST_BYTES = 1024**2
MOST_ROWS = 5_000
MOST_PEOPLE = 1_000_000
CODES = {"kode", "kode kelurahan", "kelurahan", "code"}
NUMBERS = {"jumlah", "keberangkatan", "jumlah keberangkatan", "number"}


def read_departures(data: bytes, *, codes: Collection[str]) -> dict[str, int]:
    """The number of each kelurahan by its code. Raises Refused with the line that is wrong."""
    table = _table(data)
    code_column, number_column = _columns(table)
    if len(table.rows) > MOST_ROWS:
        raise Refused("many_lines", _("More than %(most)d lines: this is not the list.") % {"most": MOST_ROWS})
    numbers: dict[str, int] = {}
    for row in table.rows:
        number = _number(row, number_column)
        code = row.cell(code_column)[:40]
        fault = {"n": row.line, "code": code}
        if code not in codes:
            raise Refused("line_not_in_area", _("Line %(n)d: %(code)s is no kelurahan of your office's area.") % fault)
        if code in numbers:
            raise Refused("line_twice", _("Line %(n)d: %(code)s stands there twice.") % fault)
        numbers[code] = number
    if not numbers:
        raise Refused("no_kelurahan", _("There is no kelurahan in this file."))
    return numbers


def _table(data: bytes) -> tables.Table:
    if len(data) > MOST_BYTES:
        sentence = _("This file is too large: %(most)d MB at most.")
        raise Refused("file_too_large", sentence % {"most": MOST_BYTES // 1024**2})
    try:
        return tables.read(data, CODES)
    except tables.NoTable as broken:
        raise Refused(
            "no_csv", _("This is no CSV or XLSX file. In your spreadsheet, choose “Save as CSV”.")
        ) from broken


def _columns(table: tables.Table) -> tuple[int, int]:
    code = table.column(CODES)
    number = table.column(NUMBERS)
    if code is None or number is None:
        raise Refused("no_columns", _("The first line has to name the columns: “kode” and “jumlah”."))
    return code, number


def _number(row: tables.Row, column: int) -> int:
    """People; 1.250 is how a spreadsheet set to Indonesian writes a thousand and more."""
    written = row.cell(column)
    plain = written.replace(".", "")
    if not (plain.isascii() and plain.isdecimal() and len(plain) < 8 and int(plain) <= MOST_PEOPLE):
        sentence = _("Line %(n)d: “%(number)s” is no number of people.")
        raise Refused("line_no_number", sentence % {"n": row.line, "number": written[:40]})
    return int(plain)
