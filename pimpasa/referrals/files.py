"""Tables as files. No spreadsheet takes a cell for a formula."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Iterator, Sequence

from pimpasa.common.tables import workbook, written
from pimpasa.referrals.htcds import STANDARD, Row, Tables
from pimpasa.referrals.kinds import ExportFormat


def as_file(tables: Tables, form: ExportFormat) -> bytes:
    """The tables in a format."""
    return {ExportFormat.JSON: _json, ExportFormat.CSV: _csv, ExportFormat.XLSX: _xlsx}[form](tables)


def suffix(form: ExportFormat) -> str:
    """How the file's name ends."""
    return {ExportFormat.JSON: "json", ExportFormat.CSV: "zip", ExportFormat.XLSX: "xlsx"}[form]


def _json(tables: Tables) -> bytes:
    value = {"standard": STANDARD, "persons": tables.persons, "events": tables.events}
    return json.dumps(value, ensure_ascii=False, indent=2).encode("utf-8", "replace")


def _csv(tables: Tables) -> bytes:
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as bundle:
        bundle.writestr("persons.csv", written(_lines(tables.person_columns, tables.persons)))
        bundle.writestr("events.csv", written(_lines(tables.event_columns, tables.events)))
    return archive.getvalue()


def _xlsx(tables: Tables) -> bytes:
    return workbook(
        {
            "persons": _lines(tables.person_columns, tables.persons),
            "events": _lines(tables.event_columns, tables.events),
        }
    )


def _lines(columns: Sequence[str], rows: list[Row]) -> Iterator[Sequence[str]]:
    """The columns' names, then each row's texts; a list's items have semicolons between, as the standard's tools do."""
    yield columns
    for row in rows:
        yield [_text(row.get(column, "")) for column in columns]


def _text(value: str | list[str]) -> str:
    return ";".join(value) if isinstance(value, list) else value
