"""What pages share on which an officer writes down, entry by entry, what happens: they go on without a network.

The script is static/officers/logbook.js; the entries are kept by the capability that the page belongs to.
"""

from __future__ import annotations

import json

from django.http import HttpRequest, JsonResponse
from django.utils.translation import gettext_lazy as _

CONFLICT = 409
# What the page's script says.
WORDS = {
    "offline": _("No network."),
    "kept": _("{n} wait on this phone, sealed. They are sent as soon as there is a network; keep this page open."),
    "signIn": _("Sign in again in another tab to send them."),
    "waits": _("waits"),
    "sent": _("Everything is sent."),
    "sending": _("Sending."),
    "refused": _("Not everything was taken. The reason stands with it; copy the words before you throw it away."),
    "drop": _("Throw away"),
    "unreadable": _("An entry of another sign-in, which this page cannot open"),
}


def words() -> str:
    """What the script says, as JSON for its page."""
    return json.dumps({name: str(sentence) for name, sentence in WORDS.items()})


def wants_json(request: HttpRequest) -> bool:
    return "application/json" in request.headers.get("Accept", "")


def kept(*, is_new: bool) -> JsonResponse:
    return JsonResponse({"kept": True, "new": is_new})


def refused(reason: str) -> JsonResponse:
    """The phone keeps the entry and shows why; a page of status 403 would ask it to sign in again."""
    return JsonResponse({"kept": False, "refused": reason}, status=CONFLICT)
