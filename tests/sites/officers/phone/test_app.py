"""The officers' pages as an app: what a phone keeps is everybody's, and no resident's page is in its reach."""

from __future__ import annotations

import json
import re
from collections.abc import Callable

from django.contrib.staticfiles import finders
from django.test import Client

from pimpasa.accounts.models import Officer
from pimpasa.sites.officers.phone.views import ICON_SIZES
from tests.factories.people import Cast

SignIn = Callable[[Officer], Client]
MANIFEST, WORKER, SHELL = "/petugas/app.webmanifest", "/petugas/pemberitahuan.js", "/petugas/tanpa-jaringan/"


def test_the_manifest_names_icons_that_are_there_and_starts_with_what_waits() -> None:
    answer = Client().get(MANIFEST)
    assert answer.headers["Content-Type"] == "application/manifest+json"
    facts = json.loads(answer.content)
    assert (facts["start_url"], facts["scope"], facts["lang"]) == ("/petugas/", "/petugas/", "id")
    assert {icon["sizes"] for icon in facts["icons"]} == {f"{size}x{size}" for size in ICON_SIZES}
    for icon in facts["icons"]:
        assert finders.find(icon["src"].removeprefix("/static/"))


def test_the_worker_keeps_one_page_and_parts_that_are_there(office: Cast) -> None:
    answer = Client().get(WORKER)
    assert answer.headers["Content-Type"] == "text/javascript; charset=utf-8"
    assert "Service-Worker-Allowed" not in answer.headers
    data = re.search(r"JSON.parse\((\".*?\")\)", answer.content.decode())
    assert data
    kept = json.loads(json.loads(data[1]))
    assert kept["shell"] == SHELL
    for part in (kept["script"], *kept["parts"]):
        assert finders.find(part.removeprefix("/static/"))


def test_the_kept_page_is_the_same_for_everybody(office: Cast, signed_in: SignIn) -> None:
    """The worker asks for it without cookies; and whoever asks with them gets no more."""
    page = Client().get(SHELL)
    assert page.status_code == 200
    assert page.cookies == {}
    assert "csrfmiddlewaretoken" not in page.content.decode()
    assert "Sari" not in page.content.decode()


def test_officers_pages_bring_the_app_and_the_sign_in_does_not(office: Cast, signed_in: SignIn) -> None:
    for officer in (office.sari, office.agus, office.rina):
        page = signed_in(officer).get("/petugas/").content.decode()
        assert f'rel="manifest" href="{MANIFEST}"' in page
        assert f'data-worker="{WORKER}"' in page
    for path in ("/masuk/", "/", "/lapor/"):
        page = Client().get(path).content.decode()
        assert MANIFEST not in page
        assert WORKER not in page
