"""Who asks at every address."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.test import Client

if TYPE_CHECKING:
    from pimpasa.accounts.models import Officer


@pytest.fixture
def people(transactional_db: None, what_waits_is_asked_once: None) -> list[Client]:
    """A stranger, an analyst and an administrator."""
    from tests.factories.people import PASSPHRASE, cast

    office = cast()

    def signed_in(officer: Officer) -> Client:
        browser = Client(raise_request_exception=False)
        assert browser.post("/masuk/", {"login": officer.email, "password": PASSPHRASE}).status_code == 302
        return browser

    return [Client(raise_request_exception=False), signed_in(office.dewi), signed_in(office.agus)]
