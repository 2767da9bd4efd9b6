"""The first screen after signing in belongs to what waits."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.factories.people import PASSPHRASE, Cast

pytestmark = pytest.mark.django_db


def test_no_banner_says_what_one_did(office: Cast) -> None:
    browser = Client()
    form = {"login": office.sari.email, "password": PASSPHRASE}
    page = browser.post("/masuk/", form, follow=True).content.decode()
    assert "Menunggu Anda" in page
    assert "govuk-notification-banner" not in page
