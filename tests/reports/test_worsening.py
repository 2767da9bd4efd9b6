"""A reporter says how it is now: worse moves the report up, officers are told, and one of them says they read it."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta

import pytest
from django.core import mail

from pimpasa.accounts.errors import Refused
from pimpasa.cases.actions.correcting import reopen_report
from pimpasa.common import clock
from pimpasa.handling.actions.verifying import ask, see_worse, take
from pimpasa.handling.priority import reasons_of_priority
from pimpasa.ledger.acts import Act
from pimpasa.ledger.queries import entries_of
from pimpasa.reports.actions.answering import answer
from pimpasa.reports.deadlines import DEFAULTS
from pimpasa.reports.indicators import urgency_after
from pimpasa.reports.kinds import News, Urgency, Wait
from pimpasa.reports.models import Message, Report
from pimpasa.reports.opening import peek
from pimpasa.reports.states import OUTCOMES, State
from pimpasa.reports.tasks import tell_desks
from pimpasa.verification.queries import duties_of
from tests.factories import reports as given
from tests.factories.people import Cast, cast, keyring

Broken = Callable[[], AbstractContextManager[None]]
pytestmark = pytest.mark.django_db
CALM = {"indicators": [], "kind": "pmi"}
WORDS = "Karangan: pintunya dikunci dari luar."
MINUTE = timedelta(minutes=1)
ACKNOWLEDGE = timedelta(hours=DEFAULTS[Wait.SEE])
SEE_EMERGENCY = timedelta(hours=DEFAULTS[Wait.SEE_EMERGENCY])


@pytest.fixture
def office() -> Cast:
    return cast()


def say(code: str, news: News, text: str = "") -> Message | None:
    return answer(opened=given.seen_by_reporter(code), text=text, news=news)


def told() -> dict[str, str]:
    tell_desks(timestamp=0)
    found = {message.to[0].partition("@")[0]: message.subject for message in mail.outbox}
    mail.outbox.clear()
    return found


def test_it_works(office: Cast) -> None:
    report, code = given.received(**CALM)
    take(report=report, by=office.sari)
    say(code, News.WORSE, WORDS)
    report.refresh_from_db()
    assert report.urgency == Urgency.PRIORITY
    assert report.worse_at is not None
    assert report.due_at == report.worse_at + ACKNOWLEDGE
    opened = peek(report, keyring(office.sari))
    assert [(turn.news, turn.text) for turn in opened.messages] == [(News.WORSE, WORDS)]
    assert "pelapor kemudian" in " ".join(reasons_of_priority(report, opened.answers))
    assert [entry.act for entry in entries_of([report.subject])][-2:] == [Act.REPORT_ANSWERED, Act.REPORT_WORSE]
    see_worse(report=report, by=office.sari)
    report.refresh_from_db()
    assert report.worse_at is None
    assert report.due_at is not None
    assert report.due_at > clock.now() + ACKNOWLEDGE
    assert entries_of([report.subject]).last().act == Act.REPORT_WORSE_SEEN  # type: ignore[union-attr]
    with pytest.raises(Refused, match="sudah membacanya"):
        see_worse(report=report, by=office.dewi)


@pytest.mark.parametrize("urgency", Urgency)
@pytest.mark.parametrize("news", News)
def test_news_never_lowers_it(urgency: Urgency, news: News) -> None:
    least = {News.GOING_ON: Urgency.ROUTINE, News.WORSE: Urgency.PRIORITY, News.DANGER: Urgency.EMERGENCY}
    assert urgency_after(urgency, news) == min(urgency, least[news])


@pytest.mark.parametrize("news", News)
def test_what_was_said_is_sealed(office: Cast, news: News) -> None:
    report, code = given.received(**CALM)
    message = say(code, news)
    assert message is not None
    assert news.value.encode() not in bytes(message.envelope)
    report.refresh_from_db()
    assert (report.worse_at is None) == (news is News.GOING_ON)


def test_danger_is_an_emergency_within_six_hours(office: Cast) -> None:
    report, code = given.received(**CALM)
    say(code, News.DANGER)
    report.refresh_from_db()
    assert (report.urgency, report.worse_at) == (Urgency.EMERGENCY, report.due_at - SEE_EMERGENCY)


def test_what_was_due_sooner_stays_due(office: Cast) -> None:
    report, code = given.received(**CALM)
    soon = clock.now() + timedelta(minutes=5)
    Report.objects.filter(pk=report.pk).update(due_at=soon)
    say(code, News.DANGER)
    report.refresh_from_db()
    assert report.due_at == soon
    see_worse(report=report, by=office.sari)
    report.refresh_from_db()
    assert report.due_at == soon


def test_it_answers_what_was_asked(office: Cast) -> None:
    report, code = given.received(**CALM)
    take(report=report, by=office.sari)
    ask(opened=peek(report, keyring(office.sari)), text="Karangan: masih terjadi?", by=office.sari)
    say(code, News.GOING_ON)
    report.refresh_from_db()
    assert (report.state, report.urgency, report.worse_at) == (State.VERIFYING, Urgency.ROUTINE, None)


def test_a_second_tap_adds_nothing_but_danger_does(office: Cast) -> None:
    _report, code = given.received()
    assert say(code, News.WORSE) is not None
    assert say(code, News.WORSE) is None
    assert say(code, News.DANGER) is not None
    assert Message.objects.count() == 2


@pytest.mark.parametrize("outcome", sorted(OUTCOMES))
def test_what_is_done_does_not_swallow_it(office: Cast, outcome: State) -> None:
    report, code = given.received(**CALM)
    given.conclude(take(report=report, by=office.sari), office.sari, outcome)
    Report.objects.update(received_at=clock.now() - timedelta(days=3))
    told()
    say(code, News.DANGER)
    report.refresh_from_db()
    assert (report.state, report.urgency) == (outcome, Urgency.EMERGENCY)
    assert report in duties_of(office.sari, on=clock.today()).worse
    assert report in duties_of(office.dewi, on=clock.today()).worse
    n = 2 if outcome == State.DUPLICATE else 1  # the report it is of moves up with it
    at_unit = f"{n} laporan memburuk di Bidang Inteldakim"
    assert told() == {"sari": f"{n} laporan memburuk di Pimpasa Cengkareng Timur", "dewi": at_unit, "hadi": at_unit}
    assert told() == {}
    see_worse(report=report, by=office.sari)
    assert duties_of(office.sari, on=clock.today()).worse == []


def test_a_duplicate_moves_up_the_report_it_is_of(office: Cast) -> None:
    first = given.report(**CALM)
    report, code = given.received(**CALM)
    contents = given.replace(given.finding(State.DUPLICATE, kind="pmi"), duplicate_of=first.reference)
    taken = take(report=report, by=office.sari)
    given.record_finding(report=taken, contents=contents, keyring=keyring(office.sari))
    say(code, News.DANGER)
    first.refresh_from_db()
    assert first.urgency == Urgency.EMERGENCY
    assert first.worse_at is not None
    assert entries_of([first.subject]).last().act == Act.REPORT_WORSE  # type: ignore[union-attr]


def test_what_was_set_aside_is_taken_up_again(office: Cast) -> None:
    report, code = given.received(**CALM)
    given.conclude(take(report=report, by=office.sari), office.sari, State.NOT_SUBSTANTIATED)
    say(code, News.WORSE)
    reopen_report(report=report, reason="Karangan: pelapor menulis lagi.", keyring=keyring(office.sari))
    report.refresh_from_db()
    assert (report.state, report.keep_until, report.officer) == (State.VERIFYING, None, office.sari)
    given.conclude(report, office.sari)


def test_the_desk_is_told_that_a_reporter_wrote(office: Cast) -> None:
    _report, code = given.received()
    told()
    answer(opened=given.seen_by_reporter(code), text=WORDS)
    assert told() == {"sari": "1 pelapor menulis ke Pimpasa Cengkareng Timur"}
    assert told() == {}


def test_who_may_not_say_they_saw_it(office: Cast) -> None:
    report, code = given.received()
    say(code, News.WORSE)
    for person in (office.bayu, office.agus, office.rina):
        with pytest.raises(Refused):
            see_worse(report=report, by=person)


def test_without_the_ledger_nothing_happens(office: Cast, broken_ledger: Broken) -> None:
    report, code = given.received()
    with broken_ledger():
        say(code, News.DANGER)
    say(code, News.DANGER)
    with broken_ledger():
        see_worse(report=report, by=office.sari)
