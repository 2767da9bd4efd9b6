"""A word at the end, and complaints."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from pimpasa.accounts.errors import Refused
from pimpasa.allowances.actions import take
from pimpasa.complaints.actions.complaining import complain
from pimpasa.complaints.actions.feedback import give_feedback
from pimpasa.complaints.kinds import Clarity
from pimpasa.complaints.queries import complaints_of, feedback_of
from pimpasa.sealing import receipts
from pimpasa.sites.common.allowances import COMPLAINTS, address
from pimpasa.sites.common.http import acting, render_form
from pimpasa.sites.public.codes import COOKIE, opened_by_cookie
from pimpasa.sites.public.track_forms import ComplaintForm, FeedbackForm


@csrf_exempt
def feedback(request: HttpRequest) -> HttpResponse:
    """Two questions when all is done."""
    opened = opened_by_cookie(request)
    if opened is None:
        return redirect("public:track")
    earlier = feedback_of(opened)
    form = FeedbackForm(request.POST or None, initial={"clear": earlier[0], "words": earlier[1]} if earlier else None)
    if request.method == "POST" and form.is_valid():
        with acting(form):
            give_feedback(opened=opened, clear=Clarity(form.cleaned_data["clear"]), words=form.cleaned_data["words"])
            return redirect("public:tracked")
    return render_form(request, "public/penilaian.html", {"form": form})


@csrf_exempt
def complaint(request: HttpRequest) -> HttpResponse:
    """To the auditor, past the officers who handle the report; with the answers to earlier ones."""
    opened = opened_by_cookie(request)
    if opened is None:
        return redirect("public:track")
    receipt = receipts.parse(request.COOKIES[COOKIE])
    form = ComplaintForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with acting(form, "text"):
            if not take(COMPLAINTS, address(request)):
                raise Refused("too_many_complaints", _("Many complaints are coming from here. Please wait a minute."))
            complain(report=opened.report, receipt=receipt, text=form.cleaned_data["text"])
            return redirect("public:complaint")
    context = {"form": form, "earlier": complaints_of(opened.report, receipt)}
    return render_form(request, "public/keluhan.html", context)
