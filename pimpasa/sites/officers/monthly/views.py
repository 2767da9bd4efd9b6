"""The monthly report of who is signed in, and those that came from the level below."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from pimpasa.accounts.models import Officer
from pimpasa.accounts.roles import Permission
from pimpasa.accounts.rules import can
from pimpasa.common import clock
from pimpasa.common.tables import workbook
from pimpasa.insights.periods import Month
from pimpasa.keys.errors import Locked
from pimpasa.keys.unlocking import Keyring
from pimpasa.monthly import actions, queries, rules
from pimpasa.monthly.kinds import Of, Stage
from pimpasa.monthly.models import Monthly
from pimpasa.monthly.names import bare_names
from pimpasa.monthly.opening import words_of
from pimpasa.sites.common.http import acting, as_file, or_404, saying_why
from pimpasa.sites.officers.http import OfficerRequest, form_page, officer_required
from pimpasa.sites.officers.monthly import prints
from pimpasa.sites.officers.monthly.forms import OfficeWordsForm, ReasonForm, SummaryForm, WordsForm
from pimpasa.sites.officers.numbers.sheets import XLSX
from pimpasa.territory.models import Desk

reading = officer_required(Permission.READ_NUMBERS)
writing = officer_required(Permission.WRITE_MONTHLY)
MONTHS_SHOWN = 6


@reading
def reports(request: OfficerRequest) -> HttpResponse:
    """One's own by month, and what came."""
    officer = request.user
    units = [desk.pk for desk in request.seats if desk.kind == Desk.Kind.UNIT]
    context = {
        "months": _months(officer) if can(officer, Permission.WRITE_MONTHLY) and _has_own(officer) else [],
        "came": queries.came(officer, units=units)[: 4 * MONTHS_SHOWN],
        "receives": can(officer, Permission.RECEIVE_MONTHLY),
        "due_on": rules.due_on(rules.last_month(clock.today())),
        "is_due": queries.is_due(officer, clock.today()),
    }
    return render(request, "officers/monthly/reports.html", context)


def _has_own(officer: Officer) -> bool:
    return rules.kind_for(officer) == Of.KANWIL or rules.seat_for(officer) is not None


def _months(officer: Officer) -> list[tuple[date, Monthly | None]]:
    last = Month.of(rules.last_month(clock.today()))
    months = [last.later(-number).first for number in range(MONTHS_SHOWN)]
    written = queries.own_by_month(officer)
    begun_on = queries.begun_on(officer)
    return [(month, written.get(month)) for month in months if not rules.is_before(month, begun_on)]


@writing
def write(request: OfficerRequest, month: str) -> HttpResponse:
    """Draft the report of a month such as 2026-10, with one's own words; saved as a draft."""
    officer = request.user
    day = _month(month)
    is_above = rules.kind_for(officer) == Of.KANWIL
    keyring = None if is_above else _keyring(request)
    existing = queries.of_month(officer, day)
    form = _form(request, existing, keyring)
    if request.method == "POST" and form.is_valid():
        with acting(form, "summary" if "summary" in form.fields else "words"):
            saved = _save(form, day, officer, keyring)
            messages.success(request, _("Saved as a draft. Nothing is sent yet."))
            return redirect("officers:monthly", saved.pk)
    title = _("Monthly report, %(month)s") % {"month": date_format(day, "F Y")}
    return form_page(request, form, title, back=reverse("officers:monthlies"))


def _month(text: str) -> date:
    try:
        return date.fromisoformat(f"{text}-01")
    except ValueError as wrong:
        raise Http404 from wrong


def _keyring(request: OfficerRequest) -> Keyring:
    keyring: Keyring | None = request.keyring
    if keyring is None:
        raise Locked
    return keyring


def _form(request: OfficerRequest, existing: Monthly | None, keyring: Keyring | None) -> Form:
    kind = rules.kind_for(request.user)
    forms: dict[Of, type[Form]] = {Of.KANWIL: SummaryForm, Of.OFFICE: OfficeWordsForm, Of.PIMPASA: WordsForm}
    initial = {}
    if existing is not None:
        words = words_of(existing, keyring) if keyring is not None else ""
        initial = {"summary": existing.summary, "words": words}
    return forms[kind](request.POST or None, initial=initial)


def _save(form: Form, month: date, officer: Officer, keyring: Keyring | None) -> Monthly:
    answers = form.cleaned_data
    summary = answers.get("summary", "")
    if keyring is None:
        return actions.save_above(month=month, summary=summary, by=officer)
    return actions.save(month=month, words=answers["words"], summary=summary, keyring=keyring)


@reading
def monthly(request: OfficerRequest, monthly_id: UUID) -> HttpResponse:
    """One report; what came is read once it is received. `?unduh=` takes it along."""
    report = _report_or_404(monthly_id)
    officer = request.user
    if rules.receives_from(officer, report) and report.stage == Stage.SENT:
        return render(request, "officers/monthly/to_receive.html", {"monthly": report})
    rules.check_read(officer, report)
    is_own = not rules.receives_from(officer, report)
    words = words_of(report, _keyring(request)) if report.envelope is not None and _opens(officer, report) else ""
    lines = queries.lines(report, officer)
    form = request.GET.get("unduh", "")
    name = f"laporan-bulanan-{report.month:%Y-%m}"
    if form == "pdf":
        return as_file(prints.printed(report, lines, words), f"{name}.pdf", "application/pdf")
    if form == "xlsx":
        return as_file(workbook(prints.tables(report, lines, words)), f"{name}.xlsx", XLSX)
    context = {
        "monthly": report,
        "lines": lines,
        "words": words,
        "is_own": is_own,
        "names": bare_names(report.summary, report.office) if is_own and report.stage == Stage.DRAFT else [],
        "reason": ReasonForm(),
        "may_send": is_own and (report.of != Of.OFFICE or can(officer, Permission.LEAD_OFFICE)),
    }
    return render(request, "officers/monthly/report.html", context)


def _opens(officer: Officer, report: Monthly) -> bool:
    """An office's sealed words stay there; a Pimpasa's are for the desk and the unit."""
    return report.office_id == officer.office_id


@require_POST
@writing
def send(request: OfficerRequest, monthly_id: UUID) -> HttpResponse:
    """Send it up by one level."""
    report = _report_or_404(monthly_id)
    form = ReasonForm(request.POST)
    reason = form.cleaned_data["nobody_because"] if form.is_valid() else ""
    with saying_why(request):
        if report.of == Of.KANWIL:
            actions.send_above(monthly=report, by=request.user, nobody_because=reason)
        else:
            actions.send(monthly=report, keyring=_keyring(request), nobody_because=reason)
        messages.success(request, _("Sent. You see here who receives it, and when."))
    return _back_to(report)


@require_POST
@writing
def take_back(request: OfficerRequest, monthly_id: UUID) -> HttpResponse:
    """Take it back before it is received."""
    report = _report_or_404(monthly_id)
    with saying_why(request):
        actions.take_back(monthly=report, by=request.user)
        messages.success(request, _("Taken back. It is a draft again."))
    return _back_to(report)


@require_POST
@officer_required(Permission.RECEIVE_MONTHLY)
def receive(request: OfficerRequest, monthly_id: UUID) -> HttpResponse:
    """Receive what came; the sender sees it."""
    report = _report_or_404(monthly_id)
    with saying_why(request):
        actions.receive(monthly=report, by=request.user)
        messages.success(request, _("Received."))
    return _back_to(report)


def _back_to(report: Monthly) -> HttpResponseRedirect:
    return redirect("officers:monthly", report.pk)


def _report_or_404(monthly_id: UUID) -> Monthly:
    return or_404(queries.by_id(monthly_id))
