"""The public pages as an app: its manifest, its service worker, and the page it shows without a network."""

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

from pimpasa.education import queries
from pimpasa.education.helplines import helplines
from pimpasa.education.pages import digest_of

ICON_SIZES = (192, 512)
# So many quizzes can be played without a network.
KEPT_QUIZZES = 6
KEPT = ("public:home", "public:lessons", "public:quiz", "public:offline", "public:privacy")


@require_safe
def manifest(request: HttpRequest) -> JsonResponse:
    """What a phone asks before it puts the app beside the others (W3C Web Application Manifest)."""
    icons = [
        {
            "src": static(f"public/app-{size}.png"),
            "sizes": f"{size}x{size}",
            "type": "image/png",
            "purpose": purpose,
        }
        for size in ICON_SIZES
        for purpose in ("any", "maskable")
    ]
    facts = {
        "id": "/",
        "name": "Pimpasa",
        "short_name": "Pimpasa",
        "description": _("Learn, check an offer, report safely."),
        "lang": request.LANGUAGE_CODE,
        "start_url": reverse("public:lessons"),
        "scope": "/",
        "display": "standalone",
        "theme_color": "#33200f",
        "background_color": "#fbf4e6",
        "icons": icons,
    }
    return JsonResponse(facts, content_type="application/manifest+json")


@require_safe
def worker(request: HttpRequest) -> HttpResponse:
    """The service worker, and in it which pages it may keep."""
    pages = [reverse(name) for name in KEPT]
    pages += [reverse("public:lesson", args=[slug]) for slug in queries.slugs()]
    pages += [reverse("public:office_lesson", args=[row.page.office_id, row.page.slug]) for row in _own()]
    pages_to_keep = {
        "script": static("public/app_worker.js"),
        "version": _version(),
        "pages": [*pages, "/cek-lowongan/", "/cek-lowongan/tanya/"],
        "offline": reverse("public:offline"),
        "quiz": reverse("public:quiz"),
        "quizzes": KEPT_QUIZZES,
    }
    context = {"kept": json.dumps(pages_to_keep)}
    return render(request, "public/app_worker.js", context, content_type="text/javascript; charset=utf-8")


@require_safe
def offline(request: HttpRequest) -> HttpResponse:
    """There is no network: whom to call, and what can be read."""
    return render(request, "public/tanpa-jaringan.html", {"helplines": helplines()[:3]})


@require_safe
def reachable(request: HttpRequest) -> HttpResponse:
    """Nothing, so that a page may ask whether there is a network before it sends what was typed."""
    return HttpResponse(status=204)


def _own() -> list[queries.OfficeLesson]:
    return queries.office_lessons("id")


@cache
def _version() -> str:
    """Other words or styles are another version."""
    parts = ("common/pimpasa.css", "common/pimpasa.js", "public/app.js", "public/quiz.js")
    digest = hashlib.sha256("".join(static(part) for part in parts).encode())
    for slug in queries.slugs():
        digest.update(digest_of(slug))
    for question in queries.bank():
        digest.update(question.digest)
    return digest.hexdigest()[:12]
