"""Reports of one's desks as lists: those still open, and those with a finding."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from pimpasa.accounts.models import Officer
from pimpasa.accounts.queries import desks_of, officers_of
from pimpasa.accounts.roles import Permission
from pimpasa.common import clock
from pimpasa.handling.queries import filters
from pimpasa.handling.queries import queue as queries
from pimpasa.handling.queries.filters import Filter, Order
from pimpasa.reports.kinds import Kind, Urgency
from pimpasa.reports.models import Report
from pimpasa.sites.common.pages import page_of
from pimpasa.sites.officers.http import OfficerRequest, officer_required
from pimpasa.sites.officers.reports.rows import rows_of
from pimpasa.territory.queries import villages_read_at

Choices = dict[str, list[tuple[str, Any]]]
_CHIPS = {
    "all": Filter(),
    "emergency": Filter(urgency=str(Urgency.EMERGENCY.value)),
    "free": Filter(whose="free"),
    "mine": Filter(whose="mine"),
    "late": Filter(due="late"),
    "soon": Filter(due="soon"),
    "answered": Filter(news="answered"),
}
_OF_DONE = ("all", "mine", "answered")


@never_cache
@officer_required(Permission.READ_REPORTS)
def reports(request: OfficerRequest) -> HttpResponse:
    """Open reports of one's desks, what is urgent first, then by deadline."""
    seats = list(desks_of(request.user, on=clock.today()))
    context = _listed(request, queries.queue(request.user, seats=seats), seats, is_open=True)
    return render(request, "officers/reports/list.html", context)


@never_cache
@officer_required(Permission.READ_REPORTS)
def concluded(request: OfficerRequest) -> HttpResponse:
    """Reports of one's desks that have a finding, newest first."""
    seats = list(desks_of(request.user, on=clock.today()))
    context = _listed(request, queries.concluded(request.user, seats=seats), seats, is_open=False)
    return render(request, "officers/reports/list.html", context)


def _listed(request: OfficerRequest, queue: QuerySet[Report], seats: list[Any], *, is_open: bool) -> dict[str, Any]:
    """What `officers/reports/list.html` needs."""
    chosen = Filter.of(request.GET)
    fitting = chosen.apply(queue, request.user)
    page = page_of(fitting, request)
    counts = filters.counts(queue, request.user, fitting=fitting)
    choices = _choices(request.user, is_open=is_open)
    return {
        "rows": replace(page, rows=rows_of(page.rows, request, seats)),
        "heading": _("Reports") if is_open else _("Reports with a finding"),
        "heading_count": counts["fitting"],
        "is_open": is_open,
        "has_desk": bool(seats),
        "filter": chosen,
        "query": chosen.query,
        "chips": _chips(chosen, counts, is_open=is_open),
        "choices": choices,
        "narrowing": _narrowing(chosen, choices),
        "elsewhere": reverse("officers:concluded" if is_open else "officers:reports"),
    }


def _choices(officer: Officer, *, is_open: bool) -> Choices:
    orders = [order for order in Order if is_open or order != Order.DUE]
    return {
        "kind": list(Kind.choices),
        "urgency": [(str(value), label) for value, label in Urgency.choices],
        "state": list(filters.states_of_queue(is_open=is_open)),
        "village": villages_read_at(desks_of(officer, on=clock.today())),
        "officer": [(str(colleague.pk), colleague.name) for colleague in officers_of(officer.office)],
        "order": [(order.value, order.label) for order in orders],
    }


def _chips(chosen: Filter, counts: Mapping[str, filters.Count], *, is_open: bool) -> list[dict[str, Any]]:
    """The filters that are chosen most, each with how many fit it."""
    labels = {
        "all": _("All"),
        "emergency": _("Emergency"),
        "free": _("Nobody's yet"),
        "mine": _("Mine"),
        "late": _("Late"),
        "soon": _("Due soon"),
        "answered": _("Reporter wrote"),
    }
    return [
        {"label": labels[name], "query": chip.query, "count": counts[name], "is_current": chip == chosen}
        for name, chip in _CHIPS.items()
        if is_open or name in _OF_DONE
    ]


def _narrowing(chosen: Filter, choices: Choices) -> list[tuple[str, Any]]:
    """What narrows the list, in words."""
    labels = {
        "kind": _("Kind"),
        "urgency": _("Urgency"),
        "state": _("State"),
        "village": _("Kelurahan"),
        "officer": _("Officer"),
        "order": _("Order"),
    }
    words = [(label, dict(choices[name]).get(getattr(chosen, name))) for name, label in labels.items()]
    days = [(_("From"), chosen.since), (_("Until"), chosen.until), (_("Number of the report"), chosen.reference)]
    return [(label, word) for label, word in [*words, *days] if word]
