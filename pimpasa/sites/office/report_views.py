from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render

from pimpasa.accounts.roles import Permission, Role
from pimpasa.cases.queries import due_for, substantiated_waiting
from pimpasa.common import clock
from pimpasa.connections.queries.shares import asked_of
from pimpasa.handling.queries.queue import concluded, queue
from pimpasa.keys.queries import waiting_for_key
from pimpasa.sites.shared.officers import officer_required
from pimpasa.sites.shared.pages import page_of
from pimpasa.sites.shared.queue import narrowed

FIRST_PAGE = {
    Role.PIMPASA: "field:queue",
    Role.ANALYST: "office:reports",
    Role.HEAD: "office:reports",
    Role.ADMINISTRATOR: "office:officers",
    Role.AUDITOR: "office:deadlines",
}


def home(request: Any) -> HttpResponse:
    """Each role's first page of the office."""
    if not request.user.is_authenticated:
        return redirect("account_login")
    return redirect(FIRST_PAGE[Role(request.user.role)])


@officer_required(Permission.READ_REPORTS)
def reports(request: Any) -> HttpResponse:
    """What the office's desks have: substantiated ones that wait for a case, then the open ones."""
    done = request.GET.get("lihat") == "selesai"
    if done:
        listed = {"rows": page_of(concluded(request.user), request), "query": "lihat=selesai&"}
    else:
        listed = narrowed(request, queue(request.user))
    context = {
        **listed,
        "done": done,
        "substantiated": list(substantiated_waiting(request.user)[:50]),
        "waiting": waiting_for_key(request.user, on=clock.today()),
        "shares": asked_of(request.user),
        "due": due_for(request.user) if request.user.may(Permission.LEAD_CASES) else None,
        "site": "office",
    }
    return render(request, "office/reports.html", context)
