"""What the clocks say, and the word of a person on what day it is."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pimpasa.accounts.roles import Permission
from pimpasa.sites.common.http import acting, render_form
from pimpasa.sites.officers.fields import day_field
from pimpasa.sites.officers.http import OfficerRequest, officer_required
from pimpasa.territory.queries.offices import steward
from pimpasa.timekeeping import actions, queries
from pimpasa.timekeeping.rules import can_answer


class TodayForm(forms.Form):
    """Empty at first: the day comes from a calendar or a phone, not from the program."""

    today = day_field(gettext_lazy("What day is it today?"))


@officer_required(Permission.CONFIRM_TIME)
def confirm(request: OfficerRequest) -> HttpResponse:
    """The clocks side by side; while they are in doubt, the question what day it is."""
    form = TodayForm(request.POST or None)
    doubt = queries.open_doubt()
    if request.method == "POST" and doubt is not None and form.is_valid():
        with acting(form, "today"):
            actions.confirm_time(doubt=doubt, today=form.cleaned_data["today"], by=request.user)
            messages.success(request, _("Confirmed. What waited goes on within an hour, or in the night."))
            return redirect("officers:time")
    context = {"form": form, "doubt": doubt, "sight": queries.sight(), "doubts": queries.doubts()}
    whose = {"may_answer": can_answer(request.user), "steward": steward()}
    return render_form(request, "officers/oversight/time.html", context | whose)
