"""What an officer takes along for when there is no network: what a phone may fetch, and when it has to erase it.

The phone seals what it fetches under a key that the password opens (scripts/phone); the server never has that key.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from pimpasa.accounts.roles import Permission
from pimpasa.carrying import actions
from pimpasa.carrying.queries import own_open_reports, phone_by_id
from pimpasa.carrying.rules import LIFE
from pimpasa.handling.rules import can_act
from pimpasa.keys import unlocking
from pimpasa.keys.errors import Locked, WrongPassphrase
from pimpasa.reports.states import Step
from pimpasa.sites.common.http import or_404
from pimpasa.sites.officers.account.tries import count_wrong, too_many_wrong
from pimpasa.sites.officers.http import OfficerRequest, officer_required
from pimpasa.sites.officers.workplace.next_steps import next_step
from pimpasa.waiting.kinds import Kind

# Of looks of files, in MB; without any, words alone are taken along.
BUDGETS = (0, 10, 50, 200)
# What waits, and is about something that one takes along.
CARRIED = frozenset({Kind.VISIT, Kind.OPERATION, Kind.OPERATION_REPORT, Kind.DIALOGUE, Kind.MINUTES})
# What the page's script says.
WORDS = {
    "nothing": gettext_lazy("Nothing lies on this phone."),
    "taking": gettext_lazy("Taking along: page {n} of {total}."),
    "carried": gettext_lazy("On this phone since {at}: {n} pages, {size} MB; pictures have room for {budget} MB."),
    "partly": gettext_lazy("Not everything came along at {at}: the network went. Take it along again."),
    "noPasskey": gettext_lazy("This phone's lock cannot do it. What you take along opens with your password."),
    "offline": gettext_lazy("No network."),
    "nowhere": gettext_lazy("This browser keeps nothing, as in a private window."),
}
# A script asks and shows the sentence.
_REFUSED = 409
_NOTHING = 204


@never_cache
@officer_required(Permission.VERIFY, key=True)
def carry(request: OfficerRequest) -> HttpResponse:
    """What lies on this phone and what could; a script asks with the password, and gets what to fetch."""
    if request.method == "POST":
        return _begin(request)
    context = {
        "budgets": BUDGETS,
        "days": LIFE.days,
        "reports": own_open_reports(request.user),
        "words": json.dumps({name: str(sentence) for name, sentence in WORDS.items()}),
    }
    return render(request, "officers/phone/carry.html", context)


def _begin(request: OfficerRequest) -> HttpResponse:
    """The password is asked once more, since it is what opens the work on the phone."""
    problem = _problem(request)
    if problem:
        return JsonResponse({"refused": problem}, status=_REFUSED)
    phone = actions.take_along(by=request.user)
    return JsonResponse({"phone": str(phone.pk), "pages": list(dict.fromkeys(_pages(request)))})


def _problem(request: OfficerRequest) -> str:
    """Why the password opens nothing; empty where it does."""
    if too_many_wrong(request, request.user.email):
        return _("Too many tries. Wait a few minutes.")
    try:
        unlocking.open_with_passphrase(request.user, request.POST.get("passphrase", ""))
    except (WrongPassphrase, Locked):
        count_wrong(request, request.user.email)
        return _("This password does not open your key.")
    return ""


def _pages(request: OfficerRequest) -> Iterator[str]:
    """The addresses of what an officer needs today, with the forms that they fill in on the way."""
    yield reverse("officers:workplace")
    for entry in request.waiting.entries:
        if entry.kind in CARRIED:
            yield next_step(entry)
    for report in own_open_reports(request.user):
        yield reverse("officers:report", args=[report.pk])
        if can_act(request.user, report, Step.CONCLUDE):
            yield reverse("officers:conclude", args=[report.pk])
    yield reverse("officers:write_down")


@never_cache
@require_safe
def meet(request: HttpRequest, phone_id: UUID) -> HttpResponse:
    """Whether a phone may keep what it has. It asks without signing in: its number is known to it alone."""
    return JsonResponse({"keep": actions.meet(pk=phone_id)})


@require_POST
@officer_required(Permission.VERIFY)
def put_down(request: OfficerRequest, phone_id: UUID) -> HttpResponse:
    """A phone erased what it had, as on signing out."""
    actions.put_down(pk=phone_id, officer=request.user)
    return HttpResponse(status=_NOTHING)


@require_POST
@officer_required(Permission.MANAGE_OFFICERS)
def let_erase(request: OfficerRequest, phone_id: UUID) -> HttpResponse:
    """The administrator has it erased at the phone's next contact."""
    phone = or_404(phone_by_id(phone_id))
    actions.let_erase(phone=phone, by=request.user)
    messages.success(request, _("It is erased as soon as the phone has a network, and after three days in any case."))
    return redirect("officers:officer", phone.officer_id)
