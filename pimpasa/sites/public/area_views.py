"""The duty channel: what village officials and owners of lodgings tell of their area, without persons."""

from __future__ import annotations

from functools import partial

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from pimpasa.accounts.errors import Refused
from pimpasa.allowances.actions import take
from pimpasa.areas.actions import tell_area
from pimpasa.areas.kinds import Happening
from pimpasa.keys.errors import NoDeskKey
from pimpasa.sites.common.allowances import AREA_NOTES, address
from pimpasa.sites.common.http import acting, render_form
from pimpasa.sites.public import confirmations
from pimpasa.sites.public.area_forms import AreaForm
from pimpasa.sites.public.place_matches import may_search
from pimpasa.territory.errors import NoOffice


@csrf_exempt
def area(request: HttpRequest) -> HttpResponse:
    """Ask what happens in the area, and why nobody's name belongs there."""
    form = AreaForm(request.POST or None, may_search=partial(may_search, request))
    if request.method == "POST" and form.is_valid():
        with acting(form, None, NoOffice, NoDeskKey):
            _tell(request, form)
            return confirmations.confirmed_at("public:area_told", "area_told")
    return render_form(request, "public/wilayah-saya.html", {"form": form})


def _tell(request: HttpRequest, form: AreaForm) -> None:
    if not take(AREA_NOTES, address(request)):
        raise Refused("too_many_area_notes", _("Much is coming from here. Please wait a minute; your words stay here."))
    values = form.cleaned_data
    tell_area(village=values["village"], happening=Happening(values["happening"]), contents=form.contents())


def told(request: HttpRequest) -> HttpResponse:
    """Thank who told just now; whoever only opens the address has told nothing yet."""
    if not confirmations.has_happened(request, "area_told"):
        return redirect("public:area")
    return confirmations.said(request, render(request, "public/wilayah-saya-terima-kasih.html"))
