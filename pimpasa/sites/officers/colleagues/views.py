"""Who is away and who stands in, set by the officer or, for somebody who fell ill, by their head."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from pimpasa.absences import queries
from pimpasa.absences.actions import end_absence, set_absence
from pimpasa.absences.rules import can_end
from pimpasa.accounts.roles import Permission
from pimpasa.common import clock
from pimpasa.sites.common.http import acting, or_404, render_form, saying_why
from pimpasa.sites.officers.colleagues.forms import AbsenceForm
from pimpasa.sites.officers.http import OfficerRequest, officer_required


@officer_required(Permission.READ_REPORTS)
def absences(request: OfficerRequest) -> HttpResponse:
    """One's own, those where one stands in, and all of the office's for its head."""
    rows = [(absence, can_end(request.user, absence)) for absence in queries.concerning(request.user)]
    return render(request, "officers/colleagues/absences.html", {"rows": rows})


@officer_required(Permission.READ_REPORTS, key=True)
def new_absence(request: OfficerRequest) -> HttpResponse:
    """Say from when to when, and who stands in."""
    officers = {str(officer.pk): officer for officer in queries.may_be_away(request.user)}
    substitutes = {
        str(colleague.pk): colleague
        for officer in officers.values()
        for colleague in queries.possible_substitutes(officer)
    }
    form = AbsenceForm(
        request.POST if request.method == "POST" else None,
        officers=[(pk, officer.name) for pk, officer in officers.items()] if len(officers) > 1 else [],
        substitutes=[(pk, colleague.name) for pk, colleague in substitutes.items()],
        initial={"officer": str(request.user.pk), "starts_on": queries.day_where(request.user, clock.now())},
    )
    if form.is_valid():
        answers = form.cleaned_data
        officer = officers[answers.get("officer", str(request.user.pk))]
        with acting(form):
            set_absence(
                officer=officer,
                substitute=substitutes[answers["substitute"]],
                starts_on=answers["starts_on"],
                ends_on=answers["ends_on"],
                keyring=request.keyring,
            )
            messages.success(request, _("It is set. Both are told; open work passes on on the first day."))
            return redirect("officers:absences")
    context = {"form": form, "back": reverse("officers:absences"), "nobody": not substitutes}
    return render_form(request, "officers/colleagues/new_absence.html", context)


@require_POST
@officer_required(Permission.READ_REPORTS)
def back(request: OfficerRequest, absence_id: int) -> HttpResponse:
    """They are back before the last day, or do not go."""
    absence = or_404(queries.by_id(absence_id))
    with saying_why(request):
        end_absence(absence=absence, by=request.user)
        messages.success(request, _("%(name)s is back. Open work is theirs again.") % {"name": absence.officer.name})
    return redirect("officers:absences")
