"""What waits for Sari, Bayu, Dewi, Hadi, Agus and Rina: theirs to do, of what they may see, and nobody else's."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from pimpasa.accounts.models import Assignment, Officer
from pimpasa.accounts.rules import can
from pimpasa.common import clock
from pimpasa.handling.actions.identifying import ask_identity, consent_to_identity
from pimpasa.handling.actions.transferring import recuse
from pimpasa.handling.actions.verifying import take
from pimpasa.handling.opening import open_report
from pimpasa.ledger.acts import Act
from pimpasa.reports.actions.answering import answer
from pimpasa.reports.models import Report
from pimpasa.sites.officers.navigation import PLACES
from pimpasa.sites.officers.workplace.next_steps import OF_ALL, OF_THING
from pimpasa.verification.actions.checks import plan_check
from pimpasa.waiting.kinds import FACTS, Kind
from pimpasa.waiting.queries.entries import SOURCES, Entry, Waiting, kinds_for, waiting_for
from pimpasa.waiting.queries.seats import MOST
from tests.factories import operations as made
from tests.factories import papers
from tests.factories import reports as given
from tests.factories.people import Cast, cast, keyring

pytestmark = pytest.mark.django_db
# Asked of somebody who is no officer, or of desks that are asked one by one by another act.
ASKED_OTHERWISE = {Act.REPORT_ASKED, Act.OTHERS_ASKED}


@pytest.fixture
def office() -> Cast:
    return cast()


def kinds(officer: Officer) -> list[Kind]:
    return [entry.kind for entry in waiting_for(officer).entries]


def test_each_kind_has_its_facts_its_source_and_its_next_step() -> None:
    assert set(FACTS) == set(SOURCES) == set(Kind)
    assert {*OF_THING} | {*OF_ALL} == set(Kind)
    assert not {*OF_THING} & {*OF_ALL}
    assert {facts.place for facts in FACTS.values()} <= {place.name for place in PLACES}


def test_every_act_that_asks_an_officer_has_a_kind() -> None:
    asking = {act for act in Act if act.value.endswith("asked")}
    answered = frozenset().union(*(facts.after for facts in FACTS.values()))
    assert asking - ASKED_OTHERWISE == {act for act in answered if act.value.endswith("asked")}


def test_a_new_report_waits_for_its_desk_until_somebody_takes_it(office: Cast) -> None:
    report = given.report()
    (entry,) = waiting_for(office.sari).entries
    assert (entry.kind, entry.thing, entry.place) == (Kind.NEW, str(report.pk), "Cengkareng Timur")
    assert (entry.since, entry.until, entry.words) == (report.received_at, report.due_at, report.get_kind_display())
    assert [kinds(officer) for officer in (office.bayu, office.dewi, office.hadi, office.agus, office.rina)] == [[]] * 5


def test_an_emergency_waits_for_desk_unit_and_head(office: Cast) -> None:
    given.report(danger=True)
    for officer in (office.sari, office.dewi):
        assert kinds(officer) == [Kind.EMERGENCY]
        assert waiting_for(officer).entries[0].is_emergency
    assert kinds(office.bayu) == kinds(office.rina) == kinds(office.fani) == []


def test_what_one_took_waits_when_its_time_is_near(office: Cast) -> None:
    report = given.taken(office.sari)
    assert kinds(office.sari) == []
    Report.objects.filter(pk=report.pk).update(due_at=clock.now() + timedelta(hours=20))
    assert kinds(office.sari) == [Kind.OWN]
    assert kinds(office.dewi) == kinds(office.rina) == []
    Report.objects.filter(pk=report.pk).update(due_at=clock.now() - timedelta(hours=1))
    assert kinds(office.rina) == [Kind.LATE]


def test_what_its_reporter_wrote_waits_for_who_took_it(office: Cast) -> None:
    report, code = given.received()
    verifying = take(report=report, by=office.sari)
    answer(opened=given.seen_by_reporter(code), text="Karangan: masih di sana.")
    assert kinds(office.sari) == [Kind.ANSWERED]
    assert kinds(office.bayu) == kinds(office.dewi) == []
    verifying.refresh_from_db()
    open_report(report=verifying, keyring=keyring(office.sari))
    assert kinds(office.sari) == []


def test_nothing_of_a_report_waits_for_who_keeps_out_of_it(office: Cast) -> None:
    report = given.report(danger=True)
    recuse(report=report, officer=office.sari, by=office.sari)
    assert kinds(office.sari) == []
    assert kinds(office.dewi) == [Kind.EMERGENCY]


def test_nothing_sent_past_the_pimpasa_waits_for_them(office: Cast) -> None:
    given.report(direct=True)
    assert kinds(office.sari) == []
    assert kinds(office.dewi) == [Kind.NEW]


def test_who_left_the_desk_waits_for_nothing(office: Cast) -> None:
    given.report()
    Assignment.objects.filter(officer=office.sari).update(
        starts_on=clock.today() - timedelta(days=9), ends_on=clock.today() - timedelta(days=1)
    )
    assert kinds(office.sari) == []
    assert kinds(office.agus) == [Kind.NO_DESK, Kind.NO_MEMBER]


def test_an_urgent_check_is_asked_of_colleagues_and_not_of_who_asks(office: Cast) -> None:
    report = given.taken(office.sari)
    check = plan_check(report=report, plan=given.urgent_plan(), keyring=keyring(office.sari))
    (entry,) = waiting_for(office.dewi).entries
    assert (entry.kind, entry.thing) == (Kind.DECIDE_CHECK, str(check.pk))
    assert kinds(office.sari) == kinds(office.bayu) == kinds(office.rina) == []


def test_a_check_with_its_letter_waits_to_be_made_by_who_planned_it(office: Cast) -> None:
    report = given.taken(office.sari)
    given.check(report, office.sari)
    assert kinds(office.sari) == [Kind.VISIT]
    assert kinds(office.dewi) == []


def test_consent_is_asked_where_the_office_wants_two(office: Cast) -> None:
    report = given.report(mode="confidential", contact_way="0813-0000-0000")
    asking = ask_identity(report=report, keyring=keyring(office.sari), reason="Karangan: harus dihubungi")
    assert kinds(office.dewi) == []
    office.at.office.two_open_identities = True
    office.at.office.save()
    assert kinds(office.dewi) == [Kind.IDENTITY]
    assert kinds(office.sari) == [Kind.NEW]
    consent_to_identity(asking=asking, by=office.dewi)
    assert kinds(office.dewi) == []


def test_an_urgent_operation_and_support(office: Cast) -> None:
    made.operation(office, planned=made.urgent_plan(), with_team=[(office.bayu, "leader")])
    assert kinds(office.hadi) == [Kind.DECIDE_OPERATION]
    assert kinds(office.dewi) == []
    made.support(office.sari)
    assert kinds(office.dewi) == [Kind.SUPPORT]


def test_the_head_sees_first_what_waits_for_a_number(office: Cast) -> None:
    papers.draft(office.dewi)
    papers.issued(office.dewi, office.hadi)
    assert kinds(office.hadi) == [Kind.PAPER_NUMBER, Kind.PAPER_SIGN]
    assert kinds(office.dewi) == [Kind.PAPER_SIGN]
    assert kinds(office.sari) == []


def test_data_and_breaches_wait_with_their_terms(office: Cast) -> None:
    given.subject_request(office.at.office)
    given.breach(office.hadi)
    for officer in (office.dewi, office.hadi):
        assert [(entry.kind, entry.until is None) for entry in waiting_for(officer).entries] == [
            (Kind.BREACH, False),
            (Kind.DATA, False),
        ]
    assert kinds(office.agus) == kinds(office.rina) == []


def test_nobody_is_asked_what_they_may_not_do(office: Cast) -> None:
    for officer in (office.sari, office.dewi, office.hadi, office.agus, office.rina):
        for kind in Kind:
            assert (kind in kinds_for(officer)) == any(can(officer, needed) for needed in FACTS[kind].needs)


def test_more_than_a_page_holds_is_cut_and_says_so(office: Cast) -> None:
    for _number in range(MOST + 1):
        given.report()
    waiting = waiting_for(office.sari)
    assert (len(waiting.entries), waiting.more, waiting.number) == (MOST, {Kind.NEW}, f"{MOST}+")
    assert waiting.by_place == {"waiting": "20+", "reports": "20+"}


@pytest.mark.parametrize("who", ["sari", "dewi", "hadi", "agus", "rina"])
def test_it_asks_the_database_a_few_times_however_much_waits(office: Cast, who: str) -> None:
    def statements() -> int:
        with CaptureQueriesContext(connection) as captured:
            waiting_for(getattr(office, who))
        return len(captured)

    before = statements()
    given.report(danger=True)
    given.taken(office.sari)
    papers.draft(office.dewi)
    assert statements() <= before <= 7


def test_nothing_waits() -> None:
    assert Waiting([], frozenset()).number == ""
    entry = Entry(Kind.NO_DESK, "7", None, None, "Sari Contoh", "", None)
    assert (entry.words, entry.is_emergency) == ("Sari Contoh", False)
