"""An officer's operations in the calendar of their phone: a secret link, made anew when they wish."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from pimpasa.accounts.roles import Permission
from pimpasa.allowances.actions import take
from pimpasa.operations.actions.calendar_links import renew_feed
from pimpasa.operations.queries import calendar_feed_of, feed_of
from pimpasa.sites.common.allowances import WRONG_CALENDARS, address
from pimpasa.sites.common.http import as_file, or_404
from pimpasa.sites.officers.http import OfficerRequest, officer_required


@never_cache
@officer_required(Permission.READ_REPORTS)
def link(request: OfficerRequest) -> HttpResponse:
    """Whether there is a link; making one shows it this once."""
    address_of_feed = ""
    if request.method == "POST":
        token = renew_feed(by=request.user)
        address_of_feed = request.build_absolute_uri(f"/kalender/{token}.ics")
    context = {
        "made": address_of_feed,
        "feed": calendar_feed_of(request.user),
    }
    return render(request, "officers/operations/link.html", context)


@never_cache
def feed(request: HttpRequest, token: str) -> HttpResponse:
    """The calendar behind a link; asks for nothing but the link, since a phone's calendar cannot sign in."""
    calendar = feed_of(token)
    if calendar is None and not take(WRONG_CALENDARS, address(request)):
        answer = HttpResponse(_("Too often. Please wait a minute."), status=429, content_type="text/plain")
        answer["Retry-After"] = "60"
        return answer
    return as_file(or_404(calendar), "operasi.ics", "text/calendar; charset=utf-8", inline=True)
