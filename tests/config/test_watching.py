"""What has not worked for five minutes is told: once, and once when it is over."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.core import mail
from django.db import connection
from django.test import Client
from pytest_django.fixtures import Settings

from pimpasa.accounts.models import Officer
from pimpasa.common import clock
from pimpasa.config import watching
from pimpasa.config.watching import Watchman, stalled
from pimpasa.evidence.errors import StoreUnavailable
from pimpasa.installation.kinds import Stalled
from pimpasa.installation.models import Trouble
from pimpasa.notices.errors import NotSent
from pimpasa.territory.models import Office
from pimpasa.waiting.kinds import Kind
from pimpasa.waiting.queries.entries import waiting_for
from tests.factories.people import Cast, cast, entrusted

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)


class Day:
    """A clock that is moved, and what is broken then."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.at = clock.now()
        self.broken: set[Stalled] = set()
        monkeypatch.setattr(clock, "now", lambda: self.at)
        monkeypatch.setattr(clock, "machine_now", lambda: self.at)
        monkeypatch.setattr(watching, "stalled", self._stalled)

    def _stalled(self, _at: datetime) -> set[Stalled]:
        if Stalled.DATABASE in self.broken:
            raise watching.Error
        return self.broken

    def go_on(self, watchman: Watchman, minutes: int) -> None:
        for _minute in range(minutes):
            self.at += MINUTE
            watchman.look()


@pytest.fixture
def office(settings: Settings) -> Cast:
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    return entrusted(cast())


@pytest.fixture
def day(monkeypatch: pytest.MonkeyPatch) -> Day:
    return Day(monkeypatch)


def subjects() -> list[tuple[list[str], str]]:
    return [(message.to, message.subject) for message in mail.outbox]


def kinds(officer: Officer) -> list[Kind]:
    return [entry.kind for entry in waiting_for(officer).entries]


def test_it_is_told_once_after_five_minutes_and_once_when_it_is_over(office: Cast, day: Day) -> None:
    watchman = Watchman()
    day.broken = {Stalled.WORKER}
    day.go_on(watchman, 5)
    assert (subjects(), kinds(office.agus)) == ([], [])
    day.go_on(watchman, 60)
    told = ([office.agus.email], "Sudah lima menit tidak berjalan: Tugas di latar belakang tidak berjalan")
    assert subjects() == [told]
    assert kinds(office.agus) == [Kind.TROUBLE]
    assert kinds(office.hadi) == kinds(office.sari) == []
    day.broken = set()
    day.go_on(watchman, 60)
    over = ([office.agus.email], "Sudah berjalan lagi: Tugas di latar belakang tidak berjalan")
    assert subjects() == [told, over]
    assert kinds(office.agus) == []
    assert Trouble.objects.count() == 0


def test_a_restart_is_nobodys_business(office: Cast, day: Day) -> None:
    watchman = Watchman()
    day.broken = {Stalled.WORKER}
    day.go_on(watchman, 4)
    day.broken = set()
    day.go_on(watchman, 10)
    assert (subjects(), Trouble.objects.count()) == ([], 0)


def test_two_machines_tell_it_once(office: Cast, day: Day) -> None:
    here, there = Watchman(), Watchman()
    day.broken = {Stalled.FILES}
    for _minute in range(20):
        day.go_on(here, 1)
        there.look()
    assert len(subjects()) == 1


def test_what_the_mail_server_did_not_take_is_told_the_next_time(
    office: Cast, day: Day, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(**_whom: object) -> int:
        raise NotSent("silent")

    watchman = Watchman()
    day.broken = {Stalled.SIGNING}
    with monkeypatch.context() as broken:
        broken.setattr(watching, "mail_officers", fails)
        day.go_on(watchman, 10)
    assert kinds(office.agus) == [Kind.TROUBLE]
    day.go_on(watchman, 1)
    assert len(subjects()) == 1


def test_a_database_that_is_away_is_told_from_memory(office: Cast, day: Day) -> None:
    watchman = Watchman()
    day.go_on(watchman, 1)
    day.broken = {Stalled.DATABASE}
    day.go_on(watchman, 5)
    assert subjects() == []
    day.go_on(watchman, 30)
    assert [subject for _to, subject in subjects()] == ["Sudah lima menit tidak berjalan: Basis data tidak menjawab"]
    day.broken = set()
    day.go_on(watchman, 2)
    assert subjects()[1:] == [([office.agus.email], "Sudah berjalan lagi: Basis data tidak menjawab")]


def test_another_office_is_not_told(office: Cast, day: Day) -> None:
    Office.objects.update(is_fallback=False)
    watchman = Watchman()
    day.broken = {Stalled.WORKER}
    day.go_on(watchman, 10)
    assert (subjects(), kinds(office.agus)) == ([], [])


def test_the_page_says_since_when_and_what_to_do(office: Cast, client: Client) -> None:
    client.force_login(office.agus)
    assert "Semua berjalan." in client.get("/petugas/gangguan/").content.decode()
    Trouble.objects.create(kind=Stalled.DISK, begun_at=clock.now() - timedelta(hours=1))
    page = client.get("/petugas/gangguan/").content.decode()
    assert "Ruang simpan server hampir penuh" in page
    assert "pimpasa doctor" in page


class TestWhatIsLookedAt:
    @pytest.fixture(autouse=True)
    def beating(self) -> None:
        self.run("INSERT INTO procrastinate_workers (last_heartbeat) VALUES (now())")

    def run(self, statement: str, *values: object) -> None:
        with connection.cursor() as cursor:
            cursor.execute(statement, values)

    def test_all_is_well(self) -> None:
        assert stalled(clock.now()) == set()

    def test_a_worker_that_is_dead(self) -> None:
        self.run("UPDATE procrastinate_workers SET last_heartbeat = now() - interval '3 minutes'")
        assert stalled(clock.now()) == {Stalled.WORKER}

    def test_jobs_that_wait_and_not_those_put_off(self) -> None:
        job = "INSERT INTO procrastinate_jobs (queue_name, task_name, scheduled_at) VALUES ('letters', 'karangan', %s)"
        self.run(job, clock.now() + timedelta(days=1))
        assert stalled(clock.now()) == set()
        self.run(job, clock.now() - timedelta(minutes=16))
        assert stalled(clock.now()) == {Stalled.JOBS}

    def test_a_store_that_is_away(self, monkeypatch: pytest.MonkeyPatch) -> None:
        def away() -> None:
            raise StoreUnavailable("away")

        monkeypatch.setattr(watching.store, "answer", away)
        assert stalled(clock.now()) == {Stalled.FILES}
