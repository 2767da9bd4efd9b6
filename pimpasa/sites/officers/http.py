"""Who is signed in, and whether their key is open."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from pimpasa.accounts.errors import Refused
from pimpasa.accounts.models import Officer
from pimpasa.accounts.roles import Permission
from pimpasa.accounts.rules import check_permission
from pimpasa.keys import unlocking
from pimpasa.keys.errors import Locked, NotGranted
from pimpasa.keys.unlocking import Keyring
from pimpasa.sealing.errors import SealingError

if TYPE_CHECKING:

    class OfficerRequest(HttpRequest):
        """A request that passed `officer_required`."""

        user: Officer
        keyring: Keyring


COOKIE = "kunci"
DAMAGED = gettext_noop(
    "Part of what is stored here does not open: it was damaged or changed after it came in. "
    "Please tell your administrator at once; the log keeps what was received."
)
View = Callable[..., HttpResponseBase]


class OfficerMiddleware:
    """Renews an officer's idle time, and carries the key of their open keyring in a cookie of its own."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.keyring = SimpleLazyObject(lambda: keyring_of(request))  # type: ignore[attr-defined]  # ours, see OfficerRequest
        response = self.get_response(request)
        if settings.SESSION_COOKIE_NAME in request.COOKIES and request.user.is_authenticated:
            request.session.modified = True
        if key := getattr(request, "unlock_cookie", None):
            _set_cookie(response, key)
        elif COOKIE in request.COOKIES and not request.user.is_authenticated and not _half_signed_in(request):
            response.delete_cookie(COOKIE, samesite="Strict")
        return response


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


def officer_required(permission: Permission, *, key: bool = False) -> Callable[[View], View]:
    """Only an officer whose role has the permission; with `key`, only while their keyring is open.

    A rule that refuses, here or inside the view, answers with its sentence on a page of status 403.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: Any, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if not request.user.is_authenticated:
                return redirect_to_login(request.get_full_path())
            try:
                check_permission(request.user, permission)
                if key and not request.keyring:
                    raise Locked
                return view(request, *args, **kwargs)
            except Refused as refused:
                return refusal(request, str(refused.reason))
            except Locked:
                return HttpResponseRedirect(f"{reverse('officers:unlock')}?next={request.path}")
            except NotGranted:
                return render(request, "officers/key_awaited.html", status=403)
            except SealingError:
                return refusal(request, _(DAMAGED), status=500)

        return guarded

    return decorate


# What officers write in their own words; a page that refuses gives it back, since its form is no longer theirs to see.
_TYPED = ("text", "reason", "notes", "note", "words", "what_for", "found_directly", "source", "findings", "title")


def refusal(request: HttpRequest, reason: str, *, status: int = 403) -> HttpResponse:
    typed = [text for name in _TYPED if (text := request.POST.get(name, "").strip())]
    return render(request, "officers/refused.html", {"reason": reason, "typed": typed}, status=status)


def refuse_and_return(request: HttpRequest, refused: Refused, to: str, *args: Any) -> HttpResponse:
    """Say why an act was refused, on the page it was tried from."""
    messages.error(request, str(refused.reason))
    return redirect(to, *args)
