"""Which kelurahan and places are offered: for words that were typed, or for a phone's position; three at a time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from pimpasa.allowances.actions import take
from pimpasa.sites.common.allowances import PLACE_SEARCHES, address
from pimpasa.territory.atlas import Position
from pimpasa.territory.errors import NoSuchPoint
from pimpasa.territory.queries import places as territory
from pimpasa.territory.queries.places import PROPOSED, Matches
from pimpasa.welcome.queries import office_for

MOST = 30
NOTHING = Matches([], has_more=False)


@dataclass(frozen=True)
class Fix:
    """Where a phone says that it is, in degrees, and to how many metres; None where it does not say."""

    latitude: float
    longitude: float
    accuracy: float | None

    @classmethod
    def of(cls, form: Any) -> Fix | None:
        """From a form's `lat`, `lon` and `akurasi`; None where they are no numbers."""
        try:
            accuracy = float(form["akurasi"]) if form.get("akurasi") else None
            return cls(float(form["lat"]), float(form["lon"]), accuracy)
        except (KeyError, ValueError):
            return None


def may_search(request: HttpRequest) -> bool:
    """Whether this address may search once more, on whichever page; each search walks the country's names."""
    return take(PLACE_SEARCHES, address(request))


@csrf_exempt
def matches(request: HttpRequest) -> HttpResponse:
    """The part of the page that a search or the phone's position fills; posted, so that no log keeps it."""
    if not may_search(request):
        return HttpResponse(_("Please wait a moment."), status=429)
    return render(request, "public/parts/villages.html", offered(request))


def offered(request: HttpRequest) -> dict[str, Any]:
    """What the list of kelurahan shows for what was posted: words (`q`), else a position.

    `dekat` is the poster's kelurahan, `lagi` how many more are wanted, `village` what was chosen before the phone's
    position was asked for: it stays on the list.
    """
    words, fix = request.POST.get("q", "").strip(), Fix.of(request.POST)
    limit = _limit(request)
    offer, is_sure = NOTHING, False
    if words:
        offer = territory.search(words, near=_near(request, fix), limit=limit)
    elif fix:
        offer, is_sure = _around(fix, limit)
    chosen = "" if words else request.POST.get("village", "")
    more = {"searched": True, "is_position": not words, "typed": words}
    return as_list(offer, chosen=chosen, is_sure=is_sure) | more


def as_list(offer: Matches, *, chosen: str = "", is_sure: bool = False) -> dict[str, Any]:
    """The list with what was chosen on it; what is sure is chosen."""
    rows = list(offer.rows)
    if chosen not in {match.choice for match in rows} and (match := territory.by_choice(chosen)):
        rows.append(match)
    return {
        "matches": rows,
        "decided": is_sure,
        "chosen": rows[0].choice if is_sure else chosen,
        "next": len(offer.rows) + PROPOSED if offer.has_more and len(offer.rows) < MOST else 0,
    }


def likely(near: str, choice: str) -> dict[str, Any]:
    """What is probably meant before anything is typed, near a poster's kelurahan or at the only office; the choice."""
    village = territory.by_code(near)
    here = None if village else office_for(None)
    rows = territory.likely(here.office if here else None, village)
    return as_list(Matches(rows, has_more=False), chosen=choice)


def _around(fix: Fix, limit: int) -> tuple[Matches, bool]:
    try:
        return territory.propose(fix.latitude, fix.longitude, fix.accuracy, limit=limit)
    except NoSuchPoint:
        return NOTHING, False


def _limit(request: HttpRequest) -> int:
    wished = request.POST.get("lagi", "")
    return min(max(int(wished), PROPOSED), MOST) if wished.isdecimal() and wished.isascii() else PROPOSED


def _near(request: HttpRequest, fix: Fix | None) -> list[Position]:
    """The phone's position, else the poster's kelurahan, else the offices that read here."""
    if fix:
        return [(fix.latitude, fix.longitude)]
    return territory.near_to(territory.by_code(request.POST.get("dekat", "")[:13]))
