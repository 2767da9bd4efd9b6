"""The office's list of partners."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from pimpasa.accounts.roles import Permission
from pimpasa.common import clock
from pimpasa.referrals import queries
from pimpasa.referrals.actions.partners import add_partner, change_partner, propose_partners
from pimpasa.referrals.rules import check_keep_partners
from pimpasa.sites.common.http import acting, or_404, saying_why
from pimpasa.sites.officers.http import OfficerRequest, form_page, officer_required
from pimpasa.sites.officers.referrals.forms import PartnerForm

keeper = officer_required(Permission.LEAD_CASES)


@keeper
def partners(request: OfficerRequest) -> HttpResponse:
    """Those in use first; what nobody checked for a year is marked."""
    check_keep_partners(request.user, request.user.office)
    today = clock.today()
    rows = [(partner, queries.is_stale(partner, on=today)) for partner in queries.partners_of(request.user.office)]
    return render(request, "officers/referrals/partners.html", {"rows": rows})


@keeper
def new_partner(request: OfficerRequest) -> HttpResponse:
    check_keep_partners(request.user, request.user.office)
    form = PartnerForm(request.POST or None, initial={"is_active": True})
    if request.method == "POST" and form.is_valid():
        with acting(form):
            add_partner(office=request.user.office, facts=form.facts(), by=request.user)
            messages.success(request, _("Saved."))
            return redirect("officers:partners")
    return _form(request, form, _("A new partner"))


@keeper
def partner(request: OfficerRequest, partner_id: int) -> HttpResponse:
    """Correct a partner, say that it was checked, switch it on or off."""
    partner = or_404(queries.partner_by_id(partner_id))
    check_keep_partners(request.user, partner.office)
    form = PartnerForm(request.POST or None, initial=PartnerForm.of(partner))
    if request.method == "POST" and form.is_valid():
        with acting(form):
            change_partner(partner=partner, facts=form.facts(), by=request.user)
            messages.success(request, _("Saved."))
            return redirect("officers:partners")
    return _form(request, form, partner.name)


@require_POST
@keeper
def propose(request: OfficerRequest) -> HttpResponse:
    """Put those of the proposals on the list that it does not have."""
    with saying_why(request):
        number = propose_partners(office=request.user.office, by=request.user)
        messages.success(request, _("%(n)d partners were added.") % {"n": number})
    return redirect("officers:partners")


def _form(request: OfficerRequest, form: PartnerForm, title: str) -> HttpResponse:
    return form_page(request, form, title, back=reverse("officers:partners"))
