"""That something happened is said once, on the page that follows: an address that is only opened says nothing."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect

COOKIE = "baru"
# As long as a slow line takes for the page that says so.
SECONDS = 120


def confirmed_at(address: str, what: str) -> HttpResponseRedirect:
    """Lead to an address (or its name) whose page may say this once."""
    response = HttpResponseRedirect(redirect(address).url)
    response.set_cookie(COOKIE, what, max_age=SECONDS, httponly=True, samesite="Lax", secure=settings.HTTPS)
    return response


def has_happened(request: HttpRequest, what: str) -> bool:
    """Whether this browser is led here by what happened just now."""
    return request.COOKIES.get(COOKIE) == what


def said(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """The page that said so; opened again, it does not. One that is fetched ahead says it to nobody yet."""
    if request.method == "GET" and "prefetch" not in request.headers.get("Sec-Purpose", ""):
        forget(response)
    return response


def forget(response: HttpResponse) -> None:
    """Leave nothing in this browser of what just happened."""
    response.delete_cookie(COOKIE, samesite="Lax")
