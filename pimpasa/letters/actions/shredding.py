"""The end of a letter: its key and its scan are destroyed; number and days stay."""

from __future__ import annotations

from datetime import date

from pimpasa.evidence.actions import exhibits as evidence
from pimpasa.ledger.acts import Act
from pimpasa.ledger.verbs import SYSTEM, act, record
from pimpasa.letters import queries
from pimpasa.letters.models import Letter
from pimpasa.vault.actions import set_aside, shred
from pimpasa.vault.models import GONE


def shred_due(*, on: date) -> int:
    """Set aside each letter whose time is over, and erase those whose grace is; returns how many of both.

    Each is a transaction of its own.
    """
    aside = list(queries.to_be_set_aside(on))
    for letter in aside:
        set_aside(thing=letter)
    erased = list(queries.due(on))
    for letter in erased:
        erase(letter=letter)
    return len(aside) + len(erased)


@act(Act.LETTER_SHREDDED, idle="it is erased already")
def erase(*, letter: Letter) -> None:
    """Destroy a letter's key and scan, and empty what was sealed."""
    letter = queries.locked(letter)
    if letter.shredded_at is not None:
        return
    if letter.scan is not None:
        evidence.shred(exhibits=[letter.scan])
    sealed = bytes(letter.envelope)
    shred(letter, envelope=GONE, reason=None if letter.reason is None else GONE)
    record(letter, by=SYSTEM, sealed=sealed)
