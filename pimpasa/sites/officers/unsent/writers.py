"""Whose page a form stood on, also after their session ended or somebody else signed in at that browser.

Each sign-in gives the browser a new CSRF secret, and every form on every page carries a token of it. The browser keeps,
sealed, which officer each of its last secrets belonged to. So a form's own token says whose it is; who never had an
officer's page has none, and nothing that they send is kept.
"""

from __future__ import annotations

import base64
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import (  # type: ignore[attr-defined]  # private, and the only way to compare a masked token
    InvalidTokenFormat,
    _check_token_format,
    _does_token_match,
)

from pimpasa.accounts.models import Officer
from pimpasa.accounts.queries import officer_by_id
from pimpasa.sealing import envelopes
from pimpasa.sealing.derivation import derive
from pimpasa.sealing.errors import SealingError

COOKIE = "penulis"
MOST = 8  # sign-ins at one browser until it is closed
_CONTEXT = "writers"


def remember(request: HttpRequest, response: HttpResponse, officer: Officer) -> None:
    """Let the browser show, until it is closed, that forms with its present secret are this officer's."""
    present = [officer.pk, request.META.get("CSRF_COOKIE", "")]
    writers = _writers(request)
    if not present[1] or present in writers:
        return
    newest = [present, *(writer for writer in writers if writer[1] != present[1])][:MOST]
    sealed = envelopes.seal_json({"writers": newest}, key=_key(), context=_CONTEXT)
    response.set_cookie(
        COOKIE,
        base64.urlsafe_b64encode(sealed).decode(),
        httponly=True,
        samesite="Strict",
        secure=settings.SESSION_COOKIE_SECURE,
    )


def writer_of(request: HttpRequest) -> Officer | None:
    """The officer on whose page the form of a request stood; None for a form of nobody's."""
    token = request.POST.get("csrfmiddlewaretoken", "")
    try:
        _check_token_format(token)
    except InvalidTokenFormat:
        return None
    numbers = [number for number, secret in _writers(request) if _does_token_match(token, secret)]
    officer = officer_by_id(numbers[0]) if numbers else None
    return officer if officer is not None and officer.is_active else None


def _writers(request: HttpRequest) -> list[list[Any]]:
    try:
        sealed = base64.urlsafe_b64decode(request.COOKIES.get(COOKIE, ""))
        return list(envelopes.open_json(sealed, key=_key(), context=_CONTEXT)["writers"])
    except (ValueError, SealingError):
        return []


def _key() -> bytes:
    return derive(settings.SECRET_KEY.encode(), "writers", 32)


def may_be_signed_in(request: HttpRequest) -> bool:
    """Whether there can be a session at all, so that a resident's page asks for none."""
    return settings.SESSION_COOKIE_NAME in request.COOKIES or request.path.startswith("/masuk/")
