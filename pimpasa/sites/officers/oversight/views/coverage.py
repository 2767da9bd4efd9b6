"""Where the programme is and where nobody is, from the nation to a kelurahan: a map and its table at each level."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render

from pimpasa.absences.queries import away_on
from pimpasa.accounts.models import Officer
from pimpasa.accounts.roles import Permission
from pimpasa.common import clock
from pimpasa.insights.disclosure import Reach
from pimpasa.insights.kinds import Stage
from pimpasa.insights.queries import coverage as areas
from pimpasa.insights.queries.villages import waited_in
from pimpasa.sites.officers.http import OfficerRequest, officer_required
from pimpasa.sites.officers.numbers.sheets import lasted
from pimpasa.territory.kinds import Level
from pimpasa.territory.shapes import WIDTH, Map, Spot, draw, draw_around


@officer_required(Permission.SEE_COVERAGE)
def coverage(request: OfficerRequest) -> HttpResponse:
    """The areas below `?w=`, a province's, kabupaten's or kecamatan's code; without it the officer's whole remit."""
    officer = request.user
    code = request.GET.get("w", "") or areas.begins_with(officer)
    path = areas.path_to(code)
    if code and (not path or path[-1][0] != code):
        raise Http404
    level = _villages(officer, code) if len(code) == areas.LENGTHS[-2] else _areas(officer, code)
    begin, end = areas.months()
    context = {
        "path": path,
        "width": WIDTH,
        "begin": begin,
        "end": end,
        "most": areas.MOST_VILLAGES,
        "sees_numbers": officer.may(Permission.READ_NUMBERS),
        "is_rounded": areas.reach_in(officer) == Reach.ABOVE,
    }
    return render(request, "officers/oversight/coverage.html", context | level)


def _areas(officer: Officer, code: str) -> dict[str, Any]:
    rows = areas.areas_below(officer, code)
    drawn = draw_around(Spot(row.code, row.name, row.latitude, row.longitude) for row in rows)
    by_code = {row.code: row for row in rows}
    return {"areas": rows, "drawn": drawn, "cells": _cells(drawn, by_code)}


def _villages(officer: Officer, code: str) -> dict[str, Any]:
    """With names where they are of one's own office; above it nobody is named."""
    rows = areas.villages_of_district(officer, code)
    drawn = draw(row.village for row in rows)
    by_code = {row.village.code: row for row in rows}
    is_own = officer.office.level == Level.OFFICE
    substitutes = {row.officer_id: row.substitute for row in away_on(clock.today(), officer.office)} if is_own else {}
    named = [[(seat.officer, substitutes.get(seat.officer_id)) for seat in row.seats if is_own] for row in rows]
    waited = waited_in(officer, [row.village.pk for row in rows]) if officer.may(Permission.READ_NUMBERS) else {}
    opened = [lasted(waited.get((row.village.pk, Stage.OPENED))) for row in rows]
    villages = list(zip(rows, named, opened, strict=True))
    return {"villages": villages, "drawn": drawn, "cells": _cells(drawn, by_code)}


def _cells(drawn: Map | None, rows: dict[str, Any]) -> list[tuple[Any, Any]]:
    return [(cell, rows[cell.village.code]) for cell in drawn.cells] if drawn else []
