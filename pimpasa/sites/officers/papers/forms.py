"""Forms of papers: a kind's fields as its table declares them, and an office's ways of writing papers."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from django import forms
from django.core.validators import MaxLengthValidator, ProhibitNullCharactersValidator
from django.utils.translation import gettext_lazy as _

from pimpasa.evidence.forms import EvidenceField, WholeMixin
from pimpasa.papers.fields import fields_of
from pimpasa.papers.kinds import AGAINST_A_PERSON, Field, FieldKind, PaperKind, table
from pimpasa.papers.rules import LONGEST, LONGEST_SOURCE
from pimpasa.sites.officers.fields import day_field, text_field

ROWS = {FieldKind.LINE: 0, FieldKind.TEXT: 5}
# What the button for more rows is called in what a form sends.
MORE_ROWS = "more_rows"
EMPTY_ROWS = 3


class TableWidget(forms.Widget):
    """A box for each cell, all under the field's own name, row after row; some rows at the end are empty."""

    template_name = "officers/papers/cells.html"
    use_fieldset = True

    def __init__(self, field: Field) -> None:
        super().__init__()
        self.field = field

    def value_from_datadict(self, data: Any, files: Any, name: str) -> str:
        cells = data.getlist(name)
        width = len(self.field.columns)
        return table(cells[start : start + width] for start in range(0, len(cells), width))

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        rows = self.field.rows_of(value or "") + [[""] * len(self.field.columns) for _row in range(EMPTY_ROWS)]
        cells = [list(zip(self.field.columns, row, strict=True)) for row in rows]
        context = super().get_context(name, value, attrs)
        return context | {"rows": cells, "is_long": self.field.has_long_cells, "more": MORE_ROWS, "most": LONGEST}


class TableField(forms.Field):
    """The rows of a paper's table, as `papers.kinds.table` keeps them."""

    def __init__(self, field: Field) -> None:
        validators: list[Callable[[Any], None]] = [MaxLengthValidator(LONGEST), ProhibitNullCharactersValidator()]
        super().__init__(
            label=str(field.label),
            help_text=str(field.help),
            required=False,
            widget=TableWidget(field),
            validators=validators,
        )


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
    def asks_for_rows(self) -> bool:
        """Whether a table is to have more rows, and nothing is to be saved yet."""
        return MORE_ROWS in self.data

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
    if field.kind is FieldKind.ROWS:
        return TableField(field)
    if field.kind is FieldKind.CHOICE:
        choices = [("", "–"), *((choice, choice) for choice in field.choices)]
        return forms.ChoiceField(label=str(field.label), help_text=str(field.help), choices=choices, required=False)
    return text_field(field.label, rows=ROWS[field.kind], most=LONGEST, help_text=str(field.help))


class SignedForm(WholeMixin):
    evidence = EvidenceField(is_single=True, label=_("Signed copy"), help_text=_("As PDF, or a photo as JPEG or PNG."))


class CancelForm(forms.Form):
    reason = text_field(
        _("Why is it cancelled?"), _("Say in a few words why the paper is cancelled."), rows=3, most=LONGEST
    )


class StaysForm(forms.Form):
    reason = text_field(
        _("Why does it stay?"),
        _("Say in a few words why the paper stays as it is."),
        rows=3,
        most=LONGEST,
        help_text=_("Stays beside the paper, sealed."),
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
