"""An installation of 0.1, dumped before its tables were named anew, comes up whole.

`installations/0.1.sql.gz` holds invented people and reports, made by that version's own tests; their passphrase is the
tests', its log was signed with the key below.
"""

from __future__ import annotations

import gzip
import os
import re
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import UUID

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import override_settings
from pytest_django import DjangoDbBlocker
from pytest_django.fixtures import Settings

from pimpasa.accounts.models import Officer
from pimpasa.cases.models import Case
from pimpasa.cases.opening.cases import peek as peek_case
from pimpasa.config import adoption, consistency
from pimpasa.config.errors import Fault
from pimpasa.config.installation import migrate, pending_migrations
from pimpasa.config.postgres import BINARIES
from pimpasa.handling.models import Transfer
from pimpasa.keys.unlocking import Keyring
from pimpasa.operations.models import Operation
from pimpasa.operations.opening import peek as peek_operation
from pimpasa.papers.models import Paper
from pimpasa.papers.opening.papers import peek as peek_paper
from pimpasa.reports.models import Report
from pimpasa.reports.opening import peek
from pimpasa.verification.models import FieldCheck
from tests.factories import reports as given
from tests.factories.people import keyring

TEMPLATE = "pimpasa_template"  # which tests/conftest.py makes with `pimpasa django migrate` from nothing
DUMP = Path(__file__).parent / "installations" / "0.1.sql.gz"
LEDGER_KEY = b"a" * 32
CODE = "613Z-Q7KF-6YJK-4MKD-MVHWG"
CONCLUDED = "Karangan: tetangga dijanjikan kerja, paspornya disimpan perekrut."
VISITED = UUID("01a21886-1bc8-7a06-9321-a7b1f786c4ca")

# Everything but names that PostgreSQL or Django made up.
SHAPE = {
    "columns": """
        SELECT table_name, column_name, data_type, is_nullable, column_default, is_identity
        FROM information_schema.columns WHERE table_schema = 'public' ORDER BY 1, 2""",
    "constraints": """
        SELECT conrelid::regclass::text, contype::text, pg_get_constraintdef(oid)
        FROM pg_constraint WHERE connamespace = 'public'::regnamespace ORDER BY 1, 2, 3""",
    "indexes": r"""
        SELECT tablename, regexp_replace(indexdef, 'INDEX \S+ ON', 'INDEX ON')
        FROM pg_indexes WHERE schemaname = 'public' ORDER BY 1, 2""",
    "triggers": """
        SELECT tgrelid::regclass::text, pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal ORDER BY 1, 2""",
    "functions": """
        SELECT proname, prosrc FROM pg_proc WHERE pronamespace = 'public'::regnamespace
        AND proname !~ '^procrastinate' ORDER BY 1, 2""",
}


Shape = dict[str, list[tuple[str, ...]]]


def shape() -> Shape:
    with connection.cursor() as cursor:
        tables = {}
        for what, query in SHAPE.items():
            cursor.execute(query)
            tables[what] = sorted(tuple(_bare(value) for value in row) for row in cursor.fetchall())
    return tables


def _bare(value: object) -> str:
    """A dump writes the casts and brackets of a condition out; what it says stays."""
    return re.sub(r"::[a-z]+( varying)?(\[\])?|[()]", "", str(value))


@contextmanager
def database(name: str, blocker: DjangoDbBlocker, *, like: str = "template0") -> Iterator[str]:
    """The default connection leads to a database of this name, empty or `like` another, which is gone afterwards."""
    with blocker.unblock():
        ours = connection.settings_dict["NAME"]
        theirs = f"{name}_{os.environ.get('PYTEST_XDIST_WORKER', 'only')}"
        with connection.cursor() as cursor:
            cursor.execute(f"DROP DATABASE IF EXISTS {theirs}")
            cursor.execute(f"CREATE DATABASE {theirs} TEMPLATE {like}")
        _use(theirs)
        try:
            yield theirs
        finally:
            _use(ours)
            with connection.cursor() as cursor:
                cursor.execute(f"DROP DATABASE {theirs} WITH (FORCE)")


def _use(name: str) -> None:
    connection.close()
    connection.settings_dict["NAME"] = name


@pytest.fixture
def fresh(django_db_blocker: DjangoDbBlocker) -> Shape:
    """Of an installation that began with this version, as the tests' own database did."""
    with database("fresh", django_db_blocker, like=TEMPLATE):
        assert pending_migrations() == 0
        migrate(lambda _line: None)
        return shape()


@pytest.fixture
def signed_as_then(settings: Settings) -> None:
    settings.LEDGER_SEED = LEDGER_KEY


@pytest.fixture
def earlier(django_db_blocker: DjangoDbBlocker, signed_as_then: None) -> Iterator[None]:
    """The default database is one of 0.1 as it was dumped."""
    with database("earlier", django_db_blocker):
        _load()
        yield


def _load() -> None:
    database = connection.settings_dict
    where = [f"--host={database['HOST']}", f"--username={database['USER']}", f"--dbname={database['NAME']}"]
    psql = [str(BINARIES / "psql"), "--quiet", "--set=ON_ERROR_STOP=1", "--output=/dev/null", *where]
    subprocess.run(psql, input=gzip.decompress(DUMP.read_bytes()), check=True)


def of(first_name: str) -> Keyring:
    return keyring(Officer.objects.get(email=f"{first_name}@contoh.invalid"))


@pytest.fixture(scope="module")
def brought_up_once(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[str]:
    """The name of one of 0.1 that was migrated, half a minute's work; nobody uses it, whoever wants it has a copy."""
    ours = connection.settings_dict["NAME"]
    with database("brought_up", django_db_blocker) as name, override_settings(LEDGER_SEED=LEDGER_KEY):
        _load()
        migrate(lambda _line: None)
        _use(ours)
        yield name


@pytest.fixture
def brought_up(brought_up_once: str, django_db_blocker: DjangoDbBlocker, signed_as_then: None) -> Iterator[None]:
    with database("copied", django_db_blocker, like=brought_up_once):
        yield


def test_its_tables_are_those_of_a_fresh_one(fresh: Shape, brought_up: None) -> None:
    assert pending_migrations() == 0
    present = shape()
    assert {what: set(present[what]) ^ set(fresh[what]) for what in SHAPE} == {what: set() for what in SHAPE}
    assert present == fresh
    call_command("makemigrations", "--check", "--dry-run", verbosity=0)


def test_what_was_sealed_opens(brought_up: None) -> None:
    sari, dewi = of("sari"), of("dewi")
    assert given.seen_by_reporter(CODE).answers.narrative == CONCLUDED
    assert peek(Report.objects.get(pk=VISITED), sari).answers.narrative == CONCLUDED
    for case in Case.objects.all():
        assert peek_case(case, dewi).contents.title
    for paper in Paper.objects.filter(shredded_at=None):
        assert peek_paper(paper, dewi).contents.fields
    for operation in Operation.objects.filter(case__isnull=False):
        assert peek_operation(operation, dewi).plan
    assert [Case.objects.count() > 0, Paper.objects.count() > 0, Operation.objects.count() > 0] == [True] * 3
    assert [Transfer.objects.count(), FieldCheck.objects.count()] == [1, 1]


def test_its_log_is_whole(brought_up: None) -> None:
    assert list(consistency.faults()) == []


def test_it_is_taken_over_once(brought_up: None) -> None:
    assert not adoption.adopt()


def test_what_is_older_is_named(earlier: None) -> None:
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE (app, name) = ('reports', '0017_short_pending_list')")
    with pytest.raises(Fault, match=r"older than the last commit of 0\.1"):
        migrate(lambda _line: None)
