"""Entering a letter from outside, withdrawing one, and choosing one for a plan."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from pimpasa.accounts.models import Officer
from pimpasa.evidence.forms import EvidenceField, WholeMixin
from pimpasa.letters.contents import LetterFacts
from pimpasa.letters.models import Letter
from pimpasa.letters.opening import OpenLetter
from pimpasa.letters.rules import LONGEST, LONGEST_NUMBER
from pimpasa.sites.officers.fields import day_field, text_field

# What the choice of going without a letter is called in what a form sends.
WITHOUT = "without"


def named(opened: OpenLetter) -> str:
    """A letter as one chooses it: its number, its days, its places."""
    letter = opened.letter
    days = " – ".join(date_format(day, "j M Y") for day in (letter.valid_from, letter.valid_until))
    return f"{letter.number} ({days}): {'; '.join(opened.contents.places)}"


class LetterForm(forms.Form):
    """One of the letters that are offered; `without` says what it means to choose none of them."""

    letter = forms.ChoiceField(
        label=_("Which surat perintah?"),
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose the surat perintah."),
            "invalid_choice": _("This letter cannot be used, or not any more. Choose another."),
        },
    )

    def __init__(self, *args: Any, letters: Sequence[OpenLetter], without: Any = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._letters = {str(opened.letter.pk): opened.letter for opened in letters}
        offered = [(str(opened.letter.pk), named(opened)) for opened in letters]
        choices = [*offered, *([(WITHOUT, without)] if without else [])]
        self.fields["letter"].choices = choices  # type: ignore[attr-defined]  # typed as Field

    def chosen(self) -> Letter | None:
        """The letter, or nothing for going without."""
        return self._letters.get(self.cleaned_data["letter"])


class OutsideForm(WholeMixin):
    """A letter that was written and signed outside of this program, as it stands on its paper."""

    number = text_field(_("Number of the surat perintah"), _("Give its number."), most=LONGEST_NUMBER)
    signer = text_field(_("Signed by"), _("Say who signed it."), help_text=_("Name and position."))
    valid_from = day_field(_("Valid from"))
    valid_until = day_field(_("Valid until"))
    task = text_field(
        _("What they are to do"),
        _("Say what the letter orders."),
        rows=3,
        most=LONGEST,
        help_text=_("In its words: whether it says pemeriksaan or pengawasan decides what can be planned under it."),
    )
    places = text_field(
        _("Where"),
        _("Say where."),
        rows=2,
        most=LONGEST,
        help_text=_("One place a line, with its kelurahan. Without one, it holds in your whole area of work."),
    )
    officers: forms.MultipleChoiceField = forms.MultipleChoiceField(
        label=_("Officers whom it names"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose whom the letter names."), "invalid_choice": _("Choose from the list.")},
    )
    evidence = EvidenceField(
        is_single=True,
        label=_("Scan of the signed letter"),
        help_text=_("As PDF, or a photo as JPEG or PNG."),
    )

    def __init__(self, *args: Any, officers: Iterable[Officer], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._officers = {str(officer.pk): officer for officer in officers}
        choices = [(key, officer.name) for key, officer in self._officers.items()]
        self.fields["officers"].choices = choices  # type: ignore[attr-defined]  # typed as Field

    def facts(self) -> LetterFacts:
        values = self.cleaned_data
        return LetterFacts(values["number"], values["valid_from"], values["valid_until"])

    def named(self) -> list[Officer]:
        return [self._officers[key] for key in self.cleaned_data["officers"]]

    def named_places(self) -> list[str]:
        return [line.strip() for line in self.cleaned_data["places"].splitlines() if line.strip()]


class WithdrawForm(forms.Form):
    reason = text_field(_("Why is it withdrawn?"), _("Say in a few words why it is withdrawn."), rows=3, most=LONGEST)
