"""One entry becomes a report, an activity or something of an area, each by the form that the house has for it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from pimpasa.accounts.errors import Refused
from pimpasa.accounts.queries import village_desk_of
from pimpasa.accounts.roles import Permission
from pimpasa.common import clock
from pimpasa.evidence.errors import ExhibitGone
from pimpasa.handling.queries.tellings import telling_by_id
from pimpasa.imports.actions import confirm_activity, confirm_area, confirm_report, surroundings_of
from pimpasa.imports.contents import Piece
from pimpasa.imports.guessing import Surroundings, happening_in, report_kind_in, rw_in_piece
from pimpasa.imports.kinds import Guess
from pimpasa.imports.models import Entry, Import, Trace
from pimpasa.imports.opening import opened
from pimpasa.imports.queries import entry_of, traces_of
from pimpasa.keys.errors import NoDeskKey
from pimpasa.outreach.queries.planning import desk_for
from pimpasa.reports.kinds import Card, Consent, Source
from pimpasa.sites.common.http import acting, render_form
from pimpasa.sites.officers.dialogues.forms.planning import DialogueForm, label_of
from pimpasa.sites.officers.http import OfficerRequest, officer_required
from pimpasa.sites.officers.imports.forms import MOST_LETTERS, AreaEntryForm
from pimpasa.sites.officers.imports.views import import_or_404, to_list
from pimpasa.sites.officers.reports.telling import TellingForm
from pimpasa.sites.officers.reports.views.telling import with_card
from pimpasa.territory.errors import NoOffice
from pimpasa.territory.models import Village

USUAL_HOUR = "09:00"
LONGEST_HALL = 120


@dataclass(frozen=True)
class Decision:
    """An entry that is looked at, with what its words name; `village` else is the officer's own."""

    within: Import
    entry: Entry
    piece: Piece
    trace: Trace | None
    surroundings: Surroundings
    village: Village | None


def _decision(request: OfficerRequest, within: Import, entry: Entry) -> Decision:
    (open_entry,) = opened([entry], within, request.keyring)
    trace = traces_of(request.user.office, [entry]).get(bytes(entry.trace))
    surroundings = surroundings_of(request.user.office)
    own = village_desk_of(request.user, on=clock.today())
    village = surroundings.village_in(open_entry.piece) or (own.village if own else None)
    return Decision(within, entry, open_entry.piece, trace, surroundings, village)


def _page(request: OfficerRequest, decision: Decision, form: Any, chosen: Guess) -> HttpResponse:
    context = {"decision": decision, "form": form, "chosen": chosen, "is_multipart": chosen is Guess.REPORT}
    return render_form(request, "officers/imports/entry.html", context)


@never_cache
@officer_required(Permission.WRITE_TOLD, key=True)
def as_report(request: OfficerRequest, import_id: UUID, entry_id: UUID) -> HttpResponse:
    """Write it down as a report that was told. Sent twice, it leads to the report that it became."""
    if telling_by_id(entry_id) is not None:
        return redirect("officers:telling", entry_id)
    within = import_or_404(request, import_id)
    entry = entry_of(within, entry_id)
    if entry is None:
        return _decided(request, within)
    decision = _decision(request, within, entry)
    form = TellingForm(request.POST or None, request.FILES or None, officer=request.user, known=_told(decision))
    if request.method == "POST" and form.is_valid():
        try:
            with acting(form, None, ExhibitGone):
                files = form.cleaned_data["evidence"]
                telling, code = confirm_report(entry=entry, answers=form.answers(), by=request.user, files=files)
                return with_card(redirect("officers:telling", telling.pk), telling, code)
        except (NoOffice, NoDeskKey):
            form.add_error("village", _("Nobody could read a report from there yet. Call the office that is near."))
    return _page(request, decision, form, Guess.REPORT)


def _told(decision: Decision) -> dict[str, Any]:
    piece = decision.piece
    usual = {
        "writing": decision.entry.pk,
        "kind": report_kind_in(piece),
        "words": piece.words,
        "village": decision.village.pk if decision.village else "",
        "rw": rw_in_piece(piece).lstrip("0"),
        "address": piece.place[:300],
        "source": Source.PHONE,
        "consent": Consent.UNASKED,
        "card": Card.UNREACHABLE,
    }
    return {name: value for name, value in usual.items() if value}


@never_cache
@officer_required(Permission.HOLD_DIALOGUES, key=True)
def as_activity(request: OfficerRequest, import_id: UUID, entry_id: UUID) -> HttpResponse:
    """Write it down as a dialogue that was held."""
    within = import_or_404(request, import_id)
    entry = entry_of(within, entry_id)
    if entry is None:
        return _decided(request, within)
    decision = _decision(request, within, entry)
    typed = request.POST if request.method == "POST" else None
    form = DialogueForm(typed, initial=_held(decision), officer=request.user, organiser=request.user)
    if request.method == "POST" and form.is_valid():
        with acting(form):
            plan = form.plan()
            desk = desk_for(request.user, plan.village)
            if desk is None:
                raise Refused("no_desk_today", _("You sit at no desk today. Please ask your administrator."))
            confirm_activity(entry=entry, plan=plan, desk=desk, by=request.user)
            messages.success(request, _("Written down as held. Its minutes are still to be written."))
            return to_list(request, within)
    return _page(request, decision, form, Guess.ACTIVITY)


def _held(decision: Decision) -> dict[str, Any]:
    piece = decision.piece
    surroundings = decision.surroundings
    rw = rw_in_piece(piece)
    return {
        "kind": surroundings.kind_in(piece) or next(iter(surroundings.kinds), None),
        "village": label_of(decision.village) if decision.village else "",
        "rws": rw.lstrip("0"),
        "hall": piece.place[:LONGEST_HALL],
        "on": piece.day,
        "begins": piece.hour or USUAL_HOUR,
        "agenda": piece.words[:4000],
        "is_public": False,
    }


@never_cache
@officer_required(Permission.WRITE_TOLD, key=True)
def as_area(request: OfficerRequest, import_id: UUID, entry_id: UUID) -> HttpResponse:
    """Pass it on as told of an area; its desk reads it for thirty days."""
    within = import_or_404(request, import_id)
    entry = entry_of(within, entry_id)
    if entry is None:
        return _decided(request, within)
    decision = _decision(request, within, entry)
    form = AreaEntryForm(request.POST or None, initial=_of_area(decision), office=request.user.office)
    if request.method == "POST" and form.is_valid():
        try:
            with acting(form, "words"):
                values = form.cleaned_data
                confirm_area(
                    entry=entry,
                    village=values["village"],
                    happening=values["happening"],
                    contents=form.contents(),
                    by=request.user,
                )
                messages.success(request, _("Passed on. Its desk reads it for thirty days."))
                return to_list(request, within)
        except (NoOffice, NoDeskKey):
            form.add_error("village", _("Nobody could read a report from there yet. Call the office that is near."))
    return _page(request, decision, form, Guess.AREA)


def _of_area(decision: Decision) -> dict[str, Any]:
    piece = decision.piece
    return {
        "village": decision.village,
        "rw": rw_in_piece(piece).lstrip("0"),
        "happening": happening_in(piece),
        "words": piece.words[:MOST_LETTERS],
    }


def _decided(request: OfficerRequest, within: Import) -> HttpResponse:
    messages.info(request, _("This was taken over or thrown away already."))
    return to_list(request, within)
