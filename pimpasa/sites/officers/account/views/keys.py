"""Who holds the keys of one's desks, and letting somebody in who was assigned to one."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from pimpasa.accounts.invitations import second_half
from pimpasa.accounts.models import Officer
from pimpasa.accounts.queries import assignment_by_id, loosenings_asked, officer_of
from pimpasa.accounts.roles import Permission
from pimpasa.common import clock
from pimpasa.keys import queries
from pimpasa.keys.actions import kits, letting_in, officer_keys
from pimpasa.keys.errors import WrongKit
from pimpasa.keys.kinds import Doubt
from pimpasa.notices.rules import can_send
from pimpasa.sealing.errors import MalformedCode
from pimpasa.sites.common.http import or_404, render_form, saying_why
from pimpasa.sites.officers.account.forms import DeclineForm, KitForm
from pimpasa.sites.officers.account.letters import tell_of_decline, tell_of_withdrawal
from pimpasa.sites.officers.http import OfficerRequest, form_page, officer_required, signed_in


def letting_in_of(officer: Officer) -> dict[str, Any]:
    """What `officers/account/letting_in.html` needs: who waits for this officer, for whom they wait, and who is new."""
    today = clock.today()
    return {
        "waiting": queries.waiting_for_key(officer, on=today),
        "waiting_for_complaints": queries.waiting_for_complaints(officer),
        "own_codes": queries.own_codes(officer, on=today),
        "new_readers": queries.new_readers(officer, on=today),
        "renewals_asked": queries.renewals_asked(officer),
        "renewals_declined": queries.renewals_declined(officer),
        "withdrawn_keys": queries.withdrawn_keys(officer),
        "loosenings": loosenings_asked(officer),
        "second_halves": [] if can_send() else _second_halves(officer),
    }


def _second_halves(officer: Officer) -> list[tuple[str, str]]:
    """Whom to give which code, beside their sheet."""
    return [(invited.name, second_half(invited)) for invited in queries.waiting_for_second_half(officer)]


@signed_in
def readers(request: OfficerRequest) -> HttpResponse:
    """Who can read what comes to one's desks: since when, and let in by whom."""
    officer = request.user
    context = letting_in_of(officer) | {"readers": queries.readers_of(officer, on=clock.today())}
    if officer.may(Permission.READ_LOG):
        context["complaint_readers"] = queries.complaint_readers(officer.office)
    return render(request, "officers/account/readers.html", context)


@require_POST
@signed_in
def readers_seen(request: OfficerRequest) -> HttpResponse:
    """Whoever is new now is known to this officer from here on."""
    letting_in.know_readers(officer=request.user)
    return redirect("officers:readers")


@require_POST
@officer_required(Permission.HAND_OVER_KEYS, key=True)
def hand_over(request: OfficerRequest, assignment_id: int) -> HttpResponse:
    """Let a colleague in whose code was typed."""
    assignment = or_404(assignment_by_id(assignment_id))
    code = request.POST.get("code", "")
    with saying_why(request):
        letting_in.let_in(desk=assignment.desk, to=assignment.officer, code=code, keyring=request.keyring)
        messages.success(request, _("%(name)s can now read this desk's reports.") % {"name": assignment.officer.name})
    return redirect("officers:readers")


@require_POST
@officer_required(Permission.READ_LOG, key=True)
def admit(request: OfficerRequest, officer_id: int) -> HttpResponse:
    """Let an auditor read complaints whose code was typed."""
    colleague = or_404(officer_of(request.user.office, officer_id))
    with saying_why(request):
        letting_in.let_read_complaints(officer=colleague, code=request.POST.get("code", ""), keyring=request.keyring)
        messages.success(request, _("%(name)s can now read complaints.") % {"name": colleague.name})
    return redirect("officers:readers")


@require_POST
@signed_in
def agree_new_key(request: OfficerRequest, officer_id: int) -> HttpResponse:
    """The second person agrees that a colleague's key is withdrawn."""
    colleague = or_404(officer_of(request.user.office, officer_id))
    with saying_why(request):
        officer_keys.agree_new_key(officer=colleague, by=request.user)
        tell_of_withdrawal(colleague)
        messages.success(request, _("The key of %(name)s is withdrawn.") % {"name": colleague.name})
    return redirect("officers:readers")


@signed_in
def decline_new_key(request: OfficerRequest, officer_id: int) -> HttpResponse:
    """Who may agree, or the colleague themself, says why the key stays."""
    colleague = or_404(officer_of(request.user.office, officer_id))
    form = DeclineForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        with saying_why(request):
            doubt = Doubt(form.cleaned_data["doubt"])
            tell_of_decline(officer_keys.decline_new_key(officer=colleague, doubt=doubt, by=request.user))
            messages.success(request, _("The key of %(name)s stays. Who asked is told.") % {"name": colleague.name})
        return redirect("officers:workplace")
    title = _("The key of %(name)s stays") % {"name": colleague.name}
    return form_page(request, form, title, back=reverse("officers:workplace"))


@officer_required(Permission.HAND_OVER_KEYS, key=True)
@never_cache
def open_with_kit(request: OfficerRequest) -> HttpResponse:
    """The keeper of the recovery kit opens the keys of their own desks, as at set-up."""
    form = KitForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and _open_with_kit(request, form):
        messages.success(request, _("The kit opened the keys of your desks."))
        return redirect("officers:workplace")
    context = {"form": form, "code": queries.kit_code(request.user)}
    return render_form(request, "officers/account/kit.html", context)


def _open_with_kit(request: OfficerRequest, form: KitForm) -> bool:
    try:
        kits.open_with_kit(code=form.cleaned_data["code"], keyring=request.keyring)
    except MalformedCode:
        form.add_error("code", _("A kit's code has 53 letters and digits. One is missing or not right."))
    except WrongKit:
        form.add_error("code", _("This recovery kit belongs to another office."))
    return form.is_valid()
