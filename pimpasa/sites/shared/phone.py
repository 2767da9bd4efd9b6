"""What pages share on which an officer writes down, entry by entry, what happens: they go on without a network.

The script is static/shared/logbook.js; the entries are kept by the capability that the page belongs to.
"""

from __future__ import annotations

import json
from typing import Any

from django import forms
from django.http import JsonResponse
from django.utils.translation import gettext_lazy as _

from pimpasa.common import clock
from pimpasa.evidence.forms import EvidenceField, WholeMixin
from pimpasa.verification.writing import LONGEST

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


class EntryForm(WholeMixin):
    """An entry as a phone sends it; `at` is missing where the page works without JavaScript."""

    id = forms.UUIDField()
    at = forms.CharField(max_length=40, required=False)
    text = forms.CharField(max_length=LONGEST, required=False)
    place = forms.CharField(max_length=100, required=False)
    evidence = EvidenceField(required=False, label=_("Photo"))

    def clean_place(self) -> list[float]:
        """Latitude, longitude, metres, with commas between; nothing where it cannot be read: the entry matters more."""
        given = self.cleaned_data["place"]
        try:
            return [float(number) for number in given.split(",")] if given else []
        except ValueError:
            return []

    def clean_at(self) -> str:
        return self.cleaned_data["at"] or clock.now().isoformat()

    @property
    def photo(self) -> Any:
        """The one file of an entry, or None."""
        photos = self.cleaned_data["evidence"]
        return photos[0] if photos else None

    @property
    def problem(self) -> str:
        return " ".join(str(error) for errors in self.errors.values() for error in errors)


def words() -> str:
    """What the script says, as JSON for its page."""
    return json.dumps({name: str(said) for name, said in WORDS.items()})


def wants_json(request: Any) -> bool:
    return "application/json" in request.headers.get("Accept", "")


def kept(*, is_new: bool) -> JsonResponse:
    return JsonResponse({"kept": True, "new": is_new})


def refused(reason: str) -> JsonResponse:
    """The phone keeps the entry and shows why; a page of status 403 would ask it to sign in again."""
    return JsonResponse({"kept": False, "refused": reason}, status=CONFLICT)
