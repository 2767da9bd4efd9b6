"""The conditions of a check without a letter, each with the fact by which it is met (Permenimipas 2/2025 art. 30)."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _

from pimpasa.accounts.errors import Refused
from pimpasa.verification.kinds import UrgentCondition

SHORTEST = 3

# Pairs of a UrgentCondition and its fact, in the order of the conditions.
Conditions = Sequence[Sequence[str]]


def check_conditions(conditions: Conditions) -> None:
    """Raise Refused unless each condition is there once and says by which fact it is met."""
    facts = {code: fact.strip() for code, fact in conditions}
    if len(facts) < len(conditions) or facts.keys() - set(UrgentCondition.values):
        raise Refused("not_on_list", _("Choose from the list."))
    for condition in UrgentCondition:
        if len(facts.get(condition, "")) < SHORTEST:
            raise Refused(
                "condition_not_met",
                _("Without a letter each condition of Permenimipas 2/2025 art. 30 is met. Say: %(condition)s")
                % {"condition": condition.label},
            )
