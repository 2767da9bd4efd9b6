"""An officer's own words beside what was counted."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from pimpasa.monthly.models import Monthly
from pimpasa.monthly.rules import MOST_WORDS
from pimpasa.sites.officers.fields import text_field


class WordsForm(forms.Form):
    """Of a Pimpasa: sealed, for the unit."""

    words = text_field(
        _("In your own words"),
        rows=10,
        most=MOST_WORDS,
        help_text=_("What was done, what was hard, what is to come. Locked: your unit alone reads it."),
    )


class OfficeWordsForm(WordsForm):
    """Of an office: for itself, and what goes up."""

    field_order = ("summary", "words")
    summary = text_field(
        _("What goes up"),
        rows=8,
        most=MOST_WORDS,
        help_text=_("Read above the office without a key, so write of no person: no name, no number, no address."),
    )

    def __init__(self, *args: object, **kwargs: object) -> None:
        # Handed on as they came, whatever a form takes.
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["words"].label = _("For the unit alone")
        self.fields["words"].help_text = _("Locked. It stays at your office.")


class SummaryForm(forms.Form):
    """Of a Kanwil."""

    summary = text_field(
        _("In your own words"),
        rows=10,
        most=MOST_WORDS,
        help_text=_("Read above without a key, so write of no person: no name, no number, no address."),
    )


class ReasonForm(forms.Form):
    """Why what looks like somebody's name is nobody's."""

    nobody_because = text_field(
        _("Why is it nobody's name?"),
        most=Monthly.REASON_LENGTH,
        help_text=_("Such as: it is a street. It goes up with the report."),
    )
