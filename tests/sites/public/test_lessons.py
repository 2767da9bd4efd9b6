"""What a resident reads and plays: nothing counted, nothing kept, light enough for a poor network."""

from __future__ import annotations

import gzip
import json
import re
from datetime import timedelta
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from pimpasa.common import clock
from pimpasa.education import queries
from pimpasa.education.actions import check_page
from pimpasa.education.pages import read_pages
from pimpasa.sites.public.app_views import ICON_SIZES, KEPT_QUIZZES
from tests.factories import lessons
from tests.factories.people import Cast

pytestmark = pytest.mark.django_db
QUIZ = "/belajar/kuis/?soal=7"


def read(path: str) -> str:
    answer = Client().get(path)
    assert answer.status_code == 200
    assert answer.cookies.keys() == set()
    return re.sub(r"\s+", " ", answer.content.decode())


def test_it_works(office: Cast) -> None:
    page = read("/belajar/")
    for row in read_pages("id"):
        assert row.title in page
        assert f"/belajar/{row.slug}/" in page
    first, second = read_pages("id")[:2]
    page = read(f"/belajar/{first.slug}/")
    for told in (first.title, first.alt, "UU 21/2007 pasal 1", "Terakhir diperiksa: 24 November 2026", second.title):
        assert told in page
    assert 'href="/cek-lowongan/"' in page
    assert 'href="/lapor/"' in page
    assert "perlu dipastikan ahli hukum kantor" in page[page.index("app-sources") :]
    assert "ahli hukum" not in page[: page.index("app-sources")]
    assert "What is TPPO?" in read("/belajar/tppo/?bahasa=en")
    assert Client().get("/belajar/tidak-ada/").status_code == 404
    assert "/belajar/" in read("/")


def test_an_office_s_page_stands_beside_ours(office: Cast) -> None:
    page = lessons.published(office.dewi)
    lessons.written(office.dewi, title="Karangan: konsep")
    listed = read("/belajar/")
    assert page.title in listed
    assert office.at.office.name in listed
    assert "Karangan: konsep" not in listed
    address = f"/belajar/kantor/{office.at.office.pk}/{page.slug}/"
    shown = read(address)
    for told in (office.at.office.name, "<h2>Kapan</h2>", "Karangan: papan kantor, 2026", "5 Januari 2026"):
        assert told in shown
    assert 'lang="id"' in read(f"{address}?bahasa=en")
    draft = f"/belajar/kantor/{office.at.office.pk}/karangan-konsep/"
    for path in (draft, f"/belajar/kantor/999999/{page.slug}/"):
        assert Client().get(path).status_code == 404


def test_a_stale_page_says_so(office: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    page = read_pages("id")[0]
    later = page.last_verified + page.review_after + timedelta(days=1)
    assert "seharusnya diperiksa lagi" not in read("/belajar/tppo/")
    monkeypatch.setattr(clock, "today", lambda: later)
    assert "seharusnya diperiksa lagi" in read("/belajar/tppo/")
    check_page(office=office.at.office, slug="tppo", on=later, what="Karangan: dibaca lagi", by=office.dewi)
    page_now = read("/belajar/tppo/")
    assert "seharusnya diperiksa lagi" not in page_now
    assert f"{office.at.office.name} (Karangan: dibaca lagi)" in page_now


def test_the_quiz_is_played_in_its_address(office: Cast) -> None:
    assert "?soal=" in read("/belajar/kuis/")
    drawn = queries.draw(7)
    page = read(QUIZ)
    assert all(one.said("id").question in page for one in drawn)
    assert 'data-result data-told-0="Saya menjawab benar 0 dari 5' in page
    answers = "".join(f"&j{number}={one.right}" for number, one in enumerate(drawn[:4], start=1))
    page = read(f"{QUIZ}{answers}&j5=3")
    assert "<span data-right-number>4</span>/5" in page
    assert "https://wa.me/?text=Saya%20menjawab%20benar%204%20dari%205" in page
    assert "http://testserver/belajar/kuis/?soal=7" in page


@pytest.mark.parametrize(
    "query", ["soal=", "soal=x", "soal=-1", "soal=99999999999", "soal=²", "soal=7&j1=x&j2=99&j9=1"]
)
def test_nonsense_in_the_address_is_no_fault(office: Cast, query: str) -> None:
    assert "<h1" in read(f"/belajar/kuis/?{query}")


def test_pages_ask_the_database_as_often_for_many_as_for_one(office: Cast) -> None:
    def count() -> int:
        read("/belajar/")  # whose page it is, and dated packs, are asked for once in some seconds
        with CaptureQueriesContext(connection) as asked:
            read("/belajar/")
        return len(asked)

    lessons.published(office.dewi)
    before = count()
    for _ in range(2):
        lessons.published(office.dewi)
        check_page(office=office.at.office, slug="tppo", on=clock.today(), what="Karangan", by=office.dewi)
    assert count() == before


@pytest.mark.parametrize(
    "path",
    ["/belajar/", QUIZ, f"{QUIZ}&j1=0", "/tanpa-jaringan/", *(f"/belajar/{page.slug}/" for page in read_pages("id"))],
)
def test_pages_are_light(office: Cast, path: str) -> None:
    """With all that they name, but for pictures that come when they are scrolled to."""
    assert weight(path) <= 60 * 1024


def test_the_report_form_stays_light(office: Cast) -> None:
    assert weight("/lapor/?w=31.73.01.1006&rw=17") <= 80 * 1024


def weight(path: str) -> int:
    answer = Client().get(path)
    files = set(re.findall(r'(?:href|src)="/static/([^"]+)"', answer.content.decode()))
    sent = [answer.content, *(Path(str(finders.find(name))).read_bytes() for name in files)]
    return sum(len(gzip.compress(part)) for part in sent)


class TestApp:
    def test_the_manifest_names_icons_that_are_there(self, office: Cast) -> None:
        answer = Client().get("/app.webmanifest")
        assert answer.headers["Content-Type"] == "application/manifest+json"
        told = json.loads(answer.content)
        assert (told["start_url"], told["scope"], told["lang"]) == ("/belajar/", "/", "id")
        assert {icon["sizes"] for icon in told["icons"]} == {f"{size}x{size}" for size in ICON_SIZES}
        for icon in told["icons"]:
            assert finders.find(icon["src"].removeprefix("/static/"))

    def test_the_worker_keeps_public_pages_alone(self, office: Cast) -> None:
        page = lessons.published(office.dewi)
        answer = Client().get("/app.js")
        assert answer.headers["Content-Type"] == "text/javascript; charset=utf-8"
        found = re.search(r"JSON.parse\((\".*?\")\)", answer.content.decode())
        assert found
        kept = json.loads(json.loads(found[1]))
        assert finders.find(kept["script"].removeprefix("/static/"))
        assert set(kept["pages"]) == {
            *("/", "/belajar/", "/belajar/kuis/", "/tanpa-jaringan/", "/privasi/"),
            *("/cek-lowongan/", "/cek-lowongan/tanya/"),
            *(f"/belajar/{row.slug}/" for row in read_pages("id")),
            f"/belajar/kantor/{office.at.office.pk}/{page.slug}/",
        }

    def test_what_is_kept_is_nobody_s(self, office: Cast) -> None:
        """The worker asks without cookies; and there is no form's token on these pages, nor a cookie from them."""
        for path in (
            "/",
            "/belajar/",
            "/belajar/tppo/",
            "/tanpa-jaringan/",
            "/privasi/",
            f"/belajar/kuis/?soal={KEPT_QUIZZES}",
        ):
            assert "csrfmiddlewaretoken" not in read(path)

    def test_a_page_may_ask_whether_there_is_a_network(self) -> None:
        answer = Client().head("/ada-jaringan/")
        assert (answer.status_code, answer.headers["Cache-Control"]) == (204, "no-store")

    def test_only_learning_pages_keep_pages_and_a_report_one(self, office: Cast) -> None:
        """A phone on which somebody only reported keeps the page that says that there is no network, and no other."""
        for path in ("/", "/privasi/"):
            assert "public/app.js" not in read(path)
        for path in ("/lapor/", "/lacak/"):
            assert Client().get(path).content.decode().count(" data-few></script>") == 1
        assert "data-few" not in read("/belajar/hak-korban/")
        assert "public/app.js" in read("/belajar/hak-korban/")
