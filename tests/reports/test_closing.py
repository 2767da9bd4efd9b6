"""A desk is closed, or merged into another: nothing is lost, and who sat there opens nothing more."""

from __future__ import annotations

from datetime import timedelta

import pytest

from pimpasa.accounts.errors import Refused
from pimpasa.accounts.queries import desks_of
from pimpasa.common import clock
from pimpasa.handling.actions.transferring import transfer
from pimpasa.handling.actions.verifying import take
from pimpasa.keys.actions.desk_keys import open_desk, rename_desk
from pimpasa.keys.models import DeskKeyGrant
from pimpasa.keys.queries import open_route
from pimpasa.reports.actions.answering import answer
from pimpasa.reports.actions.closing import close_desk, leave_to_units
from pimpasa.reports.models import Notice, Report
from pimpasa.reports.opening import peek
from pimpasa.reports.queries.waiting import waiting_at
from pimpasa.reports.rules import check_read
from pimpasa.territory.models import Desk
from pimpasa.territory.queries.offices import villages_read_at
from pimpasa.territory.routing import Route
from pimpasa.waiting.kinds import Kind
from pimpasa.waiting.queries.entries import waiting_for
from tests.factories import reports as given
from tests.factories.people import Cast, cast, keyring
from tests.factories.territory import CENGKARENG_TIMUR, KAPUK, PEGADUNGAN

pytestmark = pytest.mark.django_db


@pytest.fixture
def office() -> Cast:
    return cast()


def of(office: Cast, village: str) -> Route:
    return open_route(office.at.village(village), on=clock.today())[0]


def closed(office: Cast, *, into: Desk | None = None) -> Desk:
    """Pegadungan's desk, of which Bayu is the Pimpasa."""
    close_desk(desk=office.at.pegadungan, into=into, by=office.agus)
    desk = office.at.pegadungan
    desk.refresh_from_db()
    return desk


def refusal(office: Cast, desk: Desk, into: Desk | None = None) -> str:
    with pytest.raises(Refused) as refused:
        close_desk(desk=desk, into=into, by=office.agus)
    return refused.value.code


def test_a_closed_desk_s_kelurahan_is_read_by_the_unit(office: Cast) -> None:
    closed(office)
    assert of(office, PEGADUNGAN).desks == [office.at.unit]
    report = given.report(village=PEGADUNGAN)
    assert (report.desk, report.unit) == (None, office.at.unit)
    assert peek(report, keyring(office.dewi)).answers.narrative == given.TOLD.narrative


def test_who_sat_there_opens_nothing_more(office: Cast) -> None:
    finished = given.concluded(office.bayu, village=PEGADUNGAN)
    desk = closed(office)
    assert list(desks_of(office.bayu, on=clock.today())) == []
    assert not DeskKeyGrant.objects.filter(desk_key__desk=desk, officer_key__officer=office.bayu).exists()
    with pytest.raises(Refused):
        check_read(office.bayu, finished)
    assert peek(finished, keyring(office.dewi)).answers.narrative == given.TOLD.narrative


def test_what_a_reporter_writes_afterwards_waits_at_the_unit(office: Cast) -> None:
    report, code = given.received(village=PEGADUNGAN)
    given.conclude(take(report=report, by=office.bayu), office.bayu)
    closed(office)
    answer(opened=given.seen_by_reporter(code), text="Karangan: masih terjadi.")
    assert [entry.kind for entry in waiting_for(office.dewi).entries if entry.kind == Kind.ANSWERED] == [Kind.ANSWERED]
    since = clock.now() - timedelta(hours=1)
    told = waiting_at(Notice.About.WROTE, office.at.unit, since=since, until=clock.now())
    assert list(told) == [report]


def test_what_came_as_the_desk_closed_is_the_unit_s_soon_after(office: Cast) -> None:
    desk = closed(office)
    report = given.report()
    Report.objects.filter(pk=report.pk).update(desk=desk)
    assert (leave_to_units(), leave_to_units()) == (1, 0)
    report.refresh_from_db()
    assert report.desk is None


def test_while_a_report_is_open_there_the_desk_stays(office: Cast) -> None:
    waiting = given.report(village=PEGADUNGAN)
    assert refusal(office, office.at.pegadungan) == "reports_open"
    dewi = keyring(office.dewi)
    transfer(report=waiting, to_desk=None, to_unit=office.at.unit, reason="Karangan: meja ditutup.", keyring=dewi)
    assert closed(office).closed_on == clock.today()


def test_a_merged_desk_s_kelurahan_is_read_by_the_other(office: Cast) -> None:
    closed(office, into=office.at.cengkareng_timur)
    assert of(office, PEGADUNGAN).desks == [office.at.cengkareng_timur, office.at.unit]
    report = given.report(village=PEGADUNGAN)
    assert peek(report, keyring(office.sari)).answers.narrative == given.TOLD.narrative
    with pytest.raises(Refused):
        check_read(office.bayu, report)
    assert villages_read_at(desks_of(office.sari, on=clock.today())) == [
        (CENGKARENG_TIMUR, "Cengkareng Timur"),
        (PEGADUNGAN, "Pegadungan"),
    ]


def test_what_was_sent_past_the_pimpasa_is_sent_past_the_merged_desk_too(office: Cast) -> None:
    closed(office, into=office.at.cengkareng_timur)
    report = given.report(village=PEGADUNGAN, direct=True)
    assert report.desk is None
    with pytest.raises(Refused):
        check_read(office.sari, report)
    with pytest.raises(Refused) as refused:
        transfer(
            report=report,
            to_desk=office.at.cengkareng_timur,
            to_unit=office.at.unit,
            reason="Karangan",
            keyring=keyring(office.dewi),
        )
    assert refused.value.code == "sent_past"


def test_what_was_merged_into_a_merged_desk_follows(office: Cast) -> None:
    kapuk = open_desk(village=office.at.village(KAPUK), office=office.at.office, by=office.agus)
    closed(office, into=kapuk)
    close_desk(desk=kapuk, into=office.at.cengkareng_timur, by=office.agus)
    for village in (PEGADUNGAN, KAPUK):
        assert of(office, village).desk == office.at.cengkareng_timur
    close_desk(desk=office.at.cengkareng_timur, into=None, by=office.agus)
    assert [of(office, village).desk for village in (PEGADUNGAN, KAPUK, CENGKARENG_TIMUR)] == [None, None, None]


def test_opened_again_it_reads_for_itself(office: Cast) -> None:
    closed(office, into=office.at.cengkareng_timur)
    again = open_desk(village=office.at.village(PEGADUNGAN), office=office.at.office, by=office.agus)
    assert of(office, PEGADUNGAN).desk == again
    assert villages_read_at(desks_of(office.sari, on=clock.today())) == [(CENGKARENG_TIMUR, "Cengkareng Timur")]
    assert given.report(village=PEGADUNGAN).desk == again


def test_a_desk_merges_into_an_open_one_of_a_kelurahan_alone(office: Cast) -> None:
    assert refusal(office, office.at.unit) == "unit_stays"
    for other in (office.at.pegadungan, office.at.unit, office.at.fallback_unit):
        assert refusal(office, office.at.pegadungan, other) == "not_mergeable"
    desk = closed(office)
    assert refusal(office, desk) == "desk_closed"
    assert refusal(office, office.at.cengkareng_timur, desk) == "not_mergeable"
    assert Report.objects.count() == 0


@pytest.mark.parametrize(
    ("name", "code"), [(" ", "desk_name"), ("K" * 121, "desk_name"), ("pimpasa cengkareng TIMUR ", "desk_name_taken")]
)
def test_a_desk_s_name_is_one_of_its_own(office: Cast, name: str, code: str) -> None:
    with pytest.raises(Refused) as refused:
        rename_desk(desk=office.at.pegadungan, name=name, by=office.agus)
    assert refused.value.code == code
