"""Each fault of an installation is seen, and comes with what to do."""

import json
import shutil
import stat
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connection
from procrastinate.contrib.django.models import ProcrastinateWorker
from pytest_django.fixtures import Settings

from pimpasa.common import clock
from pimpasa.config import doctor, installation
from pimpasa.config.findings import Finding
from pimpasa.config.setup import Founded, Person, found_office
from pimpasa.config.startup import close_to_others
from pimpasa.evidence import store
from pimpasa.installation.actions import found, note_backup
from pimpasa.installation.models import LastBackup
from pimpasa.keys.actions.kits import open_with_kit
from pimpasa.keys.actions.officer_keys import make_officer_key
from pimpasa.keys.unlocking import Keyring, open_with_passphrase
from pimpasa.sandbox.errors import Failed
from pimpasa.sandbox.programs import Program
from pimpasa.territory.models import Office
from pimpasa.timekeeping.models import LastSight
from tests.processes import free_port, pimpasa

PASSPHRASE = "a long enough passphrase"


@pytest.fixture
def founded(db: None) -> Founded:
    head, keeper = Person("Hana", "hana@example.org"), Person("Kiki", "kiki@example.org")
    return found_office(
        name="Kanim Uji", unit="Inteldakim", districts=[], head=head, administrator=keeper, is_fallback=True
    )


@pytest.fixture
def office(founded: Founded) -> Office:
    return founded.office


@pytest.fixture
def folder(tmp_path: Path, settings: Settings) -> Path:
    settings.DATA = tmp_path
    return tmp_path


def heartbeat(age: timedelta) -> None:
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO procrastinate_workers (last_heartbeat) VALUES (%s)", [clock.now() - age])


def test_an_office_whose_head_has_come_in_is_well(office: Office, founded: Founded) -> None:
    head = office.officers.get(role="head")
    make_officer_key(officer=head, passphrase=PASSPHRASE)
    open_with_kit(code=founded.kit, keyring=Keyring(head, open_with_passphrase(head, PASSPHRASE)))
    assert not doctor.unit_desks().is_fault
    assert not doctor.fallback_office().is_fault


def test_an_office_nobody_has_come_into(office: Office) -> None:
    finding = doctor.unit_desks()
    assert finding.state == "nobody holds the key of Kanim Uji's unit"
    assert "recovery kit" in finding.remedy


def test_a_key_whose_only_holder_was_switched_off(office: Office, founded: Founded) -> None:
    head = office.officers.get(role="head")
    make_officer_key(officer=head, passphrase=PASSPHRASE)
    open_with_kit(code=founded.kit, keyring=Keyring(head, open_with_passphrase(head, PASSPHRASE)))
    office.officers.filter(pk=head.pk).update(is_active=False)
    assert doctor.unit_desks().is_fault


@pytest.mark.django_db
def test_an_empty_database_is_told_what_it_lacks() -> None:
    assert doctor.unit_desks().remedy == "set one up: pimpasa setup"
    assert doctor.fallback_office().is_fault
    assert doctor.territory().remedy == "load them: pimpasa territory import"
    assert not doctor.tables().is_fault
    assert not doctor.postgres_version().is_fault


@pytest.mark.django_db
def test_missing_tables_end_the_look_into_the_database(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(installation, "pending_migrations", lambda: 3)
    findings = list(doctor.examine())
    assert findings[-1][1] == Finding("the database lacks 3 migrations", "apply them: pimpasa migrate")


@pytest.mark.django_db
def test_a_worker_that_fell_silent() -> None:
    heartbeat(timedelta(minutes=5))
    assert doctor.worker().is_fault
    heartbeat(timedelta(seconds=5))
    assert not doctor.worker().is_fault
    assert ProcrastinateWorker.objects.count() == 2


def test_the_signing_key(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PIMPASA_SECRET_KEY")
    assert doctor.signing_key().is_fault
    key = folder / "secret-key"
    key.write_text("a secret")
    assert not doctor.signing_key().is_fault


@pytest.mark.parametrize("name", ["secret-key", "ledger-key", "link-key", "installation", "evidence", "anything"])
def test_what_others_may_reach(folder: Path, name: str) -> None:
    """Every file of the data folder, whoever put it there; static files and PostgreSQL's own are not looked at."""
    (folder / "static").mkdir(mode=0o755)
    place = folder / name
    place.touch()
    place.chmod(0o640)
    assert doctor.closed_to_others().remedy == f"chmod go= {place}"
    close_to_others(folder)
    assert stat.S_IMODE(place.stat().st_mode) == 0o600
    assert not doctor.closed_to_others().is_fault


def test_a_store_elsewhere_that_others_may_reach(
    db: None, folder: Path, settings: Settings, tmp_path_factory: pytest.TempPathFactory
) -> None:
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    elsewhere.chmod(0o755)
    settings.EVIDENCE_STORE = elsewhere.as_uri()
    assert doctor.closed_to_others().remedy == f"chmod go= {elsewhere}"
    store.check()
    assert stat.S_IMODE(elsewhere.stat().st_mode) == 0o700


def test_little_space(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    usage = shutil.disk_usage("/")
    monkeypatch.setattr(shutil, "disk_usage", lambda path: usage._replace(free=1024**3))
    assert doctor.free_space().state.startswith(f"1.0 GB free in {folder}, ")
    assert doctor.free_space().is_fault
    monkeypatch.setattr(shutil, "disk_usage", lambda path: usage._replace(free=1024**4))
    assert not doctor.free_space().is_fault


def test_no_data_folder(folder: Path, settings: Settings) -> None:
    assert not doctor.data_folder().is_fault
    settings.DATA = folder / "nowhere"
    assert doctor.data_folder().is_fault


def test_debugging_left_on(settings: Settings) -> None:
    settings.DEBUG = True
    assert doctor.debug_off().remedy == "unset PIMPASA_DEBUG"
    settings.DEBUG = False
    assert not doctor.debug_off().is_fault


def test_static_files(folder: Path, settings: Settings) -> None:
    settings.STATIC_ROOT = folder / "static"
    assert doctor.static_files().remedy == "collect them: pimpasa static"


def test_an_evidence_store(db: None, folder: Path, settings: Settings) -> None:
    settings.EVIDENCE_STORE = (folder / "evidence").as_uri()
    assert not doctor.evidence_store().is_fault
    shutil.rmtree(folder / "evidence")
    (folder / "evidence").touch()
    assert doctor.evidence_store().is_fault


def test_what_reads_strangers_files_is_tried_from_inside(monkeypatch: pytest.MonkeyPatch) -> None:
    assert not doctor.sandbox().is_fault
    monkeypatch.setattr(doctor, "landlock_version", lambda: 0)
    assert "tesseract" in doctor.sandbox().state
    monkeypatch.setattr(Program, "run", lambda _program, _task: b"file socket")
    assert "not shut in: file socket" in doctor.sandbox().state


def test_where_nothing_shuts_it_in(monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(_program: Program, _task: object) -> bytes:
        raise Failed

    monkeypatch.setattr(Program, "run", fails)
    assert "no preview is made" in doctor.sandbox().state


def test_clocks_and_whose_the_store_is(office: Office, folder: Path, settings: Settings) -> None:
    settings.EVIDENCE_STORE = (folder / "evidence").as_uri()
    assert not doctor.clocks().is_fault
    LastSight.objects.update_or_create(defaults={"at": clock.now() - timedelta(days=3)})
    assert "pimpasa clock confirm" in doctor.clocks().remedy
    found()
    assert not doctor.store_owner().is_fault
    (folder / "evidence" / store.MARK).write_bytes(b"lain")
    assert "pimpasa store own" in doctor.store_owner().remedy


def test_the_last_backup(db: None, settings: Settings) -> None:
    assert doctor.backup_age().state == "there is no backup of this installation"
    note_backup(missing=0)
    assert not doctor.backup_age().is_fault
    note_backup(missing=3)
    assert doctor.backup_age().remedy == "see which: pimpasa store compare"
    LastBackup.objects.update(at=clock.now() - timedelta(days=3), missing=0)
    assert doctor.backup_age().remedy.startswith("pimpasa backup ")
    settings.BACKUP_DAYS = 7
    assert not doctor.backup_age().is_fault
    LastBackup.objects.all().delete()
    settings.BACKUP_DAYS = 0
    assert not doctor.backup_age().is_fault


def test_keys_of_another_installation(db: None, folder: Path, settings: Settings) -> None:
    assert not doctor.keys_fit().is_fault
    found()
    assert not doctor.keys_fit().is_fault
    settings.LINK_KEY = b"another's" * 4
    assert doctor.keys_fit() == Finding(
        "this machine's link-key (PIMPASA_LINK_KEY) is not the one of the installation in this database",
        "bring its own here",
    )


def test_another_installations_data_folder(db: None, folder: Path) -> None:
    found()
    (folder / "installation").write_text("00000000-0000-4000-8000-000000000000\n")
    assert doctor.keys_fit().remedy == "name the other database, or another PIMPASA_DATA"


def test_tables_of_a_newer_version(db: None) -> None:
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO django_migrations (app, name, applied) VALUES ('reports', '9999_later', now())")
    assert doctor.tables().remedy == "install that version"


def test_a_database_that_does_not_answer_is_a_finding(tmp_path: Path) -> None:
    url = f"postgresql://pimpasa@127.0.0.1:{free_port()}/pimpasa"
    result = pimpasa("doctor", "--json", data=tmp_path / "data", DATABASE_URL=url)
    assert result.returncode == 1
    (finding,) = json.loads(result.stdout)["findings"]
    assert finding["check"] == "database"
    assert finding["fault"] is True
    assert finding["state"].startswith("the database does not answer: ")
