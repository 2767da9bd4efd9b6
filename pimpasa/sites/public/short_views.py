"""Short addresses, which somebody types from a poster or an invitation, lead to the long ones."""

from __future__ import annotations

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from pimpasa.outreach.queries.public import public_dialogue_between
from pimpasa.sites.common.addresses import dialogues_between, place_of
from pimpasa.territory.queries.places import by_code


@require_safe
def poster(request: HttpRequest, word: str) -> HttpResponse:
    """To the report form with the poster's kelurahan and RW filled in; a mistyped one is told so."""
    place = place_of(word)
    if place is None or by_code(place[0]) is None:
        return _mistyped(request)
    code, rw = place
    where = {"w": code} | ({"rw": rw} if rw else {})
    return redirect(f"{reverse('public:report')}?{urlencode(where)}")


@require_safe
def invitation(request: HttpRequest, word: str) -> HttpResponse:
    """To the page of a dialogue that everybody may see."""
    between = dialogues_between(word)
    dialogue = public_dialogue_between(*between) if between else None
    return redirect("public:dialogue", dialogue.pk) if dialogue else _mistyped(request)


def _mistyped(request: HttpRequest) -> HttpResponse:
    return render(request, "public/alamat.html", status=404)
