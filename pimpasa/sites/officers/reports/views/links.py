"""What ties a report to others: judging what was found, asking another desk to share, and deciding."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from pimpasa.accounts.roles import Permission
from pimpasa.connections.actions import ask_to_share, decide_share, judge_mention
from pimpasa.connections.opening import reason_of
from pimpasa.connections.queries.links import Link, links_of
from pimpasa.connections.queries.shares import share_by_id
from pimpasa.connections.rules import check_decide_share
from pimpasa.reports.opening import peek
from pimpasa.reports.queries.lists import mention_of
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
def ask(request: OfficerRequest, report_id: UUID, mention_id: int, number: int) -> HttpResponse:
    """Ask another desk to share; `number` is its place among the reports elsewhere, whose ids are not told."""
    opened = peek(report_or_404(report_id), request.keyring)
    link = next((link for link in links_of(opened, request.user) if link.mention.pk == mention_id), None)
    if link is None or not 0 < number <= len(link.elsewhere):
        raise Http404
    form = ShareForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and _ask(request, form, link, number):
        messages.success(request, _("The other office's unit has your question now."))
        return to_report(opened.report, "#connections")
    back = reverse("officers:report", args=[opened.report.pk])
    context = {"form": form, "link": link, "other": link.elsewhere[number - 1].report, "back": back}
    return render_form(request, "officers/reports/share.html", context)


def _ask(request: OfficerRequest, form: ShareForm, link: Link, number: int) -> bool:
    with acting(form, "reason"):
        ask_to_share(
            report=link.elsewhere[number - 1].report,
            because_of=link.mention.report,
            reason=form.cleaned_data["reason"],
            by=request.user,
        )
        return True
    return False


@never_cache
@officer_required(Permission.LEAD_CASES, key=True)
def share(request: OfficerRequest, share_id: int) -> HttpResponse:
    """Another desk asks for a report of ours: share it, or say why not."""
    share = or_404(share_by_id(share_id))
    check_page(request, share.report, lambda: check_decide_share(request.user, share, is_granted=True, reason=""))
    form = DecideForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        with acting(form, "reason"):
            decide_share(
                share=share, is_granted=values["decision"] == "share", reason=values["reason"], keyring=request.keyring
            )
            return redirect("officers:reports")
    context = {"form": form, "share": share, "reason": reason_of(share, request.keyring)}
    return render_form(request, "officers/reports/decide.html", context)
