"""Fields that forms of several tasks share."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from pimpasa.territory.models import Office, Village
from pimpasa.territory.queries.offices import villages_of

LONGEST = 20_000


def day_field(label: Any, **options: Any) -> forms.DateField:
    """A day, in the browser's own picker."""
    return forms.DateField(
        label=label,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"required": _("Give the day."), "invalid": _("This is not a day, such as 2025-09-23.")},
        **options,
    )


def text_field(
    label: Any, required: Any = "", *, rows: int = 0, most: int = 300, help_text: Any = ""
) -> forms.CharField:
    """A line, or `rows` lines; `required` is the sentence when it is missing."""
    return forms.CharField(
        label=label,
        help_text=help_text,
        max_length=most,
        required=bool(required),
        widget=forms.Textarea(attrs={"rows": rows}) if rows else forms.TextInput(),
        error_messages={"required": required},
    )


class ShownWhenNeeded(forms.Form):
    """Fields that are shown once what was chosen in another makes them needed; `_when.scss` knows each case.

    A browser that is too old to know hides none.
    """

    shown_when: ClassVar[dict[str, str]] = {}
    # What may be said besides, folded away.
    folded: ClassVar[tuple[str, ...]] = ()

    def rows(self) -> list[tuple[forms.BoundField, str]]:
        """Each field to be seen, with the case in which it is needed; nothing where it always is."""
        return [row for row in self._rows() if row[0].name not in self.folded]

    def folded_rows(self) -> list[tuple[forms.BoundField, str]]:
        return [row for row in self._rows() if row[0].name in self.folded]

    @property
    def is_unfolded(self) -> bool:
        """Whether something that is folded away was written, or is wrong, so that nobody looks for it."""
        return any(name in self.errors or self.data.get(name) for name in self.folded)

    def _rows(self) -> list[tuple[forms.BoundField, str]]:
        return [(bound, self.shown_when.get(bound.name, "")) for bound in self.visible_fields()]


class VillageForm(forms.Form):
    """A kelurahan of the office's jurisdiction."""

    village: forms.ModelChoiceField[Village] = forms.ModelChoiceField(
        label=_("Kelurahan"),
        queryset=None,
        empty_label=_("Choose a kelurahan"),
        error_messages={
            "required": _("Choose a kelurahan."),
            "invalid_choice": _("Choose a kelurahan of your jurisdiction."),
        },
    )

    def __init__(self, *args: Any, office: Office, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["village"].queryset = villages_of(office)  # type: ignore[attr-defined]  # typed as Field
