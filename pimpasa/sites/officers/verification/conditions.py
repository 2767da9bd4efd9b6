"""What is filled in where a check has no letter: each condition of the law by its fact."""

from __future__ import annotations

from typing import Any

from django import forms

from pimpasa.sites.officers.fields import text_field
from pimpasa.verification.kinds import UrgentCondition

PREFIX = "condition_"


class WithConditions(forms.Form):
    """A form that asks for each UrgentCondition after `found_directly`; the rules say when they are needed."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "found_directly" in self.fields:
            self._add_conditions()

    def _add_conditions(self) -> None:
        names = list(self.fields)
        place = names.index("found_directly") + 1
        for condition in UrgentCondition:
            self.fields[PREFIX + condition] = text_field(condition.label)
        added = [PREFIX + condition for condition in UrgentCondition]
        self.order_fields([*names[:place], *added, *names[place:]])

    def conditions(self) -> list[list[str]]:
        """Those that say something, in the order of the law."""
        facts = [[condition.value, self.cleaned_data.get(PREFIX + condition, "")] for condition in UrgentCondition]
        return [[code, fact.strip()] for code, fact in facts if fact.strip()]
