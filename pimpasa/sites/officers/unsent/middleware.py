"""A form that an officer sent, and that went nowhere, is kept: the one place that every form of theirs passes.

It went nowhere where its answer leads to the sign-in, the key or the second step, or is an error. What the answer
shows again in its form, or did, is not kept; what it did, waits no more.
"""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlsplit
from uuid import uuid4

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from pimpasa.accounts.errors import Refused
from pimpasa.accounts.models import Officer
from pimpasa.allowances.actions import take
from pimpasa.sites.common.allowances import KEPT_FORMS
from pimpasa.sites.common.middleware import from_elsewhere
from pimpasa.sites.officers.unsent import forms, writers
from pimpasa.unsent.actions import claim, forget, keep, release
from pimpasa.unsent.contents import Words
from pimpasa.unsent.queries import writing_of

FORMS = "/petugas/"
SIGN_IN = "/masuk/"
_OWN_PAGES = "/petugas/tulisan/"
_NOTHING = 204
_REFUSED = 400
_SHOWN_AGAIN = 422
_ONLY_FORMS = 405


class UnsentMiddleware:
    """Keeps what was typed and not taken; remembers, in the browser, whose forms are whose."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self._answer(request) if _is_form(request) else self.get_response(request)
        if writers.may_be_signed_in(request) and request.user.is_authenticated:
            writers.remember(request, response, request.user)
        return response

    def _answer(self, request: HttpRequest) -> HttpResponse:
        sending = forms.writing_in(request, forms.SENDING)
        if sending is None or not request.user.is_authenticated:
            return _settled(request, self.get_response(request))
        if not claim(pk=sending, officer=request.user):
            return _given_back(request, forms.words_in(request), _("This was sent or dropped already."))
        try:
            return _settled(request, self.get_response(request))
        finally:
            release(pk=sending, officer=request.user)


def _is_form(request: HttpRequest) -> bool:
    """Not a script's question: scripts keep what they send until it is taken."""
    is_officers = request.path.startswith(FORMS) and not request.path.startswith(_OWN_PAGES)
    is_script = "application/json" in request.headers.get("Accept", "")
    return request.method == "POST" and is_officers and not is_script


def _settled(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    if _is_taken(request, response):
        _forget_sent(request)
    if not _went_nowhere(request, response):
        return response
    words = forms.words_in(request)
    if not _leads_to_sign_in(response):
        return _kept(request, response, words) if forms.sentences(words.fields) else response
    return _kept(request, response, words) if forms.is_typed(words) else redirect_to_login(words.page)


def _is_taken(request: HttpRequest, response: HttpResponse) -> bool:
    """Whether it was done: a page that is shown in answer shows the form again, or is a step of it."""
    if isinstance(response, HttpResponseRedirect):
        return not _went_nowhere(request, response)
    return response.status_code == _NOTHING or "Content-Disposition" in response


def _went_nowhere(request: HttpRequest, response: HttpResponse) -> bool:
    if isinstance(response, HttpResponseRedirect):
        return _leads_to_sign_in(response) or getattr(request, "is_refused", False)
    return response.status_code >= _REFUSED and response.status_code not in (_SHOWN_AGAIN, _ONLY_FORMS)


def _leads_to_sign_in(response: HttpResponse) -> bool:
    """Also to the key and to the second step: none of them is where a form of officers' work leads when it is taken."""
    return urlsplit(response.get("Location", "")).path.startswith(SIGN_IN)


def _forget_sent(request: HttpRequest) -> None:
    for name in (forms.WRITING, forms.SENDING):
        pk = forms.writing_in(request, name)
        if pk is not None and request.user.is_authenticated:
            forget(pk=pk, officer=request.user)


def _kept(request: HttpRequest, response: HttpResponse, words: Words) -> HttpResponse:
    writer = _writer(request, response)
    if writer is None:
        return _given_back(request, words) if _was_an_officers(request, response, words) else response
    try:
        address = _keep(request, writer, words)
    except Refused as refused:
        return _given_back(request, words, str(refused.reason)) if _is_theirs(request, writer) else _of_another(request)
    if request.user.is_authenticated and request.user != writer:
        return _of_another(request)
    return _finished_later(request, response, address)


def _was_an_officers(request: HttpRequest, response: HttpResponse, words: Words) -> bool:
    """Whether there is something to give back, to a browser of officers; not to another site's page."""
    is_known = writers.COOKIE in request.COOKIES or getattr(response, "is_csrf_failure", False)
    return is_known and bool(forms.sentences(words.fields)) and not from_elsewhere(request)


def _writer(request: HttpRequest, response: HttpResponse) -> Officer | None:
    """By the form's own token; where that was right, whoever is signed in."""
    is_stale = getattr(response, "is_csrf_failure", False)
    if request.user.is_authenticated and not is_stale:
        return request.user
    return writers.writer_of(request)


def _is_theirs(request: HttpRequest, writer: Officer) -> bool:
    return not request.user.is_authenticated or request.user == writer


def _keep(request: HttpRequest, writer: Officer, words: Words) -> str:
    """Keep the words, in place of those that the page saved by itself; returns their address. Raises Refused."""
    if not take(KEPT_FORMS, writer.actor):
        raise Refused("too_often", _("So many forms cannot be kept at once. Wait a minute."))
    pk = forms.writing_in(request) or forms.writing_in(request, forms.SENDING)
    saved = writing_of(writer, pk) if pk else None
    if saved is not None and forms.writing_in(request, forms.SENDING):
        return reverse("officers:unsent_writing", args=[saved.pk])  # it waits as it was written
    writing = keep(
        pk=saved.pk if saved else uuid4(), officer=writer, words=words, revision=saved.revision if saved else 0
    )
    return reverse("officers:unsent_writing", args=[writing.pk])


def _finished_later(request: HttpRequest, response: HttpResponse, address: str) -> HttpResponse:
    if not request.user.is_authenticated:
        return redirect_to_login(address)
    if getattr(response, "is_csrf_failure", False):
        return HttpResponseRedirect(address)
    if _leads_to_sign_in(response):
        return HttpResponseRedirect(f"{urlsplit(response['Location']).path}?{urlencode({'next': address})}")
    messages.info(request, _("What you typed is kept for you alone: Security, What you have not sent."))
    return response


def _given_back(request: HttpRequest, words: Words, reason: str = "") -> HttpResponse:
    """It cannot be kept: who sent it sees it once more."""
    context = {"typed": forms.sentences(words.fields), "reason": reason}
    return render(request, "officers/unsent/given_back.html", context, status=403)


def _of_another(request: HttpRequest) -> HttpResponse:
    return render(request, "officers/unsent/of_another.html", status=403)
