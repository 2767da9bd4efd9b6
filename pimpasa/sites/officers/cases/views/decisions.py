"""Gelar kasus, the actions that follow from it, and what has to be done by which day."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from pimpasa.accounts.roles import Permission
from pimpasa.cases import queries
from pimpasa.cases.actions import decisions, terms
from pimpasa.cases.contents import TermContents
from pimpasa.cases.kinds import TermKind
from pimpasa.cases.models import Case
from pimpasa.cases.rules.cases import check_view, check_work
from pimpasa.cases.rules.decisions import check_lift
from pimpasa.cases.rules.enforcement import check_enforcement
from pimpasa.common import clock
from pimpasa.sites.common.http import acting, or_404, render_form
from pimpasa.sites.officers.cases.forms import GelarForm, KeepForm, LengthsForm, TakForm, TermForm
from pimpasa.sites.officers.cases.views.cases import act_on, case_or_404
from pimpasa.sites.officers.cases.views.persons import opened_person, people_of, person_or_404
from pimpasa.sites.officers.http import OfficerRequest, officer_required


@never_cache
@officer_required(Permission.SET_GELAR, key=True)
def gelar(request: OfficerRequest, case_id: UUID) -> HttpResponse:
    """Record a gelar kasus that was held."""
    check_work(request.user, case_or_404(case_id))

    def act(case: Case, form: GelarForm) -> None:
        decisions.record_gelar(case=case, **form.told(), keyring=request.keyring)

    hint = _("Called by the head of office (Permenimipas 2/2025 art. 59). Only what it decided can follow.")
    return act_on(request, case_id, GelarForm(request.POST or None), _("Record a gelar kasus"), act, told=hint)


@never_cache
@officer_required(Permission.LEAD_CASES, key=True)
def tak(request: OfficerRequest, person_id: UUID) -> HttpResponse:
    """Impose what a gelar kasus decided; against nobody who may be a victim."""
    person = person_or_404(person_id)
    opened = opened_person(request, person)
    check_enforcement(person)
    form = TakForm(request.POST or None, decisions=queries.tak_decisions(person.case))

    def act(_found: Case, form: TakForm) -> None:
        decisions.impose(person=person, **form.told(), keyring=request.keyring)

    title = _("Administrative action against %(name)s") % {"name": opened.contents.name}
    return act_on(request, person.case_id, form, title, act)


@never_cache
@officer_required(Permission.SET_GELAR, key=True)
def lift_tak(request: OfficerRequest, tak_id: UUID) -> HttpResponse:
    """Lift an administrative action today."""
    tak = or_404(queries.tak_by_id(tak_id))
    check_lift(request.user, tak.person, is_lifted=tak.lifted_on is not None)

    def act(_found: Case, _form: forms.Form) -> None:
        decisions.lift(tak=tak, keyring=request.keyring)

    form = forms.Form(request.POST if request.method == "POST" else None)
    hint = _("%(kind)s: it ends today.") % {"kind": tak.get_kind_display()}
    return act_on(request, tak.person.case_id, form, _("Lift an administrative action"), act, told=hint)


@never_cache
@officer_required(Permission.LEAD_CASES, key=True)
def set_due(request: OfficerRequest, case_id: UUID) -> HttpResponse:
    """Set something to be done by a day, or within the office's own number of days."""
    case = case_or_404(case_id)
    check_work(request.user, case)

    def act(case: Case, form: TermForm) -> None:
        values, kind = form.cleaned_data, TermKind(form.cleaned_data["kind"])
        person = queries.person_by_id(form.person_id) if form.person_id else None
        due_on = values["due_on"] or clock.today() + timedelta(days=queries.days_of(case.office, kind))
        contents = TermContents(values["text"])
        terms.set_term(case=case, person=person, kind=kind, due_on=due_on, contents=contents, keyring=request.keyring)

    form = TermForm(request.POST or None, people=people_of(request, case))
    return act_on(request, case_id, form, _("Set a term"), act)


@never_cache
@officer_required(Permission.LEAD_CASES, key=True)
def keep(request: OfficerRequest, term_id: UUID) -> HttpResponse:
    """Say that it was done, and what came of it."""
    term = or_404(queries.term_by_id(term_id))
    check_view(request.user, term.case)

    def act(_found: Case, form: KeepForm) -> None:
        terms.keep_term(term=term, outcome=form.cleaned_data["outcome"], keyring=request.keyring)

    hint = f"{term.get_kind_display()}."
    return act_on(request, term.case_id, KeepForm(request.POST or None), _("It is done"), act, told=hint)


@officer_required(Permission.SET_PERIODS)
def term_lengths(request: OfficerRequest) -> HttpResponse:
    """How many days the office counts for each kind of term, and when that was last checked against the law."""
    office = request.user.office
    form = LengthsForm(request.POST or None, lengths=queries.lengths_of(office).values())
    if request.method == "POST" and form.is_valid():
        with acting(form):
            terms.set_lengths(office=office, lengths=form.wanted(), by=request.user)
            messages.success(request, _("Saved. It counts for terms that are set from now on."))
            return redirect("officers:term_lengths")
    return render_form(request, "officers/cases/term_lengths.html", {"form": form})
