"""How a desk's key opens what was told of its area. Never imported by what a resident reaches."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass

from pimpasa.areas import rules
from pimpasa.areas.contents import AreaContents
from pimpasa.areas.models import AreaNote
from pimpasa.keys.errors import NotGranted
from pimpasa.keys.unlocking import Keyring
from pimpasa.ledger.acts import Act
from pimpasa.ledger.verbs import act, record
from pimpasa.sealing import envelopes
from pimpasa.vault.opening import key_of


@dataclass(frozen=True)
class OpenNote:
    """What was told of an area, opened."""

    note: AreaNote
    contents: AreaContents


@act(Act.AREA_READ, idle="there is nothing to read, or no key for it yet")
def read_area(*, notes: Sequence[AreaNote], keyring: Keyring) -> list[OpenNote]:
    """Open what was told to the officer's desks: one act for the page. Raises Refused by the rules."""
    rules.check_read(keyring.officer, notes)
    opened = []
    for note in notes:
        with suppress(NotGranted):
            key = key_of(note, keyring)
            contents = envelopes.open_json(bytes(note.envelope), key=key, context=note.context)
            opened.append(OpenNote(note, AreaContents(**contents)))
    for desk in {open_note.note.desk for open_note in opened}:
        record(desk, by=keyring.officer, facts={"notes": [str(o.note.pk) for o in opened if o.note.desk == desk]})
    return opened
