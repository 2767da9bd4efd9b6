"""The officers' pages as an app: its manifest, its service worker, and the page it shows without a network.

A phone asks for all three without cookies, so they are the same for everybody and hold nothing of anybody.
"""

from __future__ import annotations

import hashlib
import json
from functools import cache

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

ICON_SIZES = (192, 512)
# What the pages need that are shown without a network.
PARTS = (
    "common/pimpasa.css",
    "common/officers.css",
    "common/pimpasa.js",
    "common/mark.svg",
    "common/plus-jakarta-sans.woff2",
    "officers/phone.js",
    "officers/unsent.js",
    "officers/logbook.js",
    "officers/rows.js",
    "officers/without_network.js",
)


@require_safe
def manifest(request: HttpRequest) -> JsonResponse:
    """What a phone asks before it puts the app beside the others (W3C Web Application Manifest)."""
    icons = [
        {"src": static(f"officers/app-{size}.png"), "sizes": f"{size}x{size}", "type": "image/png", "purpose": purpose}
        for size in ICON_SIZES
        for purpose in ("any", "maskable")
    ]
    facts = {
        "id": "/petugas/",
        "name": _("Pimpasa for officers"),
        "short_name": _("Officers"),
        "lang": request.LANGUAGE_CODE,
        "start_url": reverse("officers:workplace"),
        "scope": reverse("officers:workplace"),
        "display": "standalone",
        "theme_color": "#33200f",
        "background_color": "#fbf4e6",
        "icons": icons,
    }
    return JsonResponse(facts, content_type="application/manifest+json")


@require_safe
def worker(request: HttpRequest) -> HttpResponse:
    """The service worker. It lies under the officers' pages, so no resident's page is ever in its reach."""
    errand = {
        "script": static("officers/worker.js"),
        "version": _version(),
        "shell": reverse("officers:without_network"),
        "parts": [static(part) for part in PARTS],
    }
    context = {"kept": json.dumps(errand)}
    return render(request, "officers/phone/worker.js", context, content_type="text/javascript; charset=utf-8")


@require_safe
def without_network(request: HttpRequest) -> HttpResponse:
    """There is no network: what is kept on the phone, and that nothing is lost."""
    return render(request, "officers/phone/without_network.html")


@cache
def _version() -> str:
    """Other words, styles or scripts are another version."""
    return hashlib.sha256("".join(static(part) for part in PARTS).encode()).hexdigest()[:12]
