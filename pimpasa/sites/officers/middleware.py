"""What a request of an officer carries: their keyring, opened when it is first used, and the cookie that opens it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, cast

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.functional import SimpleLazyObject

from pimpasa.accounts.models import Officer
from pimpasa.accounts.sessions import SessionStore
from pimpasa.keys import unlocking
from pimpasa.keys.unlocking import Keyring
from pimpasa.sites.officers.account import tries
from pimpasa.sites.officers.http import OfficerRequest
from pimpasa.territory.models import Desk
from pimpasa.territory.queries import offices
from pimpasa.territory.zones import in_time_of
from pimpasa.waiting.queries.entries import Waiting, waiting_for

COOKIE = "kunci"
AREA = "wilayah"
# A page that was left open asks by itself whether its officer is still signed in.
ASKED_BY_NOBODY = "/petugas/tulisan/sesi/"


class OfficerMiddleware:
    """Renews an officer's idle time, and carries the key of their open keyring in a cookie of its own.

    Their desks of today and what waits for them are asked once, when a page needs them first.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        lazy_keyring = SimpleLazyObject(lambda: keyring_of(request))
        cast(OfficerRequest, request).keyring = cast(Keyring, lazy_keyring)
        lazy_seats = SimpleLazyObject(lambda: cast(Officer, request.user).desks_today)
        cast(OfficerRequest, request).seats = cast(Sequence[Desk], lazy_seats)
        lazy_waiting = SimpleLazyObject(
            lambda: waiting_for(cast(Officer, request.user), desks=cast(OfficerRequest, request).seats)
        )
        cast(OfficerRequest, request).waiting = cast(Waiting, lazy_waiting)
        with in_time_of(time_of(request)):
            response = self.get_response(request)
        is_asked_by_somebody = request.path != ASKED_BY_NOBODY
        if is_asked_by_somebody and settings.SESSION_COOKIE_NAME in request.COOKIES and request.user.is_authenticated:
            cast(SessionStore, request.session).renew()
        if request.path.startswith(tries.PATH) and request.user.is_authenticated:
            tries.remember(request, response, request.user)
        if key := getattr(request, "unlock_cookie", None):
            _set_cookie(response, key)
        elif COOKIE in request.COOKIES and not request.user.is_authenticated and not _half_signed_in(request):
            response.delete_cookie(COOKIE, samesite="Strict")
        return response


def time_of(request: HttpRequest) -> str:
    """The area whose time an officer's pages are written in, as it was when they signed in; none for everybody else."""
    return str(request.session.get(AREA, "")) if settings.SESSION_COOKIE_NAME in request.COOKIES else ""


def remember_area(request: HttpRequest, user: Officer, **_sent: Any) -> None:
    """Keep with the session where the officer's office is, so that no page has to look."""
    request.session[AREA] = offices.area_of(user.office_id)


def keyring_of(request: HttpRequest) -> Keyring | None:
    """The officer's keyring, or None where it is locked."""
    if not request.user.is_authenticated:
        return None
    try:
        key = bytes.fromhex(request.COOKIES.get(COOKIE, ""))
    except ValueError:
        return None
    return unlocking.from_session(request.session, request.user, key)


def _half_signed_in(request: HttpRequest) -> bool:
    """Password given, second factor still to come: the key waits, sealed, until the sign-in is whole."""
    return unlocking.SESSION_ITEM in request.session


def _set_cookie(response: HttpResponse, key: bytes) -> None:
    response.set_cookie(
        COOKIE, key.hex(), httponly=True, samesite="Strict", secure=settings.SESSION_COOKIE_SECURE, path="/"
    )
