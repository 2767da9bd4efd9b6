"""A report as officers see it, and what they do with it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from pimpasa.accounts.models import Officer
from pimpasa.accounts.queries import timeline_of
from pimpasa.accounts.roles import Permission
from pimpasa.cases.models import Case
from pimpasa.cases.queries import case_of
from pimpasa.cases.rules.correcting import allows, check_finding, check_new_outcome, check_transfer
from pimpasa.complaints.queries import feedback_of
from pimpasa.connections.opening import answer_to
from pimpasa.connections.queries.duplicates import likely_duplicates
from pimpasa.connections.queries.links import links_of
from pimpasa.connections.queries.shares import answered_to
from pimpasa.evidence.contents import ExhibitFacts
from pimpasa.evidence.models import Exhibit
from pimpasa.evidence.opening.files import facts_of
from pimpasa.handling.actions import verifying
from pimpasa.handling.actions.giving_up import give_up
from pimpasa.handling.actions.identifying import ask_identity, consent_to_identity, open_identity
from pimpasa.handling.actions.verifying import see_worse
from pimpasa.handling.models import IdentityOpening
from pimpasa.handling.opening import open_report, opens_for_nobody
from pimpasa.handling.priority import reasons_of_priority
from pimpasa.handling.queries.custody import (
    OpenTransfer,
    asking_by_id,
    handling_of,
)
from pimpasa.handling.rules import can_set_clock, why_not_act
from pimpasa.keys.errors import NotGranted
from pimpasa.linking.identifiers.finding import MOST
from pimpasa.operations.rules import can_ask_support
from pimpasa.reports.indicators import INDICATORS, Indicator
from pimpasa.reports.kinds import Card, Channel, Consent, Mode, Obtained, PersonRow, Situation, Source, Whom
from pimpasa.reports.mentions import name_more_than_kept
from pimpasa.reports.models import Report
from pimpasa.reports.opening import peek
from pimpasa.reports.queries.alarms import alarm_of
from pimpasa.reports.queries.lists import by_id, merged_into
from pimpasa.reports.queries.opened import OpenMessage, OpenReport
from pimpasa.reports.rules import can_own, check_own, check_read
from pimpasa.reports.states import Step
from pimpasa.sealing.errors import Damaged, SealingError
from pimpasa.sites.common.http import UNPROCESSABLE, Refusable, acting, or_404, saying_why
from pimpasa.sites.officers.http import OfficerRequest, officer_required, refusal
from pimpasa.sites.officers.notes.beside import notes_beside
from pimpasa.sites.officers.reports.beside import beside, list_of
from pimpasa.sites.officers.reports.forms import IdentityForm
from pimpasa.sites.officers.verification.forms import AskForm
from pimpasa.verification.checklist import Known, Part
from pimpasa.verification.queries import OpenFinding, Verification, verification_of

SHOWN = 30
UNOPENABLE = gettext_noop(
    "The HP of its sender locked this report so that it opens for nobody. It has ended as not substantiated."
)
UNOPENABLE_HERE = gettext_noop(
    "The HP of its sender locked this report so that your desk's key does not open it. The unit tries it with its own."
)
WHO = {
    "name": gettext_lazy("Name that officers may use"),
    "way": gettext_lazy("Way to reach them"),
    "mode": gettext_lazy("How they report"),
    "office": gettext_lazy("Office that they hold"),
    "relation": gettext_lazy("For whom they report"),
}
REFUSABLE = (Step.TAKE, Step.ASK, Step.CONCLUDE, Step.TRANSFER, Step.TAKE_OVER)


def report_or_404(report_id: UUID) -> Report:
    return or_404(by_id(report_id))


def to_report(report: Report, anchor: str = "") -> HttpResponse:
    """Back to the report's page."""
    return HttpResponseRedirect(reverse("officers:report", args=[report.pk]) + anchor)


def check_page(request: OfficerRequest, report: Report, check: Callable[[], None]) -> None:
    """Raise Refused for who may not read the report, or not open this page of it.

    Who sends the page's form is refused by its act instead, so that the reason comes back beside what they typed:
    a colleague may have acted since they opened it.
    """
    check_read(request.user, report)
    if request.method != "POST":
        check()


@never_cache
@officer_required(Permission.READ_REPORTS, key=True)
def report_page(request: OfficerRequest, report_id: UUID) -> HttpResponse:
    """Everything of a report; reading it is written to the log."""
    report = report_or_404(report_id)
    try:
        opened = open_report(report=report, keyring=request.keyring)
    except SealingError:
        if not report.sealed_on_phone:
            raise
        return _ended(request, report)
    return show(request, opened)


def _ended(request: OfficerRequest, report: Report) -> HttpResponse:
    """Why a report that its sender sealed does not open. Raises Damaged where it may be our own doing."""
    try:
        if not opens_for_nobody(report, request.keyring):
            raise Damaged
    except NotGranted:
        return refusal(request, _(UNOPENABLE_HERE))
    give_up(report=report, keyring=request.keyring)
    return refusal(request, _(UNOPENABLE))


def show(request: OfficerRequest, opened: OpenReport, **forms: Any) -> HttpResponse:
    """The report's page, with whichever of its forms had errors."""
    report, officer = opened.report, request.user
    verification, handling, case = verification_of(opened), handling_of(opened), case_of(report)
    forms_shown: dict[str, Any] = {"ask_form": AskForm(), "identity_form": IdentityForm()} | forms
    context = {
        "report": report,
        "answers": opened.answers,
        "telling": handling.telling,
        "heard_how": _heard_how(opened),
        "known": _known(opened),
        "signs": [INDICATORS[number] for number in opened.answers.indicators],
        "persons": [(PersonRow(row.what).label, row.value) for row in opened.answers.persons],
        "exhibits": [_exhibit(exhibit, opened.key) for exhibit in opened.exhibits],
        "turns": [(turn, [_exhibit(e, opened.key) for e in turn.exhibits], *_added(turn)) for turn in opened.messages],
        "askings": handling.askings,
        **_verification(opened, officer, verification),
        **_connections(request, opened),
        "own": can_own(officer, report),
        "beside": beside(request, report),
        "list": list_of(request),
        "has_identity": opened.has_identity,
        "may_ask_support": can_ask_support(officer),
        "priority": reasons_of_priority(report, opened.answers),
        "feedback": feedback_of(opened),
        "transfers": handling.transfers,
        "gradings": handling.gradings,
        "reassignments": handling.reassignments,
        "alarm": alarm_of(report),
        "may_set_clock": can_set_clock(officer, report),
        "holds": handling.holds,
        "may_keep": officer.may(Permission.DECIDE_KEEPING),
        "timeline": timeline_of([report.subject], others=_("Reporter")),
        "case": case,
        **_corrections(officer, verification.findings, handling.transfers, case),
        **notes_beside(request, report, opened.key),
        "refusals": {step.value: why_not_act(officer, report, step) for step in REFUSABLE},
    } | forms_shown
    status = UNPROCESSABLE if any(form.is_bound and form.errors for form in forms_shown.values() if form) else 200
    return render(request, "officers/reports/page.html", context, status=status)


def _corrections(
    officer: Officer, findings: Iterable[OpenFinding], transfers: Iterable[OpenTransfer], case: Case | None
) -> dict[str, Any]:
    """Which finding and which transfer this officer may correct, and whether the outcome may be taken back."""
    newest = next((row.finding for row in findings if not row.finding.is_corrected), None)
    last = next((row.transfer for row in reversed([*transfers]) if not row.transfer.is_corrected), None)
    may = newest is not None and allows(check_finding, officer, newest, newest)
    return {
        "correctable": newest.pk if newest is not None and may else None,
        "correctable_transfer": last.pk if last is not None and allows(check_transfer, officer, last, last) else None,
        "may_reopen": may and allows(check_new_outcome, case, ""),
    }


def _heard_how(opened: OpenReport) -> list[tuple[str, str]]:
    """How an officer was told what they wrote down; nothing where a reporter wrote it."""
    answers = opened.answers
    if opened.report.channel != Channel.ORAL:
        return []
    return [
        (_("How it was told"), str(Source(answers.source).label)),
        (_("Does who told it agree?"), str(Consent(answers.consent).label)),
        (_("Code"), str(Card(answers.card).label)),
    ]


def _known(opened: OpenReport) -> list[tuple[str, str]]:
    """What an officer asks of every report, each with what is known of it; empty where nobody was asked."""
    answers = opened.answers
    danger = {True: _("yes"), False: _("the reporter said no, or did not know"), None: ""}
    whom = Whom(answers.whom).label if answers.whom else ""
    situation = Situation(answers.situation).label if answers.situation else ""
    return [
        (_("To whom it happened"), ", ".join(str(word) for word in (whom, situation) if word)),
        (_("Danger right now"), danger[answers.danger]),
        (_("Signs"), str(len(answers.indicators) or "")),
        (_("People and numbers"), str(len(answers.persons) or "")),
        (_("A way to reach the reporter"), _("yes, kept apart") if opened.has_identity else ""),
    ]


def _connections(request: OfficerRequest, opened: OpenReport) -> dict[str, Any]:
    """What the report names, those first that others name too; SHOWN of them unless all are asked for."""
    links = links_of(opened, request.user)
    listed = links if request.GET.get("penanda") == "semua" else links[:SHOWN]
    return {
        "links": listed,
        "answers_of_others": [
            (share, answer_to(share, request.keyring)) for share in answered_to(opened.report, request.user)
        ],
        "unlisted": len(links) - len(listed),
        "kept": MOST if len(links) >= MOST and name_more_than_kept(opened) else 0,
    }


def _verification(opened: OpenReport, officer: Officer, done: Verification) -> dict[str, Any]:
    """The plan with what was done of it, field checks, findings, and reports that may tell of the same."""
    report, keys = opened.report, {step.key for step in done.plan}
    return {
        "plan": [(step, [record for record in done.steps if record.contents.key == step.key]) for step in done.plan],
        "other_steps": [record for record in done.steps if record.contents.key not in keys],
        "checks": done.checks,
        "seen": [_exhibit(exhibit, opened.key) for exhibit in opened.by_officers],
        "findings": [(finding, _parts(finding.contents.parts)) for finding in done.findings],
        "likely": likely_duplicates(opened, officer) if report.is_open else [],
        "merged": merged_into(report),
        "may_approve": officer.may(Permission.APPROVE_CHECKS),
        "works": officer.may(Permission.VERIFY) and report.officer_id == officer.pk and report.is_open,
    }


def _added(turn: OpenMessage) -> tuple[list[Indicator], list[tuple[str, str]]]:
    if turn.added is None:
        return [], []
    rows = [(str(PersonRow(row.what).label), row.value) for row in turn.added.persons]
    return [INDICATORS[number] for number in turn.added.indicators], rows


def _exhibit(exhibit: Exhibit, key: bytes) -> tuple[ExhibitFacts, str]:
    facts = facts_of(exhibit, key=key)
    return facts, str(Obtained(facts.obtained).label)


def _parts(parts: dict[str, str]) -> list[tuple[str, str]]:
    return [(str(part.label), str(Known(parts[part]).label)) for part in Part if part in parts]


@require_POST
@officer_required(Permission.VERIFY, key=True)
def take(request: OfficerRequest, report_id: UUID) -> HttpResponse:
    """Start verifying."""
    report = report_or_404(report_id)
    check_read(request.user, report)
    with saying_why(request):
        verifying.take(report=report, by=request.user)
    return to_report(report)


@require_POST
@officer_required(Permission.READ_REPORTS, key=True)
def seen(request: OfficerRequest, report_id: UUID) -> HttpResponse:
    """Say that one has read that it got worse."""
    report = report_or_404(report_id)
    check_own(request.user, report)
    with saying_why(request):
        see_worse(report=report, by=request.user)
    return to_report(report)


@require_POST
@officer_required(Permission.VERIFY, key=True)
def ask(request: OfficerRequest, report_id: UUID) -> HttpResponse:
    """Ask the reporter; what was typed stays on the page where it cannot be sent."""
    opened = peek(report_or_404(report_id), request.keyring)
    form = AskForm(request.POST)
    if form.is_valid():
        with acting(form, "text"):
            verifying.ask(opened=opened, text=form.question(), by=request.user)
            messages.success(request, _("Your question was sent."))
            return to_report(opened.report, "#dialogue")
    return show(request, opened, ask_form=form)


@require_POST
@never_cache
@officer_required(Permission.OPEN_IDENTITY, key=True)
def identity(request: OfficerRequest, report_id: UUID) -> HttpResponse:
    """Open who reported, with a reason; shown once, on this answer."""
    report = report_or_404(report_id)
    opened = peek(report, request.keyring)
    form = IdentityForm(request.POST)
    if form.is_valid():
        with acting(form, "reason"):
            asking = ask_identity(report=report, keyring=request.keyring, reason=form.cleaned_data["reason"])
            return _open_or_wait(request, asking)
    return show(request, opened, identity_form=form)


def _open_or_wait(request: OfficerRequest, asking: IdentityOpening) -> HttpResponse:
    """Who reported, where nobody else has to agree; else back to the report with what comes next."""
    with Refusable(tell=partial(messages.info, request)):
        identity = open_identity(asking=asking, keyring=request.keyring)
        context = {"report": asking.report, "identity": _labelled(identity)}
        return render(request, "officers/reports/identity.html", context)
    return to_report(asking.report, "#identity")


def _labelled(identity: dict[str, str]) -> list[tuple[str, str]]:
    liaison = {"mode": str(Mode.LIAISON.label)} if identity.get("mode") == Mode.LIAISON else {}
    words = identity | liaison
    return [(str(label), words[name]) for name, label in WHO.items() if name in words]


def _asking_or_404(asking_id: int) -> IdentityOpening:
    return or_404(asking_by_id(asking_id))


@require_POST
@never_cache
@officer_required(Permission.OPEN_IDENTITY, key=True)
def identity_open(request: OfficerRequest, asking_id: int) -> HttpResponse:
    """Open who reported after a colleague agreed."""
    asking = _asking_or_404(asking_id)
    check_read(request.user, asking.report)
    return _open_or_wait(request, asking)


@require_POST
@officer_required(Permission.OPEN_IDENTITY, key=True)
def identity_consent(request: OfficerRequest, asking_id: int) -> HttpResponse:
    """Agree that a colleague opens who reported."""
    asking = _asking_or_404(asking_id)
    check_read(request.user, asking.report)
    with saying_why(request):
        consent_to_identity(asking=asking, by=request.user)
        messages.success(request, _("You agreed. Your colleague can now open it, once."))
    return to_report(asking.report, "#identity")
