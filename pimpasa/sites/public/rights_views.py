"""Asking about one's own data (UU 27/2022)."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from pimpasa.allowances.actions import take
from pimpasa.keys.errors import NoDeskKey
from pimpasa.privacy.actions.asking import ask
from pimpasa.privacy.contents import Asked
from pimpasa.privacy.kinds import Right
from pimpasa.sites.common.allowances import DATA_REQUESTS, address
from pimpasa.sites.common.http import render_form
from pimpasa.sites.public.rights_forms import RightsForm
from pimpasa.territory.models import Desk


@csrf_exempt
def rights(request: HttpRequest) -> HttpResponse:
    """A form that needs no account; what is written is sealed to the office's unit."""
    form = RightsForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        subject_request = _ask(request, form)
        if subject_request is not None:
            return render(request, "public/hak-data-diterima.html", {"made": subject_request})
    return render_form(request, "public/hak-data.html", {"form": form})


def _ask(request: HttpRequest, form: RightsForm) -> object:
    if not take(DATA_REQUESTS, address(request)):
        form.add_error(None, _("Many requests are coming from here. Please wait a minute."))
        return None
    values = form.cleaned_data
    try:
        return ask(
            office=values["office"],
            right=Right(values["right"]),
            asked=Asked(values["name"], values["way"], values["text"]),
        )
    except (NoDeskKey, Desk.DoesNotExist):
        form.add_error("office", _("This office cannot read requests yet. Please choose another, or go there."))
        return None
