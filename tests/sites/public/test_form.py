"""The report form without JavaScript: every answer kept, bad input answered in words, one report and no more."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.conf import settings as conf
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django.fixtures import Settings

from pimpasa.common import clock
from pimpasa.evidence.models import Exhibit
from pimpasa.reports.models import Draft, Report
from tests.factories.people import Cast
from tests.factories.territory import CENGKARENG_TIMUR

pytestmark = pytest.mark.django_db
STORY = "Karangan: tetangga dijanjikan kerja."
ANSWERS: list[tuple[str, dict[str, object]]] = [
    ("/lapor/", {"danger": "no"}),
    ("/lapor/jenis/", {"kind": "tppo"}),
    ("/lapor/cerita/", {"narrative": STORY}),
    ("/lapor/tanda/", {"indicators": ["14"]}),
    ("/lapor/tempat/", {"village": CENGKARENG_TIMUR, "rw": "17"}),
    ("/lapor/siapa/", {"form-TOTAL_FORMS": "1", "form-INITIAL_FORMS": "0", "form-0-what": "name", "form-0-value": "X"}),
    ("/lapor/bukti/", {"whole": "1"}),
    ("/lapor/identitas/", {"mode": "anonymous"}),
]


def text(name: str = "chat.txt", content: bytes = b"Karangan: isi.") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, "text/plain")


def begun(upto: str = "") -> Client:
    """A browser in which every question before `upto` was answered."""
    resident = Client()
    for path, answers in ANSWERS:
        if path == upto:
            break
        answer = resident.post(path, answers)
        assert answer.status_code == 302, f"{path}: {answer.content.decode()}"
    return resident


def page(resident: Client, path: str) -> str:
    return resident.get(path).content.decode()


def test_it_works(office: Cast) -> None:
    resident = begun()
    check = page(resident, "/lapor/periksa/")
    assert STORY in check
    assert resident.post("/lapor/kirim/").headers["Location"] == "/lapor/tanda-terima/"
    assert "Laporan Anda sudah kami terima" in page(resident, "/lapor/tanda-terima/")
    assert Report.objects.get().desk == office.at.cengkareng_timur


def test_sending_twice_makes_one_report(office: Cast) -> None:
    resident = begun()
    receipts = []
    for _ in range(3):
        resident.post("/lapor/kirim/")
        receipts.append(page(resident, "/lapor/tanda-terima/"))
    assert Report.objects.count() == 1
    assert receipts[0] == receipts[2]


def test_going_back_after_sending_leads_to_the_receipt(office: Cast) -> None:
    resident = begun()
    resident.post("/lapor/kirim/")
    for path, answers in ANSWERS:
        assert resident.get(path).headers["Location"] == "/lapor/tanda-terima/"
        assert resident.post(path, answers).headers["Location"] == "/lapor/tanda-terima/"
    assert Report.objects.count() == 1


BAD: list[tuple[str, dict[str, object], str]] = [
    ("/lapor/", {}, "Pilih ya atau tidak."),
    ("/lapor/", {"danger": "maybe"}, "maybe"),
    ("/lapor/jenis/", {}, "Pilih"),
    ("/lapor/jenis/", {"kind": "spionase"}, "spionase"),
    ("/lapor/cerita/", {"narrative": ""}, "Tulislah apa yang terjadi; beberapa kata sudah cukup."),
    ("/lapor/cerita/", {"narrative": "   \n "}, "Tulislah apa yang terjadi; beberapa kata sudah cukup."),
    ("/lapor/cerita/", {"narrative": "x" * 50_001}, "50000"),
    ("/lapor/tanda/", {"indicators": ["999"]}, "999"),
    ("/lapor/tanda/", {"indicators": ["x"]}, "x"),
    ("/lapor/tempat/", {"village": ""}, "Pilih kelurahan"),
    ("/lapor/tempat/", {"village": "99.99.99.9999"}, "kelurahan"),
    ("/lapor/tempat/", {"village": CENGKARENG_TIMUR, "rw": "abc"}, "RW"),
    ("/lapor/siapa/", {"form-TOTAL_FORMS": "x", "form-INITIAL_FORMS": "0"}, ""),
    ("/lapor/siapa/", {"form-TOTAL_FORMS": "1", "form-INITIAL_FORMS": "0", "form-0-what": "nik"}, ""),
    ("/lapor/bukti/", {}, "terputus"),
    ("/lapor/identitas/", {}, "Pilih"),
    ("/lapor/identitas/", {"mode": "confidential"}, "hubungi"),
]


@pytest.mark.parametrize(("path", "answers", "said"), BAD)
def test_a_wrong_answer_is_told_and_nothing_is_lost(
    office: Cast, path: str, answers: dict[str, object], said: str
) -> None:
    resident = begun(path)
    answer = resident.post(path, answers)
    shown = answer.content.decode()
    assert answer.status_code == 422, shown
    assert "govuk-error-summary" in shown or path == "/lapor/siapa/"
    assert said in shown
    if path not in ("/lapor/", "/lapor/jenis/", "/lapor/cerita/"):
        assert STORY in page(resident, "/lapor/cerita/")


@pytest.mark.parametrize(
    "garbage", ["\x00", "\ud800", "🙂" * 100, "'; DROP TABLE reports_report; --", "<script>", "%00"]
)
def test_garbage_is_text_like_any_other(office: Cast, garbage: str) -> None:
    resident = begun("/lapor/cerita/")
    answer = resident.post("/lapor/cerita/", {"narrative": f"Karangan {garbage}".encode("utf-8", "surrogatepass")})
    assert answer.status_code in {302, 422}
    assert resident.get("/lapor/cerita/").status_code == 200
    assert "<script>" not in page(resident, "/lapor/cerita/").partition("<main")[2].partition("</main")[0]


def test_ten_megabytes_are_told_to_be_too_long_and_kept(office: Cast) -> None:
    resident = begun("/lapor/cerita/")
    answer = resident.post("/lapor/cerita/", {"narrative": "panjang " * 1_300_000})
    assert answer.status_code == 422
    assert "panjang panjang" in answer.content.decode()


@pytest.mark.parametrize(
    "cookie",
    ["", "x", "A" * 43 + "=", "A" * 44, "\u00e9", "=" * 10_000],
)
def test_a_forged_cookie_is_nobody_s_draft(office: Cast, cookie: str) -> None:
    resident = Client()
    resident.cookies["draf"] = cookie
    for path, answers in ANSWERS[1:]:
        assert resident.get(path).status_code == 200
        assert resident.post(path, answers).status_code == 410
    assert resident.post("/lapor/kirim/").status_code == 410
    assert resident.get("/lapor/periksa/").status_code == 200


def test_a_draft_dies_after_a_day(office: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    resident, later = begun(), clock.now() + timedelta(hours=24, minutes=1)
    monkeypatch.setattr(clock, "now", lambda: later)
    assert resident.post("/lapor/kirim/").status_code == 410
    assert STORY not in page(resident, "/lapor/cerita/")
    assert Report.objects.count() == 0


def test_a_poster_s_link_knows_the_place(office: Cast) -> None:
    resident = Client()
    resident.post("/lapor/?w=31.73.01.1006&rw=17", {"danger": "no", "w": "31.73.01.1006", "rw": "17"})
    resident.post("/lapor/jenis/", {"kind": "tppo"})
    shown = page(resident, "/lapor/tempat/")
    assert "Cengkareng Timur" in shown
    assert 'value="017"' in shown


def test_a_poster_s_link_changes_nothing_of_what_was_begun(office: Cast) -> None:
    resident = Client()
    resident.post("/lapor/?w=31.73.01.1006&rw=17", {"danger": "no", "w": "31.73.01.1006", "rw": "17"})
    shown = page(resident, "/lapor/?w=31.73.06.1005&rw=3")
    assert "Laporan ini tentang Cengkareng Timur, Kec. Cengkareng. RW 017." in shown
    assert "sebelum membuka tautan untuk Pegadungan" in shown


@pytest.mark.parametrize("link", ["w=x", "w=99.99.99.9999&rw=1", "w=31.73.01.1006&rw=%00", "w=%F0%9F", "rw=9999999"])
def test_a_forged_poster_link_is_passed_over(office: Cast, link: str) -> None:
    assert Client().get(f"/lapor/?{link}").status_code == 200


def test_the_presence_of_a_foreigner_ends_kindly_and_stores_nothing(office: Cast) -> None:
    resident = begun("/lapor/jenis/")
    before = Draft.objects.get().envelope
    answer = resident.post("/lapor/jenis/", {"kind": "presence"}, follow=True)
    assert "Tinggal di sini bukan pelanggaran" in answer.content.decode()
    assert Draft.objects.get().envelope == before


class TestFiles:
    def test_a_good_file_beside_a_bad_one_is_kept(self, office: Cast) -> None:
        resident = begun("/lapor/bukti/")
        answer = resident.post("/lapor/bukti/", {"evidence": [text(), text("kosong.txt", b"")], "whole": "1"})
        shown = answer.content.decode()
        assert answer.status_code == 422
        assert "kosong.txt" in shown
        assert "chat.txt" in page(resident, "/lapor/bukti/")
        assert Exhibit.objects.count() == 1

    def test_a_program_is_refused(self, office: Cast) -> None:
        resident = begun("/lapor/bukti/")
        answer = resident.post(
            "/lapor/bukti/", {"evidence": [text("foto.jpg", b"MZ\x90\x00" + b"x" * 100)], "whole": "1"}
        )
        assert answer.status_code == 422

    def test_more_than_twenty_keep_the_first_twenty(self, office: Cast) -> None:
        resident = begun("/lapor/bukti/")
        for _ in range(2):
            files = [text(f"{number}.txt") for number in range(12)]
            answer = resident.post("/lapor/bukti/", {"evidence": files, "whole": "1", "obtained": "own"})
        assert answer.status_code == 422
        assert Exhibit.objects.count() == conf.EVIDENCE_MAX_FILES == 20
        assert resident.post("/lapor/identitas/", {"mode": "anonymous"}).status_code == 302
        assert resident.post("/lapor/kirim/").status_code == 302
        assert Report.objects.get().attachments.count() == 20

    def test_a_cut_body_keeps_what_came_whole(self, office: Cast) -> None:
        resident = begun("/lapor/bukti/")
        answer = resident.post("/lapor/bukti/", {"evidence": [text()]})
        assert answer.status_code == 422
        assert "chat.txt" in page(resident, "/lapor/bukti/")

    def test_a_file_that_vanished_stops_the_sending_with_a_sentence(self, office: Cast) -> None:
        resident = begun("/lapor/bukti/")
        resident.post("/lapor/bukti/", {"evidence": [text(), text("dua.txt")], "whole": "1"})
        resident.post("/lapor/identitas/", {"mode": "anonymous"})
        Exhibit.objects.order_by("pk")[0].delete()
        answer = resident.post("/lapor/kirim/")
        assert answer.status_code == 422
        assert "sudah tidak ada" in answer.content.decode()
        assert Report.objects.count() == 0
        assert STORY in page(resident, "/lapor/periksa/")
        assert resident.post("/lapor/kirim/").status_code == 302
        assert Report.objects.get().attachments.count() == 1

    def test_removing_one_removes_its_bytes(self, office: Cast, settings: Settings) -> None:
        resident = begun("/lapor/bukti/")
        resident.post("/lapor/bukti/", {"evidence": [text()], "whole": "1"})
        resident.post("/lapor/bukti/", {"hapus": str(Exhibit.objects.get().pk)})
        assert Exhibit.objects.count() == 0

    def test_nobody_removes_another_s_file(self, office: Cast) -> None:
        mine, other = begun("/lapor/bukti/"), begun("/lapor/bukti/")
        mine.post("/lapor/bukti/", {"evidence": [text()], "whole": "1"})
        other.post("/lapor/bukti/", {"hapus": str(Exhibit.objects.get().pk)})
        other.post("/lapor/bukti/", {"hapus": "x"})
        assert Exhibit.objects.count() == 1


def test_no_session_and_no_word_of_the_report_is_in_a_cookie(office: Cast) -> None:
    resident = begun()
    resident.post("/lapor/kirim/")
    page(resident, "/lapor/tanda-terima/")
    assert set(resident.cookies) == {"draf"}
    assert "Karangan" not in resident.cookies.output()


@pytest.mark.parametrize(
    "path", ["/", "/lapor/", "/lacak/", "/wilayah/", "/privasi/", "/transparansi/", "/lapor/darurat/"]
)
@pytest.mark.parametrize("language", ["id", "en"])
def test_every_page_speaks_both_languages_and_guards_itself(office: Cast, path: str, language: str) -> None:
    resident = Client()
    resident.cookies["lang"] = language
    answer = resident.get(path)
    assert answer.status_code == 200
    assert f'<html class="govuk-template" lang="{language}"' in answer.content.decode().replace("\n", " ")
    assert answer["X-Frame-Options"] == "DENY"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Referrer-Policy"] == "same-origin"
    assert "script-src" in answer["Content-Security-Policy"]
    assert "unsafe-inline" not in answer["Content-Security-Policy"].partition("script-src")[2].partition(";")[0]


def test_an_office_without_keys_is_told_and_the_draft_is_kept(office: Cast) -> None:
    from pimpasa.keys.models import DeskKey, DeskKeyGrant
    from pimpasa.reports.queries import readers

    resident = begun()
    DeskKeyGrant.objects.all().delete()
    DeskKey.objects.all().delete()
    readers.forget()
    assert resident.post("/lapor/kirim/").status_code == 503
    assert STORY in page(resident, "/lapor/periksa/")
