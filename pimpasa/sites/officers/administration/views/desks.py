"""Desks, places and the rule for identities of an office."""

from __future__ import annotations

from django.contrib import messages
from django.forms import BaseForm
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
from pimpasa.keys.actions.desk_keys import rename_desk as rename_desk_action
from pimpasa.keys.queries import desk_key_history
from pimpasa.reports.actions.closing import close_desk as close_desk_action
from pimpasa.sites.common.http import UNPROCESSABLE, acting, or_404, saying_why
from pimpasa.sites.officers.administration.forms.officers import (
    ChangePlaceForm,
    CloseDeskForm,
    DeskNameForm,
    PlaceForm,
)
from pimpasa.sites.officers.administration.roster import desk_rows
from pimpasa.sites.officers.fields import VillageForm
from pimpasa.sites.officers.http import OfficerRequest, form_page, officer_required
from pimpasa.territory.actions import add_place as add_place_action
from pimpasa.territory.actions import change_place
from pimpasa.territory.models import Desk
from pimpasa.territory.queries.offices import desk_of_office, jurisdictions_of
from pimpasa.territory.queries.places import place_of_office, places_of_office

manager = officer_required(Permission.MANAGE_OFFICERS)


@manager
def desks(request: OfficerRequest) -> HttpResponse:
    """Desks, jurisdiction and places of the office."""
    office = request.user.office
    context = {
        "rows": desk_rows(office),
        "desk_keys": desk_key_history(office),
        "jurisdictions": jurisdictions_of(office),
        "places": places_of_office(office),
        "desk_form": VillageForm(office=office),
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
def desk(request: OfficerRequest, desk_id: int) -> HttpResponse:
    """Who sits there and who holds its key; its name; its end."""
    return _desk_page(request, _desk_or_404(request, desk_id))


@require_POST
@manager
def rename_desk(request: OfficerRequest, desk_id: int) -> HttpResponse:
    """Call a desk by another name."""
    a_desk = _desk_or_404(request, desk_id)
    form = DeskNameForm(request.POST)
    if form.is_valid():
        with acting(form, "name"):
            rename_desk_action(desk=a_desk, name=form.cleaned_data["name"], by=request.user)
            messages.success(request, _("Saved."))
            return redirect("officers:desk", a_desk.pk)
    return _desk_page(request, _desk_or_404(request, desk_id), name_form=form)


@require_POST
@manager
def close_desk(request: OfficerRequest, desk_id: int) -> HttpResponse:
    """Close a desk, or merge it into another."""
    a_desk = _desk_or_404(request, desk_id)
    form = CloseDeskForm(request.POST, desk=a_desk)
    if form.is_valid():
        with acting(form, "into"):
            close_desk_action(desk=a_desk, into=form.cleaned_data["into"], by=request.user)
            messages.success(request, _("The desk is closed."))
            return redirect("officers:desks")
    return _desk_page(request, a_desk, close_form=form)


def _desk_or_404(request: OfficerRequest, desk_id: int) -> Desk:
    return or_404(desk_of_office(request.user.office, desk_id))


def _desk_page(request: OfficerRequest, a_desk: Desk, **forms: BaseForm) -> HttpResponse:
    context = {
        "row": next(row for row in desk_rows(a_desk.office) if row.desk == a_desk),
        "may_close": a_desk.kind == Desk.Kind.VILLAGE,
        "name_form": DeskNameForm(initial={"name": a_desk.name}),
        "close_form": CloseDeskForm(desk=a_desk),
    } | forms
    bad = any(form.errors for form in forms.values())
    return render(request, "officers/administration/desk.html", context, status=UNPROCESSABLE if bad else 200)


@manager
def add_place(request: OfficerRequest) -> HttpResponse:
    """Add a place that residents speak of."""
    form = PlaceForm(request.POST or None, office=request.user.office)
    if request.method == "POST" and form.is_valid():
        if add_place_action(village=form.cleaned_data["village"], **form.facts()):
            messages.success(request, _("The place is added."))
            return redirect("officers:desks")
        form.add_error("name", _("This kelurahan has a place of this name already."))
    return form_page(request, form, _("Add a place"), back=reverse("officers:desks"))


@manager
def place(request: OfficerRequest, place_id: int) -> HttpResponse:
    """Say anew what is known of a place."""
    a_place = or_404(place_of_office(request.user.office, place_id))
    initial = {name: getattr(a_place, name) for name in ("name", "rw", "towers", "contact")}
    form = ChangePlaceForm(request.POST or None, office=request.user.office, initial=initial)
    if request.method == "POST" and form.is_valid():
        if change_place(place=a_place, **form.facts()):
            messages.success(request, _("Saved."))
            return redirect("officers:desks")
        form.add_error("name", _("This kelurahan has a place of this name already."))
    return form_page(request, form, f"{a_place.name}, {a_place.village.name}", back=reverse("officers:desks"))
