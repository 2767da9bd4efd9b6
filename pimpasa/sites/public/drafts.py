"""The resident's draft: its key in a cookie, its answers sealed on the server.

Whoever comes to the form after a report was sent begins anew, be it the same person or the next on the same phone. The
form then carries a word; from it and the browser's key the new draft's key is made: pressed twice, it is one draft.
"""

from __future__ import annotations

import base64
import binascii
import re
import secrets
from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from pimpasa.allowances.actions import take
from pimpasa.reports.actions.drafting import discard_draft
from pimpasa.reports.contents import Answers
from pimpasa.reports.errors import AlreadySent, DraftDiscarded, DraftGone
from pimpasa.reports.queries.drafts import draft_id, is_being_written, is_known, load_draft
from pimpasa.sealing.derivation import derive
from pimpasa.sealing.errors import SealingError
from pimpasa.sites.common.allowances import DRAFTS, address

COOKIE = "draf"
# Tells the home page which draft to ask for; it opens nothing.
BEGUN = "tadi"
DRAFT_ID = re.compile(r"[0-9a-f]{32}")
# The field, and the cookie, that say after which draft a new one begins.
AFTER = "sesudah"
# The field of a page that had nothing to write into any more, and begins with its words.
ANEW = "mulai"


@dataclass
class Draft:
    """What this browser writes; `is_new` while nothing of it is stored, `after` what its form has to carry."""

    key: bytes
    answers: Answers
    is_new: bool = False
    after: str = ""


def key_of(request: HttpRequest) -> bytes | None:
    """The key of the draft that this browser writes, or of the one that it sent; None without one.

    A save that nobody waits for sets no cookie, so that none comes after somebody left: the key of what was begun after
    a sent report is made of two.
    """
    key = _key_in_cookie(request)
    if key is not None and (word := _word_after(key, request.COOKIES.get(AFTER, ""))):
        next_key = _next_key(key, word)
        return next_key if is_known(next_key) else key
    return key


def _key_in_cookie(request: HttpRequest) -> bytes | None:
    """None also where it was tampered with."""
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
    return _load(key)


def draft_of(request: HttpRequest) -> Draft:
    """The draft of this browser, or a new one.

    Raises AlreadySent where a form is sent that was sent before, DraftDiscarded where its draft was thrown away.
    """
    key = key_of(request)
    if key is None:
        return Draft(new_key(), Answers(), is_new=True)
    try:
        return Draft(key, _load(key))
    except DraftDiscarded:
        if request.method == "POST" and ANEW not in request.POST:
            raise
        return Draft(new_key(), Answers(), is_new=True)
    except DraftGone:
        return Draft(key, Answers(), is_new=True)
    except AlreadySent:
        if request.method == "POST":
            return _draft_after(key, request.POST.get(AFTER, ""))
        word = _word_after(key, request.COOKIES.get(AFTER, "")) or secrets.token_hex(8)
        return Draft(_next_key(key, word), Answers(), is_new=True, after=f"{draft_id(key).hex()}.{word}")


def _draft_after(sent_key: bytes, after: str) -> Draft:
    """The draft that a form begins which was opened after this one was sent; any other form is the sent one's."""
    word = _word_after(sent_key, after)
    if not word:
        return Draft(sent_key, _load(sent_key))
    key = _next_key(sent_key, word)
    try:
        return Draft(key, _load(key))
    except DraftDiscarded:
        raise
    except DraftGone:
        return Draft(key, Answers(), is_new=True, after=after)


def _word_after(sent_key: bytes, after: str) -> str:
    """The word that goes with this key, "" for another's."""
    parent, _dot, word = after.partition(".")
    return word if parent == draft_id(sent_key).hex() else ""


def _next_key(sent_key: bytes, word: str) -> bytes:
    return derive(sent_key, f"draft after, {word}", 32)


def _load(key: bytes) -> Answers:
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


def hold(response: HttpResponse, draft: Draft) -> None:
    """Let the browser hold what leads to the draft of this page. No save does, which may come after one left."""
    if draft.after:
        age = int(settings.DRAFT_LIFE.total_seconds())
        response.set_cookie(
            AFTER, draft.after, max_age=age, httponly=True, samesite="Lax", secure=settings.HTTPS, path="/lapor/"
        )
    else:
        set_cookie(response, draft.key)
    mark_begun(response, draft.key)


def mark_begun(response: HttpResponse, key: bytes) -> None:
    """Let the home page ask whether to go on with it, once there is something."""
    age = int(settings.DRAFT_LIFE.total_seconds())
    response.set_cookie(BEGUN, draft_id(key).hex(), max_age=age, httponly=True, samesite="Lax", secure=settings.HTTPS)


def is_begun(request: HttpRequest) -> bool:
    """Whether this browser has a draft to go on with."""
    pk = request.COOKIES.get(BEGUN, "")
    return bool(DRAFT_ID.fullmatch(pk)) and is_being_written(bytes.fromhex(pk))


def too_many(request: HttpRequest) -> HttpResponse:
    """The page for who begins many drafts from one network."""
    return render(request, "public/report/many.html", status=429)


def forget(request: HttpRequest, response: HttpResponse) -> None:
    """Forget the draft or the sent one's receipt, its files, and the browser's key.

    Whoever may begin no draft from here needs no memory of one that was not begun.
    """
    sent_key = _key_in_cookie(request)
    keys = {sent_key}
    if sent_key is not None and (word := _word_after(sent_key, request.COOKIES.get(AFTER, ""))):
        keys.add(_next_key(sent_key, word))
    for key in keys:
        if key is not None and (is_known(key) or take(DRAFTS, address(request))):
            discard_draft(browser_key=key)
    response.delete_cookie(COOKIE, path="/lapor/", samesite="Lax")
    response.delete_cookie(AFTER, path="/lapor/", samesite="Lax")
    response.delete_cookie(BEGUN, samesite="Lax")
