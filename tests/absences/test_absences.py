"""Sari goes on leave: who stands in, what they get, when it ends, and who may not arrange it."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from pimpasa.absences.actions import end_absence, keep_absences, set_absence
from pimpasa.absences.models import Absence
from pimpasa.accounts.actions import assign
from pimpasa.accounts.errors import Refused
from pimpasa.accounts.models import Assignment, Officer
from pimpasa.accounts.roles import Role
from pimpasa.common import clock
from pimpasa.handling.actions.transferring import recuse
from pimpasa.handling.actions.verifying import take
from pimpasa.keys.actions.desk_keys import settle_departures
from pimpasa.keys.actions.letting_in import hand_over
from pimpasa.keys.errors import NotGranted
from pimpasa.keys.queries import newest_key, readers_of
from pimpasa.ledger.models import Entry
from pimpasa.reports.opening import peek
from pimpasa.reports.states import State
from pimpasa.waiting.kinds import Kind
from pimpasa.waiting.queries.entries import waiting_for
from tests.factories import people
from tests.factories import reports as given
from tests.factories.people import Cast, cast, keyring, read_out

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def office() -> Cast:
    return cast()


@pytest.fixture
def tono(office: Cast) -> Officer:
    """A second Pimpasa at Sari's desk."""
    return people.officer("tono", Role.PIMPASA, office.at.office, desk=office.at.cengkareng_timur, giver=office.hadi)


@pytest.fixture
def sari(office: Cast) -> Officer:
    """She looks after Pegadungan, too."""
    desk = office.at.pegadungan
    assign(officer=office.sari, desk=desk, starts_on=clock.today(), by=None)
    hand_over(desk=desk, to=office.sari, code=read_out(office.sari, desk.subject), keyring=keyring(office.bayu))
    return office.sari


def away(
    officer: Officer, substitute: Officer, *, by: Officer | None = None, begins: int = 0, days: int = 3
) -> Absence:
    today = clock.today()
    return set_absence(
        officer=officer,
        substitute=substitute,
        starts_on=today + begins * DAY,
        ends_on=today + (begins + days) * DAY,
        keyring=keyring(by or officer),
    )


def code_of_refusal(*args: Officer, **kwargs: int | Officer) -> str:
    with pytest.raises(Refused) as refused:
        away(*args, **kwargs)  # type: ignore[arg-type]  # as the tests give them
    return refused.value.code


def let_days_pass(days: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """The database's clock stands some days later, and the jobs run by it."""
    later = clock.now() + days * DAY
    monkeypatch.setattr(clock, "now", lambda: later)
    monkeypatch.setattr("pimpasa.keys.actions.desk_keys.decisive_moment", lambda: later)
    keep_absences(at=later)
    settle_departures(by=None)


def test_it_works(office: Cast, tono: Officer) -> None:
    report = given.taken(office.sari)
    absence = away(office.sari, tono)
    report.refresh_from_db()
    assert report.officer == tono
    assert absence.begun_at is not None
    assert [entry.kind for entry in waiting_for(tono).entries if entry.kind == Kind.STAND_IN] == [Kind.STAND_IN]
    assert Kind.AWAY in {entry.kind for entry in waiting_for(office.sari).entries}


def test_the_substitute_gets_the_keys_that_they_lack_and_no_others(office: Cast, sari: Officer, tono: Officer) -> None:
    report = given.report(village=office.at.pegadungan.village_id)
    with pytest.raises(Refused):
        peek(report, keyring(tono))
    away(sari, tono)
    assert peek(report, keyring(tono)).report == report
    seat = Assignment.objects.get(officer=tono, desk=office.at.pegadungan)
    assert (seat.starts_on, seat.ends_on) == (clock.today(), clock.today() + 3 * DAY)
    shown = {reader.desk: reader.grants for reader in readers_of(office.dewi, on=clock.today())}
    lent = next(
        grant for grant in shown[office.at.pegadungan] if grant.officer_key and grant.officer_key.officer == tono
    )
    assert lent.let_in_by == sari
    assert getattr(lent, "reads_until") == clock.today() + 3 * DAY  # noqa: B009 - annotated by the query


def test_after_the_last_day_the_keys_are_taken_back_and_what_is_open_returns(
    office: Cast, sari: Officer, tono: Officer, monkeypatch: pytest.MonkeyPatch
) -> None:
    finished = given.taken(sari)
    open_report = given.taken(sari)
    elsewhere = given.report(village=office.at.pegadungan.village_id)
    before = newest_key(office.at.pegadungan)
    away(sari, tono)
    finished.refresh_from_db()
    given.conclude(finished, tono, State.NOT_SUBSTANTIATED)
    let_days_pass(4, monkeypatch)
    open_report.refresh_from_db()
    finished.refresh_from_db()
    assert (open_report.officer, finished.officer) == (sari, tono)
    with pytest.raises((Refused, NotGranted)):
        peek(elsewhere, keyring(tono))
    after = newest_key(office.at.pegadungan)
    assert before is not None
    assert after is not None
    assert after.version == before.version + 1
    assert not after.grants.filter(officer_key__officer=tono).exists()
    assert after.grants.filter(officer_key__officer=sari).exists()


def test_on_the_last_day_nothing_returns(office: Cast, tono: Officer, monkeypatch: pytest.MonkeyPatch) -> None:
    report = given.taken(office.sari)
    away(office.sari, tono)
    let_days_pass(3, monkeypatch)
    report.refresh_from_db()
    assert report.officer == tono


def test_what_begins_later_passes_on_on_its_first_day(
    office: Cast, tono: Officer, monkeypatch: pytest.MonkeyPatch
) -> None:
    report = given.taken(office.sari)
    absence = away(office.sari, tono, begins=2)
    report.refresh_from_db()
    assert (report.officer, absence.begun_at) == (office.sari, None)
    let_days_pass(2, monkeypatch)
    report.refresh_from_db()
    assert report.officer == tono


def test_a_report_kept_from_the_substitute_stays(office: Cast, tono: Officer) -> None:
    report = given.taken(office.sari)
    recuse(report=report, officer=tono, by=tono)
    away(office.sari, tono)
    report.refresh_from_db()
    assert report.officer == office.sari


def test_a_case_of_the_unit_passes_to_a_colleague_of_the_unit_and_back(office: Cast) -> None:
    case = given.case(office.dewi, given.concluded(office.sari))
    absence = away(
        office.dewi, people.officer("gita", Role.ANALYST, office.at.office, desk=office.at.unit, giver=office.hadi)
    )
    case.refresh_from_db()
    assert case.leader == absence.substitute
    end_absence(absence=absence, by=office.dewi)
    case.refresh_from_db()
    assert case.leader == office.dewi


def test_a_head_sets_it_for_somebody_who_fell_ill(office: Cast, sari: Officer, tono: Officer) -> None:
    report = given.taken(sari)
    away(sari, tono, by=office.hadi)
    report.refresh_from_db()
    assert report.officer == tono
    assert peek(given.report(village=office.at.pegadungan.village_id), keyring(tono))


def test_nobody_else_sets_it_for_a_colleague(office: Cast, tono: Officer) -> None:
    for somebody in (office.dewi, office.agus, office.rina, office.bayu, tono):
        assert code_of_refusal(office.sari, tono, by=somebody) == "not_permitted"
    assert Absence.objects.count() == 0


def test_who_stands_in_sits_there_has_a_key_and_is_there(office: Cast, tono: Officer) -> None:
    assert code_of_refusal(office.sari, office.bayu) == "not_of_desk"
    assert code_of_refusal(office.dewi, office.hadi) == "may_less"
    assert code_of_refusal(office.sari, office.sari) == "no_colleague"
    assert code_of_refusal(office.sari, office.fani) == "no_colleague"
    away(office.sari, tono)
    assert code_of_refusal(office.sari, office.dewi) == "away_already"
    assert code_of_refusal(tono, office.sari) == "substitute_away"
    assert code_of_refusal(tono, office.dewi) == "stands_in"


def test_a_seat_that_an_administrator_gave_is_not_enough(office: Cast) -> None:
    wira = people.officer("wira", Role.PIMPASA, office.at.office)
    assign(officer=wira, desk=office.at.cengkareng_timur, starts_on=clock.today(), by=office.agus)
    assert code_of_refusal(office.sari, wira) in {"no_key", "may_less"}
    Officer.objects.filter(pk=wira.pk).update(met_at=clock.now())
    wira.refresh_from_db()
    assert code_of_refusal(office.sari, wira) == "no_key"


def test_the_unit_s_key_reaches_nobody_new_by_a_leave(office: Cast, tono: Officer) -> None:
    assign(officer=office.sari, desk=office.at.unit, starts_on=clock.today(), by=None)
    assert code_of_refusal(office.sari, tono) == "not_of_desk"


@pytest.mark.parametrize(("begins", "days"), [(-1, 3), (0, -1), (90, 3), (0, 200)])
def test_the_days_are_to_come_and_not_too_far(office: Cast, tono: Officer, begins: int, days: int) -> None:
    assert code_of_refusal(office.sari, tono, begins=begins, days=days) in {"days_turned_round", "too_far"}


def test_who_comes_back_early_gets_their_work_at_once(office: Cast, tono: Officer) -> None:
    report = given.taken(office.sari)
    absence = away(office.sari, tono)
    with pytest.raises(Refused):
        end_absence(absence=absence, by=office.dewi)
    end_absence(absence=absence, by=office.sari)
    report.refresh_from_db()
    assert report.officer == office.sari
    with pytest.raises(Refused) as refused:
        end_absence(absence=absence, by=office.sari)
    assert refused.value.code == "over"


def test_what_the_substitute_took_meanwhile_stays_theirs(
    office: Cast, tono: Officer, monkeypatch: pytest.MonkeyPatch
) -> None:
    absence = away(office.sari, tono)
    report = take(report=given.report(), by=tono)
    end_absence(absence=absence, by=office.sari)
    report.refresh_from_db()
    assert report.officer == tono
    assert Entry.objects.filter(act="work.returned").count() == 0


def test_days_are_counted_where_the_officer_works(office: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    """In Jayapura it is tomorrow two hours before it is in Jakarta."""
    from pimpasa.absences import queries

    village = office.at.cengkareng_timur.village
    assert village is not None
    late = clock.midnight(date(2026, 12, 2)) - timedelta(hours=1)
    monkeypatch.setattr("pimpasa.absences.queries.zones.zone_of", lambda code: queries.zones.WIT)
    assert queries.day_where(office.sari, late) == date(2026, 12, 2)
