"""What dialogues are planned by: their kinds, the contacts of each RW, the numbers of departures."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from pimpasa.accounts.roles import Permission
from pimpasa.accounts.rules import can_keep_shared
from pimpasa.outreach.actions import contacts
from pimpasa.outreach.actions.departures import bring_in_departures
from pimpasa.outreach.actions.kinds import keep_kind
from pimpasa.outreach.contents import Contact
from pimpasa.outreach.departures import MOST_BYTES
from pimpasa.outreach.opening import open_contact
from pimpasa.outreach.queries.planning import all_kinds, contact_by_id, contacts_of, kind_by_key, newest_departures
from pimpasa.outreach.rules import check_keep_kind
from pimpasa.sites.common.http import acting, or_404, render_form, saying_why
from pimpasa.sites.common.pages import page_of
from pimpasa.sites.officers.dialogues.forms.settings import ContactForm, DeparturesForm, KindForm
from pimpasa.sites.officers.http import OfficerRequest, form_page, officer_required, received_in_memory
from pimpasa.territory.queries.offices import steward


@officer_required(Permission.KEEP_OUTREACH)
def kinds(request: OfficerRequest) -> HttpResponse:
    """The kinds of all offices and the office's own, retired ones too."""
    rows = all_kinds(request.user.office)
    context = {
        "shared": [kind for kind in rows if kind.office_id is None],
        "own": [kind for kind in rows if kind.office_id is not None],
        "may_share": can_keep_shared(request.user),
        "steward": steward(),
    }
    return render(request, "officers/dialogues/kinds.html", context)


@officer_required(Permission.KEEP_OUTREACH)
def kind(request: OfficerRequest, kind_key: str = "") -> HttpResponse:
    """A new kind, or another name for one."""
    kind = kind_by_key(kind_key, request.user.office)
    if kind_key and kind is None:
        raise Http404
    if kind is not None:
        check_keep_kind(request.user, kind)
    may_share = kind is None and can_keep_shared(request.user)
    form = KindForm(request.POST or None, kind=kind, may_share=may_share)
    if request.method == "POST" and form.is_valid():
        with acting(form):
            keep_kind(kind=kind, details=form.details(), by=request.user)
            messages.success(request, _("Saved."))
            return redirect("officers:dialogue_kinds")
    title = kind.name if kind else _("A new kind")
    return form_page(request, form, title, back=reverse("officers:dialogue_kinds"))


@officer_required(Permission.KEEP_OUTREACH)
def rw_contacts(request: OfficerRequest) -> HttpResponse:
    """Who is reminded in which RW; keeping another in the place of one."""
    form = ContactForm(request.POST if request.method == "POST" else None, office=request.user.office)
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        contact = Contact(values["name"].strip(), values["email"], values["phone"].strip())
        with acting(form):
            contacts.keep_contact(village=values["village"], rw=values["rw"], contact=contact, by=request.user)
            messages.success(request, _("Saved."))
            return redirect("officers:rw_contacts")
    rows = page_of(contacts_of(request.user.office), request)
    context = {"form": form, "rows": rows, "opened": [(row, open_contact(row)) for row in rows]}
    return render_form(request, "officers/dialogues/rw_contacts.html", context)


@require_POST
@officer_required(Permission.KEEP_OUTREACH)
def remove_contact(request: OfficerRequest, contact_id: int) -> HttpResponse:
    """Forget who is reminded in an RW."""
    contact = or_404(contact_by_id(contact_id))
    with saying_why(request):
        contacts.remove_contact(contact=contact, by=request.user)
        messages.success(request, _("Removed."))
    return redirect("officers:rw_contacts")


@received_in_memory(MOST_BYTES)
@officer_required(Permission.KEEP_OUTREACH)
def departed(request: OfficerRequest) -> HttpResponse:
    """The newest numbers of departures, and bringing in a year's."""
    form = DeparturesForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        with acting(form, "file"):
            number = bring_in_departures(
                data=values["file"].read(), year=values["year"], source=values["source"], by=request.user
            )
            messages.success(request, _("Numbers of %(n)d kelurahan brought in.") % {"n": number})
            return redirect("officers:departures")
    context = {"form": form, "rows": page_of(newest_departures(request.user.office), request)}
    return render_form(request, "officers/dialogues/departures.html", context)
