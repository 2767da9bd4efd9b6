"""The reporter's way back. The code stays in the browser; the server keeps no session."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from pimpasa.allowances.actions import take
from pimpasa.ledger.acts import Act
from pimpasa.ledger.queries import continued, entry_of, pledge, prove
from pimpasa.sealing.errors import MalformedCode, MalformedWords
from pimpasa.sealing.receipts import Receipt
from pimpasa.sites.common.allowances import MALFORMED, WRONG_RECEIPTS, address
from pimpasa.sites.common.http import as_file, render_form
from pimpasa.sites.public import codes
from pimpasa.sites.public.own_report import waiting_path
from pimpasa.sites.public.track_forms import CodeForm

# What a receipt leads to at once: where to add something.
ON_TO = "ke"


@csrf_exempt
def track(request: HttpRequest) -> HttpResponse:
    """Ask for the code; a right one goes into a cookie that only this page's browser sends."""
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and (receipt := _known(request, form)):
        response = HttpResponseRedirect(waiting_path(receipt) or _wished(request))
        codes.open_with(response, receipt.code)
        return response
    lost = continued() if form.errors else None
    return render_form(request, "public/lacak.html", {"form": form, "lost_on": lost.at if lost else None})


def _wished(request: HttpRequest) -> str:
    try:
        return reverse(f"public:add_{request.POST[ON_TO]}")
    except (KeyError, NoReverseMatch):
        return reverse("public:tracked")


def _known(request: HttpRequest, form: CodeForm) -> Receipt | None:
    try:
        receipt = codes.receipt_in(form.cleaned_data["code"])
    except (MalformedCode, MalformedWords) as wrong:
        form.add_error("code", _or_wait(request, codes.what_is_wrong(wrong), cost=MALFORMED))
        return None
    if receipt is None:
        unknown = _("No report has this code or these words. Please compare with what you kept.")
        form.add_error("code", _or_wait(request, unknown))
    return receipt


def _or_wait(request: HttpRequest, sentence: str, *, cost: float = 1) -> str:
    """What is wrong; or that it was too much. A right code was looked at before, and never comes here."""
    if take(WRONG_RECEIPTS, address(request), cost):
        return sentence
    return _("Too many wrong codes from here. Please wait a minute.")


def proof(request: HttpRequest) -> HttpResponse:
    """A file that proves, to anyone and without us, that this report is in the log; until it came out, that it will be.

    Before that nothing is given that has a number in it: who reports now and then would count others' acts by it.
    """
    opened = codes.opened_by_cookie(request)
    report = opened.report if opened else codes.erased(request)
    if report is None:
        return redirect("public:track")
    entry = entry_of(report.subject, Act.REPORT_RECEIVED)
    proved = prove(entry) if entry else None
    pledged = pledge(entry) if entry and proved is None else None
    if proved is None and pledged is None:
        return redirect("public:tracked")
    name = "bukti-laporan.tlog-proof" if proved else "janji-laporan.tlog-pledge"
    response = as_file(str(proved or pledged), name, "text/plain; charset=utf-8")
    response["Cache-Control"] = "no-store"
    return response


@csrf_exempt
def leave(request: HttpRequest) -> HttpResponse:
    """Forget the code in this browser; an address that is only opened forgets nothing."""
    response = redirect("public:track")
    if request.method == "POST":
        codes.forget(response)
    return response
