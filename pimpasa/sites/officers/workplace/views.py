"""Where an officer begins."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from pimpasa.common import clock
from pimpasa.keys.queries import own_codes
from pimpasa.sites.officers.http import OfficerRequest, signed_in
from pimpasa.sites.officers.workplace.page import groups
from pimpasa.timekeeping.queries import open_doubt
from pimpasa.timekeeping.rules import can_answer


@signed_in
def workplace(request: OfficerRequest) -> HttpResponse:
    """What waits for this officer; while clocks are in doubt, for who may end that, the page where they do."""
    if can_answer(request.user) and open_doubt() is not None:
        return redirect("officers:time")
    waiting = request.waiting
    context = {
        "groups": groups(waiting),
        "more": waiting.more,
        "heading": _("Waits for you"),
        "heading_count": waiting.number,
        "own_codes": own_codes(request.user, on=clock.today()),
    }
    return render(request, "officers/workplace/waiting.html", context)


@require_safe
@signed_in
def more(request: OfficerRequest) -> HttpResponse:
    """Everything that the officer may open, and the way out."""
    context = {"training_address": settings.PIMPASA_TRAINING_ADDRESS}
    return render(request, "officers/workplace/more.html", context)
