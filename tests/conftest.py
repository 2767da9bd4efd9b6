"""One embedded PostgreSQL for the whole run, shared by its workers; each worker has a database of its own."""

import hashlib
import math
import os
import secrets
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from types import FrameType
from typing import Any
from urllib.parse import urlsplit

import hypothesis
import psycopg
import pytest
from pytest_django.fixtures import Settings

from pimpasa.config.postgres import Cluster

hypothesis.settings.register_profile("tests", derandomize=True, deadline=None)
hypothesis.settings.load_profile("tests")

FOLDER = "TESTS_FOLDER"
TEMPLATE = "pimpasa_template"
ROOT = Path(__file__).resolve().parent.parent
PREFIX = "pimpasa-tests-"


# What takes longest begins first, so that no worker waits for another at the end. The whole country comes between the
# stories in a browser because the first of those makes the demonstration, for which the second would wait.
LONGEST = (
    "e2e/test_canaries.py",
    "territory/test_country.py",
    "e2e/",
    "drills/",
    "config/test_run.py",
    "config/test_backup.py",
    "architecture/test_hostile_input.py",
    "architecture/test_hostile_requests.py",
    "sites/officers/test_who_may.py",
    "acts/",
)


@pytest.hookimpl(tryfirst=True)
def pytest_configure(config: pytest.Config) -> None:
    """Before anything reads the settings: the first process makes what the workers then find in the environment."""
    if FOLDER not in os.environ:
        _begin(config)
    worker = os.environ.get("PYTEST_XDIST_WORKER", "only")
    os.environ["PIMPASA_DATA"] = str(Path(os.environ[FOLDER]) / "data" / worker)
    os.environ["DJANGO_SETTINGS_MODULE"] = "pimpasa.config.settings"

    import django

    django.setup()
    from django.db import connection

    connection.settings_dict["TEST"]["TEMPLATE"] = TEMPLATE
    # Some tests are without the database, by whose clock the program goes.
    from pimpasa.common import clock

    clock.set_by(clock.machine_now())


def _begin(config: pytest.Config) -> None:
    _end_what_was_killed()
    # Each of the hundred processes that tests start would otherwise compile the program anew.
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    folder = Path(tempfile.mkdtemp(prefix=f"{PREFIX}{os.getpid()}-"))
    folder.chmod(0o711)
    if config.option.basetemp is None:
        # Not pytest's folder of all runs: each run closes that to others, and PostgreSQL's own user has to pass.
        config.option.basetemp = str(folder / "temporary")
    # Nothing here has to survive a crash of the machine, and no plan may depend on when a table was last counted.
    options = ("fsync", "synchronous_commit", "full_page_writes", "autovacuum")
    cluster = Cluster(folder / "postgres", dict.fromkeys(options, "off"))
    config.add_cleanup(lambda: _end(folder, cluster))
    signal.signal(signal.SIGTERM, _interrupt)
    os.environ[FOLDER] = str(folder)
    _start_with_template(cluster, _kept_cluster())
    os.environ["DATABASE_URL"] = cluster.url
    os.environ["PIMPASA_SECRET_KEY"] = secrets.token_urlsafe(48)


def _kept_cluster() -> Path:
    """Where a cluster with the template lies between runs, by what it was made from."""
    folder = ROOT / ".pytest_cache" / "d" / "postgres"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    sources = [ROOT / "requirements.txt", *sorted(ROOT.glob("pimpasa/*/migrations/*.py"))]
    return folder / hashlib.sha256(b"".join(source.read_bytes() for source in sources)).hexdigest()[:16]


def _start_with_template(cluster: Cluster, kept: Path) -> None:
    """Start it with a database that is migrated already, and of which each worker's is a copy.

    Making it takes half a minute of a core, a copy of a second: so it is kept for the next run.
    """
    if kept.exists():
        _copy(kept, cluster.folder)
        cluster.start()
        return
    cluster.start()
    _make_template(cluster)
    cluster.stop()
    shutil.rmtree(kept.parent)
    kept.parent.mkdir(mode=0o700)
    _copy(cluster.folder, kept.with_suffix(f".{os.getpid()}"))
    kept.with_suffix(f".{os.getpid()}").rename(kept)
    cluster.start()


def _copy(folder: Path, to: Path) -> None:
    """With owners and times: as root the database's files belong to another user."""
    subprocess.run(["cp", "-a", folder, to], check=True)


def _make_template(cluster: Cluster) -> None:
    with psycopg.connect(cluster.url, autocommit=True) as admin:
        admin.execute(f"CREATE DATABASE {TEMPLATE}")
    address = urlsplit(cluster.url)._replace(path=f"/{TEMPLATE}").geturl()
    environment = os.environ | {"DATABASE_URL": address, "PIMPASA_DATA": str(Path(os.environ[FOLDER]) / "data")}
    subprocess.run([sys.executable, "-m", "pimpasa", "django", "migrate", "-v0"], env=environment, check=True)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    items.sort(key=_turn)


def _turn(item: pytest.Item) -> int:
    place = item.path.relative_to(Path(__file__).parent).as_posix()
    return next((turn for turn, start in enumerate(LONGEST) if place.startswith(start)), len(LONGEST))


def _end_what_was_killed() -> None:
    for folder in Path(tempfile.gettempdir()).glob(f"{PREFIX}*-*"):
        owner = folder.name.removeprefix(PREFIX).partition("-")[0]
        if not Path("/proc", owner).exists() and os.access(folder, os.W_OK):
            _end(folder, Cluster(folder / "postgres"))


def _end(folder: Path, cluster: Cluster) -> None:
    cluster.stop()
    shutil.rmtree(folder, ignore_errors=True)


def _interrupt(number: int, frame: FrameType | None) -> None:
    raise KeyboardInterrupt


@pytest.fixture(autouse=True, scope="session")
def _quick_emptying() -> Iterator[None]:
    """What a test committed is deleted where rows are: truncating all tables takes half a second, however empty."""
    from tests import emptying

    with pytest.MonkeyPatch.context() as patch:
        emptying.quicken(patch)
        yield


@pytest.fixture(autouse=True)
def _quick_passphrases(settings: Settings) -> None:
    """The slow hashes are slow on purpose; what they guard is tested where they are made."""
    settings.KEY_PASSPHRASE_COST = {"iterations": 1, "lanes": 1, "memory_kib": 8}
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture(autouse=True)
def _plain_static_files(settings: Settings) -> None:
    """Pages name their style sheet without its hash, so nothing has to be collected first."""
    Path(settings.STATIC_ROOT).mkdir(parents=True, exist_ok=True)
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.STORAGES = settings.STORAGES | {"staticfiles": plain}


@pytest.fixture(autouse=True)
def _forget(monkeypatch: pytest.MonkeyPatch) -> None:
    """What a process remembers for seconds is not another test's, and within a test no second ends it by chance."""
    from pimpasa.allowances import queries as allowances
    from pimpasa.common import remembered
    from pimpasa.evidence import store
    from pimpasa.outreach.day import queries as day
    from pimpasa.outreach.queries import public
    from pimpasa.packs import queries as packs
    from pimpasa.reports.queries import readers
    from pimpasa.sites.common.templatetags import alike
    from pimpasa.territory import atlas
    from pimpasa.territory.queries import places
    from pimpasa.welcome import queries as welcome

    monkeypatch.setattr(allowances, "SECONDS_REMEMBERED", math.inf)
    monkeypatch.setattr(atlas, "SECONDS_BETWEEN_LOOKS", math.inf)
    monkeypatch.setattr(remembered, "SECONDS", math.inf)
    monkeypatch.setattr(store, "SURE_FOR", math.inf)
    monkeypatch.setattr(day, "SECONDS", math.inf)
    monkeypatch.setattr(readers, "SECONDS_REMEMBERED", math.inf)
    store.line.forget()
    day.forget()
    packs.forget()
    public.forget()
    welcome.forget()
    readers.forget()
    places.forget()
    alike.forget()


@pytest.fixture
def what_waits_is_asked_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """For walks over all addresses, which ask for hundreds of pages and of none what waits beside it.

    It stands in the frame of every officers' page and hangs on who asks, never on what is sent: half of such a walk
    went to asking it anew.
    """
    from pimpasa.sites.officers import middleware

    known: dict[int, Any] = {}
    ask = middleware.waiting_for

    def asked_once(officer: Any, **more: Any) -> Any:
        if officer.pk not in known:
            known[officer.pk] = ask(officer, **more)
        return known[officer.pk]

    monkeypatch.setattr(middleware, "waiting_for", asked_once)


@pytest.fixture
def broken_ledger(db: None) -> Callable[[], AbstractContextManager[None]]:
    """A block in which no act can be written to the ledger, and in which the same tables must hold the same rows."""
    from django.db import DatabaseError, connection

    from tests.factories.tables import everything

    @contextmanager
    def broken() -> Iterator[None]:
        before = everything()
        with connection.cursor() as cursor:
            cursor.execute(
                "CREATE FUNCTION no_ledger() RETURNS trigger LANGUAGE plpgsql AS "
                "$$ BEGIN RAISE EXCEPTION 'no ledger'; END $$; "
                "CREATE TRIGGER no_ledger BEFORE INSERT ON ledger_entry EXECUTE FUNCTION no_ledger()"
            )
        with pytest.raises(DatabaseError, match="no ledger"):
            yield
        with connection.cursor() as cursor:
            cursor.execute("DROP TRIGGER no_ledger ON ledger_entry; DROP FUNCTION no_ledger()")
        assert everything() == before

    return broken
