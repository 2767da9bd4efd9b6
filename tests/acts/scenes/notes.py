"""Notes beside a report or a case, and reminders of one's own."""

from __future__ import annotations

from datetime import timedelta

from pimpasa.common import clock
from pimpasa.notes import actions
from pimpasa.notes.models import Note, Reminder
from pimpasa.reports.models import Report
from tests.acts.stage import Deed, scene
from tests.factories import cases as made
from tests.factories import reports as given
from tests.factories.people import Cast, keyring

WORDS = "Karangan: nomor ini pernah saya dengar."


def note(office: Cast, report: Report) -> Note:
    """Dewi's to Sari."""
    return actions.write_note(
        thing=report, words=WORDS, mentioned=[office.sari], goes_along=False, keyring=keyring(office.dewi)
    )


def reminder(office: Cast) -> Reminder:
    """Sari's."""
    day = clock.today() + timedelta(days=2)
    return actions.remind(thing=given.report(), day=day, words=WORDS, keyring=keyring(office.sari))


@scene(actions.write_note, may="sari dewi hadi")
def writing_a_note_beside_a_report(office: Cast) -> Deed:
    report = given.report()
    return lambda who: actions.write_note(
        thing=report, words=WORDS, mentioned=[], goes_along=False, keyring=keyring(who)
    )


@scene(actions.write_note, may="dewi hadi")
def writing_a_note_beside_a_case(office: Cast) -> Deed:
    case = made.own_case(office.dewi, office.at.unit)
    return lambda who: actions.write_note(thing=case, words=WORDS, mentioned=[], goes_along=False, keyring=keyring(who))


@scene(actions.tick_off)
def ticking_off_a_note(office: Cast) -> Deed:
    mention = note(office, given.report()).mentions.get()
    return lambda who: actions.tick_off(mention=mention, by=who)


@scene(actions.remind, may="sari dewi hadi")
def setting_a_reminder(office: Cast) -> Deed:
    report = given.report()
    day = clock.today() + timedelta(days=2)
    return lambda who: actions.remind(thing=report, day=day, words=WORDS, keyring=keyring(who))


@scene(actions.move_reminder)
def moving_a_reminder(office: Cast) -> Deed:
    own = reminder(office)
    day = clock.today() + timedelta(days=5)
    return lambda who: actions.move_reminder(reminder=own, day=day, by=who)


@scene(actions.finish_reminder)
def ticking_off_a_reminder(office: Cast) -> Deed:
    own = reminder(office)
    return lambda who: actions.finish_reminder(reminder=own, by=who)


@scene(actions.erase_beside)
def erasing_notes_of_what_was_erased(office: Cast) -> Deed:
    report = given.report()
    note(office, report)
    Report.objects.filter(pk=report.pk).update(shredded_at=clock.now())
    return lambda _who: actions.erase_beside()
