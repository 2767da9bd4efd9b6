"""Forms of papers: a kind's fields as its table declares them, and an office's ways of writing papers."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from pimpasa.evidence.forms import EvidenceField, WholeMixin
from pimpasa.papers.fields import fields_of
from pimpasa.papers.kinds import AGAINST_A_PERSON, Field, FieldKind, PaperKind
from pimpasa.papers.rules import LONGEST, LONGEST_SOURCE
from pimpasa.sites.officers.fields import day_field, text_field

ROWS = {FieldKind.LINE: 0, FieldKind.TEXT: 5, FieldKind.ROWS: 5}


class PaperForm(forms.Form):
    """A draft may have gaps; what is missing is said when it is issued."""

    def __init__(self, *args: Any, kind: PaperKind, people: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if kind in AGAINST_A_PERSON:
            self.fields["person"] = forms.ChoiceField(
                label=_("About whom of the case?"),
                help_text=_("Somebody who may be a victim is screened first."),
                choices=people,
                widget=forms.RadioSelect,
                error_messages={
                    "required": _("Choose a person of the case."),
                    "invalid_choice": _("Choose a person of the case."),
                },
            )
        for field in fields_of(kind):
            self.fields[field.name] = _form_field(field)

    @property
    def person(self) -> str:
        return str(self.cleaned_data.get("person", ""))

    @property
    def given(self) -> dict[str, str]:
        """What was typed, by the names of the kind's fields; days as ISO 8601."""
        return {
            name: value.isoformat() if isinstance(value, date) else str(value or "")
            for name, value in self.cleaned_data.items()
            if name != "person"
        }


def _form_field(field: Field) -> forms.Field:
    if field.kind is FieldKind.DAY:
        return day_field(field.label, required=False)
    if field.kind is FieldKind.CHOICE:
        choices = [("", "–"), *((choice, choice) for choice in field.choices)]
        return forms.ChoiceField(label=str(field.label), help_text=field.hint, choices=choices, required=False)
    return text_field(field.label, rows=ROWS[field.kind], most=LONGEST, help_text=field.hint)


class SignedForm(WholeMixin):
    evidence = EvidenceField(is_single=True, label=_("Signed copy"), help_text=_("As PDF, or a photo as JPEG or PNG."))


class CancelForm(forms.Form):
    reason = text_field(
        _("Why is it cancelled?"), _("Say in a few words why the paper is cancelled."), rows=3, most=LONGEST
    )


class LetterheadForm(forms.Form):
    above = text_field(_("Lines above the office's name"), rows=3, most=600)
    address = text_field(_("Address, telephone, e-mail"), rows=3, most=600)
    city = text_field(_("Place of signing"), most=60)
    signer_title = text_field(_("Signed as (position)"), most=120)
    signer_name = text_field(_("Signed by (name)"), most=120)
    signer_nip = text_field(_("NIP of who signs"), most=30)


class PatternForm(forms.Form):
    pattern = text_field(
        _("How its numbers are written"),
        most=100,
        help_text=_(
            "Known are {kode}, {nomor}, {nomor3}, {bulan}, {bulan_romawi} and {tahun}. Left empty, ours comes back."
        ),
    )


class TemplateForm(forms.Form):
    source = forms.CharField(
        label=_("Template, in Typst"),
        max_length=LONGEST_SOURCE,
        required=False,
        strip=False,
        help_text=_("Left empty, the template that comes with the program is used again."),
        widget=forms.Textarea(attrs={"rows": 24, "spellcheck": "false", "wrap": "off"}),
    )
