from __future__ import annotations

import uuid

from pimpasa.common import clock
from pimpasa.installation import queries
from pimpasa.installation.models import Installation
from pimpasa.ledger.acts import Act
from pimpasa.ledger.queries import vkey
from pimpasa.ledger.verbs import SYSTEM, act, record


@act(Act.INSTALLATION_FOUNDED, idle="it was founded before")
def found() -> Installation:
    """Give this database its number, and bind it to the keys of this machine."""
    row, is_new = Installation.objects.get_or_create(
        defaults={"log_vkey": vkey(), "link_key_digest": queries.link_key_digest(), "founded_at": clock.now()}
    )
    if is_new:
        record(row, by=SYSTEM, facts=row.facts)
    return row


@act(Act.INSTALLATION_RENUMBERED)
def renumber() -> Installation:
    """Give a copy a number of its own, so that no store of the other's is taken for its own."""
    row = Installation.objects.select_for_update().get()
    row.number = uuid.uuid4()
    row.save(update_fields=["number"])
    record(row, by=SYSTEM, facts=row.facts)
    return row
