"""The office's pages about learning: its own pages, a new look at ours, reviewing questions."""

from __future__ import annotations

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from pimpasa.common import clock
from pimpasa.education import queries
from pimpasa.education.models import OfficePage, PageCheck
from tests.factories import lessons
from tests.factories.people import Cast


def test_it_works(office: Cast, dewi: Client) -> None:
    first, second = queries.bank()[:2]
    page = dewi.get("/petugas/belajar/soal/").content.decode()
    assert "0 dari" in page
    assert first.said("id").why in page
    ticked = [f"{one.key}:{one.digest.hex()}" for one in (first, second)]
    page = dewi.post("/petugas/belajar/soal/", {"read": ticked}, follow=True).content.decode()
    assert "2 soal sudah ditinjau." in page
    assert queries.reviewed(office.at.office) == [first, second]
    page = dewi.post(f"/petugas/belajar/soal/{first.key}/tarik/", follow=True).content.decode()
    assert "tidak memakai soal ini lagi" in page
    assert queries.reviewed(office.at.office) == [second]


def test_a_changed_form_says_so(office: Cast, dewi: Client) -> None:
    for ticked, told in (("tppo-parts:zz", "berubah"), ("tppo-parts:00", "berubah"), ("nothing:00", "tidak ada")):
        page = dewi.post("/petugas/belajar/soal/", {"read": [ticked]}, follow=True).content.decode()
        assert told in page
    assert queries.reviewed(office.at.office) == []


TYPED = {
    "title": "Karangan: jadwal",
    "body": "## Kapan\n\nSelasa pagi.",
    "title_en": "",
    "body_en": "",
    "sources": "Karangan: papan kantor",
    "last_verified": "2026-01-05",
}


def test_a_page_is_written_looked_at_published_and_withdrawn(office: Cast, dewi: Client) -> None:
    page = dewi.post("/petugas/belajar/baru/", TYPED | {"do": "preview"}).content.decode()
    assert "<h2>Kapan</h2>" in page
    assert not OfficePage.objects.exists()
    made = dewi.post("/petugas/belajar/baru/", TYPED | {"do": "save"})
    kept = OfficePage.objects.get()
    assert made.headers["Location"] == f"/petugas/belajar/{kept.pk}/"
    address = f"/belajar/kantor/{office.at.office.pk}/{kept.slug}/"
    assert Client().get(address).status_code == 404
    page = dewi.post(f"/petugas/belajar/{kept.pk}/terbitkan/", follow=True).content.decode()
    assert address in page
    assert "Selasa pagi" in Client().get(address).content.decode()
    dewi.post(f"/petugas/belajar/{kept.pk}/", TYPED | {"do": "save", "body": "Rabu pagi."})
    assert "Rabu pagi" in Client().get(address).content.decode()
    dewi.post(f"/petugas/belajar/{kept.pk}/tarik/")
    assert Client().get(address).status_code == 404
    page = dewi.post(f"/petugas/belajar/{kept.pk}/tarik/", follow=True).content.decode()
    assert "Halaman ini tidak diterbitkan." in page


def test_what_is_missing_is_said_and_nothing_typed_is_lost(office: Cast, dewi: Client) -> None:
    for wrong, told in (
        ({"title": ""}, "Berilah judul"),
        ({"last_verified": "kemarin"}, "2025-09-23"),
        ({"title_en": "Hours"}, "bahasa Inggris"),
        ({"body": "Imigran gelap"}, "Tidak ada orang yang “ilegal”"),
        ({"body": "x" * 20_001}, "20"),
    ):
        answer = dewi.post("/petugas/belajar/baru/", TYPED | {"do": "save"} | wrong)
        assert answer.status_code == 422
        assert told in answer.content.decode()
        assert "Karangan: papan kantor" in answer.content.decode()


def test_a_page_of_ours_is_looked_at_again(office: Cast, dewi: Client) -> None:
    path = "/petugas/belajar/periksa/tanpa-biaya/"
    assert dewi.post(path, {"on": "", "what": ""}).status_code == 422
    assert dewi.post(path, {"on": "2999-01-01", "what": "Karangan"}).status_code == 422
    page = dewi.post(
        path, {"on": clock.today().isoformat(), "what": "Karangan: pasal 30"}, follow=True
    ).content.decode()
    assert "Semua orang melihat" in page
    assert PageCheck.objects.get().slug == "tanpa-biaya"
    assert "Karangan: pasal 30" in Client().get("/belajar/tanpa-biaya/").content.decode()
    assert dewi.get("/petugas/belajar/periksa/tidak-ada/").status_code == 404


def test_another_office_s_page_is_refused(office: Cast, dewi: Client) -> None:
    fani = type(office.dewi).objects.get(email="fani@contoh.invalid")
    page = lessons.published(fani)
    assert dewi.get(f"/petugas/belajar/{page.pk}/").status_code == 403
    assert dewi.post(f"/petugas/belajar/{page.pk}/tarik/").status_code == 403
    assert dewi.get("/petugas/belajar/999999/").status_code == 404


def test_the_list_asks_as_often_for_many_as_for_one(office: Cast, dewi: Client) -> None:
    def count() -> int:
        with CaptureQueriesContext(connection) as asked:
            assert "perlu diperiksa lagi" in dewi.get("/petugas/belajar/").content.decode()
        return len(asked)

    lessons.written(office.dewi, last_verified=clock.today().replace(year=clock.today().year - 2))
    before = count()
    lessons.written(office.dewi)
    lessons.published(office.dewi)
    assert count() == before


def test_facts_stand_with_their_sources_and_age(office: Cast, dewi: Client) -> None:
    page = dewi.get("/petugas/belajar/fakta/").content.decode()
    for told in ("KP2MI WhatsApp 0811-8080-141", "Polri: Layanan 110", "1 April 2025", "Belum dicatat"):
        assert told in page
    doubtful = page.index("SAPA 129"), page.index("Perlu ahli hukum")
    assert max(doubtful) < page.index("Layanan 110")
