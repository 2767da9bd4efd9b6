"""How an offer comes in to be checked: as words, as answers, or as a picture."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from pimpasa.education.documents import DOCUMENTS
from pimpasa.education.offers.asking import Answer, Asked
from pimpasa.education.offers.questions import ABROAD, ABROAD_TEXT, QUESTIONS, Said
from pimpasa.education.offers.reading import LONGEST
from pimpasa.sites.public.fields import OneFile, Words

ANSWERS = [(Said.YES.value, _("Yes")), (Said.NO.value, _("No")), (Said.UNKNOWN.value, _("I don't know"))]
THERE = [
    (Said.YES.value, _("It is there")),
    (Said.NO.value, _("It is not there")),
    (Said.UNKNOWN.value, _("I don't know")),
]


class OfferForm(forms.Form):
    text = Words(
        label=_("The offer's words"),
        help_text=_("Copy them from the chat, post or advertisement, mistakes and all."),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 8, "autocomplete": "off", "spellcheck": "false"}),
        error_messages={
            "required": _("Paste or type the offer's words; a few lines are enough."),
            "max_length": _(
                "This is longer than %(limit_value)d characters. Paste only the offer itself, or its main part."
            ),
        },
    )


class AskedForm(forms.Form):
    """What a message leaves open. None of it has to be answered, and without one answer nothing was."""

    prefix = "ask"

    def __init__(self, asked: list[Asked], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for question in asked:
            self.fields[question.key] = forms.ChoiceField(
                label=str(question.text),
                choices=[
                    (Answer.GOOD.value, question.good),
                    (Answer.BAD.value, question.bad),
                    (Answer.UNKNOWN.value, _("I don't know yet")),
                ],
                required=False,
                widget=forms.RadioSelect,
                error_messages={"invalid_choice": _("Choose one of the three answers.")},
            )

    def answers(self) -> dict[str, str]:
        """An answer to each question, "unknown" where there is none; empty where nothing was answered."""
        values = self.cleaned_data if self.is_valid() else {}
        return {key: values.get(key) or Answer.UNKNOWN.value for key in self.fields} if any(values.values()) else {}


class PictureForm(forms.Form):
    """Django's FileField would ask for a name; `whole` stands last and tells a body that was cut."""

    picture = forms.FileField(
        label=_("Photo, screenshot or poster"),
        help_text=_("JPEG, PNG, WebP or HEIC, 12 MB at most. Straight and sharp is read best."),
        widget=OneFile(attrs={"accept": "image/*"}),
        error_messages={
            "required": _("Choose a picture."),
            "empty": _("This file is empty."),
            "invalid": _("Choose a picture."),
        },
    )
    whole = forms.CharField(
        widget=forms.HiddenInput,
        initial="1",
        error_messages={"required": _("The picture was cut off on the way. Please send it again.")},
    )


class QuestionsForm(forms.Form):
    """Every question and every document; who skips one does not know."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._ask(ABROAD, ABROAD_TEXT, ANSWERS)
        for question in QUESTIONS:
            self._ask(question.sign, question.text, ANSWERS)
        for document in DOCUMENTS:
            self._ask(f"doc-{document.key}", document.text, THERE)

    def _ask(self, name: str, label: Any, choices: list[tuple[str, Any]]) -> None:
        self.fields[name] = forms.ChoiceField(
            label=label,
            choices=choices,
            initial=Said.UNKNOWN.value,
            required=False,
            widget=forms.RadioSelect,
            error_messages={"invalid_choice": _("Choose one of the three answers.")},
        )

    def about_the_offer(self) -> list[forms.BoundField]:
        return [self[ABROAD], *(self[question.sign] for question in QUESTIONS)]

    def about_documents(self) -> list[forms.BoundField]:
        return [self[f"doc-{document.key}"] for document in DOCUMENTS]

    def seen(self) -> set[str]:
        """Keys of the documents that are there."""
        return {d.key for d in DOCUMENTS if self.cleaned_data.get(f"doc-{d.key}") == Said.YES}
