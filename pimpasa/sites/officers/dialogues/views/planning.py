"""Dialogues with residents as officers plan them: the list, the page of one, the plan, calling off."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from pimpasa.accounts.errors import Refused
from pimpasa.accounts.queries import village_desk_of
from pimpasa.accounts.roles import Permission
from pimpasa.common import clock
from pimpasa.insights.queries import suggestions
from pimpasa.outreach import rules
from pimpasa.outreach.actions.planning import call_off_dialogue, change_plan, plan_dialogue
from pimpasa.outreach.models import Dialogue
from pimpasa.outreach.queries.dialogues import (
    copies_of,
    dialogue_by_id,
    dialogues_of_office,
    dialogues_of_officer,
    over,
    siblings_of,
    speakers_of,
    to_come,
)
from pimpasa.outreach.queries.planning import desk_for, series_of
from pimpasa.outreach.states import DialogueState, DialogueStep
from pimpasa.sites.common.http import acting, or_404, render_form
from pimpasa.sites.common.pages import page_of
from pimpasa.sites.officers.dialogues.after import after
from pimpasa.sites.officers.dialogues.forms import planning as forms
from pimpasa.sites.officers.http import OfficerRequest, officer_required
from pimpasa.territory.models import Village
from pimpasa.territory.queries import places as territory


def dialogue_or_404(dialogue_id: UUID) -> Dialogue:
    return or_404(dialogue_by_id(dialogue_id))


@officer_required(Permission.HOLD_DIALOGUES)
def dialogues(request: OfficerRequest) -> HttpResponse:
    """The office's dialogues or the officer's own, to come or over."""
    all_of_office, past = request.GET.get("siapa") == "kantor", request.GET.get("kapan") == "lalu"
    rows = dialogues_of_office(request.user.office) if all_of_office else dialogues_of_officer(request.user)
    rows = over(rows) if past else to_come(rows)
    chosen = {"siapa": "kantor" if all_of_office else "saya", "kapan": "lalu" if past else "nanti"}
    context = {
        "rows": page_of(rows, request),
        "chosen": chosen,
        "query": "".join(f"{name}={value}&" for name, value in chosen.items()),
        "may_keep": request.user.may(Permission.KEEP_OUTREACH),
    }
    return render(request, "officers/dialogues/list.html", context)


@officer_required(Permission.HOLD_DIALOGUES)
def where_next(request: OfficerRequest) -> HttpResponse:
    """Kelurahan of the office's area in which a dialogue may be due, each with its reasons."""
    rows = suggestions.where_next(request.user.office)
    return render(request, "officers/dialogues/next.html", {"rows": rows})


@officer_required(Permission.HOLD_DIALOGUES)
def dialogue(request: OfficerRequest, dialogue_id: UUID) -> HttpResponse:
    """One dialogue: its plan, and what belongs to its day and to what came after."""
    dialogue = dialogue_or_404(dialogue_id)
    rules.check_see(request.user, dialogue.office)
    context = {
        "dialogue": dialogue,
        "speakers": speakers_of(dialogue),
        "copies": copies_of(dialogue),
        "siblings": siblings_of(dialogue),
        "may_lead": rules.can_lead(request.user, dialogue),
        "is_planned": dialogue.state == DialogueState.PLANNED,
        "after": after(dialogue),
    }
    return render(request, "officers/dialogues/page.html", context)


@officer_required(Permission.HOLD_DIALOGUES)
def plan(request: OfficerRequest) -> HttpResponse:
    """A new dialogue; `?kelurahan=` says where, otherwise it is the officer's own."""
    typed = None if request.method != "POST" else request.POST
    initial = forms.usual(request.user, _village(request))
    form = forms.DialogueForm(typed, initial=initial, officer=request.user, organiser=request.user)
    return _planned(request, form, {"title": _("Plan a dialogue"), "back": reverse("officers:dialogues")})


def _village(request: OfficerRequest) -> Village | None:
    village = territory.by_code(request.GET.get("kelurahan", "")[:13])
    if village is not None:
        return village
    own = village_desk_of(request.user, on=clock.today())
    return territory.by_code(own.village_id) if own and own.village_id else None


@officer_required(Permission.HOLD_DIALOGUES)
def copy(request: OfficerRequest, dialogue_id: UUID) -> HttpResponse:
    """The same again on another day."""
    dialogue = dialogue_or_404(dialogue_id)
    rules.check_see(request.user, dialogue.office)
    typed = None if request.method != "POST" else request.POST
    form = forms.DialogueForm(typed, initial=forms.again(dialogue), officer=request.user, organiser=request.user)
    back = reverse("officers:dialogue", args=[dialogue.pk])
    return _planned(request, form, {"title": _("Plan it again"), "back": back}, copied_from=dialogue)


def _planned(
    request: OfficerRequest, form: forms.DialogueForm, context: dict[str, Any], *, copied_from: Dialogue | None = None
) -> HttpResponse:
    if request.method == "POST" and form.is_valid():
        what = form.plan()
        desk = desk_for(request.user, what.village)
        with acting(form):
            if desk is None:
                raise Refused("no_desk_today", _("You sit at no desk today. Please ask your administrator."))
            dialogue = plan_dialogue(plan=what, desk=desk, by=request.user, copied_from=copied_from)
            messages.success(request, _("Planned. Now invite people."))
            return redirect("officers:dialogue", dialogue.pk)
    return _form(request, form, context)


def _form(request: OfficerRequest, form: forms.DialogueForm, context: dict[str, Any]) -> HttpResponse:
    context |= {"form": form, "series": list(series_of(request.user.office)[:50])}
    return render_form(request, "officers/dialogues/plan.html", context)


@officer_required(Permission.HOLD_DIALOGUES)
def change(request: OfficerRequest, dialogue_id: UUID) -> HttpResponse:
    """Another plan in the place of the first."""
    dialogue = dialogue_or_404(dialogue_id)
    rules.check_lead(request.user, dialogue)
    rules.next_state(dialogue, DialogueStep.CHANGE)
    typed = None if request.method != "POST" else request.POST
    form = forms.DialogueForm(
        typed, initial=forms.as_planned(dialogue), officer=request.user, organiser=dialogue.organiser
    )
    if request.method == "POST" and form.is_valid():
        with acting(form):
            change_plan(dialogue=dialogue, plan=form.plan(), by=request.user)
            messages.success(request, _("Changed. Whoever was invited may need to know."))
            return redirect("officers:dialogue", dialogue.pk)
    return _form(
        request, form, {"title": _("Change the plan"), "back": reverse("officers:dialogue", args=[dialogue.pk])}
    )


@officer_required(Permission.HOLD_DIALOGUES)
def call_off(request: OfficerRequest, dialogue_id: UUID) -> HttpResponse:
    """It does not take place; the calendar says why."""
    dialogue = dialogue_or_404(dialogue_id)
    rules.check_lead(request.user, dialogue)
    rules.next_state(dialogue, DialogueStep.CALL_OFF)
    form = forms.CallOffForm(None if request.method != "POST" else request.POST)
    if request.method == "POST" and form.is_valid():
        with acting(form, "reason"):
            call_off_dialogue(dialogue=dialogue, reason=form.cleaned_data["reason"], by=request.user)
            messages.success(request, _("Called off. The public calendar says so."))
            return redirect("officers:dialogue", dialogue.pk)
    context = {"form": form, "dialogue": dialogue}
    return render_form(request, "officers/dialogues/call_off.html", context)
