"""Sari and Dewi write notes beside a report and a case, for each other; nobody else reads them."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from pimpasa.accounts.models import Officer
from pimpasa.cases.actions.export import export_report
from pimpasa.common import clock
from pimpasa.handling.actions.transferring import recuse, transfer
from pimpasa.ledger.acts import Act
from pimpasa.ledger.queries import entries_of
from pimpasa.notes import rules
from pimpasa.notes.actions import erase_beside, finish_reminder, move_reminder, remind, tick_off, write_note
from pimpasa.notes.models import Note, Reminder
from pimpasa.notes.opening import notes_of, words_of
from pimpasa.notes.queries import colleagues_at, working_day
from pimpasa.reports.models import Report
from pimpasa.reports.opening import peek
from pimpasa.waiting.actions import mail_what_waits
from pimpasa.waiting.kinds import Kind
from pimpasa.waiting.queries.entries import waiting_for
from tests.factories import cases as made
from tests.factories import reports as given
from tests.factories.people import Cast, cast, keyring
from tests.factories.tables import everything
from tests.refusals import refused

pytestmark = pytest.mark.django_db
WORDS = "Karangan: KENARI-catatan, nomor ini pernah saya dengar."


@pytest.fixture
def office() -> Cast:
    return cast()


@pytest.fixture
def report() -> Report:
    return given.report()


def write(thing: Report, by: Officer, *mentioned: Officer, words: str = WORDS, goes_along: bool = False) -> Note:
    return write_note(thing=thing, words=words, mentioned=mentioned, goes_along=goes_along, keyring=keyring(by))


def waits(officer: Officer, kind: Kind = Kind.MENTIONED) -> list[str]:
    return [entry.about for entry in waiting_for(officer).entries if entry.kind == kind]


class TestNotes:
    def test_one_is_read_by_who_works_on_it(self, office: Cast, report: Report) -> None:
        note = write(report, office.dewi)
        for who in (office.sari, office.hadi):
            opened = peek(report, keyring(who))
            assert [(row.note, row.words) for row in notes_of(report, opened.key, who)] == [(note, WORDS)]
        assert entries_of([report.subject]).last().act == Act.NOTE_WRITTEN  # type: ignore[union-attr]
        assert "KENARI" not in repr(everything())

    def test_a_colleague_who_is_mentioned_ticks_it_off(self, office: Cast, report: Report) -> None:
        note = write(report, office.dewi, office.sari)
        assert (waits(office.sari), waits(office.dewi), waits(office.hadi)) == ([office.dewi.name], [], [])
        mention = note.mentions.get()
        tick_off(mention=mention, by=office.hadi)
        assert waits(office.sari) == [office.dewi.name]
        tick_off(mention=mention, by=office.sari)
        assert waits(office.sari) == []

    def test_the_notice_says_nothing_of_it(self, office: Cast, report: Report, mailoutbox: list[object]) -> None:
        write(report, office.dewi, office.sari)
        mail_what_waits()
        letters = [letter for letter in mailoutbox if office.sari.email in letter.to]  # type: ignore[attr-defined]
        text = "\n".join(f"{letter.subject}\n{letter.body}" for letter in letters)  # type: ignore[attr-defined]
        assert str(Kind.MENTIONED.label) in text
        assert [word for word in ("KENARI", report.reference, office.dewi.name) if word in text] == []

    def test_who_may_not_read_cannot_be_mentioned(self, office: Cast, report: Report) -> None:
        assert colleagues_at(report, office.dewi) == [office.hadi, office.sari]
        for colleague in (office.bayu, office.agus, office.rina, office.fani, office.dewi):
            with refused("may_not_read"):
                write(report, office.dewi, colleague)
        recuse(report=report, officer=office.sari, by=office.hadi)
        with refused("may_not_read"):
            write(report, office.dewi, office.sari)
        assert not Note.objects.exists()

    def test_who_does_not_work_on_it_writes_none(self, office: Cast, report: Report) -> None:
        for who in (office.bayu, office.agus, office.fani):
            with refused("not_permitted" if who == office.agus else "other_desk"):
                write(report, who)
        with refused("nothing_written"):
            write(report, office.sari, words="  ")

    def test_another_office_reads_none_but_what_goes_along(self, office: Cast, report: Report) -> None:
        write(report, office.sari, office.dewi)
        shared = write(report, office.sari, words="Karangan: ini boleh ikut.", goes_along=True)
        transfer(
            report=report,
            to_desk=None,
            to_unit=office.at.fallback_unit,
            reason=made.MISTAKE,
            keyring=keyring(office.sari),
        )
        report.refresh_from_db()
        opened = peek(report, keyring(office.fani))
        assert [row.note for row in notes_of(report, opened.key, office.fani)] == [shared]
        assert waits(office.dewi) == []

    def test_an_export_has_none(self, office: Cast, report: Report) -> None:
        write(report, office.sari, goes_along=True)
        chunks = export_report(report=report, keyring=keyring(office.sari), reason=made.MISTAKE)
        from io import BytesIO
        from zipfile import ZipFile

        with ZipFile(BytesIO(b"".join(chunks))) as archive:
            assert [name for name in archive.namelist() if b"KENARI" in archive.read(name)] == []

    def test_beside_a_case_as_beside_a_report(self, office: Cast) -> None:
        case = made.own_case(office.dewi, office.at.unit)
        write_note(thing=case, words=WORDS, mentioned=[office.hadi], goes_along=False, keyring=keyring(office.dewi))
        assert waits(office.hadi) == [office.dewi.name]
        with refused("may_not_read"):
            write_note(thing=case, words=WORDS, mentioned=[office.sari], goes_along=False, keyring=keyring(office.dewi))

    def test_they_go_with_what_they_are_beside(self, office: Cast, report: Report) -> None:
        write(report, office.sari)
        remind(thing=report, day=clock.today() + timedelta(days=3), words="", keyring=keyring(office.sari))
        assert erase_beside() == 0
        Report.objects.filter(pk=report.pk).update(shredded_at=clock.now())
        assert erase_beside() == 2
        assert not Note.objects.exists()


class TestReminders:
    def test_it_waits_from_its_day_on_for_its_officer_alone(self, office: Cast, report: Report) -> None:
        day = clock.today() + timedelta(days=3)
        reminder = remind(thing=report, day=day, words=WORDS, keyring=keyring(office.sari))
        assert waits(office.sari, Kind.REMINDED) == []
        assert words_of(reminder, keyring(office.sari)) == WORDS
        assert "KENARI" not in repr(everything())
        Reminder.objects.update(starts_at=clock.now())
        assert [len(waits(who, Kind.REMINDED)) for who in (office.sari, office.dewi)] == [1, 0]
        move_reminder(reminder=reminder, day=day, by=office.dewi)
        assert len(waits(office.sari, Kind.REMINDED)) == 1
        move_reminder(reminder=reminder, day=day, by=office.sari)
        assert waits(office.sari, Kind.REMINDED) == []
        Reminder.objects.update(starts_at=clock.now())
        finish_reminder(reminder=reminder, by=office.sari)
        assert waits(office.sari, Kind.REMINDED) == []

    @pytest.mark.parametrize("days", [0, -1, 400])
    def test_its_day_is_to_come_within_a_year(self, office: Cast, report: Report, days: int) -> None:
        with refused("day_out_of_range"):
            remind(thing=report, day=clock.today() + timedelta(days=days), words="", keyring=keyring(office.sari))

    def test_its_day_begins_where_the_report_is_from(self, office: Cast, report: Report) -> None:
        reminder = remind(thing=report, day=clock.today() + timedelta(days=3), words="", keyring=keyring(office.sari))
        assert reminder.starts_at == clock.midnight(clock.today() + timedelta(days=3))
        report.village_id = "94.71.01.1001"
        papua = remind(thing=report, day=clock.today() + timedelta(days=3), words="", keyring=keyring(office.sari))
        assert reminder.starts_at - papua.starts_at == timedelta(hours=2)

    def test_working_days_leave_out_weekends_and_holidays(
        self, office: Cast, report: Report, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        friday = datetime(2026, 8, 14, 10, tzinfo=clock.JAKARTA)  # Monday is 17 August
        monkeypatch.setattr(clock, "now", lambda: friday)
        assert [working_day(days, report).day for days in (1, 4, 5)] == [18, 21, 24]
        monkeypatch.setattr(clock, "now", lambda: friday + timedelta(days=1))
        assert [working_day(days, report).day for days in (1, 5)] == [18, 24]

    def test_it_is_refused_where_it_would_be_cut_or_has_no_end(
        self, office: Cast, report: Report, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        day, sari = clock.today() + timedelta(days=3), keyring(office.sari)
        with refused("reminder_too_long"):
            remind(thing=report, day=day, words="k" * 301, keyring=sari)
        monkeypatch.setattr(rules, "MOST_REMINDERS", 1)
        first = remind(thing=report, day=day, words="k" * 300, keyring=sari)
        with refused("too_many_reminders"):
            remind(thing=report, day=day, words="", keyring=sari)
        finish_reminder(reminder=first, by=office.sari)
        remind(thing=report, day=day, words="", keyring=sari)
        assert Reminder.objects.filter(officer=office.sari, done_at=None).count() == 1

    def test_of_what_is_not_theirs_there_is_none(self, office: Cast, report: Report) -> None:
        with refused("other_desk"):
            remind(thing=report, day=clock.today() + timedelta(days=3), words="", keyring=keyring(office.bayu))
