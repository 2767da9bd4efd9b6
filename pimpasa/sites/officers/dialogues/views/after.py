"""After a dialogue: its minutes, its promises, the report on it, and what came of all of an office's."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from pimpasa.accounts.errors import Refused
from pimpasa.accounts.roles import Permission
from pimpasa.common import clock
from pimpasa.common.tables import written
from pimpasa.insights.queries.effects import outcomes_of
from pimpasa.outreach import rules
from pimpasa.outreach.actions import minutes
from pimpasa.outreach.actions.promises import drop_promise, keep_promise, make_promise
from pimpasa.outreach.models import Dialogue, Promise
from pimpasa.outreach.queries.after import open_questions_of, promise_by_id, promises_owed
from pimpasa.outreach.queries.dialogues import dialogue_by_id
from pimpasa.outreach.rules import can_follow
from pimpasa.outreach.states import DialogueStep
from pimpasa.papers.errors import TemplateFault
from pimpasa.papers.opening.activity import activity_report
from pimpasa.sites.common.http import acting, as_file, or_404, render_form
from pimpasa.sites.common.pages import page_of
from pimpasa.sites.officers.dialogues.forms import after as forms
from pimpasa.sites.officers.http import OfficerRequest, officer_required

FIRST_YEAR = 2020
# fmt: off
COLUMNS = (
    "tanggal", "jenis", "kelurahan", "tempat", "hadir", "benar_sebelum_persen", "benar_sesudah_persen",
    "janji", "janji_jatuh_tempo", "janji_ditepati", "janji_tidak_dilanjutkan",
)
# fmt: on


def led_or_404(request: OfficerRequest, dialogue_id: UUID) -> Dialogue:
    """A dialogue that began, for who leads it."""
    dialogue = or_404(dialogue_by_id(dialogue_id))
    rules.check_lead(request.user, dialogue)
    rules.next_state(dialogue, DialogueStep.FOLLOW_UP)
    return dialogue


@never_cache
@officer_required(Permission.HOLD_DIALOGUES)
def write_minutes(request: OfficerRequest, dialogue_id: UUID) -> HttpResponse:
    """Write the summary and the answers; keep them, or look at them as everybody will before they are published."""
    dialogue = led_or_404(request, dialogue_id)
    questions = list(open_questions_of(dialogue))
    form = forms.MinutesForm(request.POST or None, dialogue=dialogue, questions=questions)
    if request.method == "POST" and form.is_valid():
        with acting(form, "summary"):
            return _write(request, dialogue, form)
    context = {"form": form, "dialogue": dialogue, "summary": form["summary"], "answers": [*form][1:]}
    return render_form(request, "officers/dialogues/minutes.html", context)


def _write(request: OfficerRequest, dialogue: Dialogue, form: forms.MinutesForm) -> HttpResponse:
    what, summary = request.POST.get("do", "save"), form.cleaned_data["summary"]
    for question, answer in form.changed():
        minutes.answer_in_writing(question=question, answer=answer, by=request.user)
    if what == "publish":
        minutes.publish_minutes(dialogue=dialogue, summary=summary, by=request.user)
        messages.success(request, _("Published. Everybody can read the minutes now."))
        return redirect("officers:dialogue", dialogue.pk)
    if dialogue.reported_at is None:
        minutes.save_summary(dialogue=dialogue, summary=summary, by=request.user)
    if what == "preview":
        context = {"dialogue": dialogue, "summary": summary, "questions": list(open_questions_of(dialogue))}
        return render(request, "officers/dialogues/minutes_preview.html", context)
    messages.success(request, _("Saved."))
    return redirect("officers:dialogue_minutes", dialogue.pk)


@never_cache
@officer_required(Permission.HOLD_DIALOGUES)
def promise_new(request: OfficerRequest, dialogue_id: UUID) -> HttpResponse:
    """Write down what was promised."""
    dialogue = led_or_404(request, dialogue_id)
    form = forms.PromiseForm(request.POST or None, office=dialogue.office, by=request.user)
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        with acting(form):
            make_promise(
                dialogue=dialogue,
                text=values["text"],
                due_on=values["due_on"],
                owner=form.owner_given(),
                owner_elsewhere=values["owner_elsewhere"] if form.owner_given() is None else "",
                by=request.user,
            )
            messages.success(request, _("Written down. Who keeps it is reminded a week before, and on the day."))
            return redirect("officers:dialogue", dialogue.pk)
    context = {"form": form, "dialogue": dialogue}
    return render_form(request, "officers/dialogues/promise_new.html", context)


@officer_required(Permission.HOLD_DIALOGUES)
def promises(request: OfficerRequest) -> HttpResponse:
    """The office's open promises: one's own first, of each the late ones first."""
    rows = page_of(promises_owed(request.user), request)
    return render(request, "officers/dialogues/promises.html", {"rows": rows, "today": clock.today()})


@never_cache
@officer_required(Permission.HOLD_DIALOGUES)
def promise(request: OfficerRequest, promise_id: UUID) -> HttpResponse:
    """One promise; who owns it or leads the dialogue says that it was kept, or gives it up."""
    promise = or_404(promise_by_id(promise_id))
    rules.check_see(request.user, promise.dialogue.office)
    is_drop = request.POST.get("do") == "drop"
    keep = forms.KeepForm(request.POST if request.method == "POST" and not is_drop else None)
    drop = forms.DropForm(request.POST if is_drop else None)
    form: Any = drop if is_drop else keep
    if request.method == "POST" and form.is_valid():
        with acting(form):
            return _end(request, promise, form, is_drop=is_drop)
    may_follow = promise.is_open and can_follow(request.user, promise)
    context = {"promise": promise, "keep": keep, "drop": drop, "form": form, "may": may_follow}
    return render_form(request, "officers/dialogues/promise.html", context)


def _end(request: OfficerRequest, promise: Promise, form: Any, *, is_drop: bool) -> HttpResponse:
    if is_drop:
        drop_promise(promise=promise, reason=form.cleaned_data["reason"], by=request.user)
    else:
        keep_promise(promise=promise, how=form.cleaned_data["how"], by=request.user)
    messages.success(request, _("Saved."))
    return redirect("officers:dialogue", promise.dialogue_id)


@never_cache
@officer_required(Permission.HOLD_DIALOGUES, key=True)
def report(request: OfficerRequest, dialogue_id: UUID) -> HttpResponse:
    """The report on the dialogue as a PDF."""
    dialogue = or_404(dialogue_by_id(dialogue_id))
    try:
        pdf = activity_report(dialogue=dialogue, keyring=request.keyring).pdf
    except TemplateFault as fault:
        raise Refused("report_not_set", _("The report could not be set. Please tell your administrator.")) from fault
    name = f"laporan-kegiatan-{slugify(dialogue.village.name)}-{dialogue.begins:%Y-%m-%d}.pdf"
    return as_file(pdf, name, "application/pdf")


@officer_required(Permission.HOLD_DIALOGUES)
def outcomes(request: OfficerRequest) -> HttpResponse:
    """What came of the dialogues of a quarter; `?unduh=csv` for a spreadsheet."""
    first, last = _quarter(request.GET.get("triwulan", ""))
    totals, rows = outcomes_of(request.user.office, first=first, last=last)
    if request.GET.get("unduh") == "csv":
        return _csv(rows, first)
    context = {
        "totals": totals,
        "rows": rows,
        "first": first,
        "last": last,
        "quarter": _name(first),
        "before": _name(first - timedelta(days=1)),
        "next": _name(last + timedelta(days=1)) if last < clock.today() else "",
        "download": f"{reverse('officers:dialogue_outcomes')}?triwulan={_name(first)}&unduh=csv",
    }
    return render(request, "officers/dialogues/outcomes.html", context)


def _quarter(text: str) -> tuple[date, date]:
    """The first and last day of a quarter such as 2026-4; nonsense asks for the present one."""
    year, _dash, number = text.partition("-")
    today = clock.today()
    if not (year.isascii() and year.isdecimal() and len(year) == 4 and number in ("1", "2", "3", "4")):
        year, number = str(today.year), str((today.month + 2) // 3)
    first = date(min(max(int(year), FIRST_YEAR), today.year + 1), 3 * int(number) - 2, 1)
    after = date(first.year + first.month // 10, (first.month + 2) % 12 + 1, 1)
    return first, after - timedelta(days=1)


def _name(day: date) -> str:
    return f"{day.year}-{(day.month + 2) // 3}"


def _csv(rows: list[Any], first: date) -> HttpResponse:
    content = written([COLUMNS, *map(_cells, rows)])
    return as_file(content, f"dialog-{_name(first)}.csv", "text/csv; charset=utf-8")


def _cells(row: Any) -> list[Any]:
    dialogue = row.dialogue
    promises = row.promises
    day = dialogue.begins.date().isoformat()
    return [day, dialogue.kind.name_id, dialogue.village.name, dialogue.hall, row.people, row.before, row.after,
            promises.made, promises.due, promises.kept, promises.dropped]  # fmt: skip
