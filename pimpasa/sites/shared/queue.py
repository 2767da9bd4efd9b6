"""A queue as both sites show it: narrowed, counted, paged."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from pimpasa.accounts.queries import desks_of
from pimpasa.common import clock
from pimpasa.handling.queries import filters
from pimpasa.operations.queries import duties_of as operation_duties_of
from pimpasa.reports.kinds import Kind, Urgency
from pimpasa.reports.models import Report
from pimpasa.sites.shared.pages import page_of
from pimpasa.territory.queries import villages_read_at
from pimpasa.verification.queries import duties_of


def narrowed(request: Any, queue: QuerySet[Report]) -> dict[str, Any]:
    """What `shared/report/filters.html` and the list need."""
    asked = filters.Filter.of(request.GET)
    return {
        "rows": page_of(asked.apply(queue, request.user), request),
        "filter": asked,
        "duties": duties_of(request.user, on=clock.today()),
        "operation_duties": operation_duties_of(request.user, on=clock.today()),
        "query": asked.query,
        "counts": filters.counts(queue, request.user),
        "choices": {
            "urgency": [(str(value), label) for value, label in Urgency.choices],
            "kind": Kind.choices,
            "state": filters.states_of_queue(),
            "village": villages_read_at(desks_of(request.user, on=clock.today())),
        },
    }
