"""Who has how much, and reports that go from one colleague to another."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from pimpasa.accounts.models import Officer
from pimpasa.accounts.queries import officer_of
from pimpasa.accounts.roles import Permission
from pimpasa.handling.actions.reassigning import reassign_all
from pimpasa.handling.queries import workload
from pimpasa.reports.models import Report
from pimpasa.sites.common.http import acting, or_404, render_form
from pimpasa.sites.common.pages import page_of
from pimpasa.sites.officers.colleagues.forms import ReassignForm
from pimpasa.sites.officers.http import OfficerRequest, officer_required


@officer_required(Permission.READ_REPORTS)
def colleagues(request: OfficerRequest) -> HttpResponse:
    """Open, late and waiting for their reporter, by officer; of the desks whose reports one reads."""
    return render(request, "officers/colleagues/colleagues.html", {"loads": workload.loads(request.user)})


@officer_required(Permission.READ_REPORTS, key=True)
def colleague(request: OfficerRequest, officer_id: int) -> HttpResponse:
    """What one colleague, or oneself, is verifying; what is ticked goes to another, with the reason."""
    officer = or_404(officer_of(request.user.office, officer_id))
    receivers = {str(person.pk): person for person in workload.receivers(request.user) if person.pk != officer.pk}
    form = ReassignForm(
        request.POST if request.method == "POST" else None,
        people=[(pk, person.name) for pk, person in receivers.items()],
    )
    if request.method == "POST" and form.is_valid() and (chosen := _chosen(request, form, officer)):
        to = receivers[form.cleaned_data["to"]]
        with acting(form, "reason"):
            number = reassign_all(reports=chosen, to=to, reason=form.cleaned_data["reason"], keyring=request.keyring)
            sentence = ngettext("%(n)d report is now with %(name)s.", "%(n)d reports are now with %(name)s.", number)
            messages.success(request, sentence % {"n": number, "name": to.name})
            return redirect("officers:colleague", officer_id=officer.pk)
    rows = page_of(workload.of_colleague(request.user, officer), request)
    context = {"form": form, "officer": officer, "rows": rows, "may_give": request.user.may(Permission.VERIFY)}
    return render_form(request, "officers/colleagues/colleague.html", context)


def _chosen(request: OfficerRequest, form: ReassignForm, officer: Officer) -> list[Report]:
    """What was ticked; where nothing was, the form says so."""
    chosen = workload.of_these(request.user, officer, request.POST.getlist("reports"))
    if not chosen:
        form.add_error(None, _("Tick at least one report."))
    return chosen
