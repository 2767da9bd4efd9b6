"""An emergency is told to desk, unit and head at once, and again, until one of them opens it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core import mail

from pimpasa.common import clock
from pimpasa.handling.actions.grading import grade
from pimpasa.handling.actions.transferring import recuse, transfer
from pimpasa.handling.opening import open_report
from pimpasa.notices.errors import ServerSilent
from pimpasa.reports.actions import alarming
from pimpasa.reports.actions.answering import answer
from pimpasa.reports.kinds import News, Urgency
from pimpasa.reports.models import Alarm, Report, Via
from pimpasa.reports.opening import peek
from pimpasa.reports.queries.alarms import alarm_of
from pimpasa.reports.tasks import mail_emergencies, push_emergencies, tell_desks
from tests.factories import reports as given
from tests.factories.people import Cast, cast, keyring

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)
WHY = "Karangan: keluarganya sudah bertemu dia, aman."


@pytest.fixture
def office() -> Cast:
    return cast()


def told() -> dict[str, str]:
    mail_emergencies(timestamp=0)
    subjects = {message.to[0].partition("@")[0]: message.subject for message in mail.outbox}
    mail.outbox.clear()
    return subjects


def later(report: Report, minutes: float) -> None:
    """As if the alarm had begun, and was told last, so much earlier."""
    for alarm in Alarm.objects.filter(report=report, next_at__isnull=False):
        alarm.began_at -= minutes * MINUTE
        alarm.next_at -= minutes * MINUTE  # type: ignore[operator]  # it rings
        alarm.save()


def rings_after(report: Report, minutes: float) -> bool:
    later(report, minutes)
    return bool(told())


def test_desk_unit_and_head_hear_of_it_at_once_and_of_nothing_in_it(office: Cast) -> None:
    given.report(danger=True)
    mail_emergencies(timestamp=0)
    assert {message.to[0].partition("@")[0] for message in mail.outbox} == {"sari", "dewi", "hadi"}
    assert {message.subject for message in mail.outbox} == {
        "DARURAT: 1 laporan di Pimpasa Cengkareng Timur menunggu dibuka"
    }
    assert not any("paspor" in message.body or "City Park" in message.body for message in mail.outbox)


def test_whatever_is_no_emergency_rings_nobody(office: Cast) -> None:
    given.report(danger=False, indicators=[])
    assert told() == {}


def test_it_is_told_after_15_30_and_60_minutes_and_then_by_the_hour(office: Cast) -> None:
    report = given.report(danger=True)
    assert told() != {}
    assert told() == {}
    assert [rings_after(report, minutes) for minutes in (14, 1.1, 14, 1.1, 29, 1.1, 58, 2.1, 58, 2.1)] == [
        False, True, False, True, False, True, False, True, False, True,
    ]  # fmt: skip


def test_it_ends_when_somebody_opens_it_and_the_page_says_who(office: Cast) -> None:
    report = given.report(danger=True)
    told()
    open_report(report=report, keyring=keyring(office.dewi))
    assert rings_after(report, 16) is False
    alarm = alarm_of(report)
    assert alarm is not None
    assert (alarm.opened_by, alarm.rings) == (office.dewi, 1)


def test_each_way_is_told_by_itself(office: Cast) -> None:
    report = given.report(danger=True)
    push_emergencies(timestamp=0)
    assert dict(Alarm.objects.filter(report=report).values_list("via", "rings")) == {Via.MAIL: 0, Via.PUSH: 1}
    assert told() != {}


def test_what_the_mail_server_does_not_take_rings_again_a_minute_later(
    office: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    report = given.report(danger=True)

    def silent(**_letters: object) -> int:
        raise ServerSilent("nobody there")

    with monkeypatch.context() as patched:
        patched.setattr(alarming, "mail_officers", silent)
        assert mail_emergencies(timestamp=0) == 0
    assert alarm_of(report).rings == 0  # type: ignore[union-attr]  # it rings
    assert told() != {}


def test_who_keeps_out_and_whom_it_was_sent_past_hear_nothing(office: Cast) -> None:
    report = given.report(danger=True)
    recuse(report=report, officer=office.hadi, by=office.hadi)
    given.report(danger=True, direct=True)
    mail_emergencies(timestamp=0)
    sent_to = sorted(message.to[0].partition("@")[0] for message in mail.outbox)
    assert sent_to == ["dewi", "dewi", "hadi", "sari"]  # at the desk and, the other one, at the unit alone


def test_one_that_became_an_emergency_rings_and_one_that_is_none_any_more_does_not(office: Cast) -> None:
    report, code = given.received(danger=False, indicators=[])
    assert told() == {}
    answer(opened=given.seen_by_reporter(code), text="", news=News.DANGER)
    assert told() != {}
    report.refresh_from_db()
    grade(opened=peek(report, keyring(office.sari)), urgency=Urgency.ROUTINE, reason=WHY, by=office.sari)
    assert rings_after(report, 16) is False


def test_handed_to_another_desk_it_rings_there_anew(office: Cast) -> None:
    report = given.taken(office.sari, danger=True)
    open_report(report=report, keyring=keyring(office.sari))
    assert told() == {}
    report.refresh_from_db()
    transfer(report=report, to_desk=None, to_unit=report.unit, reason=WHY, keyring=keyring(office.sari))
    assert set(told()) == {"dewi", "hadi"}
    assert tell_desks(timestamp=0) >= 0


def test_a_clock_that_jumps_over_hours_tells_it_once(office: Cast) -> None:
    report = given.report(danger=True)
    told()
    later(report, 300)
    assert told() != {}
    assert told() == {}
    assert alarm_of(report).next_at > clock.now()  # type: ignore[operator, union-attr]  # it rings


def test_a_flood_of_them_is_one_letter_an_officer(office: Cast) -> None:
    for _number in range(7):
        given.report(danger=True)
    assert mail_emergencies(timestamp=0) == 3
    assert {message.subject for message in mail.outbox} == {
        "DARURAT: 7 laporan di Pimpasa Cengkareng Timur menunggu dibuka"
    }
