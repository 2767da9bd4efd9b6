"""Reports that are ticked in a list go to a colleague."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from pimpasa.accounts.models import Officer
from pimpasa.accounts.roles import Permission
from pimpasa.handling.actions.reassigning import reassign_each
from pimpasa.handling.queries import workload
from pimpasa.reports.models import Report
from pimpasa.sites.common.http import acting, render_form
from pimpasa.sites.officers.colleagues.forms import ReassignForm
from pimpasa.sites.officers.http import OfficerRequest, officer_required
from pimpasa.sites.officers.reports.beside import list_of


@require_POST
@officer_required(Permission.VERIFY, key=True)
def give(request: OfficerRequest) -> HttpResponse:
    """Ask to whom and why, then give them; each that cannot be given is named with the reason."""
    chosen = workload.open_among(request.user, request.POST.getlist("reports"))
    if not chosen:
        messages.error(request, _("Tick at least one report."))
        return HttpResponseRedirect(list_of(request))
    receivers = {str(person.pk): person for person in workload.receivers(request.user)}
    people = [(pk, person.name) for pk, person in receivers.items()]
    form = ReassignForm(request.POST if "to" in request.POST else None, people=people)
    if form.is_valid():
        to = receivers[form.cleaned_data["to"]]
        with acting(form):
            reason = form.cleaned_data["reason"]
            refused = reassign_each(reports=chosen, to=to, reason=reason, keyring=request.keyring)
            _tell(request, chosen, {str(pk): why for pk, why in refused.items()}, to)
            return HttpResponseRedirect(list_of(request))
    return render_form(
        request, "officers/reports/give.html", {"form": form, "chosen": chosen, "back": list_of(request)}
    )


def _tell(request: OfficerRequest, chosen: list[Report], refused: dict[str, str], to: Officer) -> None:
    number = len(chosen) - len(refused)
    sentence = ngettext("%(n)d report is now with %(name)s.", "%(n)d reports are now with %(name)s.", number)
    messages.success(request, sentence % {"n": number, "name": to.name})
    for report in chosen:
        if why := refused.get(str(report.pk)):
            messages.error(request, f"{report.reference}: {why}")
