"""What is filled in about laws, numbers and lists that outdate."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from pimpasa.common import clock
from pimpasa.packs.kinds import FIELDS, FieldFacts, FieldKind, PackName
from pimpasa.packs.queries import written
from pimpasa.packs.reading import Entry
from pimpasa.packs.rules import NO, YES
from pimpasa.sites.officers.fields import day_field, text_field

LANGUAGES = {"id": _("in Indonesian"), "en": _("in English"), "": ""}


class ReadingForm(forms.Form):
    """Somebody read a pack's sources again."""

    read_from = text_field(
        _("What did you read it in?"),
        _("Say what you read it in."),
        help_text=_("Such as the owner's site, a letter, the text of the law."),
    )
    read_on = day_field(_("When?"), initial=clock.today)


class EntryForm(forms.Form):
    """What an office says otherwise than the program, within what is its own."""

    def __init__(self, *args: Any, name: PackName, entry: Entry, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.places = list(written(name, entry))
        for place, text in written(name, entry).items():
            field, language = place
            self.fields[_name(place)] = _field(FIELDS[name][field], LANGUAGES[language], text)

    def texts(self) -> dict[tuple[str, str], str]:
        return {place: self.cleaned_data[_name(place)] for place in self.places}


def _name(place: tuple[str, str]) -> str:
    return "-".join(filter(None, place))


def _field(facts: FieldFacts, language: Any, text: str) -> forms.Field:
    label = f"{facts.label} {language}".strip()
    if facts.kind == FieldKind.YES:
        choices = [(YES, _("Yes")), (NO, _("No"))]
        return forms.ChoiceField(label=label, choices=choices, widget=forms.RadioSelect, initial=text)
    field = text_field(label, _("Write something.") if facts.is_required else "", most=facts.most)
    field.initial = text
    return field
