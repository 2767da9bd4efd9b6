"""What residents see of the office."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from pimpasa.education.queries import lessons as all_lessons
from pimpasa.sites.officers.fields import text_field
from pimpasa.welcome.models import Board


class BoardForm(forms.Form):
    address = text_field(_("Address"), most=200, help_text=_("Street, kelurahan, city and postcode, in one line."))
    telephone = text_field(_("Telephone of the office"), most=40)
    hours = text_field(_("When somebody answers"), most=80, help_text=_("For example: Monday to Friday, 08.00–16.00"))

    @staticmethod
    def initial_of(board: Board) -> dict[str, str]:
        return {"address": board.address, "telephone": board.telephone, "hours": board.hours}


def recordable() -> list[tuple[str, str]]:
    """Which pages can be read aloud: the path and the name of each."""
    lessons = [(f"/belajar/{lesson.page.slug}/", lesson.page.title) for lesson in all_lessons("id")]
    return [("/", gettext("Home")), *lessons, ("/privasi/", gettext("What we keep and what we don't"))]


class RecordingForm(forms.Form):
    page = forms.ChoiceField(label=_("Page"), error_messages={"required": _("Choose a page.")})
    sound = forms.FileField(
        label=_("Recording"),
        help_text=_("Somebody reads the page aloud, three minutes at most. MP3 or M4A, at most 20 MB."),
        widget=forms.FileInput(attrs={"accept": "audio/*"}),
        error_messages={
            "required": _("Choose a recording."),
            "empty": _("This file is empty."),
            "invalid": _("Choose a recording."),
        },
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["page"].choices = recordable()  # type: ignore[attr-defined]  # typed as Field


class EmblemForm(forms.Form):
    file = forms.FileField(
        label=_("Emblem"),
        help_text=_("JPEG or PNG, at most 4 MB, best on white. It is made small, and nothing of the file is kept."),
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp"}),
        error_messages={
            "required": _("Choose a picture."),
            "empty": _("This file is empty."),
            "invalid": _("Choose a picture."),
        },
    )
