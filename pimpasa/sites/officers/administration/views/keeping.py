"""How long the office keeps reports, and what is erased next."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from pimpasa.accounts.roles import Permission
from pimpasa.common import clock
from pimpasa.reports.actions.keeping import set_periods
from pimpasa.reports.queries import retention
from pimpasa.reports.states import State
from pimpasa.sites.common.http import acting, render_form
from pimpasa.sites.common.pages import page_of
from pimpasa.sites.officers.administration.forms.keeping import PeriodsForm
from pimpasa.sites.officers.http import OfficerRequest, officer_required


@officer_required(Permission.DECIDE_KEEPING)
def keeping(request: OfficerRequest) -> HttpResponse:
    """Periods for each outcome, which the head sets, and the reports whose time is nearly over."""
    office, may_set = request.user.office, request.user.may(Permission.SET_PERIODS)
    form = PeriodsForm(request.POST or None, initial=retention.periods_of(office))
    if request.method == "POST" and form.is_valid() and _set(request, form):
        messages.success(request, _("Saved. It counts for reports that get their outcome from now on."))
        return redirect("officers:keeping")
    rows = page_of(retention.erased_within_a_month(office), request)
    held = retention.held_among(rows, on=clock.today())
    context = {"form": form, "may_set": may_set, "rows": rows, "held": held}
    return render_form(request, "officers/administration/keeping.html", context)


def _set(request: OfficerRequest, form: PeriodsForm) -> bool:
    with acting(form):
        set_periods(
            office=request.user.office,
            days={State(outcome): days for outcome, days in form.cleaned_data.items()},
            by=request.user,
        )
        return True
    return False
