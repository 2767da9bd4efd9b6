"""Files as officers look at them and take them out, the chain of custody, and the export of a report."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from pimpasa.accounts.errors import Refused
from pimpasa.accounts.roles import Permission
from pimpasa.cases.actions.export import export_report
from pimpasa.evidence.contents import ExhibitFacts
from pimpasa.evidence.errors import NotViewable, StoreUnavailable
from pimpasa.evidence.models import Exhibit
from pimpasa.evidence.opening.files import facts_of, original
from pimpasa.evidence.opening.previews import changed_name, preview, voice_of
from pimpasa.handling.actions.disclosing import disclose_exhibit, disclose_voice
from pimpasa.handling.opening import log_look
from pimpasa.handling.queries.custody import custody_of
from pimpasa.keys.unlocking import Keyring
from pimpasa.reports.models import Report
from pimpasa.reports.opening import peek
from pimpasa.reports.queries.lists import attachment_of
from pimpasa.reports.rules import check_read
from pimpasa.sealing.errors import Damaged
from pimpasa.sites.common.http import acting, as_file, as_stream, or_404, render_form
from pimpasa.sites.officers.http import OfficerRequest, officer_required
from pimpasa.sites.officers.reports.forms import DisclosureForm
from pimpasa.sites.officers.reports.views.report import report_or_404
from pimpasa.sites.officers.timelines import timeline_page
from pimpasa.vault.opening import key_of


def exhibit_of(exhibit_id: UUID, keyring: Keyring) -> tuple[Exhibit, bytes, Report]:
    attachment = or_404(attachment_of(exhibit_id))
    check_read(keyring.officer, attachment.report)
    return attachment.exhibit, key_of(attachment.report, keyring), attachment.report


@never_cache
@officer_required(Permission.READ_REPORTS, key=True)
def picture(request: OfficerRequest, exhibit_id: UUID) -> HttpResponse:
    """A picture we encoded ourselves; looking at it is written to the log."""
    exhibit, key, report = exhibit_of(exhibit_id, request.keyring)
    try:
        jpeg = preview(exhibit, key=key)
    except (NotViewable, StoreUnavailable, Damaged):
        raise Http404 from None
    log_look(report=report, exhibit=exhibit, by=request.user)
    return HttpResponse(jpeg, content_type="image/jpeg")


@never_cache
@officer_required(Permission.READ_REPORTS, key=True)
def download(request: OfficerRequest, exhibit_id: UUID) -> HttpResponseBase:
    """Ask what for, then give the original as handed in, never shown in the browser; or what is heard, in another voice
    where its reporter wished so.
    """
    return _handed_out(request, exhibit_id, disclose_exhibit, _without_voice)


@never_cache
@officer_required(Permission.DECIDE_KEEPING, key=True)
def own_voice(request: OfficerRequest, exhibit_id: UUID) -> HttpResponseBase:
    """Ask which court or step needs it, then give the original in which the reporter's own voice is heard."""
    return _handed_out(request, exhibit_id, disclose_voice, _as_it_is)


def _handed_out(
    request: OfficerRequest,
    exhibit_id: UUID,
    verb: Callable[..., None],
    content: Callable[[ExhibitFacts, bytes], HttpResponseBase],
) -> HttpResponseBase:
    exhibit, key, report = exhibit_of(exhibit_id, request.keyring)
    facts = facts_of(exhibit, key=key)
    form = DisclosureForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with acting(form, "reason", NotViewable):
            answer = content(facts, key)
            verb(report=report, exhibit=exhibit, keyring=request.keyring, reason=form.cleaned_data["reason"])
            return answer
    return _ask_why(request, form, report, facts.name)


def _without_voice(facts: ExhibitFacts, key: bytes) -> HttpResponseBase:
    if facts.hides_voice:
        return as_file(voice_of(facts.exhibit, key=key), changed_name(facts))
    return _as_it_is(facts, key)


def _as_it_is(facts: ExhibitFacts, key: bytes) -> HttpResponseBase:
    try:
        return as_stream(original(facts.exhibit, key=key), facts.name, size=facts.size)
    except StoreUnavailable:
        raise Refused(
            "store_unavailable", _("The store does not give this file right now. Please try again later.")
        ) from None


@never_cache
@officer_required(Permission.READ_REPORTS, key=True)
def export(request: OfficerRequest, report_id: UUID) -> HttpResponseBase:
    """Ask what for, then give the whole report as one file that proves itself."""
    report = report_or_404(report_id)
    check_read(request.user, report)
    form = DisclosureForm(request.POST or None)
    if request.method != "POST" or not form.is_valid():
        return _ask_why(request, form, report, _("Report %(reference)s") % {"reference": report.reference})
    with acting(form, "reason"):
        chunks = export_report(report=report, keyring=request.keyring, reason=form.cleaned_data["reason"])
        return as_stream(chunks, f"laporan-{report.reference}.zip")
    return _ask_why(request, form, report, report.reference)


def _ask_why(request: OfficerRequest, form: DisclosureForm, report: Report, what: str) -> HttpResponse:
    back = reverse("officers:report", args=[report.pk])
    context = {"form": form, "what": what, "back": back}
    return render_form(request, "officers/reports/why.html", context)


@officer_required(Permission.READ_REPORTS)
def timeline(request: OfficerRequest, report_id: UUID) -> HttpResponse:
    """All that was done to a report, as the log tells it."""
    report = report_or_404(report_id)
    check_read(request.user, report)
    back = reverse("officers:report", args=[report.pk])
    what = _("Report %(reference)s") % {"reference": report.reference}
    return timeline_page(request, [report.subject], what=what, back=back, others=_("Reporter"))


@never_cache
@officer_required(Permission.READ_REPORTS, key=True)
def custody(request: OfficerRequest, report_id: UUID) -> HttpResponse:
    """Who received, opened, copied, exported what, when and why."""
    opened = peek(report_or_404(report_id), request.keyring)
    context = {
        "report": opened.report,
        "steps": custody_of(opened),
    }
    return render(request, "officers/reports/custody.html", context)
