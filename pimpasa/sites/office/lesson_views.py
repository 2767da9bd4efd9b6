"""The office's part in what residents learn: the questions of the quiz that it has read and found right."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from pimpasa.accounts.errors import Refused
from pimpasa.accounts.roles import Permission
from pimpasa.education import queries
from pimpasa.education.actions import review_questions, take_back_review
from pimpasa.sites.shared.officers import officer_required, refuse_and_return

teacher = officer_required(Permission.WRITE_LESSONS)


@teacher
def questions(request: Any) -> HttpResponse:
    """Every question with its answer, reason and sources; those that the officer ticks were read and are right."""
    if request.method == "POST":
        return _review(request)
    rows = queries.with_reviews(request.user.office)
    context = {"rows": rows, "ready": sum(row.is_current for row in rows)}
    return render(request, "office/questions.html", context)


def _review(request: Any) -> HttpResponse:
    pairs = (ticked.partition(":") for ticked in request.POST.getlist("read"))
    try:
        read = {key: bytes.fromhex(digest) for key, _colon, digest in pairs}
        number = review_questions(office=request.user.office, read=read, by=request.user)
    except ValueError:
        messages.error(request, _("This form was changed. Please try again."))
    except Refused as refused:
        messages.error(request, str(refused.reason))
    else:
        told = ngettext("%(n)d question was reviewed.", "%(n)d questions were reviewed.", number)
        messages.success(request, told % {"n": number})
    return redirect("office:questions")


@require_POST
@teacher
def take_back(request: Any, key: str) -> HttpResponse:
    """The office does not ask this question any more."""
    try:
        take_back_review(office=request.user.office, key=key, by=request.user)
    except Refused as refused:
        return refuse_and_return(request, refused, "office:questions")
    messages.success(request, _("Your office does not ask this question any more."))
    return redirect("office:questions")
