"""Notes opened with the key of their report or case, and an officer's own reminders."""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import dataclass

from pimpasa.accounts.models import Officer
from pimpasa.cases.models import Case
from pimpasa.keys.unlocking import Keyring
from pimpasa.notes import queries
from pimpasa.notes.models import Note, NoteMention, Reminder
from pimpasa.reports.models import Report
from pimpasa.sealing import envelopes
from pimpasa.sealing.errors import SealingError


@dataclass(frozen=True)
class OpenNote:
    """`waiting` is the officer's own mention in it that they did not tick off yet."""

    note: Note
    words: str
    mentioned: list[Officer]
    waiting: NoteMention | None

    @property
    def names(self) -> str:
        return ", ".join(officer.name for officer in self.mentioned)


def notes_of(thing: Report | Case, key: bytes, officer: Officer) -> list[OpenNote]:
    """The notes beside an open report or case that this officer may read, oldest first."""
    return [_open(note, key, officer) for note in queries.notes_beside(thing, officer)]


def _open(note: Note, key: bytes, officer: Officer) -> OpenNote:
    words = envelopes.open_json(bytes(note.envelope), key=key, context=note.context)["words"]
    mentions = list(note.mentions.all())
    unread = [mention for mention in mentions if mention.officer_id == officer.pk and mention.read_at is None]
    return OpenNote(note, words, [mention.officer for mention in mentions], next(iter(unread), None))


def words_of(reminder: Reminder, keyring: Keyring) -> str:
    """What an officer wrote to themselves; nothing where there is nothing, or their key of then is lost."""
    if reminder.envelope:
        with suppress(SealingError):
            sealed = bytes(reminder.envelope)
            return str(json.loads(keyring.open_own(sealed, context=reminder_context(keyring.officer)))["words"])
    return ""


def reminder_context(officer: Officer) -> str:
    return f"reminder of {officer.actor}"
