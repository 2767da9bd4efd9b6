"""What a reporter adds with the code: sealed as the report is, seen by its desk, found and counted like the rest."""

from __future__ import annotations

import pytest

from pimpasa.connections.queries.links import links_of
from pimpasa.handling.actions.identifying import ask_identity, open_identity
from pimpasa.handling.actions.transferring import transfer
from pimpasa.handling.actions.verifying import ask, take
from pimpasa.handling.opening import open_report
from pimpasa.ledger.acts import Act
from pimpasa.ledger.queries import entries_of
from pimpasa.reports.actions.adding import add, give_contact, give_relation, withdraw_contact, withdraw_relation
from pimpasa.reports.contents import Addition, PersonAnswer
from pimpasa.reports.kinds import Mode, Urgency
from pimpasa.reports.models import Message, ReportGrant, WordIndex
from pimpasa.reports.states import State
from tests.factories import reports as given
from tests.factories.people import Cast, cast, keyring

NUMBER = PersonAnswer("phone", "0812-7777-0001")
CALM = {"indicators": [], "kind": "pmi", "persons": []}
CONTACT = {"name": "Karangan", "way": "0813-0000-0001"}
RELATION = {"office": "Ketua RW Karangan", "relation": "tetangga"}

pytestmark = pytest.mark.django_db


@pytest.fixture
def office() -> Cast:
    return cast()


def test_it_works(office: Cast) -> None:
    report, code = given.received(**CALM)
    message = add(opened=given.seen_by_reporter(code), addition=Addition((20,), (NUMBER,)))
    opened = open_report(report=report, keyring=keyring(office.sari))
    assert (opened.answers.indicators, opened.answers.persons) == ([20], [NUMBER])
    assert [(turn.message, turn.added) for turn in opened.messages] == [(message, Addition((20,), (NUMBER,)))]
    assert [entry.act for entry in entries_of([report.subject])][:2] == [Act.REPORT_RECEIVED, Act.REPORT_ADDED]


def test_nothing_of_it_is_readable(office: Cast) -> None:
    report, code = given.received(**CALM)
    add(opened=given.seen_by_reporter(code), addition=Addition((), (NUMBER,)))
    give_contact(opened=given.seen_by_reporter(code), **CONTACT)
    give_relation(opened=given.seen_by_reporter(code), **RELATION)
    report.refresh_from_db()
    stored = [
        bytes(Message.objects.get(report=report).envelope),
        bytes(report.contact or b""),
        bytes(report.liaison or b""),
    ]
    words = ("0812-7777", "phone", "0813", "Ketua", "tetangga", "liaison")
    assert [word for word in words for sealed in stored if word.encode() in sealed] == []


def test_added_numbers_meet_those_of_other_reports(office: Cast) -> None:
    other = given.report(**CALM | {"persons": [NUMBER]})
    report, code = given.received(**CALM)
    add(opened=given.seen_by_reporter(code), addition=Addition((), (NUMBER,)))
    opened = open_report(report=report, keyring=keyring(office.sari))
    assert [link.near for link in links_of(opened, office.sari)] == [[other]]


def test_added_signs_move_a_report_up_and_never_down(office: Cast) -> None:
    report, code = given.received(**CALM)
    assert report.urgency == Urgency.ROUTINE
    due_at = report.due_at
    add(opened=given.seen_by_reporter(code), addition=Addition((20,)))
    report.refresh_from_db()
    assert report.urgency == Urgency.PRIORITY
    add(opened=given.seen_by_reporter(code), addition=Addition((25,)))
    report.refresh_from_db()
    assert report.urgency == Urgency.EMERGENCY
    assert report.due_at is not None and due_at is not None and report.due_at < due_at  # noqa: PT018 - one thought
    add(opened=given.seen_by_reporter(code), addition=Addition((48,)))
    report.refresh_from_db()
    assert report.urgency == Urgency.EMERGENCY


def test_what_was_told_first_is_taken_again_and_counts_once(office: Cast) -> None:
    report, code = given.received()
    assert add(opened=given.seen_by_reporter(code), addition=Addition((3, 14))) is not None
    add(opened=given.seen_by_reporter(code), addition=Addition((3, 20)))
    assert given.seen_by_reporter(code).answers.indicators == [3, 14, 20]
    assert Message.objects.filter(report=report).count() == 2


def test_a_form_that_was_sent_twice_adds_once(office: Cast) -> None:
    report, code = given.received()
    opened = given.seen_by_reporter(code)
    assert add(opened=opened, addition=Addition((20,), (NUMBER,))) is not None
    assert add(opened=opened, addition=Addition((20,), (NUMBER,))) is None
    assert Message.objects.filter(report=report).count() == 1


def test_an_awaited_answer_is_still_awaited(office: Cast) -> None:
    report, code = given.received()
    take(report=report, by=office.sari)
    ask(opened=open_report(report=report, keyring=keyring(office.sari)), text="Karangan: kapan?", by=office.sari)
    add(opened=given.seen_by_reporter(code), addition=Addition((20,)))
    report.refresh_from_db()
    assert report.state == State.NEEDS_INFORMATION


def test_added_words_are_found_by_search(office: Cast) -> None:
    report, code = given.received(**CALM)
    before = set(WordIndex.objects.get(report=report).digests)
    add(opened=given.seen_by_reporter(code), addition=Addition((20,), (PersonAnswer("other", "kalung kuning"),)))
    assert len(set(WordIndex.objects.get(report=report).digests) - before) == 2 * len({"sign", "kalung", "kuning"})


def test_a_contact_told_afterwards_is_identity(office: Cast) -> None:
    report, code = given.received(**CALM)
    give_contact(opened=given.seen_by_reporter(code), **CONTACT)
    give_relation(opened=given.seen_by_reporter(code), **RELATION)
    report.refresh_from_db()
    assert report.mode == Mode.CONFIDENTIAL
    dewi = keyring(office.dewi)
    asking = ask_identity(report=report, keyring=dewi, reason="Karangan: menanyakan jam")
    assert open_identity(asking=asking, keyring=dewi) == CONTACT | RELATION | {"mode": "liaison"}


def test_a_newer_contact_replaces_the_older_and_no_leads_to_none(office: Cast) -> None:
    report, code = given.received(**given.IDENTITY)
    give_contact(opened=given.seen_by_reporter(code), name="", way="0813-9999-0000")
    dewi = keyring(office.dewi)
    identity = open_identity(asking=ask_identity(report=report, keyring=dewi, reason="Karangan: jam"), keyring=dewi)
    assert identity["way"] == "0813-9999-0000"
    withdraw_contact(opened=given.seen_by_reporter(code))
    report.refresh_from_db()
    assert (report.contact, report.grants.filter(purpose=ReportGrant.Purpose.CONTACT).exists()) == (None, False)
    withdraw_contact(opened=given.seen_by_reporter(code))


def test_who_takes_everything_back_is_anonymous_again(office: Cast) -> None:
    report, code = given.received(**CALM)
    give_contact(opened=given.seen_by_reporter(code), **CONTACT)
    give_relation(opened=given.seen_by_reporter(code), **RELATION)
    withdraw_contact(opened=given.seen_by_reporter(code))
    report.refresh_from_db()
    assert report.mode == Mode.CONFIDENTIAL
    withdraw_relation(opened=given.seen_by_reporter(code))
    report.refresh_from_db()
    assert (report.mode, report.liaison, report.grants.exclude(purpose="contents").count()) == (Mode.ANONYMOUS, None, 0)
    withdraw_relation(opened=given.seen_by_reporter(code))


def test_who_said_their_name_at_first_is_not_anonymous_for_taking_a_number_back(office: Cast) -> None:
    report, code = given.received(**given.IDENTITY)
    give_contact(opened=given.seen_by_reporter(code), **CONTACT)
    withdraw_contact(opened=given.seen_by_reporter(code))
    report.refresh_from_db()
    assert report.mode == Mode.CONFIDENTIAL


def test_identity_goes_with_a_report_to_its_next_desk(office: Cast) -> None:
    report, code = given.received(**CALM)
    give_contact(opened=given.seen_by_reporter(code), **CONTACT)
    report.refresh_from_db()
    unit = office.at.fallback_unit
    transfer(report=report, to_desk=None, to_unit=unit, keyring=keyring(office.dewi), reason="Karangan: pindah")
    holders = report.grants.filter(purpose=ReportGrant.Purpose.CONTACT).values_list("desk_key__desk", flat=True)
    assert list(holders) == [unit.pk]
