"""Somebody who may be a victim: told of from anywhere, and taken into a case by the unit."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from pimpasa.accounts.roles import Permission
from pimpasa.cases.actions.encounters import meet, take_in
from pimpasa.cases.kinds import MetAt
from pimpasa.cases.models import Case, Encounter
from pimpasa.cases.opening.encounters import open_encounter, peek_encounter
from pimpasa.cases.queries import encounter_by_id, open_cases_of
from pimpasa.operations.rules import unit_to_ask
from pimpasa.sites.common.http import acting, or_404, render_form
from pimpasa.sites.officers.cases.forms import MeetForm, TakeInForm
from pimpasa.sites.officers.http import OfficerRequest, officer_required

MOST_CASES = 30


@never_cache
@officer_required(Permission.READ_REPORTS, key=True)
def meet_victim(request: OfficerRequest) -> HttpResponse:
    """Tell the unit of somebody who may be a victim; what has to be done first stands above."""
    unit = unit_to_ask(request.user)
    at = request.GET.get("di", "")
    form = MeetForm(request.POST or None, initial={"at": at} if at in MetAt.values else None)
    if request.method == "POST" and form.is_valid():
        with acting(form):
            meet(unit=unit, by=request.user, **form.told())
            messages.success(request, _("The unit knows now. Stay with them until somebody comes."))
            return redirect("officers:workplace")
    return render_form(request, "officers/cases/meet.html", {"form": form})


@never_cache
@officer_required(Permission.LEAD_CASES, key=True)
def encounter(request: OfficerRequest, encounter_id: UUID) -> HttpResponse:
    """Read who was met, and make them a person of a case: of one that is open, or of a new one."""
    row = or_404(encounter_by_id(encounter_id))
    if request.method == "POST":
        opened = peek_encounter(row, request.keyring)
    else:
        opened = open_encounter(encounter=row, keyring=request.keyring)
    cases = {str(case.pk): case for case in _cases(request, row)}
    form = TakeInForm(request.POST or None, cases=[(key, f"{_('Case')} {case}") for key, case in cases.items()])
    form.fields["case"].initial = str(row.case_id) if row.case_id else "new"
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        with acting(form):
            case = cases.get(values["case"])
            person = take_in(encounter=row, case=case, title=values["title"], keyring=request.keyring)
            messages.success(request, _("They are in the case now. Screen them before anything else."))
            return redirect("officers:screening", person.pk)
    return render_form(request, "officers/cases/encounter.html", {"form": form, "opened": opened, "encounter": row})


def _cases(request: OfficerRequest, row: Encounter) -> list[Case]:
    """That in which they were met first, then the unit's other open ones."""
    cases = [case for case in open_cases_of(request.user, most=MOST_CASES) if case.unit_id == row.unit_id]
    return sorted(cases, key=lambda case: case.pk != row.case_id)
