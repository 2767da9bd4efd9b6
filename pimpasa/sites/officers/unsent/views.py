"""What an officer typed and has not sent: it saves itself, comes back, and is sent or dropped."""

from __future__ import annotations

import json
from typing import Any, cast
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from pimpasa.accounts.errors import Refused
from pimpasa.allowances.actions import take
from pimpasa.common import clock
from pimpasa.keys.unlocking import Keyring
from pimpasa.sites.common.allowances import SAVED_FORMS
from pimpasa.sites.officers.http import OfficerRequest, signed_in
from pimpasa.sites.officers.unsent import forms, writers
from pimpasa.sites.officers.unsent.arriving import goes_at_once, seen_at, standing_of, waits_for_nothing
from pimpasa.unsent import actions
from pimpasa.unsent.contents import Words
from pimpasa.unsent.models import Writing
from pimpasa.unsent.opening import words_of
from pimpasa.unsent.queries import writing_of, writings_at, writings_of
from pimpasa.unsent.rules import LIFE

_NOTHING = 204
_REFUSED = 409
_UNREADABLE = 400
_SIGNED_OUT = 403


@signed_in
@never_cache
def writings(request: OfficerRequest) -> HttpResponse:
    """One's own, the newest first."""
    if not _is_open(request):
        return _unlock(request)
    rows = [_row(writing, request.keyring) for writing in writings_of(request.user)]
    return render(request, "officers/unsent/writings.html", {"rows": rows, "days": LIFE.days})


@signed_in
@never_cache
def writing(request: OfficerRequest, writing_id: UUID) -> HttpResponse:
    """What was typed, and one button that sends it to where its form would have gone."""
    mine = writing_of(request.user, writing_id)
    if mine is None:
        # Sent, dropped, or another's: which of them is not said.
        messages.info(request, _("Nothing of yours waits there. What was sent or dropped waits no more."))
        return redirect("officers:workplace")
    if not _is_open(request):
        return _unlock(request)
    row = _row(mine, request.keyring)
    words = row["words"]
    standing = standing_of(words, request.user) if words else None
    form = {"fields": _hidden(words), "address": forms.sending_address(words, mine.pk)} if words else {}
    return render(request, "officers/unsent/writing.html", row | form | {"standing": standing})


@require_POST
@signed_in
def drop(request: OfficerRequest, writing_id: UUID) -> HttpResponse:
    actions.forget(pk=writing_id, officer=request.user)
    if _is_script(request):
        return HttpResponse(status=_NOTHING)
    messages.success(request, _("Dropped."))
    return redirect("officers:unsent")


@require_POST
def save(request: HttpRequest) -> HttpResponse:
    """What a page's script saves while somebody types; also when the session ended in between.

    Answers with the revision that the next saving takes the place of, or 409 with a code and a sentence.
    """
    officer = request.user if request.user.is_authenticated else writers.writer_of(request)
    if officer is None:
        return JsonResponse({"code": "signed_out"}, status=_SIGNED_OUT)
    try:
        pk, revision, words = _saved(request)
    except (ValueError, TypeError, KeyError):
        return JsonResponse({"code": "unreadable"}, status=_UNREADABLE)
    if not take(SAVED_FORMS, officer.actor):
        return JsonResponse({"code": "too_often"}, status=_REFUSED)
    try:
        row = actions.keep(pk=pk, officer=officer, words=words, revision=revision)
    except Refused as refused:
        return JsonResponse({"code": refused.code, "reason": str(refused.reason)}, status=_REFUSED)
    return JsonResponse({"revision": row.revision, "at": _time(row)})


@require_safe
@signed_in
@never_cache
def on_page(request: OfficerRequest) -> HttpResponse:
    """What waits of the page that asks, for its script to put back."""
    if not _is_open(request):
        return JsonResponse({"writings": []})
    rows = writings_at(request.user, request.GET.get("page", ""))
    opened = [(row, words_of(row, request.keyring)) for row in rows]
    return JsonResponse({"writings": [_as_data(request, row, words) for row, words in opened if words is not None]})


@require_safe
@never_cache
def session(request: HttpRequest) -> HttpResponse:
    """Who is signed in at this browser, and the token that forms of theirs carry now. It keeps no session alive."""
    officer = request.user.actor if request.user.is_authenticated else ""
    return JsonResponse({"officer": officer, "token": get_token(request) if officer else ""})


@require_POST
@signed_in
def stay(request: OfficerRequest) -> HttpResponse:
    """An officer said that they are still there: every request of theirs begins the idle time anew."""
    return HttpResponse(status=_NOTHING)


@require_POST
@signed_in
@never_cache
def arrive(request: OfficerRequest) -> HttpResponse:
    """What waited on a phone comes in; a script asks, as often as it has to.

    Answers with its `fate`: "sent" (or dropped) already, "send" to `address` as its form would be, or "draft", which
    its officer decides on at `page`, with a sentence where something happened meanwhile. 403 where the officer is
    another, 409 with a code and a sentence where it is not kept.
    """
    if request.POST.get("officer") != request.user.actor:
        return JsonResponse({"code": "another"}, status=_SIGNED_OUT)
    try:
        pk, _revision, words = _saved(request)
    except (ValueError, TypeError, KeyError):
        return JsonResponse({"code": "unreadable"}, status=_UNREADABLE)
    if not take(SAVED_FORMS, request.user.actor):
        return JsonResponse({"code": "too_often"}, status=_REFUSED)
    try:
        row = actions.arrive(pk=pk, officer=request.user, words=words)
    except Refused as refused:
        return JsonResponse({"code": refused.code, "reason": str(refused.reason)}, status=_REFUSED)
    return JsonResponse(_fate(request, row, words) if row else {"fate": "sent"} | seen_at(words, pk))


def _fate(request: OfficerRequest, row: Writing, words: Words) -> dict[str, str | bool]:
    standing = standing_of(words, request.user)
    is_ready = request.POST.get("ready") == "1"
    is_free = str(row.pk) == request.POST["id"] and row.claimed_at is None
    facts = {"page": reverse("officers:unsent_writing", args=[row.pk]), "sentence": standing.sentence}
    if is_ready and is_free and goes_at_once(words, standing):
        address = forms.sending_address(words, row.pk)
        return {**facts, "fate": "send", "address": address, "urgent": waits_for_nothing(words)}
    return {**facts, "fate": "draft"}


def _saved(request: HttpRequest) -> tuple[UUID, int, Words]:
    """Raises ValueError, TypeError or KeyError for what no page of ours sends."""
    typed = json.loads(request.POST["words"])
    fields = {str(name): [str(value) for value in values] for name, values in typed["fields"].items()}
    words = Words(
        page=_own_address(request, typed["page"]),
        action=_own_address(request, typed["action"]),
        place=int(typed["place"]),
        fields={name: values for name, values in fields.items() if not forms.is_secret(name)},
        before=str(typed["before"])[:64],
        is_multipart=bool(typed["multipart"]),
        had_files=bool(typed["files"]),
        labels={str(name): str(label)[:300] for name, label in typed["labels"].items()},
        base={str(name): str(fact)[:300] for name, fact in typed.get("base", {}).items()},
    )
    return UUID(request.POST["id"]), int(request.POST["revision"]), words


def _own_address(request: HttpRequest, address: object) -> str:
    path = str(address)
    if not path.startswith("/petugas/") or not url_has_allowed_host_and_scheme(path, allowed_hosts=None):
        raise ValueError(path)
    return path


def _row(row: Writing, keyring: Keyring) -> dict[str, Any]:
    words = words_of(row, keyring)
    sentences = forms.sentences(words.fields) if words else []
    return {"writing": row, "words": words, "sentences": sentences, "answers": _answers(words) if words else []}


def _answers(words: Words) -> list[tuple[str, str]]:
    """Every field with what stands in it, by its label where the page's script knew that."""
    return [(words.labels.get(name, name), ", ".join(values)) for name, values in words.fields.items() if any(values)]


def _hidden(words: Words) -> list[tuple[str, str]]:
    """A form's fields as they are sent again; one with files needs its last field, since it comes whole."""
    fields = [(name, value) for name, values in words.fields.items() for value in values]
    return [*fields, ("whole", "1")]


def _as_data(request: OfficerRequest, row: Writing, words: Words) -> dict[str, Any]:
    facts = {"action": words.action, "place": words.place, "fields": words.fields, "before": words.before}
    facts |= {"sentence": standing_of(words, request.user).sentence}
    return {"id": str(row.pk), "revision": row.revision, "at": _time(row), "files": words.had_files, **facts}


def _time(row: Writing) -> str:
    """As it is said: the time, with the day where that is not today."""
    at = localtime(row.saved_at)
    return at.strftime("%H.%M") if at.date() == localtime(clock.now()).date() else at.strftime("%d-%m %H.%M")


def _is_open(request: OfficerRequest) -> bool:
    return bool(cast(Keyring | None, request.keyring))


def _unlock(request: OfficerRequest) -> HttpResponse:
    return HttpResponseRedirect(f"{reverse('officers:unlock')}?next={request.path}")


def _is_script(request: HttpRequest) -> bool:
    return "application/json" in request.headers.get("Accept", "")
