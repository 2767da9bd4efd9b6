"""Take over the store of files, as after a move to another database."""

from __future__ import annotations

from django.conf import settings

from pimpasa.evidence import store
from pimpasa.installation.actions import found
from pimpasa.ledger.acts import Act
from pimpasa.ledger.verbs import SYSTEM, act, record


@act(Act.STORE_OWNED, Act.INSTALLATION_FOUNDED)
def own_store() -> None:
    """Put this installation's mark on its store, whosever it was. Raises StoreUnavailable."""
    installation = found()
    record(installation, by=SYSTEM, act=Act.STORE_OWNED, facts={"store": settings.EVIDENCE_STORE})
    store.own()
