"""One box for reports by what is sealed in them, cases, papers and places.

What is looked for may name somebody, so it travels in forms, never in an address.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from pimpasa.accounts.models import Officer
from pimpasa.accounts.queries import desks_of
from pimpasa.accounts.roles import Permission
from pimpasa.cases.alike import naming
from pimpasa.common import clock
from pimpasa.handling.actions.saved_views import forget_view, save_view
from pimpasa.handling.kinds import ViewOf
from pimpasa.handling.opening import views_of
from pimpasa.handling.queries.filters import Filter
from pimpasa.handling.queries.search import Question, Search
from pimpasa.operations import queries as operations
from pimpasa.papers import queries as papers
from pimpasa.reports.excerpts import Sought
from pimpasa.reports.indicators import INDICATORS
from pimpasa.reports.kinds import Kind, Urgency
from pimpasa.reports.models import Report
from pimpasa.reports.queries.lists import by_reference
from pimpasa.reports.states import State
from pimpasa.sites.common.http import saying_why
from pimpasa.sites.common.pages import SIZE, Page
from pimpasa.sites.officers.http import OfficerRequest, officer_required
from pimpasa.sites.officers.reports.beside import remember_list
from pimpasa.sites.officers.reports.rows import rows_of
from pimpasa.territory.queries.offices import villages_named, villages_read_at
from pimpasa.territory.queries.places import names_of_places

FIELDS = ("q", "rw", "place", "sign", "kind", "urgency", "state", "village")
LAST = 40
LONGEST = 120
MOST_NEAR = 10


@never_cache
@officer_required(Permission.READ_REPORTS, key=True)
def search(request: OfficerRequest) -> HttpResponse:
    """The search, what it finds, and the views that one keeps."""
    views = {str(view.pk): view for view in views_of(request.keyring, of=ViewOf.SEARCH)}
    chosen = views.get(request.POST.get("view", ""))
    if request.POST.get("forget") and chosen:
        forget_view(pk=chosen.pk, keyring=request.keyring)
        return HttpResponseRedirect(request.path)
    fields = chosen.fields if chosen else {name: request.POST.get(name, "").strip()[:LONGEST] for name in FIELDS}
    if request.POST.get("keep"):
        _keep(request, fields)
        views = {str(view.pk): view for view in views_of(request.keyring, of=ViewOf.SEARCH)}
    page = _found(request, fields)
    near = _near(request.user, fields, page)
    rows = rows_of([*page, *near], request, sought=Sought.of(fields["q"], is_near=bool(near)))
    remember_list(request, reverse("officers:search"), [*page, *near])
    context = {
        "asked": fields,
        "rows": replace(page, rows=rows[: len(page.rows)]),
        "near": rows[len(page.rows) :],
        "numbered": _numbered(request.user, fields["q"]),
        "has_asked": bool(Question.of(fields).ways) or Filter.of(fields).narrows,
        "views": list(views.values()),
        "choices": _choices(request.user),
        "action": reverse("officers:search"),
    }
    return render(request, "officers/reports/search.html", context)


def _found(request: OfficerRequest, fields: dict[str, str]) -> Page:
    text = request.POST.get("hal", "1")
    number = min(int(text), LAST) if text.isascii() and text.isdecimal() and len(text) < 4 and int(text) else 1
    sought = Search(request.user, Question.of(fields), Filter.of(fields))
    rows = sought.rows((number - 1) * SIZE, SIZE + 1)
    return Page(rows[:SIZE], number, len(rows) > SIZE)


def _near(officer: Officer, fields: dict[str, str], rows: Page) -> list[Report]:
    """On the first page, what names somebody whose name only sounds like one that was asked for."""
    if rows.number > 1:
        return []
    exact = {report.pk for report in rows}
    sounding = Search(officer, Question.of(fields), Filter.of(fields), is_near=True)
    return [report for report in sounding.rows(0, MOST_NEAR + len(exact)) if report.pk not in exact][:MOST_NEAR]


def _numbered(officer: Officer, text: str) -> dict[str, Any]:
    """What the question asks for beside reports that say its words: by number, by name, by place."""
    leads = officer.may(Permission.LEAD_CASES)
    named = naming(text, officer) if leads and text else []
    return {
        "report": by_reference(text, officer),
        "cases": named,
        "operations": operations.about(text, officer, cases=named) if text else [],
        "papers": papers.numbered(text, officer) if leads and text else [],
        "villages": villages_named(text, desks_of(officer, on=clock.today())) if text else [],
    }


def _keep(request: OfficerRequest, fields: dict[str, str]) -> None:
    with saying_why(request):
        save_view(name=request.POST.get("name", ""), fields=fields, keyring=request.keyring)
        messages.success(request, _("Kept. Only you can open it."))


def _choices(officer: Any) -> dict[str, list[tuple[str, Any]]]:
    villages = villages_read_at(desks_of(officer, on=clock.today()))
    places = names_of_places([code for code, _name in villages], most=200)
    return {
        "sign": [(str(number), sign.text) for number, sign in INDICATORS.items()],
        "place": [(name, name) for name in places],
        "kind": list(Kind.choices),
        "urgency": [(str(value), label) for value, label in Urgency.choices],
        "state": list(State.choices),
        "village": villages,
    }
