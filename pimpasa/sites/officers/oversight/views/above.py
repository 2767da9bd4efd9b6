"""What somebody above the offices reads of how they are run: no names, no reports."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render

from pimpasa.accounts.roles import Permission
from pimpasa.insights.queries.oversight import acts_within
from pimpasa.sites.officers.http import OfficerRequest, officer_required
from pimpasa.sites.officers.oversight.views.log import entry_number
from pimpasa.territory.queries.offices import offices_within


@officer_required(Permission.READ_ACTS)
def acts_below(request: OfficerRequest) -> HttpResponse:
    """How the offices below were run, newest first; of one of them where it is asked for."""
    offices = list(offices_within(request.user.office))
    chosen = request.GET.get("kantor", "")
    asked_for = [office for office in offices if str(office.pk) == chosen] or offices
    page, owners = acts_within(asked_for, before=entry_number(request.GET.get("sebelum", "")))
    names = {office.pk: office.name for office in offices}
    context = {
        "entries": [(entry, names[owners[entry.pk]]) for entry in page.acts],
        "older": page.older,
        "offices": [(str(office.pk), office.name) for office in offices],
        "chosen": chosen,
    }
    return render(request, "officers/oversight/acts_below.html", context)
