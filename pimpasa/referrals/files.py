"""Tables as files. No spreadsheet takes a cell for a formula."""

from __future__ import annotations

import csv
import io
import json
import zipfile

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from pimpasa.referrals.htcds import STANDARD, Row, Tables
from pimpasa.referrals.kinds import ExportFormat

# OWASP, “CSV Injection”: what a spreadsheet may run when a cell begins with it.
_DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "\n")
_UNFIT = {code: None for code in range(32) if chr(code) not in "\t\n\r"}  # XML 1.0 has no place for them


def as_file(tables: Tables, form: ExportFormat) -> bytes:
    """The tables in a format."""
    return {ExportFormat.JSON: _json, ExportFormat.CSV: _csv, ExportFormat.XLSX: _xlsx}[form](tables)


def ending(form: ExportFormat) -> str:
    """How the file's name ends."""
    return {ExportFormat.JSON: "json", ExportFormat.CSV: "zip", ExportFormat.XLSX: "xlsx"}[form]


def safe_cell(value: str | list[str]) -> str:
    """One cell: lists with semicolons between, as the standard's own tools do; an apostrophe before what could run."""
    text = ";".join(value) if isinstance(value, list) else value
    text = text.translate(_UNFIT)
    return f"'{text}" if text.lstrip(" ").startswith(_DANGEROUS) else text


def _json(tables: Tables) -> bytes:
    value = {"standard": STANDARD, "persons": tables.persons, "events": tables.events}
    return json.dumps(value, ensure_ascii=False, indent=2).encode("utf-8", "replace")


def _csv(tables: Tables) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as bundle:
        bundle.writestr("persons.csv", _table(tables.person_columns, tables.persons))
        bundle.writestr("events.csv", _table(tables.event_columns, tables.events))
    return made.getvalue()


def _table(columns: tuple[str, ...], rows: list[Row]) -> bytes:
    made = io.StringIO(newline="")
    writer = csv.writer(made)
    writer.writerow(columns)
    writer.writerows([[safe_cell(row.get(column, "")) for column in columns] for row in rows])
    return made.getvalue().encode("utf-8-sig", "replace")  # the mark lets Excel read the names right


def _xlsx(tables: Tables) -> bytes:
    book = Workbook()
    book.remove(book.worksheets[0])
    _sheet(book.create_sheet("persons"), tables.person_columns, tables.persons)
    _sheet(book.create_sheet("events"), tables.event_columns, tables.events)
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


def _sheet(sheet: Worksheet, columns: tuple[str, ...], rows: list[Row]) -> None:
    sheet.append(columns)
    for row in rows:
        sheet.append([safe_cell(row.get(column, ""))[:32_767] for column in columns])
