"""What every residents' page knows besides its own."""

from functools import cache
from typing import Any

from django.conf import settings
from django.core.exceptions import DisallowedHost
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import SimpleLazyObject

from pimpasa.territory.queries.places import by_code
from pimpasa.welcome.queries import Shown, office_for, recording_for

LONGEST_CODE = 13


def office_here(request: HttpRequest) -> dict[str, Any]:
    """Whose office the page names, its picture for links and its recording of the page; found when asked for."""
    if not _names_us(request):
        return {"office_here": None, "preview_url": "", "recording_url": ""}
    named = cache(lambda: _named(request))
    return {
        "office_here": SimpleLazyObject(named),
        "preview_url": SimpleLazyObject(lambda: _preview(request, named())),
        "recording_url": SimpleLazyObject(lambda: _recording(request, named())),
    }


def _named(request: HttpRequest) -> Shown | None:
    """By the kelurahan that a poster's link or a chosen place brought along, else the only office that there is."""
    code = request.GET.get("w", "")[:LONGEST_CODE]
    return office_for(by_code(code) if code else None)


def _recording(request: HttpRequest, here: Shown | None) -> str:
    number = recording_for(here.office, request.path) if here else None
    return reverse("public:recording", args=[number]) if number else ""


def _preview(request: HttpRequest, here: Shown | None) -> str:
    path = reverse("public:preview_of", args=[here.office.pk]) if here else reverse("public:preview")
    return f"{settings.ADDRESS or request.build_absolute_uri('/').rstrip('/')}{path}"


def _names_us(request: HttpRequest) -> bool:
    """The page that refuses another host's request names no office, and asks no database for one."""
    try:
        return bool(request.get_host())
    except DisallowedHost:
        return False
