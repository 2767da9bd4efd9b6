"""A word at the end, and complaints."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from pimpasa.accounts.errors import Refused
from pimpasa.allowances.actions import take
from pimpasa.complaints.actions.complaining import complain
from pimpasa.complaints.actions.feedback import give_feedback
from pimpasa.complaints.kinds import Clarity
from pimpasa.complaints.queries import complaints_of, feedback_of
from pimpasa.reports.queries.opened import OpenReport
from pimpasa.sealing import receipts
from pimpasa.sites.common.allowances import COMPLAINTS, address
from pimpasa.sites.common.http import acting, render_form
from pimpasa.sites.public import confirmations
from pimpasa.sites.public.codes import COOKIE
from pimpasa.sites.public.own_report import own_report, page_key_of, sent, typed_before
from pimpasa.sites.public.track_forms import ComplaintForm, FeedbackForm


@own_report
def feedback(request: HttpRequest, opened: OpenReport) -> HttpResponse:
    """Two questions when all is done."""
    if opened.report.is_open and request.method != "POST":
        return redirect("public:tracked")
    earlier = feedback_of(opened)
    initial = {"clear": earlier[0], "words": earlier[1]} if earlier else {}
    form = FeedbackForm(request.POST or None, initial=initial | _typed(request, opened))
    if request.method == "POST" and form.is_valid():
        with acting(form):
            give_feedback(opened=opened, clear=Clarity(form.cleaned_data["clear"]), words=form.cleaned_data["words"])
            sent(request)
            return confirmations.confirmed_at("public:tracked_thanked", "tracked_thanked")
    return render_form(request, "public/penilaian.html", {"form": form, "page_key": page_key_of(request)})


@own_report
def complaint(request: HttpRequest, opened: OpenReport) -> HttpResponse:
    """To the auditor, past the officers who handle the report; with the answers to earlier ones."""
    receipt = receipts.parse(request.COOKIES[COOKIE])
    form = ComplaintForm(request.POST or None, initial=_typed(request, opened))
    if request.method == "POST" and form.is_valid():
        with acting(form, "text"):
            if not take(COMPLAINTS, address(request)):
                raise Refused("too_many_complaints", _("Many complaints are coming from here. Please wait a minute."))
            complain(report=opened.report, receipt=receipt, **form.cleaned_data)
            sent(request)
            return redirect("public:complaint")
    earlier = complaints_of(opened.report, receipt)
    context = {"form": form, "earlier": earlier, "page_key": page_key_of(request)}
    return render_form(request, "public/keluhan.html", context)


def _typed(request: HttpRequest, opened: OpenReport) -> dict[str, str]:
    """What was typed before the page's code ended."""
    typed = typed_before(request, opened) if request.method != "POST" else None
    return {name: str(typed[name]) for name in typed} if typed else {}
