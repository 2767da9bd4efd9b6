"""A breach is written down, and that people and the authority were told of it (UU 27/2022 pasal 46)."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime

from pimpasa.accounts.models import Officer
from pimpasa.common import clock
from pimpasa.ledger.acts import Act
from pimpasa.ledger.verbs import act, record
from pimpasa.privacy import rules
from pimpasa.privacy.contents import BreachFacts
from pimpasa.privacy.kinds import TERM
from pimpasa.privacy.models import Breach
from pimpasa.privacy.sealed import seal_to_unit
from pimpasa.territory.models import Office


@act(Act.BREACH_RECORDED)
def record_breach(*, office: Office, discovered_at: datetime, facts: BreachFacts, by: Officer) -> Breach:
    """Write down a breach; the term counts from when it was discovered (aware). Raises Refused by the rules."""
    rules.check_record(by, office, discovered_at)
    breach = Breach(office=office, discovered_at=discovered_at, due_at=discovered_at + TERM, recorded_by=by)
    seal_to_unit(breach, asdict(facts))
    breach.save(force_insert=True)
    record(breach, by=by, sealed=breach.envelope)
    return breach


@act(Act.BREACH_TOLD)
def mark_told(*, breach: Breach, by: Officer) -> None:
    """The people and the authority were told in writing. Raises Refused by the rules."""
    breach = Breach.objects.select_for_update(of=("self",)).select_related("office").get(pk=breach.pk)
    rules.check_told(by, breach)
    breach.told_at = clock.now()
    breach.told_by = by
    breach.save(update_fields=["told_at", "told_by"])
    record(breach, by=by, facts={"told_at": breach.told_at, "sealed": breach.envelope})
