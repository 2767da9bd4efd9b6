"""What ties a report to others: judging what was found, asking another desk to share, and deciding."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from pimpasa.accounts.roles import Permission
from pimpasa.connections.actions import decide_share, inquire, judge_mention
from pimpasa.connections.opening import reason_of
from pimpasa.connections.queries.links import links_of
from pimpasa.connections.queries.shares import inquiries_today, share_by_id
from pimpasa.connections.rules import MOST_INQUIRIES_A_DAY, check_decide_share
from pimpasa.reports.kinds import ShareState
from pimpasa.reports.opening import peek
from pimpasa.reports.queries.lists import mention_of
from pimpasa.reports.rules import check_own
from pimpasa.sites.common.http import acting, or_404, render_form, saying_why
from pimpasa.sites.officers.http import OfficerRequest, officer_required
from pimpasa.sites.officers.reports.forms import DecideForm, ShareForm
from pimpasa.sites.officers.reports.views.report import check_page, report_or_404, to_report


@require_POST
@officer_required(Permission.VERIFY)
def judge(request: OfficerRequest, report_id: UUID, mention_id: int) -> HttpResponse:
    """Is it an identifier, or did the pattern err?"""
    report = report_or_404(report_id)
    mention = or_404(mention_of(report, mention_id))
    with saying_why(request):
        judge_mention(mention=mention, status=request.POST.get("status", ""), by=request.user)
        return to_report(report, "#connections")
    return to_report(report)


@never_cache
@officer_required(Permission.VERIFY, key=True)
def ask_others(request: OfficerRequest, report_id: UUID, mention_id: int) -> HttpResponse:
    """Ask the other desks about a thing that the report names; whether anybody knows it, this page never tells."""
    opened = peek(report_or_404(report_id), request.keyring)
    check_own(request.user, opened.report)
    link = or_404(next((link for link in links_of(opened, request.user) if link.mention.pk == mention_id), None))
    form = ShareForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with acting(form, "reason"):
            inquire(mention=link.mention, reason=form.cleaned_data["reason"], keyring=request.keyring)
            messages.success(request, _("Your question is on its way. Whoever knows of it and agrees answers here."))
            return to_report(opened.report, "#connections")
    context = {
        "form": form,
        "link": link,
        "back": reverse("officers:report", args=[opened.report.pk]),
        "today": inquiries_today(request.user),
        "most": MOST_INQUIRIES_A_DAY,
    }
    return render_form(request, "officers/reports/inquire.html", context)


@never_cache
@officer_required(Permission.LEAD_CASES, key=True)
def share(request: OfficerRequest, share_id: int) -> HttpResponse:
    """Another desk asks for a report of ours: share it, or say why not."""
    share = or_404(share_by_id(share_id))
    check_page(
        request,
        share.report,
        lambda: check_decide_share(request.user, share, decision=ShareState.GRANTED, reason=""),
    )
    form = DecideForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        with acting(form, "reason"):
            decision = ShareState(values["decision"])
            decide_share(share=share, decision=decision, reason=values["reason"], keyring=request.keyring)
            return redirect("officers:reports")
    context = {"form": form, "share": share, "reason": reason_of(share, request.keyring)}
    return render_form(request, "officers/reports/decide.html", context)
