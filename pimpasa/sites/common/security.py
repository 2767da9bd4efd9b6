"""Headers that keep a page to itself: no inline script or style, no third party, nothing cached that is private."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

POLICY = "; ".join(
    [
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "media-src 'self'",
        "font-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
        "manifest-src 'self'",
    ]
)


class ContentSecurityMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers.setdefault("Content-Security-Policy", POLICY)
        response.headers.setdefault("Permissions-Policy", "geolocation=(self), camera=(), microphone=()")
        response.headers.setdefault("Cache-Control", "no-store")
        return response


def may_record(response: HttpResponse) -> HttpResponse:
    """This page may use the microphone, and play what it recorded; no other may."""
    response["Permissions-Policy"] = "geolocation=(self), camera=(), microphone=(self)"
    response["Content-Security-Policy"] = POLICY.replace("media-src 'self'", "media-src 'self' blob:")
    return response
