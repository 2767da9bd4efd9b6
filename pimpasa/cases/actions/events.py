"""What happened to people of a case."""

from __future__ import annotations

from dataclasses import asdict

from pimpasa.cases.contents import EventContents, LawChoiceContents
from pimpasa.cases.models import Case, Event, LawChoice
from pimpasa.cases.opening.events import open_event
from pimpasa.cases.queries import locked_case
from pimpasa.cases.rules.cases import check_work
from pimpasa.cases.rules.events import check_event, check_law_choice
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


@act(Act.LAW_CHOSEN)
def choose_law(*, event: Event, offence: str, rule: str, lawyer: str, reason: str, keyring: Keyring) -> LawChoice:
    """Say by which of two rules an event is judged, as whose word and why. Raises Refused by the rules."""
    case = locked_case(event.case)
    check_work(keyring.officer, case)
    key = key_of(case, keyring)
    law = open_event(event, key).law
    check_law_choice(law, offence=offence, rule=rule, lawyer=lawyer, reason=reason)
    contents = LawChoiceContents(offence, rule, lawyer.strip(), reason.strip(), law.articles_of(offence))
    choice = LawChoice(event=event, officer=keyring.officer, chosen_at=clock.now())
    choice.envelope = envelopes.seal_json(asdict(contents), key=key, context=choice.context)
    choice.save(force_insert=True)
    record(case, by=keyring.officer, sealed=choice.envelope)
    return choice
