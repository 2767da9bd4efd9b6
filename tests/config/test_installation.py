"""What a database needs once is made once, however many machines start at the same moment."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
import pytest

from pimpasa.config import installation
from pimpasa.config.errors import Fault
from tests.processes import environment

EMPTY = "pimpasa_empty"


@pytest.fixture
def empty_database() -> Iterator[str]:
    """The address of a database without a table."""
    address = os.environ["DATABASE_URL"]
    name = f"{EMPTY}_{os.environ.get('PYTEST_XDIST_WORKER', 'alone')}"
    with psycopg.connect(address, autocommit=True) as admin:
        admin.execute(f'DROP DATABASE IF EXISTS "{name}"')
        admin.execute(f'CREATE DATABASE "{name}"')
        yield urlsplit(address)._replace(path=f"/{name}").geturl()
        admin.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def test_three_machines_start_at_once_on_an_empty_database(empty_database: str, tmp_path: Path) -> None:
    folders = [tmp_path / f"machine-{number}" for number in range(3)]
    starts = [
        subprocess.Popen(
            [sys.executable, "-m", "pimpasa", "migrate"],
            env=environment(folder, DATABASE_URL=empty_database),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        for folder in folders
    ]
    words = [start.communicate(timeout=300)[0] for start in starts]
    assert [start.returncode for start in starts] == [0, 0, 0], words
    assert sum("migrations" in said for said in words) == 1
    assert [said.splitlines()[-1] for said in words] == ["The tables are up to date."] * 3


@pytest.mark.django_db
def test_a_postgresql_that_is_too_old_is_refused_in_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(installation, "OLDEST_POSTGRES", 99)
    with pytest.raises(Fault, match=r"^this is PostgreSQL \d+; use 99 or newer$"), installation.alone():
        pytest.fail("it went on")
