"""Sending, and the receipt."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from pimpasa.common import clock
from pimpasa.evidence.errors import ExhibitGone
from pimpasa.keys.errors import NoDeskKey
from pimpasa.reports.actions.submitting import submit
from pimpasa.reports.errors import AlreadySent, DraftGone, Incomplete
from pimpasa.reports.queries.drafts import draft_id
from pimpasa.reports.queries.readers import readers_of
from pimpasa.sites.common.allowances import address
from pimpasa.sites.public import drafts, flood
from pimpasa.sites.public.report_views import files_gone
from pimpasa.sites.public.steps import first_open
from pimpasa.territory.errors import NoOffice

TICKET = "giliran"
SECONDS_KEPT = 30 * 60


@csrf_exempt
@require_POST
def send(request: HttpRequest) -> HttpResponse:
    """Make the draft a report. Sent twice, or again after a lost reply, it leads to the same receipt."""
    key = drafts.key_of(request)
    if key is None:
        return render(request, "public/report/gone.html", status=410)
    ticket = request.POST.get("giliran") or request.COOKIES.get(TICKET, "")
    if not flood.may_send(address(request), draft_id(key), ticket, request.POST.get("altcha", "")):
        return _wait(request, key, ticket)
    return _submit(request, key)


def _submit(request: HttpRequest, key: bytes) -> HttpResponse:
    try:
        promise = readers_of(drafts.answers_of(request).village, on=clock.today()).promise
        submit(browser_key=key, promise=promise)
    except AlreadySent:
        return redirect("public:receipt")
    except Incomplete as missing:
        return HttpResponseRedirect(first_open(missing.answers).url)
    except DraftGone:
        return render(request, "public/report/gone.html", status=410)
    except ExhibitGone as gone:
        return files_gone(request, gone)
    except (NoOffice, NoDeskKey):
        return render(request, "public/report/no_office.html", status=503)
    response = redirect("public:receipt")
    drafts.set_cookie(response, key, seconds=settings.RECEIPT_LIFE.total_seconds())
    return response


def _wait(request: HttpRequest, key: bytes, ticket: str) -> HttpResponse:
    ticket, seconds = flood.take_ticket(address(request), draft_id(key), ticket)
    context = {
        "ticket": ticket,
        "seconds": seconds,
        "work": flood.new_work(draft_id(key)),
        "has_worked": bool(request.POST.get("altcha")),
    }
    response = render(request, "public/report/wait.html", context, status=429)
    response["Retry-After"] = str(seconds)
    response.set_cookie(
        TICKET, ticket, max_age=SECONDS_KEPT, httponly=True, samesite="Strict", secure=settings.HTTPS, path="/lapor/"
    )
    return response
