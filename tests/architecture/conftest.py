"""Who asks at every address."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from django.test import Client

if TYPE_CHECKING:
    from pimpasa.accounts.models import Officer
    from pimpasa.waiting.queries.entries import Waiting


@pytest.fixture
def what_waits_is_asked_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """It stands in the frame of every officers' page and hangs on who asks, never on what is sent.

    Half of a walk over all addresses went to asking it anew.
    """
    from pimpasa.sites.officers import middleware

    known: dict[int, Waiting] = {}
    ask = middleware.waiting_for

    def asked_once(officer: Officer, **more: Any) -> Waiting:
        if officer.pk not in known:
            known[officer.pk] = ask(officer, **more)
        return known[officer.pk]

    monkeypatch.setattr(middleware, "waiting_for", asked_once)


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
