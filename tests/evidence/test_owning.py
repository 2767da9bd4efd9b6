"""A store belongs to one installation; a copy of it, however made, writes and removes nothing there."""

from __future__ import annotations

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.db import connection
from pytest_django.fixtures import Settings

from pimpasa.common import clock
from pimpasa.config import binding
from pimpasa.config.errors import Fault
from pimpasa.config.installation import migrate, require_tables
from pimpasa.evidence import queries, store, tasks
from pimpasa.evidence.actions.owning import own_store
from pimpasa.evidence.errors import NotOurs, ObjectMissing
from pimpasa.installation import actions
from pimpasa.installation import queries as installations
from pimpasa.installation.models import Installation, Restoration
from pimpasa.ledger.integration import integrate
from tests.evidence.conftest import Bucket, Bytes
from tests.factories import reports as given
from tests.factories.people import cast

pytestmark = pytest.mark.django_db
PATH = "exhibits/ab/0193f6c2-7a10-7000-8000-000000000001.k3v9"
OLD = datetime(2026, 1, 1, tzinfo=UTC).timestamp()


@pytest.fixture(params=["folder", "bucket"])
def under(request: pytest.FixtureRequest) -> Bytes:
    """What lies under each kind of store."""
    made = request.getfixturevalue(request.param)
    return made.under if isinstance(made, Bucket) else made


def write(path: str = PATH) -> None:
    writing = store.Writing(path)
    writing.write(b"tersegel")
    writing.finish()


def becomes_a_copy(monkeypatch: pytest.MonkeyPatch) -> None:
    """The same rows in another cluster, as after pg_dump and pg_restore: the same number, and not the same database."""
    mark = installations.owner_mark
    monkeypatch.setattr(
        installations, "owner_mark", lambda **how: (mark(**how) or b"").replace(b'"cluster": "', b'"cluster": "9')
    )
    store._asked.clear()


def grow_old(under: Bytes) -> None:
    for path in under.files:
        os.utime(path, (OLD, OLD))


def test_the_first_who_writes_owns_it(under: Bytes) -> None:
    actions.found()
    write()
    assert store.is_ours()
    (mark,) = [path.read_text() for path in under.files if path.name == store.MARK]
    assert str(Installation.objects.get().number) in mark


def test_a_copy_writes_and_removes_nothing(under: Bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    actions.found()
    write()
    becomes_a_copy(monkeypatch)
    before = under.files
    with pytest.raises(NotOurs):
        write("exhibits/ab/lain")
    for removing in (lambda: store.delete(PATH), lambda: store.set_aside([PATH], on=clock.today()), store.check):
        with pytest.raises(NotOurs):
            removing()
    assert under.files == before
    assert store.Reading(PATH)(0, 8) == b"tersegel"
    assert "pimpasa store own" in binding.warning()


def test_the_night_of_a_restored_copy_takes_nothing_of_production_s(
    under: Bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its older database knows none of these objects."""
    actions.found()
    write()
    grow_old(under)
    becomes_a_copy(monkeypatch)
    before = under.files
    assert tasks.sweep_orphans(timestamp=0) == 0
    assert under.files == before


def test_one_that_takes_its_place_owns_it_and_the_other_no_more(under: Bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    actions.found()
    write()
    with monkeypatch.context() as copy:
        becomes_a_copy(copy)
        own_store()
        write("exhibits/ab/lain")
    store._asked.clear()
    with pytest.raises(NotOurs):
        write("exhibits/ab/lagi")


def test_what_nobody_knows_waits_a_month_and_comes_back_by_its_name(under: Bytes) -> None:
    actions.found()
    write()
    assert queries.orphans_among([PATH]) == [PATH]
    store.set_aside([PATH], on=clock.today())
    with pytest.raises(ObjectMissing):
        store.Reading(PATH)
    assert store.expire(before=clock.today()) == 0
    assert store.bring_back(PATH)
    assert not store.bring_back(PATH)
    assert store.Reading(PATH)(0, 8) == b"tersegel"
    store.set_aside([PATH], on=clock.today() - timedelta(days=31))
    assert store.expire(before=clock.today() - timedelta(days=30)) == 1
    assert not store.bring_back(PATH)


class TestBinding:
    @pytest.fixture(autouse=True)
    def data(self, settings: Settings, tmp_path: Path) -> None:
        settings.DATA = tmp_path
        settings.EVIDENCE_STORE = (tmp_path / "evidence").as_uri()

    def test_the_first_start_founds_it(self, tmp_path: Path) -> None:
        assert binding.bind() == ""
        assert (tmp_path / "installation").read_text().strip() == str(Installation.objects.get().number)
        assert binding.bind() == ""

    @pytest.mark.parametrize(("name", "value"), [("LEDGER_SEED", b"l" * 32), ("LINK_KEY", b"k" * 32)])
    def test_a_machine_with_another_key_does_not_start(self, settings: Settings, name: str, value: bytes) -> None:
        binding.bind()
        setattr(settings, name, value)
        with pytest.raises(Fault, match="bring its own here"):
            binding.bind()

    def test_a_log_that_another_key_signed_is_not_founded(self, settings: Settings) -> None:
        cast()
        given.report()
        integrate()
        settings.LEDGER_SEED = b"l" * 32
        with pytest.raises(Fault, match="did not sign the log"):
            binding.bind()
        assert not Installation.objects.exists()

    def test_a_data_folder_of_another_installation_is_refused(self, tmp_path: Path) -> None:
        binding.bind()
        (tmp_path / "installation").write_text("lain\n")
        with pytest.raises(Fault, match="belongs to installation lain"):
            binding.bind()
        Installation.objects.all().delete()
        with pytest.raises(Fault, match="and this database to none"):
            binding.bind()

    def test_a_copy_gets_a_number_and_its_store_bears_it(self, tmp_path: Path) -> None:
        number = actions.found().number
        binding.bind_copy(Restoration(restored_at=clock.now(), made_at=clock.now(), came_from=number, signed=7))
        assert Installation.objects.get().number != number
        assert binding.bind() == ""

    def test_a_newer_database_is_refused(self) -> None:
        with connection.cursor() as cursor:
            cursor.execute("INSERT INTO django_migrations (app, name, applied) VALUES ('reports', '0999_later', now())")
        for start in (require_tables, lambda: migrate(print)):
            with pytest.raises(Fault, match=r"a newer version of pimpasa brought this database up"):
                start()
