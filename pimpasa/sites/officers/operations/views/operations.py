"""Operations as a team sees them: the calendar, the page with its log, the report drafted from it."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from pimpasa.accounts.roles import Permission
from pimpasa.common import clock
from pimpasa.evidence.errors import NotViewable, StoreUnavailable
from pimpasa.evidence.opening.files import facts_of
from pimpasa.evidence.opening.previews import preview
from pimpasa.logbook.queries import OpenEntry
from pimpasa.operations import queries
from pimpasa.operations.actions import ending
from pimpasa.operations.actions.log import add_entry
from pimpasa.operations.contents import LogContents
from pimpasa.operations.drafts import draft_of
from pimpasa.operations.kinds import ONE_TAP, LogKind, TeamItem
from pimpasa.operations.models import LogEntry, Operation
from pimpasa.operations.opening import OpenOperation, draft_key, open_operation, peek, view_photo
from pimpasa.operations.rules import check_step, check_view, may
from pimpasa.operations.states import OperationStep
from pimpasa.sealing.errors import Damaged
from pimpasa.sites.common.http import UNPROCESSABLE, acting, or_404, render_form
from pimpasa.sites.officers import logbook
from pimpasa.sites.officers.http import OfficerRequest, officer_required
from pimpasa.sites.officers.operations.forms import PERSON_FIELDS, LogEntryForm, ResultForm

DAYS_SHOWN = 35


def operation_or_404(operation_id: UUID) -> Operation:
    return or_404(queries.by_id(operation_id))


@officer_required(Permission.READ_REPORTS)
def operations(request: OfficerRequest) -> HttpResponse:
    """The calendar: five weeks from the Monday of a day, by day, with who is booked twice."""
    day = _day(request.GET.get("dari", ""))
    first = day - timedelta(days=day.weekday())
    context = {
        "days": queries.calendar(request.user, first=first, days=DAYS_SHOWN),
        "older": list(queries.without_times(request.user)[:50]),
        "first": first,
        "last": first + timedelta(days=DAYS_SHOWN - 1),
        "before": (first - timedelta(days=DAYS_SHOWN)).isoformat(),
        "after": (first + timedelta(days=DAYS_SHOWN)).isoformat(),
        "today": clock.today(),
    }
    return render(request, "officers/operations/calendar.html", context)


def _day(text: str) -> date:
    """The day that is asked for; nonsense, or one that no calendar needs, asks for today."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return clock.today()
    return day if 2000 <= day.year <= 2100 else clock.today()


@never_cache
@officer_required(Permission.READ_REPORTS, key=True)
def operation(request: OfficerRequest, operation_id: UUID) -> HttpResponse:
    """An operation with its plan, team and log; reading it is written to the log of acts."""
    opened = open_operation(operation=operation_or_404(operation_id), keyring=request.keyring)
    return _page(request, opened)


def _page(
    request: OfficerRequest, opened: OpenOperation, problem: str = "", form: LogEntryForm | None = None
) -> HttpResponse:
    operation = opened.operation
    context = {
        "operation": operation,
        "opened": opened,
        "plan": opened.plan,
        "entries": [_shown(entry, opened.key) for entry in opened.entries],
        "steps": {step.value for step in OperationStep if may(request.user, operation, step)},
        "taps": [(kind.value, kind.label) for kind in ONE_TAP],
        "items": TeamItem.choices,
        "person_fields": PERSON_FIELDS,
        "is_person": form is not None and form.data.get("kind") == LogKind.PERSON,
        **logbook.context_of(
            operation.pk,
            enter=reverse("officers:operation_enter", args=[operation.pk]),
            draft_key=draft_key(operation, request.keyring),
            problem=problem,
            form=form,
        ),
        "back": reverse("officers:operations"),
    }
    return render(request, "officers/operations/page.html", context, status=UNPROCESSABLE if problem else 200)


def _shown(opened: OpenEntry[LogEntry, LogContents], key: bytes) -> dict[str, Any]:
    labels = dict(TeamItem.choices)
    contents = opened.contents
    exhibit = opened.entry.exhibit
    return {
        "entry": opened.entry,
        "contents": contents,
        "items": [labels[item] for item in contents.items],
        "place": ", ".join(f"{number:.5f}" for number in contents.place[:2]),
        "facts": facts_of(exhibit, key=key) if exhibit else None,
    }


@logbook.entry_view(Permission.READ_REPORTS)
def enter(request: OfficerRequest, operation_id: UUID) -> logbook.LogPage:
    """Keep an entry of an operation's log."""
    operation = operation_or_404(operation_id)
    check_view(request.user, operation)
    form = LogEntryForm(request.POST, request.FILES)

    def keep() -> bool:
        _entry, is_new = add_entry(
            operation=operation, contents=form.contents(), keyring=request.keyring, **form.sent()
        )
        return is_new

    return logbook.LogPage(
        problem=form.problem,
        keep=keep,
        page=lambda problem: _page(request, peek(operation, request.keyring), problem, form),
        address=reverse("officers:operation", args=[operation_id]) + "#log",
    )


@never_cache
@officer_required(Permission.READ_REPORTS, key=True)
def photo(request: OfficerRequest, entry_id: UUID) -> HttpResponse:
    """A photo of the log as a picture we encoded ourselves; looking at it is written to the log of acts."""
    entry = or_404(queries.photo_entry_by_id(entry_id))
    exhibit, key = view_photo(entry=entry, keyring=request.keyring)
    try:
        return HttpResponse(preview(exhibit, key=key), content_type="image/jpeg")
    except (NotViewable, StoreUnavailable, Damaged):
        raise Http404 from None


@never_cache
@officer_required(Permission.READ_REPORTS, key=True)
def report(request: OfficerRequest, operation_id: UUID) -> HttpResponse:
    """The laporan hasil kegiatan, drafted from the log: saved as often as needed, and recorded once by the unit."""
    operation = operation_or_404(operation_id)
    opened = peek(operation, request.keyring)
    if request.method != "POST":  # what is sent is checked by the action, so that what was typed comes back
        check_step(request.user, operation, OperationStep.DRAFT)
    form = ResultForm(request.POST) if request.method == "POST" else ResultForm.of(draft_of(opened))
    if request.method == "POST" and form.is_valid() and _written(request, operation, form):
        return redirect("officers:operation", operation.pk)
    context = {
        "form": form,
        "operation": operation,
        "may_record": may(request.user, operation, OperationStep.REPORT),
        "back": reverse("officers:operation", args=[operation.pk]),
    }
    return render_form(request, "officers/operations/report.html", context)


def _written(request: OfficerRequest, operation: Operation, form: ResultForm) -> bool:
    """Save the draft, or record the report. What is refused comes back with its reason and what was typed."""
    with acting(form):
        if "record" in request.POST:
            ending.record_result(operation=operation, result=form.result(), keyring=request.keyring)
        else:
            ending.save_draft(operation=operation, draft=form.result(), keyring=request.keyring)
        messages.success(request, _("Recorded.") if "record" in request.POST else _("Saved."))
        return True
    return False
