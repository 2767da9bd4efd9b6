"""What pages share on which an officer writes down, entry by entry, what happens: they go on without a network.

The script is scripts/logbook.js; the entries are kept by the capability that the page belongs to.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any, Concatenate, cast
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.http.response import HttpResponseBase
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from pimpasa.accounts.roles import Permission
from pimpasa.accounts.rules import check_permission
from pimpasa.evidence.errors import ExhibitGone
from pimpasa.keys.errors import Locked
from pimpasa.keys.unlocking import Keyring
from pimpasa.logbook import answers
from pimpasa.logbook.answers import Answer
from pimpasa.logbook.forms import EntryForm
from pimpasa.sites.common.http import Refusable
from pimpasa.sites.officers.http import OfficerRequest, Rest, View, officer_required

CONFLICT = 409
# A page of status 403 asks the script to have its officer sign in again.
STATUS = {"": 200, answers.SESSION_OVER: 403}
# What the page's script says.
WORDS = {
    "offline": _("No network."),
    "kept": _("{n} wait on this phone, sealed. Any page of Pimpasa sends them as soon as there is a network."),
    "signIn": _("Sign in again in any tab, and they are sent."),
    "waits": _("waits"),
    "sent": _("Everything is sent."),
    "sending": _("Sending."),
    "refused": _("Not everything was taken. The reason stands with it; copy the words before you throw it away."),
    "drop": _("Throw away"),
    "unreadable": _("An entry of another sign-in, which this page cannot open"),
}


def context_of(
    of: UUID, *, enter: str, draft_key: bytes, problem: str = "", form: EntryForm | None = None
) -> dict[str, Any]:
    """What a page with a log has besides its own: see `templatetags.logbook`.

    `enter` is the address of its entries, `draft_key` what the phone seals those under that wait. `form` is an entry
    that was not kept because of `problem`.
    """
    words = json.dumps({name: str(sentence) for name, sentence in WORDS.items()})
    log = {"of": of, "enter": enter, "draft_key": draft_key.hex(), "words": words}
    return {"log": log, "problem": problem, "typed": form.data if form else {}}


@dataclass(frozen=True)
class LogPage:
    """A page with a log, to which an entry was sent.

    `problem` is what is wrong with the entry's form, in sentences. `keep` keeps the entry and says whether it is new,
    or raises one of `answers.NotKept`. `page` is the page again, with why the entry is not kept; `address` is where it
    is seen once it is.
    """

    problem: str
    keep: Callable[[], bool]
    page: Callable[[str], HttpResponse]
    address: str


PageOf = Callable[Concatenate[OfficerRequest, Rest], LogPage]


def entry_view(permission: Permission) -> Callable[[PageOf[Rest]], View[Rest]]:
    """A view that keeps an entry of a log; the decorated function says of which, and refuses who may not write there.

    The page's script is answered in JSON, whatever happens: 200 for what is kept, 409 with a code and a sentence for
    what is not, 403 where the session is over. It keeps what is not kept, and sends it again. A page without the script
    gets itself again with the sentence.
    """

    def decorate(page_of: PageOf[Rest]) -> View[Rest]:
        @officer_required(permission, key=True)
        @wraps(page_of)
        def on_page(request: OfficerRequest, /, *args: Rest.args, **kwargs: Rest.kwargs) -> HttpResponse:
            log = page_of(request, *args, **kwargs)
            with Refusable(ExhibitGone) as refusal:
                if not log.problem:
                    log.keep()
                    return HttpResponseRedirect(log.address)
            return log.page(log.problem or refusal.reason)

        @never_cache
        @require_POST
        @wraps(page_of)
        def entered(request: HttpRequest, /, *args: Rest.args, **kwargs: Rest.kwargs) -> HttpResponseBase:
            if "application/json" not in request.headers.get("Accept", ""):
                return on_page(request, *args, **kwargs)
            answer = _answer(request, permission, lambda asking: page_of(asking, *args, **kwargs))
            return JsonResponse(answer.to_json(), status=STATUS.get(answer.code, CONFLICT))

        return entered

    return decorate


def _answer(request: HttpRequest, permission: Permission, page_of: Callable[[OfficerRequest], LogPage]) -> Answer:
    if not request.user.is_authenticated:
        return answers.session_over()
    officers = cast(OfficerRequest, request)
    try:
        check_permission(officers.user, permission)
        if not cast(Keyring | None, officers.keyring):
            raise Locked
        log = page_of(officers)
    except answers.NotKept as error:
        return answers.shut_out(error)
    except Http404:
        return answers.nowhere()
    except answers.Unreadable:
        return answers.unreadable()
    return answers.not_valid(log.problem) if log.problem else _kept(log)


def _kept(log: LogPage) -> Answer:
    try:
        return answers.kept(is_new=log.keep())
    except answers.NotKept as error:
        return answers.not_kept(error)
    except answers.Unreadable:
        return answers.unreadable()
