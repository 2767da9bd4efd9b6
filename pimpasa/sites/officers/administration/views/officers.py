"""Officers and where they sit, for the administrator. No report is reachable from here."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from pimpasa.accounts import actions, queries
from pimpasa.accounts.errors import Refused
from pimpasa.accounts.invitations import Way
from pimpasa.accounts.models import Officer
from pimpasa.accounts.roles import Permission, Role
from pimpasa.carrying.queries import phones_of
from pimpasa.common import clock
from pimpasa.keys.actions import leaving
from pimpasa.keys.actions.officer_keys import ask_new_key
from pimpasa.keys.queries import key_history, keyed_officers, renewals_declined
from pimpasa.notices.errors import NotSent
from pimpasa.notices.rules import can_send
from pimpasa.sites.common.http import acting, or_404, saying_why
from pimpasa.sites.officers.account.letters import mail_invitation, tell_of_asking
from pimpasa.sites.officers.administration.checks import faults_of
from pimpasa.sites.officers.administration.forms.officers import (
    AssignForm,
    ChangeOfficerForm,
    EndForm,
    OfficerForm,
)
from pimpasa.sites.officers.administration.roster import officer_rows
from pimpasa.sites.officers.http import OfficerRequest, form_page, officer_required

manager = officer_required(Permission.MANAGE_OFFICERS)


def _officer_or_404(request: OfficerRequest, officer_id: int) -> Officer:
    return or_404(queries.officer_of(request.user.office, officer_id))


@manager
def officers(request: OfficerRequest) -> HttpResponse:
    """Everybody of the office."""
    context = {"rows": officer_rows(request.user.office), "renewals_declined": renewals_declined(request.user)}
    return render(request, "officers/administration/officers.html", context)


@manager
def setup(request: OfficerRequest) -> HttpResponse:
    """What is wrong with the office's set-up, and where each is mended."""
    return render(request, "officers/administration/setup.html", {"faults": faults_of(request.user.office)})


@manager
def add_officer(request: OfficerRequest) -> HttpResponse:
    """Add somebody; their invitation is shown next."""
    form = OfficerForm(request.POST or None, office=request.user.office)
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        with acting(form, "email"):
            colleague = actions.add_officer(
                office=request.user.office,
                email=values["email"],
                name=values["name"],
                role=Role(values["role"]),
                by=request.user,
            )
            return redirect("officers:invite", colleague.pk)
    return form_page(request, form, _("Add an officer"), back=reverse("officers:officers"))


@manager
def invite(request: OfficerRequest, officer_id: int) -> HttpResponse:
    """Invite somebody: by mail, so that nobody else sees the link; without it, on a sheet that is half of the way."""
    colleague = _officer_or_404(request, officer_id)
    if keyed_officers([colleague]):
        raise Refused("signed_in_already", _("%(name)s has signed in already.") % {"name": colleague.name})
    context = {"officer": colleague, "by_mail": can_send()}
    if request.method == "POST" and can_send():
        with saying_why(request, NotSent):
            _mail_invitation(request, colleague)
            return redirect("officers:officer", colleague.pk)
    elif request.method == "POST":
        context["link"] = _link(request, colleague, Way.SHEET)
    return render(request, "officers/administration/invite.html", context)


def _mail_invitation(request: OfficerRequest, colleague: Officer) -> None:
    mail_invitation(colleague, link=_link(request, colleague, Way.ALONE))
    messages.success(request, _("The invitation is on its way to %(email)s.") % {"email": colleague.email})


def _link(request: OfficerRequest, colleague: Officer, way: Way) -> str:
    token = actions.invite(officer=colleague, way=way, by=request.user)
    path = reverse("officers:invitation", args=[colleague.pk, token])
    return f"{settings.ADDRESS}{path}" if settings.ADDRESS else request.build_absolute_uri(path)


@manager
def officer(request: OfficerRequest, officer_id: int) -> HttpResponse:
    """Change a name or role, switch an account off, see and end assignments."""
    colleague = _officer_or_404(request, officer_id)
    is_sent = request.method == "POST"
    form = ChangeOfficerForm(request.POST, office=colleague.office) if is_sent else ChangeOfficerForm.of(colleague)
    if is_sent and form.is_valid() and _change(request, colleague, form):
        messages.success(request, _("Saved."))
        return redirect("officers:officer", colleague.pk)
    return _officer_page(request, colleague, form=form)


def _change(request: OfficerRequest, colleague: Officer, form: ChangeOfficerForm) -> bool:
    values = form.cleaned_data
    with acting(form):
        leaving.change_officer(
            officer=colleague,
            name=values["name"],
            role=Role(values["role"]),
            is_active=values["is_active"],
            by=request.user,
            service=form.service(),
        )
        return True
    return False


@require_POST
@manager
def renew_key(request: OfficerRequest, officer_id: int) -> HttpResponse:
    """For one who lost password and recovery code: ask for a new key, to which another has to agree."""
    colleague = _officer_or_404(request, officer_id)
    with saying_why(request):
        ask_new_key(officer=colleague, by=request.user)
        tell_of_asking(colleague)
        messages.success(request, _("Asked. A colleague of the unit or an auditor has to agree; they were told."))
    return redirect("officers:officer", colleague.pk)


def _officer_page(request: OfficerRequest, colleague: Officer, **forms: Any) -> HttpResponse:
    context = {
        "officer": colleague,
        "assignments": queries.assignments_held_by(colleague),
        "has_key": bool(keyed_officers([colleague])),
        "keys": key_history(colleague),
        "form": ChangeOfficerForm.of(colleague),
        "assign_form": AssignForm(office=request.user.office),
        "today": clock.today(),
        "phones": phones_of(colleague),
    } | forms
    bad = any(form.is_bound and form.errors for form in forms.values())
    return render(request, "officers/administration/officer.html", context, status=422 if bad else 200)


@require_POST
@manager
def assign(request: OfficerRequest, officer_id: int) -> HttpResponse:
    """Seat an officer at a desk from a day on."""
    colleague = _officer_or_404(request, officer_id)
    form = AssignForm(request.POST, office=request.user.office)
    if form.is_valid():
        values = form.cleaned_data
        with acting(form, "desk"):
            actions.assign(officer=colleague, desk=values["desk"], starts_on=values["starts_on"], by=request.user)
            messages.success(request, _("Assigned. Somebody of the desk or the unit hands over its key."))
            return redirect("officers:officer", colleague.pk)
    return _officer_page(request, colleague, assign_form=form)


@require_POST
@manager
def end_assignment(request: OfficerRequest, assignment_id: int) -> HttpResponse:
    """End an assignment; one that has ended by today also loses the desk's key."""
    assignment = or_404(queries.assignment_of(request.user.office, assignment_id))
    form = EndForm(request.POST)
    if not form.is_valid():
        messages.error(request, str(form.errors["ends_on"][0]))
        return redirect("officers:officer", assignment.officer_id)
    with saying_why(request):
        leaving.end_assignment(assignment=assignment, ends_on=form.cleaned_data["ends_on"], by=request.user)
        messages.success(request, _("The assignment ends."))
    return redirect("officers:officer", assignment.officer_id)
