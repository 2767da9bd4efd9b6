"""Addresses from when field and office had their own, as officers may have kept them: each leads on to its page."""

from __future__ import annotations

import re

from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.urls import path, re_path
from django.views.decorators.http import require_safe

# The first rule that fits says where the page is; what follows it, stays.
RULES = (
    (re.compile(r"/petugas/selesai/"), "/petugas/laporan/selesai/"),
    (re.compile(r"/kantor/laporan/\?lihat=selesai$"), "/petugas/laporan/selesai/"),
    (re.compile(r"/kantor/laporan/\?lihat=selesai&"), "/petugas/laporan/selesai/?"),
    (re.compile(r"/kantor/petugas/"), "/petugas/orang/"),
    (re.compile(r"/kantor/meja/identitas/"), "/petugas/meja/"),
    (re.compile(r"/(kantor|kerja)/"), "/petugas/"),
)


@require_safe
def moved(request: HttpRequest) -> HttpResponse:
    """Lead on for good."""
    return HttpResponsePermanentRedirect(new_address(request.get_full_path()))


def new_address(old: str) -> str:
    """Where the page of an old address is now; its query stays."""
    for rule, new in RULES:
        if match := rule.match(old):
            return new + old[match.end() :]
    raise Http404


urlpatterns = [
    path("petugas/selesai/", moved),
    re_path(r"^(?:kantor|kerja)/", moved),
]
