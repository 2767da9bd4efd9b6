"""The resident's draft: its key in a cookie, its answers sealed on the server."""

from __future__ import annotations

import base64
import binascii
import secrets

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from pimpasa.reports.actions.drafting import discard_draft
from pimpasa.reports.contents import Answers
from pimpasa.reports.errors import DraftGone
from pimpasa.reports.queries.drafts import load_draft
from pimpasa.sealing.errors import SealingError

COOKIE = "draf"


def key_of(request: HttpRequest) -> bytes | None:
    """The browser's key, or None where there is none or it was tampered with."""
    try:
        key = base64.urlsafe_b64decode(request.COOKIES.get(COOKIE, ""))
    except (binascii.Error, ValueError):
        return None
    return key if len(key) == 32 else None


def answers_of(request: HttpRequest) -> Answers:
    """The answers so far. Raises DraftGone, or AlreadySent with the receipt."""
    key = key_of(request)
    if key is None:
        raise DraftGone
    try:
        return load_draft(key)
    except SealingError as wrong:
        raise DraftGone from wrong


def new_key() -> bytes:
    return secrets.token_bytes(32)


def set_cookie(response: HttpResponse, key: bytes, *, seconds: float | None = None) -> None:
    """Let the browser hold the key as long as the draft lives."""
    age = settings.DRAFT_LIFE.total_seconds() if seconds is None else seconds
    response.set_cookie(
        COOKIE,
        base64.urlsafe_b64encode(key).decode(),
        max_age=int(age),
        httponly=True,
        samesite="Lax",
        secure=settings.HTTPS,
        path="/lapor/",
    )


def too_many(request: HttpRequest) -> HttpResponse:
    """The page for who begins many drafts from one network."""
    return render(request, "public/report/many.html", status=429)


def forget_cookie(response: HttpResponse) -> None:
    response.delete_cookie(COOKIE, path="/lapor/", samesite="Lax")


def forget(request: HttpRequest, response: HttpResponse) -> None:
    """Forget the draft or the sent one's receipt, its files, and the browser's key."""
    if key := key_of(request):
        discard_draft(browser_key=key)
    forget_cookie(response)
