"""What was told of areas: counted for the office, read by the desk that it was told to."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache

from pimpasa.accounts.roles import Permission
from pimpasa.areas.kinds import Teller
from pimpasa.areas.opening import read_area
from pimpasa.areas.queries import counts_for, notes_for
from pimpasa.sites.officers.http import OfficerRequest, officer_required


@never_cache
@officer_required(Permission.READ_REPORTS, key=True)
def areas(request: OfficerRequest) -> HttpResponse:
    """Counts of the office's kelurahan, and the words told to one's own desks; reading them is one act."""
    opened = read_area(notes=list(notes_for(request.user)), keyring=request.keyring)
    context = {
        "counts": counts_for(request.user),
        "notes": [(row.note, Teller(row.contents.teller).label, row.contents) for row in opened],
    }
    return render(request, "officers/reports/areas.html", context)
