"""The official list of placement companies."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from pimpasa.accounts.roles import Permission
from pimpasa.accounts.rules import can_keep_shared
from pimpasa.agencies.actions import bring_in
from pimpasa.agencies.errors import BadList
from pimpasa.agencies.queries import is_stale, look_up, newest_list
from pimpasa.agencies.sources import MOST_BYTES
from pimpasa.packs.kinds import PackName
from pimpasa.packs.queries import pack
from pimpasa.sites.common.http import acting, render_form
from pimpasa.sites.officers.administration.forms.agencies import AgencyListForm
from pimpasa.sites.officers.http import OfficerRequest, officer_required, received_in_memory
from pimpasa.territory.queries.offices import steward


@received_in_memory(MOST_BYTES)
@officer_required(Permission.LOOK_UP_AGENCIES)
def agencies(request: OfficerRequest) -> HttpResponse:
    """The newest list, looking a name up on it, and for who looks after it bringing in the next one."""
    form = AgencyListForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        with acting(form, "file", BadList):
            agency_list = bring_in(
                data=values["file"].read(), source=values["source"], as_of=values["as_of"], by=request.user
            )
            messages.success(request, _("%(n)d companies are on the list now.") % {"n": agency_list.number})
            return redirect("officers:agencies")
    name = request.GET.get("name", "").strip()[:200]
    newest = newest_list()
    context = {"form": form, "list": newest, "asked": name, "looked": look_up(name) if name else None}
    age = {"is_stale": newest is not None and is_stale(newest), "where": pack(PackName.P3MI).entries}
    whose = {"may_bring_in": can_keep_shared(request.user), "steward": steward()}
    return render_form(request, "officers/administration/agencies.html", context | age | whose)
