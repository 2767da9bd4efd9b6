"""What an RT, an RW, a village official or an owner of a lodging tells of the area."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pimpasa.accounts.errors import Refused
from pimpasa.areas.contents import AreaContents
from pimpasa.areas.kinds import Happening, Teller
from pimpasa.areas.persons import names_in
from pimpasa.areas.rules import check_without_persons
from pimpasa.sites.public.fields import Words
from pimpasa.territory.models import Village
from pimpasa.territory.queries import places as territory


class AreaForm(forms.Form):
    """The kelurahan is typed; where several bear the name, it is chosen among them."""

    teller = forms.ChoiceField(
        label=gettext_lazy("Who are you?"),
        choices=Teller.choices,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose who you are.")},
    )
    q = Words(
        label=gettext_lazy("Your kelurahan or village"),
        max_length=100,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
        error_messages={"required": gettext_lazy("Write your kelurahan or village.")},
    )
    village = forms.CharField(max_length=13, required=False)
    rw = Words(label=gettext_lazy("RT or RW (if you wish)"), max_length=20, required=False)
    happening = forms.ChoiceField(
        label=gettext_lazy("What happens there?"),
        choices=Happening.choices,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose what comes closest.")},
    )
    words = Words(
        label=gettext_lazy("Tell it in a few words"),
        help_text=gettext_lazy("Without names, numbers, plates, nationality or religion."),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": gettext_lazy("Write what happens in your area.")},
    )
    no_names = forms.BooleanField(label=gettext_lazy("These are no names of people"), required=False)

    def __init__(self, *args: Any, may_search: Callable[[], bool], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._may_search = may_search
        self.villages: list[Village] = []
        self.names: list[str] = []

    def clean_words(self) -> str:
        words: str = self.cleaned_data["words"]
        try:
            check_without_persons(words)
        except Refused as refused:
            raise forms.ValidationError(str(refused)) from refused
        return words

    def clean(self) -> dict[str, Any]:
        values = self.cleaned_data
        self._choose_village(values)
        self.names = names_in(values.get("words", ""))
        if self.names and not values.get("no_names"):
            sentence = _("This looks like a name: %(names)s. Take it out, or say below that it is none.")
            self.add_error("words", sentence % {"names": ", ".join(self.names)})
        return values

    def _choose_village(self, values: dict[str, Any]) -> None:
        """What was chosen counts only among what the typed words mean."""
        if not values.get("q"):
            return
        if not self._may_search():
            self.add_error("q", _("Please wait a moment."))
            return
        self.villages = territory.search_villages(values["q"], near=territory.near_to())
        chosen = [village for village in self.villages if village.pk == values.get("village")]
        exact = [village for village in self.villages if village.name.casefold() == values["q"].strip().casefold()]
        meant = chosen or (exact if len(exact) == 1 else self.villages[:2])
        if len(meant) == 1:
            values["village"] = meant[0]
        elif meant:
            self.add_error("q", _("Several places have this name. Choose yours."))
        else:
            self.add_error("q", _("We know no kelurahan of this name. Please write it another way."))

    def contents(self) -> AreaContents:
        values = self.cleaned_data
        return AreaContents(teller=values["teller"], rw=values["rw"].strip(), words=values["words"].strip())
