"""Reports of one's desks as lists: what waits, and what is done."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import render

from pimpasa.accounts.queries import desks_of
from pimpasa.accounts.roles import Permission
from pimpasa.cases.queries import due_for, substantiated_waiting
from pimpasa.common import clock
from pimpasa.connections.queries.shares import asked_of
from pimpasa.handling.queries import filters
from pimpasa.handling.queries import queue as queries
from pimpasa.operations.queries import duties_of as operation_duties_of
from pimpasa.reports.kinds import Kind, Urgency
from pimpasa.reports.models import Report
from pimpasa.sites.common.pages import page_of
from pimpasa.sites.officers.account.views.keys import letting_in_of
from pimpasa.sites.officers.http import OfficerRequest, officer_required
from pimpasa.territory.queries import villages_read_at
from pimpasa.verification.queries import duties_of


@officer_required(Permission.READ_REPORTS)
def reports(request: OfficerRequest) -> HttpResponse:
    """Open reports of one's desks, what is urgent first, then by deadline; for who leads cases, what waits for that."""
    officer, today = request.user, clock.today()
    context = {
        **_narrowed(request, queries.queue(officer)),
        **letting_in_of(officer),
        "duties": duties_of(officer, on=today),
        "operation_duties": operation_duties_of(officer, on=today),
    }
    if officer.may(Permission.LEAD_CASES):
        context |= {
            "substantiated": list(substantiated_waiting(officer)[:50]),
            "shares": asked_of(officer),
            "due": due_for(officer),
        }
    else:
        context |= {"desks": desks_of(officer, on=today)}
    return render(request, "officers/reports/list.html", context)


def _narrowed(request: OfficerRequest, queue: QuerySet[Report]) -> dict[str, Any]:
    """What `officers/reports/filters.html` and the list need."""
    chosen = filters.Filter.of(request.GET)
    return {
        "rows": page_of(chosen.apply(queue, request.user), request),
        "filter": chosen,
        "query": chosen.query,
        "counts": filters.counts(queue, request.user),
        "choices": {
            "urgency": [(str(value), label) for value, label in Urgency.choices],
            "kind": Kind.choices,
            "state": filters.states_of_queue(),
            "village": villages_read_at(desks_of(request.user, on=clock.today())),
        },
    }


@officer_required(Permission.READ_REPORTS)
def concluded(request: OfficerRequest) -> HttpResponse:
    """Reports of one's desks that have a finding, newest first."""
    rows = page_of(queries.concluded(request.user), request)
    return render(request, "officers/reports/concluded.html", {"rows": rows})
