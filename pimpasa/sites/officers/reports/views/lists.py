"""Reports of one's desks as lists: those still open, and those with a finding."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, cast

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from pimpasa.accounts.models import Officer
from pimpasa.accounts.queries import places_and_colleagues
from pimpasa.accounts.roles import Permission
from pimpasa.handling.actions.saved_views import MOST, forget_view, save_view
from pimpasa.handling.kinds import ViewOf
from pimpasa.handling.opening import View, views_of
from pimpasa.handling.queries import filters
from pimpasa.handling.queries import queue as queries
from pimpasa.handling.queries.filters import Filter, Order
from pimpasa.keys.unlocking import Keyring
from pimpasa.reports.kinds import Kind, Urgency
from pimpasa.reports.models import Report
from pimpasa.sites.common.http import saying_why
from pimpasa.sites.common.pages import page_of
from pimpasa.sites.officers.http import OfficerRequest, officer_required
from pimpasa.sites.officers.reports.beside import remember_list
from pimpasa.sites.officers.reports.rows import rows_of
from pimpasa.territory.models import Desk

LONGEST = 400
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
    context = _listed(request, queries.queue(request.user, seats=request.seats), is_open=True)
    return render(request, "officers/reports/list.html", context)


@never_cache
@officer_required(Permission.READ_REPORTS)
def concluded(request: OfficerRequest) -> HttpResponse:
    """Reports of one's desks that have a finding, newest first."""
    context = _listed(request, queries.concluded(request.user, seats=request.seats), is_open=False)
    return render(request, "officers/reports/list.html", context)


def _listed(request: OfficerRequest, queue: QuerySet[Report], *, is_open: bool) -> dict[str, Any]:
    """What `officers/reports/list.html` needs."""
    chosen = Filter.of(request.GET)
    page = page_of(chosen.apply(queue, request.user), request)
    views = _views(request, ViewOf.OPEN if is_open else ViewOf.DONE)
    own = {str(view.pk): narrowing for view, narrowing in views}
    counts = filters.counts(queue, request.user, _CHIPS | own | {"fitting": chosen})
    choices = _choices(request.user, request.seats, is_open=is_open)
    remember_list(request, f"{request.path}?{chosen.query}hal={page.number}", page.rows)
    return {
        "rows": replace(page, rows=rows_of(page.rows, request)),
        "heading": _("Reports") if is_open else _("Reports with a finding"),
        "heading_count": counts["fitting"],
        "is_open": is_open,
        "may_give": is_open and request.user.may(Permission.VERIFY),
        "has_desk": bool(request.seats),
        "filter": chosen,
        "query": chosen.query,
        "chips": _chips(chosen, counts, is_open=is_open),
        "views": [(view, narrowing.query, counts[str(view.pk)], narrowing == chosen) for view, narrowing in views],
        "kept": next((view for view, narrowing in views if narrowing == chosen), None),
        "most_views": MOST,
        "choices": choices,
        "narrowing": _narrowing(chosen, choices),
        "elsewhere": reverse("officers:concluded" if is_open else "officers:reports"),
    }


def _views(request: OfficerRequest, of: ViewOf) -> list[tuple[View, Filter]]:
    """What the officer keeps of this list, each with its filter; none while their key is locked."""
    if not cast(Keyring | None, request.keyring):  # a lazy one, which is never None itself
        return []
    return [(view, Filter.of(view.fields)) for view in views_of(request.keyring, of=of)]


@require_POST
@officer_required(Permission.READ_REPORTS, key=True)
def keep_view(request: OfficerRequest) -> HttpResponse:
    """Keep a list as it is narrowed under a name."""
    of = ViewOf.DONE if request.POST.get("of") == ViewOf.DONE else ViewOf.OPEN
    chosen = Filter.of(QueryDict(request.POST.get("query", "")[:LONGEST]))
    with saying_why(request):
        save_view(name=request.POST.get("name", ""), fields=chosen.values, keyring=request.keyring, of=of)
        messages.success(request, _("Kept. Only you can open it."))
    return _to_list(of, chosen.query)


@require_POST
@officer_required(Permission.READ_REPORTS, key=True)
def drop_view(request: OfficerRequest, view_id: int) -> HttpResponse:
    """Remove a view of one's own."""
    of = ViewOf.DONE if request.POST.get("of") == ViewOf.DONE else ViewOf.OPEN
    forget_view(pk=view_id, keyring=request.keyring)
    return _to_list(of, "")


def _to_list(of: ViewOf, query: str) -> HttpResponse:
    address = reverse("officers:concluded" if of == ViewOf.DONE else "officers:reports")
    return HttpResponseRedirect(f"{address}?{query}" if query else address)


def _choices(officer: Officer, seats: Sequence[Desk], *, is_open: bool) -> Choices:
    villages, colleagues = places_and_colleagues(officer, seats)
    orders = [order for order in Order if is_open or order != Order.DUE]
    return {
        "kind": list(Kind.choices),
        "urgency": [(str(value), label) for value, label in Urgency.choices],
        "state": list(filters.states_of_queue(is_open=is_open)),
        "village": villages,
        "officer": colleagues,
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
    """What narrows the list, in words; what a chip says of itself alone stands there."""
    if chosen in _CHIPS.values():
        return []
    labels = {
        "kind": _("Kind"),
        "urgency": _("Urgency"),
        "state": _("State"),
        "village": _("Kelurahan"),
        "officer": _("Officer"),
        "order": _("Order"),
    }
    marks = {"mine": _("Mine"), "free": _("Nobody's yet"), "late": _("Late"), "soon": _("Due soon")}
    words = [(label, dict(choices[name]).get(getattr(chosen, name))) for name, label in labels.items()]
    words += [(_("Only"), marks.get(value)) for value in (chosen.whose, chosen.due)]
    words += [(_("Only"), _("Reporter wrote") if chosen.news else "")]
    days = [(_("From"), chosen.since), (_("Until"), chosen.until), (_("Number of the report"), chosen.reference)]
    return [(label, word) for label, word in [*words, *days] if word]
