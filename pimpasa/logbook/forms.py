"""An entry as a phone sends it, or a page without JavaScript, which knows no moment of its own."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from pimpasa.common import clock
from pimpasa.evidence.forms import EvidenceField, WholeMixin
from pimpasa.evidence.uploads import SealedUpload
from pimpasa.logbook.rules import LONGEST


class EntryForm(forms.Form):
    """What every entry has."""

    id = forms.UUIDField()
    at = forms.CharField(max_length=40, required=False)
    kind = forms.CharField(max_length=20)

    def clean_at(self) -> str:
        return self.cleaned_data["at"] or clock.now().isoformat()

    def sent(self) -> dict[str, Any]:
        """What every log is told of an entry besides its contents."""
        return {"entry_id": self.cleaned_data["id"], "kind": self.cleaned_data["kind"]}

    @property
    def problem(self) -> str:
        """Its errors as one line; empty where there are none."""
        return " ".join(str(error) for errors in self.errors.values() for error in errors)


class SealedEntryForm(WholeMixin, EntryForm):
    """An entry with words, a place and perhaps a photo. A subclass adds `items`, of its log's checklist."""

    text = forms.CharField(max_length=LONGEST, required=False)
    place = forms.CharField(max_length=100, required=False)
    evidence = EvidenceField(is_single=True, required=False, label=_("Photo"))

    def clean_place(self) -> list[float]:
        """Latitude, longitude, metres, with commas between; nothing where it cannot be read: the entry matters more."""
        place = self.cleaned_data["place"]
        try:
            return [float(number) for number in place.split(",")] if place else []
        except ValueError:
            return []

    @property
    def photo(self) -> SealedUpload | None:
        """The one file of an entry."""
        photos = self.cleaned_data["evidence"]
        return photos[0] if photos else None

    def sent(self) -> dict[str, Any]:
        return {**super().sent(), "photo": self.photo}

    def written(self) -> dict[str, Any]:
        """The fields of `contents.Written`."""
        return {name: self.cleaned_data[name] for name in ("at", "text", "items", "place")}
