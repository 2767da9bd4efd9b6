"""Writing a note, ticking one off, and reminders of one's own."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from pimpasa.accounts.roles import Permission
from pimpasa.cases.models import Case
from pimpasa.notes import actions, queries
from pimpasa.notes.opening import words_of
from pimpasa.notes.rules import check_beside
from pimpasa.reports.models import Report
from pimpasa.sites.common.http import acting, or_404, render_form
from pimpasa.sites.officers.cases.views.cases import case_or_404
from pimpasa.sites.officers.http import OfficerRequest, form_page, officer_required
from pimpasa.sites.officers.notes.beside import NOTES, address_of
from pimpasa.sites.officers.notes.forms import DayForm, NoteForm, ReminderForm
from pimpasa.sites.officers.reports.views.report import report_or_404


@never_cache
@officer_required(Permission.READ_REPORTS, key=True)
def of_report(request: OfficerRequest, report_id: UUID) -> HttpResponse:
    """Write a note beside a report."""
    return _write(request, report_or_404(report_id))


@never_cache
@officer_required(Permission.LEAD_CASES, key=True)
def of_case(request: OfficerRequest, case_id: UUID) -> HttpResponse:
    """Write a note beside a case."""
    return _write(request, case_or_404(case_id))


def _write(request: OfficerRequest, thing: Report | Case) -> HttpResponse:
    check_beside(request.user, thing)
    form = NoteForm(
        request.POST if request.method == "POST" else None,
        colleagues=queries.colleagues_at(thing, request.user),
        is_of_report=isinstance(thing, Report),
    )
    if form.is_valid():
        with acting(form, "words"):
            actions.write_note(thing=thing, **form.told(), keyring=request.keyring)
            messages.success(request, _("The note stands beside it."))
            return redirect(address_of(thing, NOTES))
    return form_page(request, form, _("Write a note"), back=address_of(thing, NOTES))


@officer_required(Permission.READ_REPORTS)
def mention(request: OfficerRequest, mention_id: int) -> HttpResponse:
    """A colleague's note to this officer: where to read it, and to tick it off."""
    row = or_404(queries.mention_by_id(mention_id, request.user))
    thing = row.note.thing
    check_beside(request.user, thing)
    address = address_of(thing, f"#catatan-{row.note.pk}")
    if request.method == "POST":
        actions.tick_off(mention=row, by=request.user)
        return redirect(address)
    return render(request, "officers/notes/mention.html", {"mention": row, "address": address})


@never_cache
@officer_required(Permission.READ_REPORTS, key=True)
def remind_of_report(request: OfficerRequest, report_id: UUID) -> HttpResponse:
    """Be reminded of a report."""
    return _remind(request, report_or_404(report_id))


@never_cache
@officer_required(Permission.LEAD_CASES, key=True)
def remind_of_case(request: OfficerRequest, case_id: UUID) -> HttpResponse:
    """Be reminded of a case."""
    return _remind(request, case_or_404(case_id))


def _remind(request: OfficerRequest, thing: Report | Case) -> HttpResponse:
    check_beside(request.user, thing)
    form = ReminderForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        with acting(form):
            day = form.day_at(thing)
            actions.remind(thing=thing, day=day, words=form.cleaned_data["words"], keyring=request.keyring)
            messages.success(request, _("You find it on that day among what waits for you."))
            return redirect(address_of(thing, NOTES))
    hint = _("Only you see it. Weekends, holidays and cuti bersama do not count as working days.")
    return form_page(request, form, _("Remind me"), back=address_of(thing, NOTES), told=hint)


@never_cache
@officer_required(Permission.READ_REPORTS, key=True)
def reminder(request: OfficerRequest, reminder_id: int) -> HttpResponse:
    """One's own reminder: tick it off, or move it to another day."""
    row = or_404(queries.reminder_by_id(reminder_id, request.user))
    thing = row.thing
    check_beside(request.user, thing)
    if request.method == "POST" and "done" in request.POST:
        actions.finish_reminder(reminder=row, by=request.user)
        messages.success(request, _("Ticked off."))
        return redirect("officers:workplace")
    form = DayForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        with acting(form):
            actions.move_reminder(reminder=row, day=form.day_at(thing), by=request.user)
            messages.success(request, _("You find it on that day among what waits for you."))
            return redirect("officers:workplace")
    context = {"form": form, "reminder": row, "words": words_of(row, request.keyring), "address": address_of(thing)}
    return render_form(request, "officers/notes/reminder.html", context)
