"""The numbers of offices for who stands above them: of quarters that are over, in full tens."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from pimpasa.common import clock
from pimpasa.common.tables import workbook, written
from pimpasa.insights.periods import Period
from pimpasa.insights.queries.quarters import STAGES, Overview, over_by, overview_of, quarter_named
from pimpasa.sites.common.http import as_file
from pimpasa.sites.officers.http import OfficerRequest
from pimpasa.sites.officers.numbers.asking import named
from pimpasa.sites.officers.numbers.sheets import XLSX, Cell, Sheet, briefly, lasted
from pimpasa.territory.queries.offices import offices_within


def numbers_above(request: OfficerRequest) -> HttpResponse:
    """How many reports the offices below had in a quarter, and how long they took; `?unduh=` takes the table along."""
    quarter = quarter_named(request.GET.get("mulai", ""), clock.today())
    overview = overview_of(list(offices_within(request.user.office)), quarter)
    sheet = _sheet(overview) if overview else None
    form = request.GET.get("unduh", "")
    if sheet and form in ("csv", "xlsx"):
        name = f"angka-kantor-{quarter.name}.{form}"
        if form == "csv":
            return as_file(written(sheet.table), name, "text/csv; charset=utf-8")
        return as_file(workbook({sheet.name: sheet.table}), name, XLSX)
    context = {"sheet": sheet, "quarters": _quarters(quarter), "period": named(quarter), "quarter": quarter}
    return render(request, "officers/numbers/above.html", context)


def _quarters(chosen: Period) -> list[tuple[str, str, bool]]:
    return [(quarter.name, named(quarter), quarter == chosen) for quarter in over_by(clock.today())]


def _sheet(overview: Overview) -> Sheet:
    table = overview.table
    kinds = briefly()
    rows: list[list[Cell]] = [
        [
            office.name,
            *(_few(table.cells[office.pk, kind]) for kind in kinds),
            _least(table.rows[office.pk]),
            *(lasted(overview.waits.get((office.pk, stage))) for stage in STAGES),
        ]
        for office in overview.offices
    ]
    if overview.offices:
        together = [_least(table.columns[kind]) for kind in kinds]
        rows.append([_("Together"), *together, _least(table.total), *("–" for _stage in STAGES)])
    halves = [_("%(stage)s, half within") % {"stage": stage.label} for stage in STAGES]
    columns = [_("Office"), *kinds.values(), _("Together"), *halves]
    return Sheet("kantor", _("By office"), columns, rows)


def _few(number: int | None) -> Cell:
    return _("fewer than 10") if number is None else number


def _least(number: int | None) -> str:
    return _("fewer than 10 shown") if number is None else _("at least %(number)d") % {"number": number}
