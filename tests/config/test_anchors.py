"""The log's newest signed state lies outside the database, and a database that does not continue it is refused."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.db import connection, transaction
from django.test import Client
from pytest_django.fixtures import Settings

from pimpasa.config import anchors, consistency, doctor, integrator
from pimpasa.config.errors import Fault
from pimpasa.ledger import queries
from pimpasa.ledger.acts import Act
from pimpasa.ledger.continuity import CONTINUITY
from pimpasa.ledger.integration import integrate
from pimpasa.ledger.models import Audited
from pimpasa.ledger.publishing import publish
from pimpasa.sealing import receipts
from tests.factories.acts import received

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def machine(settings: Settings, tmp_path: Path) -> Path:
    """A machine with a store beside it, and a log of two acts that it signed."""
    settings.DATA = tmp_path / "data"
    settings.EVIDENCE_STORE = (tmp_path / "evidence").as_uri()
    for folder in ("data", "evidence"):
        (tmp_path / folder).mkdir()
    sign(1, 2)
    return tmp_path


def sign(*numbers: int) -> None:
    for number in numbers:
        received(number)
    integrate()
    anchors.keep()


def lose(*numbers: int) -> None:
    """Sign these acts, and lose them again: the database is as it was before."""
    with transaction.atomic():
        sign(*numbers)
        transaction.set_rollback(True)


def test_a_database_that_goes_on_is_taken() -> None:
    anchors.require()
    sign(3)
    anchors.require()
    assert not doctor.log_goes_on().is_fault


def test_another_machine_that_was_behind_is_taken(machine: Path) -> None:
    """Its folder knows less than the database, which is no fault."""
    note = (machine / "data" / anchors.FILE).read_text()
    sign(3)
    (machine / "data" / anchors.FILE).write_text(note)
    anchors.require()


@pytest.mark.parametrize("place", ["data/newest-checkpoint", "evidence/log/newest-checkpoint"])
def test_a_rollback_is_refused_by_each_place_alone(machine: Path, place: str) -> None:
    lose(3, 4)
    (machine / place).unlink()
    with pytest.raises(Fault, match=r"it has 2 signed acts, .* knows of 4.*pimpasa ledger continue rollback"):
        anchors.require()


def test_a_fork_is_refused() -> None:
    lose(3)
    received(4)
    integrate()
    with pytest.raises(Fault, match=r"went on in two ways.*pimpasa ledger continue fork"):
        anchors.require()
    assert doctor.log_goes_on().remedy == "pimpasa ledger continue fork"


@pytest.mark.parametrize("place", ["data/newest-batch", "evidence/log/newest-batch"])
def test_a_batch_that_was_taken_back_is_refused(machine: Path, place: str) -> None:
    """What strangers have seen comes out once: without it the program would publish another in its place."""
    publish(at_once=True)
    anchors.keep()
    anchors.require()
    (machine / place).unlink()
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        cursor.execute("DELETE FROM ledger_batch")
        cursor.execute("DELETE FROM ledger_publictile")
        cursor.execute("SET session_replication_role = origin")
    with pytest.raises(Fault, match=r"it has 0 signed acts, .* knows of 64.*pimpasa ledger continue rollback"):
        anchors.require()
    anchors.go_on(after="rollback")
    anchors.require()


def test_an_older_backup_is_refused() -> None:
    lose(3)
    anchors.mark_restored()
    with pytest.raises(Fault, match=r"this backup is older than the log.*pimpasa ledger continue restore"):
        anchors.require()


def test_another_log_s_folder_is_refused(settings: Settings) -> None:
    settings.LEDGER_SEED = b"another key of thirty-two bytes!"
    with pytest.raises(Fault, match="belongs to another log"):
        anchors.require()


def test_the_integrator_signs_nothing_on_it(caplog: pytest.LogCaptureFixture) -> None:
    lose(3)
    received(4)
    assert integrator._turn() == integrator.AFTER_TROUBLE
    newest = queries.newest_checkpoint()
    assert newest is not None
    assert newest.size == 2
    assert "pimpasa ledger continue rollback" in caplog.text


def test_an_audit_says_it_first_and_whoever_oversees_reads_it() -> None:
    """An older database is whole in itself."""
    lose(3)
    assert next(consistency.faults()).startswith("this database is older than its log")
    received(4)
    assert integrator._turn() == integrator.AFTER_TROUBLE
    assert Audited.objects.get(part=CONTINUITY).number == 1
    anchors.go_on(after="rollback")
    assert not Audited.objects.filter(part=CONTINUITY).exists()
    assert not [fault for fault in consistency.faults() if "older than its log" in fault]


def test_it_goes_on_by_an_act_alone() -> None:
    lose(3, 4)
    with pytest.raises(Fault, match="what happened is: rollback"):
        anchors.go_on(after="fork")
    assert anchors.go_on(after="rollback") == 3
    anchors.require()
    assert [entry.act for entry in queries.entries_of(["log:continued"])] == [Act.LOG_CONTINUED]
    with pytest.raises(Fault, match="this database continues its log"):
        anchors.go_on(after="rollback")


def test_who_comes_with_a_code_that_was_lost_is_told() -> None:
    resident = Client()
    code = {"code": receipts.new_code()}
    assert "Lapor lagi" not in resident.post("/lacak/", code).content.decode()
    lose(3)
    anchors.go_on(after="rollback")
    page = resident.post("/lacak/", code).content.decode()
    assert "laporan yang hilang dari sistem kami" in page
    assert 'href="/lapor/"' in page
