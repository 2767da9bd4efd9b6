"""Where an officer begins, and the script that shows what comes meanwhile."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from pimpasa.accounts.roles import Permission, Role
from pimpasa.sites.officers.http import OfficerRequest, officer_required, signed_in
from pimpasa.timekeeping.queries import open_doubt
from pimpasa.timekeeping.rules import can_answer

FIRST_PAGE = {
    Role.PIMPASA: "officers:reports",
    Role.ANALYST: "officers:reports",
    Role.HEAD: "officers:reports",
    Role.ADMINISTRATOR: "officers:officers",
    Role.AUDITOR: "officers:deadlines",
}


@signed_in
def workplace(request: OfficerRequest) -> HttpResponse:
    """Each role's first page; while clocks are in doubt, for who may end that, the page where they do."""
    if can_answer(request.user) and open_doubt() is not None:
        return redirect("officers:time")
    return redirect(FIRST_PAGE[Role(request.user.role)])


@require_safe
@signed_in
def more(request: OfficerRequest) -> HttpResponse:
    """Everything that the officer may open, and the way out."""
    return render(request, "officers/workplace/more.html")


@require_safe
@officer_required(Permission.READ_REPORTS)
def push_worker(request: OfficerRequest) -> HttpResponse:
    """The service worker. It lies under the officers' pages, so no resident's page is ever in its reach."""
    return render(request, "officers/workplace/push_worker.js", content_type="text/javascript; charset=utf-8")
