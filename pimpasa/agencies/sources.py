"""Reads a list of agencies from CSV, with headings in Indonesian or English."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from pimpasa.agencies.errors import BadList
from pimpasa.common import tables

MOST_BYTES = 5 * 1024**2
MOST_ROWS = 20_000
HEADINGS = {
    "name": {"nama", "nama p3mi", "nama perusahaan", "nama pt", "perusahaan", "p3mi", "name", "company"},
    "licence": {"nomor izin", "no izin", "no. izin", "izin", "sip3mi", "nomor sip3mi", "licence", "license"},
    "address": {"alamat", "alamat kantor", "address"},
    "status": {"status", "keterangan"},
}
LONGEST = {"name": 200, "licence": 120, "address": 400, "status": 120}


@dataclass(frozen=True)
class Row:
    name: str
    licence: str = ""
    address: str = ""
    status: str = ""


def read_list(data: bytes) -> list[Row]:
    """The companies of a file, in its order, each name once. Raises BadList with what to do about it."""
    if len(data) > MOST_BYTES:
        raise BadList(_("This file is too large: %(most)d MB at most.") % {"most": MOST_BYTES // 1024**2})
    try:
        table = tables.read(data)
    except tables.NoTable as broken:
        raise BadList(_("This is no CSV file. In your spreadsheet, choose “Save as CSV”.")) from broken
    columns = _columns(table)
    companies = list(dict.fromkeys(row for line in table.rows if (row := _row(line, columns)).name))
    if not companies:
        raise BadList(_("There is no company in this file."))
    if len(companies) > MOST_ROWS:
        raise BadList(_("More than %(most)d companies: this is not the list.") % {"most": MOST_ROWS})
    return companies


def _columns(table: tables.Table) -> dict[str, int]:
    """Which column holds what. Raises BadList without a column of names."""
    columns = {field: table.column(names) for field, names in HEADINGS.items()}
    if columns["name"] is None:
        raise BadList(_("The first line has to name the columns; one of them is “nama”."))
    return {field: column for field, column in columns.items() if column is not None}


def _row(line: tables.Row, columns: dict[str, int]) -> Row:
    return Row(**{field: line.cell(column)[: LONGEST[field]] for field, column in columns.items()})
