"""What happened to people of a case."""

from __future__ import annotations

from dataclasses import asdict

from pimpasa.cases.contents import EventContents
from pimpasa.cases.models import Case, Event
from pimpasa.cases.queries import locked_case
from pimpasa.cases.rules.cases import check_work
from pimpasa.cases.rules.events import check_event
from pimpasa.common import clock
from pimpasa.keys.unlocking import Keyring
from pimpasa.ledger.acts import Act
from pimpasa.ledger.verbs import act, record
from pimpasa.sealing import envelopes
from pimpasa.vault.opening import key_of


@act(Act.EVENT_ADDED)
def add_event(*, case: Case, contents: EventContents, keyring: Keyring) -> Event:
    """Add what happened. Raises Refused where it says too little, or names what the case does not have."""
    case = locked_case(case)
    check_work(keyring.officer, case)
    check_event(case, contents)
    event = Event(case=case, added_by=keyring.officer, added_at=clock.now())
    event.envelope = envelopes.seal_json(asdict(contents), key=key_of(case, keyring), context=event.context)
    event.save(force_insert=True)
    record(case, by=keyring.officer, sealed=event.envelope)
    return event
