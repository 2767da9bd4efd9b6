"""Where the real data lie, and the whole country for the tests that are about it.

Pytest may read this file before Django is set up, so the program is imported inside the fixtures.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import transaction
from pytest_django import DjangoDbBlocker

ROOT = Path(__file__).resolve().parents[2]
SHARED = Path(os.environ.get("TESTS_SHARED_DATA", ROOT.parent / "shared" / "data"))
JAKARTA = SHARED / "kelurahan-boundaries-jakarta-tangerang.geojsonl.gz"
INDONESIA = SHARED / "kelurahan-boundaries-indonesia-simplified.geojsonl.gz"


def needs(path: Path, remedy: str) -> None:
    if not path.exists():
        pytest.skip(f"{path} is not there; {remedy}")


@pytest.fixture(scope="module")
def country(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[dict[str, int]]:
    """Every village of the country, imported once for a module and rolled back after it; gives the import's counts."""
    from pimpasa.territory.actions import import_areas
    from pimpasa.territory.queries import places
    from pimpasa.territory.sources import CONTENT

    needs(CONTENT, "`make setup` makes it")
    with django_db_blocker.unblock(), transaction.atomic():
        yield import_areas(progress=lambda _said: None)
        transaction.set_rollback(True)
    places.forget()


@pytest.fixture
def jakarta() -> Path:
    needs(JAKARTA, "TESTS_SHARED_DATA says where the boundaries are")
    return JAKARTA


@pytest.fixture(scope="session")
def indonesia() -> Path:
    needs(INDONESIA, "TESTS_SHARED_DATA says where the boundaries are")
    return INDONESIA
