"""A browser runs what the release holds and nothing else: no page has a script or a style without its digest."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.management import call_command
from django.template import engines
from django.test import Client
from pytest_django.fixtures import Settings

from pimpasa.accounts.models import Officer
from pimpasa.common.integrity import HEADER, integrity, list_of
from tests.architecture.addresses import LEFT_OUT, addresses
from tests.factories import reports as given
from tests.factories.people import Cast
from tests.factories.residents import begun

SITES = Path(__file__).resolve().parents[2] / "pimpasa" / "sites"
# What is not code though it stands in a tag of its name.
DATA = {"application/json", "application/ld+json"}
SignIn = Callable[[Officer], Client]


class Loads(HTMLParser):
    """What of a page would run or be styled: addresses with their digests, and what stands in the page itself."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.loaded: list[tuple[str, str]] = []
        self.inline: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = {name: value or "" for name, value in attrs}
        if tag == "script" and said.get("type") not in DATA:
            self.loaded.append((said.get("src", "none"), said.get("integrity", "none")))
        elif tag == "link" and "stylesheet" in said.get("rel", "").split():
            self.loaded.append((said.get("href", "none"), said.get("integrity", "none")))
        if tag == "style":
            self.inline.append("style")
        self.inline += [name for name in said if name == "style" or name.startswith("on")]


def unproved(page: str) -> Iterator[str]:
    """What a page loads that is not, by its digest, the file of the release at that address; and what is within it."""
    loads = Loads(page)
    yield from loads.inline
    for address, digest in loads.loaded:
        path = finders.find(address.removeprefix("/static/"))
        if path is None or digest != integrity(Path(str(path)).read_bytes()):
            yield address


def pages(people: list[Client], paths: list[str]) -> Iterator[tuple[str, str]]:
    for path in paths:
        for person in people:
            answer = person.get(path)
            if answer.headers.get("Content-Type", "").startswith("text/html"):
                yield path, answer.content.decode()


PATHS = {path for path, _view in addresses() if "0" not in path}
PUBLIC = sorted(path for path in PATHS if not path.startswith("/petugas/"))
OFFICERS = sorted(path for path in PATHS if path.startswith(("/petugas/", "/masuk/")) and path not in LEFT_OUT)


@pytest.mark.django_db
def test_what_residents_and_strangers_get(office: Cast) -> None:
    found = list(pages([begun("/lapor/kirim/")], PUBLIC))
    assert len(found) > 60
    assert [(path, what) for path, page in found for what in unproved(page)] == []


@pytest.mark.django_db
def test_what_officers_get(office: Cast, signed_in: SignIn) -> None:
    report = given.taken(office.sari)
    check = given.check(report, office.sari)
    paths = [*OFFICERS, f"/petugas/laporan/{report.pk}/", f"/petugas/cek-lapangan/{check.pk}/"]
    found = list(pages([signed_in(office.dewi)], paths))
    assert len(found) > 60
    assert [(path, what) for path, page in found for what in unproved(page)] == []


def test_no_template_names_a_script_or_a_style_without_its_digest() -> None:
    tag = re.compile(r"<script\b[^>]*>|<link\b[^>]*stylesheet[^>]*>")
    sources = [*SITES.glob("*/templates/**/*.html"), *SITES.glob("**/*.py")]
    tags = [(path.name, found) for path in sources for found in tag.findall(path.read_text())]
    bare = [(name, found) for name, found in tags if "{% fixed " not in found and "application/" not in found]
    assert len(tags) > 30
    assert bare == [("unsent.py", '<script type="module" {}>')]  # which the officers' pages above hold


class TestCollected:
    """As an installation serves it: names with hashes, compressed."""

    @pytest.fixture(autouse=True)
    def _collected(self, settings: Settings, tmp_path: Path) -> None:
        settings.STATIC_ROOT = tmp_path / "static"
        name = "whitenoise.storage.CompressedManifestStaticFilesStorage"
        settings.STORAGES = settings.STORAGES | {"staticfiles": {"BACKEND": name}}
        call_command("collectstatic", interactive=False, verbosity=0)

    def test_a_page_names_the_digest_of_what_is_sent(self, settings: Settings) -> None:
        source = '{% load fixed %}<script {% fixed "common/pimpasa.js" %}></script>{% fixed "common/pimpasa.css" %}'
        shown = engines["django"].from_string(source).render()
        for name in ("common/pimpasa.js", "common/pimpasa.css"):
            address = staticfiles_storage.url(name)
            assert re.search(r"\.[0-9a-f]{12}\.", address)
            content = (Path(settings.STATIC_ROOT) / address.removeprefix("/static/")).read_bytes()
            assert f'="{address}" integrity="{integrity(content)}"' in shown

    def test_the_list_has_each_script_and_style_that_is_served(self, settings: Settings) -> None:
        root = Path(settings.STATIC_ROOT)
        first, *lines = list_of(root, at="/static/").splitlines()
        assert first == HEADER
        told = dict(reversed(line.split("  ")) for line in lines)
        files = [path for path in root.rglob("*") if path.suffix in (".js", ".css")]
        assert told == {f"/static/{path.relative_to(root)}": integrity(path.read_bytes()) for path in files}
        assert staticfiles_storage.url("public/sealing.js") in told
