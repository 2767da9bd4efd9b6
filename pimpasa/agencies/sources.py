"""Reads a list of agencies from CSV, as spreadsheets write it: any delimiter, headings in Indonesian or English."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass

from django.utils.translation import gettext as _

from pimpasa.agencies.errors import BadList

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
    text = _text(data)
    lines = csv.reader(io.StringIO(text), delimiter=_delimiter(text))
    try:
        columns = _columns(next(lines, []))
        found = list(dict.fromkeys(row for cells in lines if (row := _row(cells, columns)) is not None))
    except csv.Error as broken:
        raise BadList(_("This is no CSV file. In your spreadsheet, choose “Save as CSV”.")) from broken
    if not found:
        raise BadList(_("There is no company in this file."))
    if len(found) > MOST_ROWS:
        raise BadList(_("More than %(most)d companies: this is not the list.") % {"most": MOST_ROWS})
    return found


def _text(data: bytes) -> str:
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" not in text:
            return text
    raise BadList(_("This is no CSV file. In your spreadsheet, choose “Save as CSV”."))


def _delimiter(text: str) -> str:
    """The one that the first line has most of."""
    first = text.partition("\n")[0]
    return max(",;\t|", key=first.count)


def _columns(headings: list[str]) -> dict[str, int]:
    """Which column holds what. Raises BadList without a column of names."""
    said = [" ".join(heading.casefold().split()) for heading in headings]
    columns = {what: said.index(word) for what, words in HEADINGS.items() for word in said if word in words}
    if "name" not in columns:
        raise BadList(_("The first line has to name the columns; one of them is “nama”."))
    return columns


def _row(cells: list[str], columns: dict[str, int]) -> Row | None:
    given = {what: " ".join(cells[at].split())[: LONGEST[what]] for what, at in columns.items() if at < len(cells)}
    return Row(**given) if given.get("name") else None
