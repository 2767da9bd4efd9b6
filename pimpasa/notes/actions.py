"""Notes are written and ticked off, reminders set, moved and ticked off."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date

from django.utils.translation import gettext as _

from pimpasa.accounts.errors import Refused
from pimpasa.accounts.models import Officer
from pimpasa.cases.models import Case
from pimpasa.common import clock
from pimpasa.keys.queries import officer_key
from pimpasa.keys.unlocking import Keyring
from pimpasa.ledger.acts import Act
from pimpasa.ledger.commitments import Fact
from pimpasa.ledger.verbs import act, record, unlogged
from pimpasa.notes import queries, rules
from pimpasa.notes.models import Note, NoteMention, Reminder
from pimpasa.notes.opening import reminder_context
from pimpasa.reports.models import Report
from pimpasa.reports.queries.locks import locked
from pimpasa.sealing import envelopes
from pimpasa.vault.granting import grant_to
from pimpasa.vault.opening import key_of


@act(Act.NOTE_WRITTEN)
def write_note(
    *, thing: Report | Case, words: str, mentioned: Iterable[Officer], goes_along: bool, keyring: Keyring
) -> Note:
    """Write a note beside a report or a case; who is mentioned finds it among what waits for them.

    Raises Refused by the rules, NotGranted while a key is awaited.
    """
    officer = keyring.officer
    colleagues = list(mentioned)
    thing = locked(thing) if isinstance(thing, Report) else thing
    rules.check_write(officer, thing, words, colleagues)
    note = Note(office=officer.office, officer=officer, at=clock.now(), goes_along=goes_along)
    if isinstance(thing, Report):
        note.report = thing
    else:
        note.case = thing
    note.envelope = envelopes.seal_json({"words": words.strip()}, key=key_of(thing, keyring), context=note.context)
    note.save(force_insert=True)
    NoteMention.objects.bulk_create(NoteMention(note=note, officer=colleague) for colleague in colleagues)
    mentioned_ids = [colleague.pk for colleague in colleagues]
    facts: dict[str, Fact] = {"note": note.pk, "mentioned": mentioned_ids, "goes_along": goes_along}
    record(thing, by=officer, sealed=note.envelope, facts=facts)
    return note


@unlogged("an officer ticks off what a colleague wrote to them; reading it was an act")
def tick_off(*, mention: NoteMention, by: Officer) -> None:
    """It waits for them no more."""
    NoteMention.objects.filter(pk=mention.pk, officer=by, read_at=None).update(read_at=clock.now())


@unlogged("an officer's own reminder: nobody else sees that it is there")
def remind(*, thing: Report | Case, day: date, words: str, keyring: Keyring) -> Reminder:
    """Be reminded on a day, with words of one's own, if any, sealed to one's own key. Raises Refused by the rules."""
    officer = keyring.officer
    rules.check_beside(officer, thing)
    rules.check_day(day, queries.today_at(thing))
    rules.check_reminder(officer, words.strip())
    reminder = Reminder(officer=officer, set_at=clock.now(), starts_at=queries.beginning_of(day, thing))
    if isinstance(thing, Report):
        reminder.report = thing
    else:
        reminder.case = thing
    if words.strip():
        reminder.envelope = _sealed_to(officer, words.strip())
    reminder.save(force_insert=True)
    return reminder


def _sealed_to(officer: Officer, words: str) -> bytes:
    key = officer_key(officer)
    if key is None:
        raise Refused("no_key_yet", _("Your key is not there yet."))
    return grant_to(key, json.dumps({"words": words}).encode(), context=reminder_context(officer))


@unlogged("as setting it is")
def move_reminder(*, reminder: Reminder, day: date, by: Officer) -> None:
    """Be reminded on another day. Raises Refused by the rules."""
    rules.check_day(day, queries.today_at(reminder.thing))
    starts_at = queries.beginning_of(day, reminder.thing)
    Reminder.objects.filter(pk=reminder.pk, officer=by, done_at=None).update(starts_at=starts_at)


@unlogged("as setting it is")
def finish_reminder(*, reminder: Reminder, by: Officer) -> None:
    """It is done."""
    Reminder.objects.filter(pk=reminder.pk, officer=by, done_at=None).update(done_at=clock.now())


@unlogged("a part of erasing what they were beside, which is recorded")
def erase_beside() -> int:
    """Delete notes and reminders beside reports and cases that were erased; returns how many."""
    erased = queries.of_what_was_erased()
    notes = Note.objects.filter(erased)
    reminders = Reminder.objects.filter(erased)
    number = notes.count() + reminders.count()
    notes.delete()
    reminders.delete()
    return number
