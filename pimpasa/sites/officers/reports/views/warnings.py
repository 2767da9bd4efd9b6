"""Early warnings: what desks of this office and of others have alike, as a fact, and where it was on which days."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from pimpasa.accounts.roles import Permission
from pimpasa.common import clock
from pimpasa.insights.actions.warning import read_warning
from pimpasa.insights.models import EarlyWarning
from pimpasa.insights.queries.early_warnings import Spread, said_of, spread_of, warning_by_id, warnings_of
from pimpasa.insights.rules import check_read_warning
from pimpasa.sites.common.http import or_404, saying_why
from pimpasa.sites.officers.http import OfficerRequest, officer_required

WIDTH = 320
ROW = 40
TRACK = 26  # below a row's words


@dataclass(frozen=True)
class Track:
    """A kelurahan: its words, and where along the days it has its dots."""

    village: str
    office: str
    days: Sequence[date]
    y: int
    dots: Sequence[float]

    @property
    def baseline(self) -> int:
        return self.y + 12

    @property
    def middle(self) -> int:
        return self.y + TRACK


@officer_required(Permission.LEAD_CASES)
def warnings(request: OfficerRequest) -> HttpResponse:
    """All of the office, unread ones first."""
    rows = [(warning, said_of(warning)) for warning in warnings_of(request.user)]
    return render(request, "officers/reports/warnings.html", {"rows": rows})


@officer_required(Permission.LEAD_CASES)
def warning(request: OfficerRequest, warning_id: int) -> HttpResponse:
    """One of them: the fact, its spread as a picture and as a list, and the reports that the officer reads anyway."""
    row = _readable(request, warning_id)
    spread = spread_of(row, request.user, today=clock.today())
    tracks = tracks_of(spread)
    context = {
        "warning": row,
        "said": said_of(row),
        "spread": spread,
        "tracks": tracks,
        "height": ROW * len(tracks),
        "width": WIDTH,
    }
    return render(request, "officers/reports/warning.html", context)


@require_POST
@officer_required(Permission.LEAD_CASES)
def read(request: OfficerRequest, warning_id: int) -> HttpResponse:
    """The unit knows of it: it waits for nobody any more."""
    row = _readable(request, warning_id)
    with saying_why(request):
        read_warning(warning=row, by=request.user)
        messages.success(request, _("Noted. It stays in the list of early warnings."))
    return redirect("officers:warning", warning_id)


def _readable(request: OfficerRequest, warning_id: int) -> EarlyWarning:
    row = or_404(warning_by_id(warning_id))
    check_read_warning(request.user, row)
    return row


def tracks_of(spread: Spread) -> list[Track]:
    """The picture's rows, in the units of its view box."""
    length = max(1, (spread.until - spread.since).days)
    tracks = []
    for place, ((village, office), days) in enumerate(spread.days.items()):
        dots = [round(6 + (WIDTH - 12) * (day - spread.since).days / length, 1) for day in days]
        tracks.append(Track(village, office, days, ROW * place, dots))
    return tracks
