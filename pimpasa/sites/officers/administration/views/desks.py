"""Desks, places and the rule for identities of an office."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from pimpasa.accounts import actions
from pimpasa.accounts.kinds import Safeguard
from pimpasa.accounts.queries import safeguards_asked_away
from pimpasa.accounts.roles import Permission
from pimpasa.keys.actions.desk_keys import open_desk as open_desk_action
from pimpasa.keys.queries import desk_key_history
from pimpasa.sites.common.http import acting, or_404, saying_why
from pimpasa.sites.officers.administration.forms.officers import (
    PlaceForm,
)
from pimpasa.sites.officers.fields import VillageForm
from pimpasa.sites.officers.http import OfficerRequest, form_page, officer_required
from pimpasa.territory.actions import add_place as add_place_action
from pimpasa.territory.queries import desks_of_office, jurisdictions_of, places_of_office

manager = officer_required(Permission.MANAGE_OFFICERS)


@manager
def desks(request: OfficerRequest) -> HttpResponse:
    """Desks, jurisdiction and places of the office."""
    office = request.user.office
    context = {
        "desks": desks_of_office(office),
        "desk_keys": desk_key_history(office),
        "jurisdictions": jurisdictions_of(office),
        "places": places_of_office(office),
        "desk_form": VillageForm(office=office),
        "place_form": PlaceForm(office=office),
        "office": office,
        "asked": safeguards_asked_away(office),
    }
    return render(request, "officers/administration/desks.html", context)


@require_POST
@manager
def safeguard(request: OfficerRequest, name: str) -> HttpResponse:
    """Put a safeguard in force, or ask the head to take it away."""
    protection = or_404(next((rule for rule in Safeguard if rule == name), None))
    if request.POST.get("wanted") == "yes":
        actions.put_in_force(office=request.user.office, safeguard=protection, by=request.user)
        messages.success(request, _("Saved."))
    else:
        actions.ask_to_loosen(office=request.user.office, safeguard=protection, by=request.user)
        messages.success(request, _("Asked. It holds until the head of office agrees on their first page."))
    return redirect("officers:desks")


@require_POST
@officer_required(Permission.SET_WAYS)
def loosen(request: OfficerRequest, name: str) -> HttpResponse:
    """The head agrees that a safeguard is taken away."""
    protection = or_404(next((rule for rule in Safeguard if rule == name), None))
    with saying_why(request):
        actions.loosen(office=request.user.office, safeguard=protection, by=request.user)
        messages.success(request, _("Saved."))
    return redirect("officers:workplace")


@manager
def open_desk(request: OfficerRequest) -> HttpResponse:
    """Open the desk of a kelurahan."""
    form = VillageForm(request.POST or None, office=request.user.office)
    if request.method == "POST" and form.is_valid():
        with acting(form, "village"):
            open_desk_action(village=form.cleaned_data["village"], office=request.user.office, by=request.user)
            messages.success(request, _("The desk is open."))
            return redirect("officers:desks")
    return form_page(request, form, _("Open a desk"), back=reverse("officers:desks"))


@manager
def add_place(request: OfficerRequest) -> HttpResponse:
    """Add a place that residents speak of."""
    form = PlaceForm(request.POST or None, office=request.user.office)
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        if add_place_action(name=values["name"], village=values["village"], rw=values["rw"]):
            messages.success(request, _("The place is added."))
            return redirect("officers:desks")
        form.add_error("name", _("This kelurahan has a place of this name already."))
    return form_page(request, form, _("Add a place"), back=reverse("officers:desks"))
