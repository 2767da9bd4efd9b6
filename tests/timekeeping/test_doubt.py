"""A clock in another year: nothing is erased, nothing expires, no key is taken away, until a person says the day."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from importlib import import_module
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob
from pytest_django.fixtures import Settings

from pimpasa.accounts.actions import end_assignment
from pimpasa.cases.tasks import shred_due
from pimpasa.common import clock
from pimpasa.keys.actions import desk_keys, officer_keys
from pimpasa.keys.models import DeskKey, DeskKeyGrant
from pimpasa.keys.tasks import settle_departures
from pimpasa.ledger.acts import Act
from pimpasa.ledger.integration import integrate
from pimpasa.ledger.queries import entries
from pimpasa.reports.models import Report
from pimpasa.reports.states import State
from pimpasa.timekeeping import queries
from pimpasa.timekeeping.actions import confirm_time, decisive_moment
from pimpasa.timekeeping.errors import InDoubt
from pimpasa.timekeeping.models import Doubt, LastSight
from pimpasa.timekeeping.tasks import TAKES_AWAY, end_sessions, forget_finished_jobs
from tests.factories import reports as given
from tests.factories.people import Cast, cast, entrusted, keyring
from tests.factories.tables import everything
from tests.refusals import refused

pytestmark = pytest.mark.django_db
SESSIONS = import_module(settings.SESSION_ENGINE).SessionStore.get_model_class()
YEARS = [datetime(2033, 3, 14, tzinfo=UTC), datetime(2020, 3, 14, tzinfo=UTC)]
# Rows that a look at the clocks may write, and nothing else.
ITS_OWN = {"timekeeping_doubt", "timekeeping_lastsight", "ledger_entry", "ledger_imprint"}
Stand = Callable[[datetime], None]


@pytest.fixture
def office(settings: Settings, tmp_path: Path) -> Cast:
    settings.EVIDENCE_STORE = (tmp_path / "evidence").as_uri()
    return entrusted(cast())


@pytest.fixture
def machine_stands_in(monkeypatch: pytest.MonkeyPatch) -> Stand:
    return lambda at: monkeypatch.setattr(clock, "machine_now", lambda: at)


@pytest.fixture
def database_stands_in(monkeypatch: pytest.MonkeyPatch) -> Stand:
    """All of the program goes by it, as it does where somebody set the database's clock."""

    def stand(at: datetime) -> None:
        for name in ("machine_now", "database_now", "now"):
            monkeypatch.setattr(clock, name, lambda: at)

    return stand


def everything_over(office: Cast) -> Report:
    """A report that is to be erased in five years, a draft and a file of today, an officer who leaves in a month."""
    report = given.concluded(office.sari, State.SUBSTANTIATED)
    browser = Client()
    browser.get("/lapor/")
    browser.post("/lapor/simpan/", {"narrative": "Karangan."})
    Client().post("/masuk/", {"login": office.agus.email, "password": "kopi-pagi-di-teras"})
    end_assignment(assignment=office.sari.assignments.get(), ends_on=clock.today() + timedelta(days=30), by=office.agus)
    integrate()
    assert decisive_moment() <= clock.now()
    return report


def run_all_that_takes_away() -> None:
    jobs = [job for name, job in app.tasks.items() if name in TAKES_AWAY]
    assert len(jobs) == len(TAKES_AWAY) > 8
    for job in jobs:
        job(timestamp=0)


def rest() -> dict[str, object]:
    return {name: rows for name, rows in everything().items() if name not in ITS_OWN}


@pytest.mark.parametrize("year", YEARS, ids=["2033", "2020"])
class TestAWrongClock:
    def test_of_a_machine_takes_nothing(self, office: Cast, machine_stands_in: Stand, year: datetime) -> None:
        everything_over(office)
        before = rest()
        machine_stands_in(year)
        run_all_that_takes_away()
        assert rest() == before
        assert SESSIONS.objects.count() == 1

    def test_of_the_database_takes_nothing(self, office: Cast, database_stands_in: Stand, year: datetime) -> None:
        everything_over(office)
        before = rest()
        database_stands_in(year)
        run_all_that_takes_away()
        assert rest() == before

    def test_makes_no_key_without_a_member(self, office: Cast, database_stands_in: Stand, year: datetime) -> None:
        """Nor where an administrator's act settles who left: a day that is in doubt says nothing of who sits where."""
        everything_over(office)
        grants, made = DeskKeyGrant.objects.count(), DeskKey.objects.count()
        database_stands_in(year)
        assert desk_keys.settle_departures(by=office.agus) == 0
        assert settle_departures(timestamp=0) == 0
        assert (DeskKeyGrant.objects.count(), DeskKey.objects.count()) == (grants, made)

    def test_is_found_once_and_is_in_the_log(self, office: Cast, machine_stands_in: Stand, year: datetime) -> None:
        everything_over(office)
        machine_stands_in(year)
        run_all_that_takes_away()
        run_all_that_takes_away()
        doubt = Doubt.objects.get()
        assert doubt.machine_at == year
        assert [entry.subject for entry in entries(act=Act.CLOCKS_DOUBTED)] == [doubt.subject]

    def test_of_a_machine_decides_nothing(self, office: Cast, machine_stands_in: Stand, year: datetime) -> None:
        """What is recorded goes by the database's clock."""
        machine_stands_in(year)
        report = given.report()
        assert abs(report.received_at - datetime.now(UTC)) < timedelta(minutes=1)
        assert given.concluded(office.sari, State.NOT_A_VIOLATION).keep_until == clock.today() + timedelta(days=30)


class TestConfirming:
    def doubt(self) -> Doubt:
        LastSight.objects.update_or_create(defaults={"at": clock.now() - timedelta(days=3)})
        with pytest.raises(InDoubt):
            decisive_moment()
        return Doubt.objects.get()

    def test_it_goes_on_once_a_person_said_what_day_it_is(self, office: Cast) -> None:
        report = given.concluded(office.sari, State.NOT_A_VIOLATION)
        Report.objects.update(keep_until=clock.today() - timedelta(days=1))
        doubt = self.doubt()
        assert shred_due(timestamp=0) == 0
        confirm_time(doubt=doubt, today=clock.today(), by=office.rina)
        assert shred_due(timestamp=0) == 1
        report.refresh_from_db()
        assert report.set_aside_at is not None
        assert queries.open_doubt() is None

    def test_another_day_than_the_server_s_is_refused(self, office: Cast) -> None:
        doubt = self.doubt()
        with refused("other_day"):
            confirm_time(doubt=doubt, today=clock.today() + timedelta(days=1), by=office.agus)
        with pytest.raises(InDoubt):
            decisive_moment()

    def test_clocks_that_still_differ_are_not_confirmed(self, office: Cast, machine_stands_in: Stand) -> None:
        doubt = self.doubt()
        machine_stands_in(YEARS[0])
        with refused("clocks_differ"):
            confirm_time(doubt=doubt, today=clock.today(), by=office.agus)

    def test_once_is_enough(self, office: Cast) -> None:
        doubt = self.doubt()
        confirm_time(doubt=doubt, today=clock.today(), by=office.agus)
        with refused("confirmed_already"):
            confirm_time(doubt=doubt, today=clock.today(), by=office.rina)

    def test_a_clock_that_was_set_back_heals(self, office: Cast, database_stands_in: Stand) -> None:
        """The log was signed under the wrong year; once a person said which it is, that counts no more."""
        now = clock.now()
        database_stands_in(YEARS[0])
        given.report()
        integrate()
        database_stands_in(now)
        with pytest.raises(InDoubt):
            decisive_moment()
        confirm_time(doubt=Doubt.objects.get(), today=clock.today(), by=office.agus)
        assert decisive_moment() == now
        given.report()
        integrate()
        assert decisive_moment() == now

    def test_the_moment_is_never_behind_the_newest_checkpoint(self, office: Cast, database_stands_in: Stand) -> None:
        given.report()
        integrate()
        newest = entries()[0].at
        database_stands_in(clock.now() - timedelta(hours=5))
        assert decisive_moment() >= newest

    def test_a_page_asks_whoever_may_and_shows_the_clocks(self, office: Cast, client: Client) -> None:
        self.doubt()
        client.force_login(office.agus)
        assert client.get("/petugas/")["Location"] == "/petugas/waktu/"
        assert "Jam diragukan sejak" in client.get("/petugas/waktu/").content.decode()
        wrong = client.post("/petugas/waktu/", {"today": "2033-03-14"})
        assert wrong.status_code == 422
        assert "Menurut server, hari ini" in wrong.content.decode()
        assert client.post("/petugas/waktu/", {"today": clock.today().isoformat()}).status_code == 302
        assert "Semua jam cocok" in client.get("/petugas/waktu/").content.decode()
        assert client.get("/petugas/").status_code == 200
        client.force_login(office.sari)
        assert client.get("/petugas/waktu/").status_code == 403


class TestTheLastGrant:
    def leaves(self, office: Cast, *who: str) -> None:
        for name in who:
            getattr(office, name).assignments.update(starts_on=clock.today() - timedelta(days=9))
            getattr(office, name).assignments.update(ends_on=clock.today() - timedelta(days=1))

    def test_of_a_unit_s_key_stays(self, office: Cast) -> None:
        report = given.report()
        self.leaves(office, "hadi", "dewi", "sari", "bayu")
        desk_keys.settle_departures(by=None)
        unit = office.at.unit.keys.get()
        holders = DeskKeyGrant.objects.filter(desk_key=unit, officer_key__isnull=False)
        assert holders.count() == 1
        holder = holders.get().officer_key.officer  # type: ignore[union-attr]
        assert keyring(holder).desk_private(report.unit.keys.get())
        assert desk_keys.settle_departures(by=None) == 0

    def test_stays_when_its_holder_s_key_is_withdrawn(self, office: Cast) -> None:
        for officer in (office.dewi, office.hadi):
            officer_keys.retire_key(officer=officer)
        assert DeskKeyGrant.objects.filter(desk_key__desk=office.at.unit, officer_key__isnull=False).count() == 1

    def test_no_key_is_made_that_nobody_would_hold(self, office: Cast) -> None:
        self.leaves(office, "hadi", "dewi")
        desk_keys.settle_departures(by=None)
        assert [key.version for key in office.at.unit.keys.all()] == [1]


class TestPruning:
    def test_sessions_that_are_over_go(self, office: Cast) -> None:
        Client().post("/masuk/", {"login": office.agus.email, "password": "kopi-pagi-di-teras"})
        assert end_sessions(timestamp=0) == 0
        SESSIONS.objects.update(expire_date=clock.now() - timedelta(minutes=1))
        assert end_sessions(timestamp=0) == 1

    def test_jobs_that_ended_a_week_ago_go(self) -> None:
        with connection.cursor() as cursor:
            for status, age in (("succeeded", 8), ("failed", 8), ("todo", 8), ("succeeded", 6)):
                cursor.execute("INSERT INTO procrastinate_jobs (queue_name, task_name) VALUES ('q', 't') RETURNING id")
                (job,) = cursor.fetchone()
                cursor.execute("UPDATE procrastinate_jobs SET status = %s WHERE id = %s", [status, job])
                cursor.execute(
                    "UPDATE procrastinate_events SET at = now() - %s * interval '1 day' WHERE job_id = %s", [age, job]
                )
        forget_finished_jobs(timestamp=0)
        assert sorted(ProcrastinateJob.objects.values_list("status", flat=True)) == ["succeeded", "todo"]


def test_every_background_job_takes_nothing_or_waits_for_certain_time() -> None:
    """A new job is one of the two; what takes something away is given the time, and asks no clock."""
    tells = {
        "pimpasa.cases.tasks.tell_of_terms",
        "pimpasa.reports.tasks.leave_to_units",
        "pimpasa.outreach.tasks.remind_rws",
        "pimpasa.outreach.tasks.remind_of_promises",
        "pimpasa.reports.tasks.tell_desks",
        "pimpasa.reports.tasks.push_to_desks",
        "pimpasa.reports.tasks.mail_emergencies",
        "pimpasa.reports.tasks.push_emergencies",
        "pimpasa.reports.tasks.set_missing_deadlines",
        "pimpasa.waiting.tasks.mail_what_waits",
        "pimpasa.waiting.tasks.push_what_waits",
        "pimpasa.insights.tasks.follow_log",  # counts anew what it deletes
        "pimpasa.insights.tasks.publish",
        "pimpasa.evidence.tasks.make_room",  # by what the disk has left, and no clock
        "pimpasa.evidence.tasks.compare_store",
        "pimpasa.evidence.tasks.compare_slice",
        "pimpasa.ledger.tasks.begin_audit",
        "pimpasa.ledger.tasks.audit",
        "pimpasa.ledger.tasks.gather_cosignatures",
        "pimpasa.allowances.tasks.forget_what_is_over",  # counts of minutes; whoever is over a limit gets it back
    }
    assert {task.name for task in app.tasks.values() if task.name.startswith("pimpasa.")} == TAKES_AWAY | tells
