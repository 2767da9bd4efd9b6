from __future__ import annotations

from collections.abc import Callable
from time import monotonic

from django.http import HttpRequest, HttpResponse

from pimpasa.common.measures import now_counting

NOBODY_S = "none"


class MeasuringMiddleware:
    """Tells whoever counts how long a page took, by its name: never by its address, which may hold a code."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        begun = monotonic()
        response = self.get_response(request)
        match = request.resolver_match
        route = match.view_name if match is not None and match.view_name else NOBODY_S
        now_counting().answered(route=route, status=response.status_code, seconds=monotonic() - begun)
        return response
