"""Open data: a page that shows them as pictures, and the files."""

from __future__ import annotations

import re

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import condition, conditional_page, require_safe

from pimpasa.insights.disclosure import SCALES, THOUSANDTHS, margin_of
from pimpasa.insights.kinds import Table
from pimpasa.insights.queries.open_data import budgets, newest_release, years_of
from pimpasa.sites.public.data_files import CODES, LICENCE, as_csv, as_json, dictionary
from pimpasa.sites.public.data_plots import days, months

HOUR = 3600
NAME = re.compile(r"(?P<table>[a-z]{1,12})-(?P<year>20[0-9]{2})\.(?P<form>csv|json)")
DICTIONARY = "datapackage.json"


@require_safe
@conditional_page
def data(request: HttpRequest) -> HttpResponse:
    """What is given out, how it is made, how much of the year's budget is spent; pictures of the newest."""
    month, by_area = months()
    context = {
        "days": days(),
        "day_margin": margin_of(Table.DAILY),
        "month": month,
        "by_area": by_area,
        "month_margin": margin_of(Table.MONTHLY),
        "files": [(table, margin_of(table), 1 / SCALES[table], years_of(table)) for table in Table],
        "each": sum(THOUSANDTHS // scale for scale in SCALES.values()) / THOUSANDTHS,
        "budgets": [(budget.year, budget.spent / THOUSANDTHS, budget.whole / THOUSANDTHS) for budget in budgets()],
        "licence": LICENCE,
        "codes": CODES,
    }
    response = render(request, "public/data.html", context)
    response["Cache-Control"] = "private, no-cache"  # kept, and asked for whether it is still the same
    return response


def _tag(_request: HttpRequest, name: str) -> str:
    return f'"{newest_release()}-{name}-{get_language()}"'


@require_safe
@condition(etag_func=_tag)
def file(_request: HttpRequest, name: str) -> HttpResponse:
    """A year of a table as CSV or JSON, or the data dictionary; anybody's page may read them."""
    response = _answer(name)
    response["Cache-Control"] = f"public, max-age={HOUR}"
    response["Access-Control-Allow-Origin"] = "*"
    return response


def _answer(name: str) -> HttpResponse:
    if name == DICTIONARY:
        return JsonResponse(dictionary(), json_dumps_params={"ensure_ascii": False, "indent": 1})
    match = NAME.fullmatch(name)
    if match is None or match["table"] not in Table.values:
        raise Http404
    table = Table(match["table"])
    if int(match["year"]) not in years_of(table):
        raise Http404
    if match["form"] == "json":
        return JsonResponse(as_json(table, int(match["year"])), json_dumps_params={"ensure_ascii": False})
    return HttpResponse(as_csv(table, int(match["year"])), content_type="text/csv; charset=utf-8")
