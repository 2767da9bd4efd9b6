"""Open data as files: CSV with a row of HXL tags (hxlstandard.org), JSON, and a data package that describes both."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pimpasa.common.tables import written
from pimpasa.insights.disclosure import SCALES, THOUSANDTHS, margin_of, noised
from pimpasa.insights.kinds import Table
from pimpasa.insights.queries.open_data import areas_of, budgets, tables_of, years_of
from pimpasa.reports.kinds import Kind

LICENCE = {
    "name": "CC-BY-4.0",
    "title": "Creative Commons Attribution 4.0",
    "path": "https://creativecommons.org/licenses/by/4.0/",
}
CODES = "Kepmendagri 300.2.2-2138/2025"


@dataclass(frozen=True)
class Column:
    """A column of every table: its name, its type (Table Schema), its HXL tag, what it says."""

    name: str
    type: str
    hxl: str
    meaning: Any


COLUMNS = (
    Column("first_day", "date", "#date+start", gettext_lazy("First day of the time, in Jakarta")),
    Column("last_day", "date", "#date+end", gettext_lazy("Last day of the time, in Jakarta")),
    Column(
        "area_code", "string", "#adm+code", gettext_lazy("Code of the province, kabupaten or kota; empty: Indonesia")
    ),
    Column("area", "string", "#adm+name", gettext_lazy("Name of the area")),
    Column("kind", "string", "#event+type", gettext_lazy("What the report is about, by its code")),
    Column("kind_name", "string", "#event+name", gettext_lazy("The same in words")),
    Column("reports", "integer", "#indicator+reports+num", gettext_lazy("Reports, with noise; empty: under ten")),
    Column("margin", "integer", "#indicator+margin+num", gettext_lazy("The true number is this near, 19 times of 20")),
)
Row = tuple[date, date, str, str, str, str, int | None, int]


def rows_of(table: Table, year: int) -> Iterator[Row]:
    """What stands in the file of a year, in the order of COLUMNS."""
    names = dict(areas_of(table))
    words = {kind.value: str(kind.label) for kind in Kind}
    margin = margin_of(table)
    for release in tables_of(table, year):
        for code, kind in sorted((key.split(":") for key in release.counts), key=_order):
            number = release.counts[f"{code}:{kind}"]
            yield release.first, release.last, code, names.get(code, ""), kind, words[kind], noised(number), margin


def _order(key: list[str]) -> tuple[str, int]:
    code, kind = key
    return code, Kind.values.index(kind)


def as_csv(table: Table, year: int) -> bytes:
    heads = [[column.name for column in COLUMNS], [column.hxl for column in COLUMNS]]
    return written([*heads, *rows_of(table, year)])


def as_json(table: Table, year: int) -> dict[str, Any]:
    names = [column.name for column in COLUMNS]
    return {
        "licence": LICENCE["name"],
        "dictionary": "datapackage.json",
        "rows": [dict(zip(names, row, strict=True)) for row in rows_of(table, year)],
    }


def dictionary() -> dict[str, Any]:
    """A data package: every file with its columns, the licence, and how much of each year's budget is spent."""
    return {
        "profile": "tabular-data-package",
        "name": "pimpasa",
        "title": _("Reports to village immigration officers, counted"),
        "licenses": [LICENCE],
        "sources": [{"title": f"{_('Codes of areas')}: {CODES}"}],
        "privacy": {
            "mechanism": "discrete Laplace (OpenDP)",
            "unit": _("one report"),
            "budgets": [
                {
                    "year": budget.year,
                    "epsilon": budget.whole / THOUSANDTHS,
                    "spent": budget.spent / THOUSANDTHS,
                }
                for budget in budgets()
            ],
        },
        "resources": [_resource(table, year) for table in Table for year in years_of(table)],
    }


def _resource(table: Table, year: int) -> dict[str, Any]:
    return {
        "name": f"{table}-{year}",
        "title": f"{table.label}, {year}",
        "path": f"{table}-{year}.csv",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "epsilon_per_table": 1 / SCALES[table],
        "dialect": {"commentChar": "#"},  # the row of tags below the headings
        "schema": {
            "missingValues": [""],
            "fields": [
                {
                    "name": column.name,
                    "type": column.type,
                    "description": str(column.meaning),
                    "hxl": column.hxl,
                    **({"constraints": {"enum": list(Kind.values)}} if column.name == "kind" else {}),
                }
                for column in COLUMNS
            ],
        },
    }
