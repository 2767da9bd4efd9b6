"""Browsers of residents and officers, without a browser's weight.

Pytest may read this file before Django is set up, so the program is imported inside the fixtures.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from pytest_django.fixtures import Settings

if TYPE_CHECKING:
    from django.test import Client

    from pimpasa.accounts.models import Officer
    from tests.factories.people import Cast

    SignIn = Callable[[Officer], Client]


@pytest.fixture(autouse=True)
def _fresh(settings: Settings, tmp_path: Path) -> None:
    """A store of the test's own, and nothing that a process remembers."""
    from django.core.cache import cache

    settings.EVIDENCE_STORE = (tmp_path / "evidence").as_uri()
    cache.clear()


@pytest.fixture
def office(db: None) -> Cast:
    from tests.factories.people import cast

    return cast()


@pytest.fixture
def signed_in() -> SignIn:
    """A browser in which somebody really signed in, so that it holds their key's cookie."""
    from django.test import Client

    from tests.factories.people import PASSPHRASE

    def sign_in(officer: Officer) -> Client:
        browser = Client()
        answer = browser.post("/masuk/", {"login": officer.email, "password": PASSPHRASE})
        assert answer.status_code == 302, answer.content.decode()
        return browser

    return sign_in
