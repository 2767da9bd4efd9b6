"""Reads a list of agencies from CSV or XLSX as ministries make them, with headings in Indonesian or English."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from pimpasa.agencies.errors import BadList
from pimpasa.common import tables

MOST_BYTES = 5 * 1024**2
MOST_ROWS = 20_000
HEADINGS = {
    "name": {
        "nama", "nama p3mi", "nama perusahaan", "nama perusahaan p3mi", "nama p3mi perusahaan", "nama pt",
        "nama pptkis", "nama badan usaha", "nama lembaga", "nama pt p3mi", "perusahaan", "p3mi", "pptkis",
        "name", "company",
    },
    "licence": {
        "nomor izin", "no izin", "izin", "sip3mi", "nomor sip3mi", "no sip3mi", "nomor siup", "siup", "siup p3mi",
        "nomor sk", "no sk", "nomor surat izin", "licence", "license",
    },
    "address": {"alamat", "alamat kantor", "alamat perusahaan", "alamat lengkap", "alamat kantor pusat", "address"},
    "status": {"status", "status izin", "keterangan", "ket"},
}  # fmt: skip
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
        table = tables.read(data, HEADINGS["name"])
    except tables.NoTable as broken:
        raise BadList(_("This is no CSV or XLSX file. In your spreadsheet, choose “Save as CSV”.")) from broken
    columns = _columns(table)
    companies = list(dict.fromkeys(row for line in table.rows if _is_name((row := _row(line, columns)).name)))
    if not companies:
        raise BadList(_("There is no company in this file."))
    if len(companies) > MOST_ROWS:
        raise BadList(_("More than %(most)d companies: this is not the list.") % {"most": MOST_ROWS})
    return companies


def _columns(table: tables.Table) -> dict[str, int]:
    """Which column holds what. Raises BadList without a column of names."""
    columns = {field: table.column(names) for field, names in HEADINGS.items()}
    if columns["name"] is None:
        raise BadList(_("One of the first twenty lines has to name the columns; one of them is “nama”."))
    return {field: column for field, column in columns.items() if column is not None}


def _is_name(cell: str) -> bool:
    """Not the columns' numbers below the headings, nor the headings again on the next page."""
    return any(sign.isalpha() for sign in cell) and tables.plain_heading(cell) not in HEADINGS["name"]


def _row(line: tables.Row, columns: dict[str, int]) -> Row:
    return Row(**{field: line.cell(column)[: LONGEST[field]] for field, column in columns.items()})
