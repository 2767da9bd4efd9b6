from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from pimpasa.education.actions import PageWords
from pimpasa.education.models import OfficePage
from pimpasa.education.rules import LONGEST_BODY, LONGEST_CHECK, LONGEST_SOURCES, LONGEST_TITLE
from pimpasa.sites.officers.fields import day_field, text_field


class LessonForm(forms.Form):
    """A learning page of the office's own."""

    title = text_field(_("Title in Indonesian"), _("Give the page a title."), most=LONGEST_TITLE)
    body = text_field(
        _("Words in Indonesian"),
        _("Write what the page says."),
        rows=14,
        most=LONGEST_BODY,
        help_text=_(
            "Short sentences, as to a neighbour of twelve. “## ” begins a heading, “- ” a list, **two stars** are bold."
        ),
    )
    title_en = text_field(_("Title in English (optional)"), most=LONGEST_TITLE)
    body_en = text_field(_("Words in English (optional)"), rows=14, most=LONGEST_BODY)
    sources = text_field(
        _("Sources"),
        _("Say where it comes from: one source on each line."),
        rows=3,
        most=LONGEST_SOURCES,
        help_text=_("One on each line: title, publisher, day. A law with its article."),
    )
    last_verified = day_field(_("Last verified on"))

    @classmethod
    def of(cls, page: OfficePage) -> dict[str, Any]:
        """What the form shows at first."""
        return {name: getattr(page, name) for name in cls.base_fields}

    def words(self) -> PageWords:
        return PageWords(**self.cleaned_data)


class CheckForm(forms.Form):
    """Somebody looked again whether a page still is right."""

    on = day_field(_("On which day did you look?"))
    what = text_field(
        _("What did you compare it with?"),
        _("Say what you compared it with."),
        rows=3,
        most=LONGEST_CHECK,
        help_text=_("Everybody can read this beside the page, for example “UU 18/2017 pasal 30, with our lawyer”."),
    )
