"""Who was met before any case, opened."""

from __future__ import annotations

from dataclasses import dataclass

from pimpasa.cases.contents import PersonContents, read
from pimpasa.cases.models import Encounter
from pimpasa.cases.rules.encounters import check_read
from pimpasa.keys.unlocking import Keyring
from pimpasa.ledger.acts import Act
from pimpasa.ledger.verbs import act, record
from pimpasa.sealing import envelopes
from pimpasa.vault.opening import key_of


@dataclass(frozen=True)
class OpenEncounter:
    """Who was met, as they were told of, and what of their citizenship is known."""

    encounter: Encounter
    contents: PersonContents
    citizenship: str


def peek_encounter(encounter: Encounter, keyring: Keyring) -> OpenEncounter:
    """Who was met, by the rules, without a ledger entry of its own: part of an act that writes one."""
    check_read(keyring.officer, encounter)
    words = envelopes.open_json(bytes(encounter.envelope), key=key_of(encounter, keyring), context=encounter.context)
    return OpenEncounter(encounter, read(PersonContents, words["person"]), str(words["citizenship"]))


@act(Act.VICTIM_READ)
def open_encounter(*, encounter: Encounter, keyring: Keyring) -> OpenEncounter:
    """Open it for reading; the opening is logged. Raises Refused, NotGranted."""
    opened = peek_encounter(encounter, keyring)
    record(encounter, by=keyring.officer)
    return opened
