"""Django's forms in GOV.UK's markup, and the fields that every audience has alike."""

from typing import Any, Literal

from django import forms
from django.forms.renderers import TemplatesSetting
from django.utils.translation import gettext_lazy as _

from pimpasa.territory.neighbourhoods import LONGEST, Neighbourhood, UnreadNeighbourhood, rt_in, rw_in


class GovukRenderer(TemplatesSetting):
    """Label, hint, error and input the way govuk-frontend styles them; widgets' templates lie under django/forms."""

    field_template_name = "common/forms/field.html"


class NeighbourhoodField(forms.CharField):
    """An RW or RT as people write it, such as "17" or "rt 5/rw 3"; cleaned to a Neighbourhood, which may name both."""

    def __init__(self, part: Literal["rt", "rw"], **options: Any) -> None:
        self.part = part
        super().__init__(max_length=LONGEST, **options)
        self.error_messages["unread"] = _("Write the number of the %(what)s, such as 017.") % {"what": part.upper()}

    def clean(self, value: Any) -> Neighbourhood:
        text = super().clean(value)
        try:
            return rw_in(text) if self.part == "rw" else rt_in(text)
        except UnreadNeighbourhood as wrong:
            raise forms.ValidationError(self.error_messages["unread"], code="unread") from wrong


class RwField(NeighbourhoodField):
    """An RW as people write it; cleaned to three digits, or to nothing where it may be left out."""

    def __init__(self, **options: Any) -> None:
        super().__init__("rw", **options)

    def clean(self, value: Any) -> str:  # type: ignore[override]  # Django knows no type of what a field gives
        rw = super().clean(value).rw
        if not rw and (self.required or super().clean(value).rt):
            raise forms.ValidationError(self.error_messages["unread"], code="unread")
        return rw
