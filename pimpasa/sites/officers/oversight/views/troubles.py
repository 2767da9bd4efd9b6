"""What does not work now, and who can mend it."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render

from pimpasa.accounts.roles import Permission
from pimpasa.common import clock
from pimpasa.installation.queries import lasting_troubles
from pimpasa.sites.officers.http import OfficerRequest, officer_required


@officer_required(Permission.MANAGE_OFFICERS)
def troubles(request: OfficerRequest) -> HttpResponse:
    """Since when; of machines alone, and nothing of a report."""
    return render(request, "officers/oversight/troubles.html", {"troubles": lasting_troubles(at=clock.now())})
