"""Verifying a report: the steps of the plan, look-ups, field checks, the finding and its review."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from pimpasa.accounts.roles import Permission
from pimpasa.agencies.queries import Looked, look_up
from pimpasa.common import clock
from pimpasa.connections.actions import call_distinct
from pimpasa.handling.rules import check_act
from pimpasa.letters.opening import offered
from pimpasa.reports.models import Report
from pimpasa.reports.opening import peek
from pimpasa.reports.queries.lists import by_reference
from pimpasa.reports.rules import check_own, check_read
from pimpasa.reports.states import State, Step
from pimpasa.sites.common.http import UNPROCESSABLE, acting, or_404, saying_why
from pimpasa.sites.officers.http import OfficerRequest, officer_required
from pimpasa.sites.officers.letters.forms import LetterForm
from pimpasa.sites.officers.reports.views.report import check_page, report_or_404, to_report
from pimpasa.sites.officers.verification.forms import (
    AgencyForm,
    CheckForm,
    DecisionForm,
    FindingForm,
    StepForm,
)
from pimpasa.vault.opening import key_of
from pimpasa.verification.actions.checks import decide_check, hand_in_letter, plan_check
from pimpasa.verification.actions.findings import record_finding, review_finding
from pimpasa.verification.actions.steps import record_step
from pimpasa.verification.checklist import needs_parts
from pimpasa.verification.contents import StepContents
from pimpasa.verification.kinds import StepKind
from pimpasa.verification.models import FieldCheck, Finding
from pimpasa.verification.plan import Planned
from pimpasa.verification.queries import check_by_id, finding_by_id, findings_of, open_check, plan_of
from pimpasa.verification.rules import check_decide_check, check_review, check_work

OWN_STEP = "own"


@never_cache
@officer_required(Permission.VERIFY, key=True)
def step(request: OfficerRequest, report_id: UUID, key: str) -> HttpResponse:
    """Write down what came of a step of the plan, or of a step of one's own."""
    report = report_or_404(report_id)
    check_page(request, report, lambda: check_work(request.user, report))
    planned = _planned(report, key)
    form = StepForm(request.POST or None, is_lookup=planned.kind == StepKind.LOOKUP)
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        contents = StepContents(
            key=key, text=planned.text, result=values["result"], note=values["note"], source=values.get("source", "")
        )
        if _recorded(request, report, planned.kind, contents, form):
            return to_report(report, "#plan")
    context = {"form": form, "planned": planned, **_agency_of(request, planned, report)}
    return _page(request, report, "officers/verification/step.html", context)


def _planned(report: Report, key: str) -> Planned:
    if key == OWN_STEP:
        return Planned(OWN_STEP, StepKind.OTHER, _("Another step"))
    return or_404(next((step for step in plan_of(report.office, report.kind) if step.key == key), None))


def _recorded(request: OfficerRequest, report: Report, kind: str, contents: StepContents, form: StepForm) -> bool:
    with acting(form):
        record_step(report=report, kind=kind, contents=contents, keyring=request.keyring)
        messages.success(request, _("Recorded."))
        return True
    return False


def _agency_of(request: OfficerRequest, planned: Planned, report: Report) -> dict[str, Any]:
    """For a look-up of an agency: the names that the reporter gave, and what the list says of the one asked for."""
    if planned.kind != StepKind.AGENCY:
        return {}
    answers = peek(report, request.keyring).answers
    named = [row.value for row in answers.persons if row.what == "agency"]
    name = request.GET.get("name", "").strip()[:200] or (named[0] if named else "")
    looked: Looked | None = look_up(name) if name else None
    return {"agency_form": AgencyForm(initial={"name": name}), "asked": name, "looked": looked, "is_agency": True}


@never_cache
@officer_required(Permission.VERIFY, key=True)
def field_check(request: OfficerRequest, report_id: UUID) -> HttpResponse:
    """Plan a visit: with its surat perintah, or urgent, where the law allows it."""
    opened = peek(report_or_404(report_id), request.keyring)
    check_page(request, opened.report, lambda: check_work(request.user, opened.report))
    report = opened.report
    letters = offered(request.keyring, on=clock.today(), naming=request.user, village=report.village)
    initial = {"place": opened.answers.place, "letter": str(letters[0].letter.pk) if letters else ""}
    form = CheckForm(request.POST or None, letters=letters, initial=initial)
    if request.method == "POST" and form.is_valid():
        with acting(form):
            check = plan_check(report=report, plan=form.plan(), letter=form.chosen(), keyring=request.keyring)
            words = _("Your unit is asked to agree.") if check.is_urgent else _("The field check is planned.")
            messages.success(request, words)
            return to_report(report, "#plan")
    return _page(request, report, "officers/verification/field_check.html", {"form": form, "letters": letters})


def check_or_404(check_id: UUID) -> FieldCheck:
    return or_404(check_by_id(check_id))


@never_cache
@officer_required(Permission.APPROVE_CHECKS, key=True)
def decide(request: OfficerRequest, check_id: UUID) -> HttpResponse:
    """Agree to a colleague's urgent check, or refuse it."""
    check = check_or_404(check_id)
    check_page(request, check.report, lambda: check_decide_check(request.user, check, agrees=True))
    form = DecisionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        with acting(form, "words"):
            decide_check(
                check=check, agrees=values["decision"] == "yes", words=values["words"], keyring=request.keyring
            )
            messages.success(request, _("Recorded."))
            return to_report(check.report, "#plan")
    key = key_of(check.report, request.keyring)
    context = {"form": form, "opened": open_check(check, key)}
    return _page(request, check.report, "officers/verification/decide_check.html", context)


@never_cache
@officer_required(Permission.READ_REPORTS, key=True)
def letter(request: OfficerRequest, check_id: UUID) -> HttpResponse:
    """Hand in the surat perintah that an urgent check owed."""
    check = check_or_404(check_id)
    check_page(request, check.report, lambda: check_own(request.user, check.report))
    day = clock.day_of(check.planned_at)
    letters = offered(request.keyring, on=day, naming=check.officer, village=check.report.village)
    form = LetterForm(request.POST or None, letters=letters)
    if request.method == "POST" and form.is_valid():
        with acting(form):
            hand_in_letter(check=check, letter=or_404(form.chosen()), keyring=request.keyring)
            messages.success(request, _("The letter is recorded."))
            return to_report(check.report, "#plan")
    return _page(
        request, check.report, "officers/verification/letter.html", {"form": form, "check": check, "letters": letters}
    )


@never_cache
@officer_required(Permission.VERIFY, key=True)
def conclude(request: OfficerRequest, report_id: UUID) -> HttpResponse:
    """Record the finding; refused ones come back with what was typed and the reason."""
    opened = peek(report_or_404(report_id), request.keyring)
    check_page(request, opened.report, lambda: check_act(request.user, opened.report, Step.CONCLUDE))
    duplicate_of = request.GET.get("rangkap", "")
    initial = {"outcome": State.DUPLICATE, "duplicate_of": duplicate_of[:20]} if duplicate_of else {}
    form = FindingForm(request.POST or None, parts=needs_parts(opened.report.kind), initial=initial)
    if request.method == "POST" and form.is_valid():
        with acting(form):
            finding = record_finding(report=opened.report, contents=form.contents(), keyring=request.keyring)
            is_reviewed = finding.review == "asked"
            messages.success(
                request, _("A second officer reads it now.") if is_reviewed else _("The finding is recorded.")
            )
            return to_report(opened.report)
    return _page(
        request, opened.report, "officers/verification/finding.html", {"form": form, "answers": opened.answers}
    )


@never_cache
@officer_required(Permission.READ_REPORTS, key=True)
def review(request: OfficerRequest, finding_id: UUID) -> HttpResponse:
    """Read a colleague's finding and agree to it, or give it back."""
    finding = or_404(finding_by_id(finding_id))
    check_page(request, finding.report, lambda: check_review(request.user, finding, agrees=False, words="x" * 10))
    opened = peek(report_or_404(finding.report_id), request.keyring)
    form = DecisionForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and _reviewed(request, finding, form):
        return to_report(opened.report)
    opened_finding = next(
        opened_finding for opened_finding in findings_of(opened) if opened_finding.finding.pk == finding.pk
    )
    return _page(request, opened.report, "officers/verification/review.html", {"form": form, "found": opened_finding})


def _reviewed(request: OfficerRequest, finding: Finding, form: DecisionForm) -> bool:
    values = form.cleaned_data
    with acting(form, "words"):
        review_finding(
            finding=finding, agrees=values["decision"] == "yes", words=values["words"], keyring=request.keyring
        )
        messages.success(request, _("Recorded."))
        return True
    return False


@require_POST
@officer_required(Permission.VERIFY, key=True)
def distinct(request: OfficerRequest, report_id: UUID) -> HttpResponse:
    """Two reports that look alike tell of different things."""
    report = report_or_404(report_id)
    check_read(request.user, report)
    other_report = or_404(by_reference(request.POST.get("other", ""), request.user))
    with saying_why(request):
        call_distinct(report=report, candidate=other_report, by=request.user)
        return to_report(report, "#duplicates")
    return to_report(report)


def _page(request: OfficerRequest, report: Report, template: str, context: dict[str, Any]) -> HttpResponse:
    back = reverse("officers:report", args=[report.pk])
    form = context.get("form")
    status = UNPROCESSABLE if form is not None and form.errors else 200
    return render(request, template, {"report": report, "back": back} | context, status=status)
