"""Which office reads what belongs to no other, and looks after what all offices share."""

from __future__ import annotations

from pimpasa.keys import rules
from pimpasa.ledger.acts import Act
from pimpasa.ledger.verbs import SYSTEM, act, record
from pimpasa.territory.models import Office


@act(Act.FALLBACK_CHOSEN)
def choose_fallback(*, office: Office) -> None:
    """Whoever runs the server chooses it, at its console. Raises Refused by the rules."""
    rules.check_fallback(office)
    Office.objects.filter(is_fallback=True).exclude(pk=office.pk).update(is_fallback=False)
    office.is_fallback = True
    office.save(update_fields=["is_fallback"])
    record(office, by=SYSTEM, facts=office.facts)
