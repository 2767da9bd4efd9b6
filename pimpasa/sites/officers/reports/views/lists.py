"""What a Pimpasa sees on a phone: what waits, and what is done."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render

from pimpasa.accounts.queries import desks_of
from pimpasa.accounts.roles import Permission
from pimpasa.common import clock
from pimpasa.handling.queries import queue as queries
from pimpasa.keys.queries import waiting_for_key
from pimpasa.sites.shared.officers import officer_required
from pimpasa.sites.shared.pages import page_of
from pimpasa.sites.shared.queue import narrowed


@officer_required(Permission.READ_REPORTS)
def queue(request: Any) -> HttpResponse:
    """Open reports of one's desks, what is urgent first, then by deadline."""
    today = clock.today()
    context = {
        **narrowed(request, queries.queue(request.user)),
        "desks": desks_of(request.user, on=today),
        "waiting": waiting_for_key(request.user, on=today),
        "site": "field",
    }
    return render(request, "field/queue.html", context)


@officer_required(Permission.READ_REPORTS)
def concluded(request: Any) -> HttpResponse:
    """Reports of one's desks that have a finding, newest first."""
    rows = page_of(queries.concluded(request.user), request)
    return render(request, "field/concluded.html", {"rows": rows, "site": "field"})
