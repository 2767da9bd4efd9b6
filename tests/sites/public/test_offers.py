"""A job offer is checked by anybody, without a trace; and becomes a report only where somebody says so."""

from __future__ import annotations

import base64
import gzip
import io
import logging
import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client, RequestFactory
from django.utils import translation
from PIL import Image, ImageDraw, ImageFont
from pytest_django import DjangoAssertNumQueries

from pimpasa.agencies.models import Agency, AgencyList
from pimpasa.allowances.actions import take
from pimpasa.common import clock
from pimpasa.education.documents import DOCUMENTS
from pimpasa.education.offers import posters
from pimpasa.education.offers.questions import QUESTIONS, check_answers
from pimpasa.education.offers.reading import LONGEST
from pimpasa.reports.models import Draft
from pimpasa.reports.queries.drafts import load_draft
from pimpasa.sandbox.programs import ForeignProgram
from pimpasa.sites.common import allowances
from pimpasa.sites.public import drafts
from tests.factories.people import Cast
from tests.factories.residents import begun
from tests.factories.tables import everything

pytestmark = pytest.mark.django_db
BAD = (
    "Karangan: kerja di Malaysia, visa turis dulu <b>ya</b>.\n"
    "Paspor dipegang agen, biaya potong gaji 6 bulan. WA 081200000199"
)
GOOD = (
    "Karangan: butuh barista di Tangerang, gaji sesuai UMK, BPJS, libur seminggu sekali. Bawa CV dan fotokopi KTP, "
    "wawancara langsung di kedai, Jl. Karangan 5."
)
READS = pytest.mark.skipif(not posters.languages(), reason="tesseract is not installed here (tools/tesseract.sh)")


def checked(text: str, client: Client | None = None) -> str:
    answer = (client or Client()).post("/cek-lowongan/", {"text": text})
    assert answer.status_code == 200
    return answer.content.decode()


def poster(*lines: str, turned: float = 2.5, kind: str = "PNG") -> bytes:
    """A poster as people make them: coloured, and held a bit askew."""
    picture = Image.new("RGB", (1000, 900), (250, 224, 120))
    font = ImageFont.load_default(46)
    ImageDraw.Draw(picture).multiline_text((60, 80), "\n".join(lines), fill=(120, 10, 20), font=font, spacing=34)
    out = io.BytesIO()
    picture.rotate(turned, fillcolor=(250, 224, 120)).save(out, kind)
    return out.getvalue()


def sent(content: bytes, **more: str) -> tuple[int, str]:
    form = {"picture": SimpleUploadedFile("Karangan.png", content), "whole": "1", **more}
    answer = Client().post("/cek-lowongan/gambar/", form)
    return answer.status_code, answer.content.decode()


def test_it_works() -> None:
    page = checked(BAD)
    assert "Berhenti dulu, tanyakan dulu" in page
    assert "Paspor, KTP atau ijazah dipegang orang lain" in page
    assert '<q class="app-said">Paspor dipegang agen</q>' in page
    assert "<b>ya</b>" not in page
    assert [str(document.text) for document in DOCUMENTS if str(document.text) not in page] == []
    assert "0800-1000" in page


def test_an_offer_without_a_sign_is_not_called_safe() -> None:
    page = checked(GOOD)
    assert "Belum terlihat tanda bahaya yang jelas" in page
    assert "Belum tentu tawarannya baik" in page
    assert "ilegal" not in page


def test_it_leaves_no_trace(office: Cast, caplog: pytest.LogCaptureFixture) -> None:
    before = everything()
    browser = Client()
    with caplog.at_level(logging.DEBUG, logger="pimpasa"):
        answer = browser.post("/cek-lowongan/", {"text": BAD})
        browser.post("/cek-lowongan/tanya/", {"abroad": "yes", "pays": "yes"})
    assert everything() == before
    assert answer.headers["Cache-Control"] == "no-store"
    assert browser.cookies == {}
    assert "Karangan" not in caplog.text


@pytest.mark.parametrize("companies", [1, 3])
def test_companies_named_are_looked_up(companies: int, django_assert_max_num_queries: DjangoAssertNumQueries) -> None:
    AgencyList.objects.create(
        source="KP2MI (karangan)", as_of=date(2025, 9, 1), brought_in_at=clock.now(), number=companies
    )
    for number in range(companies):
        Agency.objects.create(name=f"PT Karangan Jaya {number}", normal=f"karangan jaya {number}", status="berlaku")
    checked("Karangan: dicari perawat.")  # what a process remembers is asked for
    with django_assert_max_num_queries(5):  # one of them tells whose office the page names
        page = checked("PT Karangan Jaya 0 membuka lowongan perawat ke Jepang.")
    assert "Ada di daftar" in page
    assert "KP2MI (karangan), 1 September 2025" in page
    assert "Tidak ada di daftar belum tentu penipu" in page
    assert "Tidak ditemukan di daftar" in checked("PT Lain Sekali membuka lowongan ke Taiwan.")


def test_a_name_written_small_is_looked_up_too() -> None:
    assert "karangan gulf" in checked("loker cook di doha, pt karangan gulf, kontrak dibaca dulu")


@pytest.mark.parametrize("text", ["", "   ", "\x00", "x" * (LONGEST + 1), "a" * 10_000_000])
def test_bad_text_is_answered_in_words(text: str) -> None:
    answer = Client().post("/cek-lowongan/", {"text": text})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Tempel" in page
    assert ("Ini lebih dari" in page) == (len(text) > LONGEST)


def test_questions_lead_to_the_same_page() -> None:
    assert Client().get("/cek-lowongan/tanya/").status_code == 200
    given = {"abroad": "yes", "papers_kept": "yes", "no_contract": "no", "doc-passport": "yes"}
    page = Client().post("/cek-lowongan/tanya/", given).content.decode()
    assert "Berhenti dulu, tanyakan dulu" in page
    assert "Tidak ada perjanjian kerja yang bisa dibaca sebelum berangkat" in page
    assert "Paspor yang diterbitkan kantor imigrasi" not in page
    assert "Visa kerja" in page


def test_who_knows_nothing_is_told_what_to_ask() -> None:
    answer = Client().post("/cek-lowongan/tanya/", {})
    assert answer.status_code == 200
    assert "Belum bisa dinilai" in answer.content.decode()


@pytest.mark.parametrize(
    "text", ["asdf", "halo", "halo kak apa kabar hari ini", "qwe rty uio pas dfg hjk", "?!", "123"]
)
def test_too_little_is_not_called_free_of_signs(text: str) -> None:
    page = checked(text)
    assert "Belum bisa dinilai" in page
    assert "Bukan berarti aman" in page
    assert "tanda bahaya yang jelas" not in page


VAGUE = "Dicari ART ke Malaysia, gaji 5 juta"


def test_where_the_words_say_too_little_it_asks_and_the_advice_follows() -> None:
    page = checked(VAGUE)
    assert "Tanya dulu" in page
    assert "Berangkatnya pakai visa apa?" in page
    keys = re.findall(r'name="ask-([a-z]+)"', page)
    assert len(set(keys)) == 3
    bad = Client().post("/cek-lowongan/", {"text": VAGUE, "ask-visa": "bad"}).content.decode()
    assert "Berhenti dulu, tanyakan dulu" in bad
    assert "Bekerja dengan visa wisata, kunjungan, ziarah atau umrah" in bad
    all_good = {f"ask-{key}": "good" for key in set(keys)}
    good = Client().post("/cek-lowongan/", {"text": VAGUE, **all_good}).content.decode()
    assert "Belum terlihat tanda bahaya yang jelas" in good
    unknown = Client().post("/cek-lowongan/", {"text": VAGUE, **all_good, "ask-visa": "unknown"}).content.decode()
    assert "Berangkatnya pakai visa apa?" in unknown
    odd = Client().post("/cek-lowongan/", {"text": VAGUE, "ask-visa": "mungkin"})
    assert odd.status_code == 200
    assert "Berangkatnya pakai visa apa?" in odd.content.decode()


def test_wrong_answers_are_told() -> None:
    answer = Client().post("/cek-lowongan/tanya/", {"pays": "mungkin"})
    assert answer.status_code == 422
    assert "Pilih satu dari tiga jawaban" in answer.content.decode()


def test_every_question_shows_its_sign() -> None:
    with translation.override("id"):
        for asked in QUESTIONS:
            assert [found.sign.key for found in check_answers({asked.sign: asked.when}).warnings] == [asked.sign]


def test_it_becomes_a_report_that_can_be_changed(office: Cast) -> None:
    resident = Client()
    answer = resident.post("/lapor/dari-lowongan/", {"text": BAD})
    assert (answer.status_code, answer.headers["Location"]) == (302, "/lapor/")
    assert Draft.objects.count() == 1
    story = resident.get("/lapor/").content.decode()
    assert re.search(r'value="pmi"[^>]*checked', story)
    assert "Tawaran kerja yang saya cek:" in story
    assert "Paspor dipegang agen, biaya potong gaji 6 bulan" in story
    answers = load_draft(base64.urlsafe_b64decode(resident.cookies["draf"].value))
    assert {12, 14, 21} <= set(answers.indicators)


def test_what_was_answered_goes_into_the_report(office: Cast) -> None:
    resident = Client()
    page = resident.post("/cek-lowongan/", {"text": VAGUE, "ask-visa": "bad"}).content.decode()
    assert '<input type="hidden" name="ask-visa" value="bad">' in page
    resident.post("/lapor/dari-lowongan/", {"text": VAGUE, "ask-visa": "bad"})
    request = RequestFactory().get("/lapor/")
    request.COOKIES = {name: cookie.value for name, cookie in resident.cookies.items()}
    assert 12 in drafts.answers_of(request).indicators


def test_answers_become_a_report_too(office: Cast) -> None:
    resident = Client()
    assert resident.post("/lapor/dari-lowongan/", {"phone": "yes", "lie": "yes"}).status_code == 302
    assert "Disuruh bohong kepada petugas" in resident.get("/lapor/").content.decode()


def test_a_report_already_begun_keeps_its_words(office: Cast) -> None:
    resident = begun("/lapor/tempat/")
    resident.post("/lapor/dari-lowongan/", {"text": BAD})
    story = resident.get("/lapor/").content.decode()
    assert "Karangan: tetangga dijanjikan kerja." in story
    assert "visa turis dulu" in story
    assert Draft.objects.count() == 1


def test_an_offer_taken_over_twice_stands_once(office: Cast) -> None:
    resident = begun("/lapor/tempat/")
    for _ in range(2):
        resident.post("/lapor/dari-lowongan/", {"text": BAD})
    assert resident.get("/lapor/").content.decode().count("visa turis dulu") == 1


def test_offers_make_no_story_longer_than_a_form_takes(office: Cast) -> None:
    resident = begun("/lapor/tempat/")
    for number in range(12):
        resident.post("/lapor/dari-lowongan/", {"text": f"{number} " + "Karangan: visa turis. " * 300})
    narrative = load_draft(base64.urlsafe_b64decode(resident.cookies["draf"].value)).narrative
    assert 40_000 < len(narrative) <= 50_000


def test_a_story_begun_waits_for_the_allowance_too(office: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(allowances.DRAFTS, "most", 2)
    resident = begun("/lapor/tempat/")
    answers = [resident.post("/lapor/dari-lowongan/", {"text": BAD}).status_code for _ in range(2)]
    assert answers == [302, 429]


def test_another_site_begins_no_report(office: Cast) -> None:
    answer = Client().post("/lapor/dari-lowongan/", {"text": BAD}, headers={"Sec-Fetch-Site": "cross-site"})
    assert answer.status_code == 403
    assert (Draft.objects.count(), answer.cookies.keys()) == (0, set())


def test_two_hundred_phones_behind_one_address_pass() -> None:
    assert [take(allowances.OFFER_TEXTS, "balai warga") for _ in range(600)] == [True] * 600
    assert [take(allowances.OFFER_PICTURES, "balai warga") for _ in range(200)] == [True] * 200


def test_a_flood_waits_and_loses_nothing() -> None:
    while take(allowances.OFFER_TEXTS, "127.0.0.1"):
        pass
    answer = Client().post("/cek-lowongan/", {"text": BAD})
    assert answer.status_code == 429
    assert "visa turis dulu" in answer.content.decode()
    assert Client().post("/cek-lowongan/", {"text": BAD}, REMOTE_ADDR="10.0.0.9").status_code == 200


@READS
@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
def test_a_poster_s_words_are_read_and_can_be_corrected(kind: str, office: Cast) -> None:
    before = everything()
    lines = ("LOKER LUAR NEGERI", "ADMIN ONLINE KAMBOJA", "GAJI 15 JUTA, TANPA PENGALAMAN", "PASPOR DIPEGANG AGEN")
    status, page = sent(poster(*lines, kind=kind))
    assert status == 200
    assert "jadi bisa salah" in page
    assert "PASPOR DIPEGANG AGEN" in page.partition("<textarea")[2]
    assert "Berhenti dulu, tanyakan dulu" in page
    assert everything() == before


WORDS = ("LOKER LUAR NEGERI", "ADMIN ONLINE KAMBOJA", "GAJI 15 JUTA", "TANPA PENGALAMAN", "PASPOR DIPEGANG AGEN")


@READS
@pytest.mark.parametrize("turned", [90, 180, 270])
def test_a_picture_held_sideways_is_read_turned(turned: int) -> None:
    status, page = sent(poster(*WORDS, turned=turned))
    assert status == 200
    assert "PASPOR DIPEGANG AGEN" in page.partition("<textarea")[2]
    assert "Berhenti dulu, tanyakan dulu" in page


def long_screenshot(*lines: str, height: int = 9000) -> bytes:
    """A conversation as a phone saves it whole: narrow, endless, its words far apart."""
    picture = Image.new("RGB", (900, height), "white")
    draw = ImageDraw.Draw(picture)
    for number, line in enumerate(lines):
        draw.text(
            (60, 200 + number * (height - 400) // len(lines)), line, fill="black", font=ImageFont.load_default(44)
        )
    out = io.BytesIO()
    picture.save(out, "PNG")
    return out.getvalue()


@READS
def test_a_long_screenshot_is_read_in_parts() -> None:
    status, page = sent(long_screenshot(*WORDS))
    assert status == 200
    assert all(line in page.partition("<textarea")[2] for line in WORDS)
    assert "Sebagian tulisan di gambar tidak terbaca" not in page
    assert "Berhenti dulu, tanyakan dulu" in page


@READS
def test_over_words_that_were_not_read_it_never_says_that_no_sign_was_found(monkeypatch: pytest.MonkeyPatch) -> None:
    words = GOOD.replace(", ", ",\n").split("\n")
    monkeypatch.setattr(posters, "MOST_STRIPS", 2)
    status, page = sent(long_screenshot(*words, height=6000))
    assert status == 200
    assert "Sebagian tulisan di gambar tidak terbaca" in page
    assert "tanda bahaya yang jelas" not in page


def bomb() -> bytes:
    out = io.BytesIO()
    Image.new("1", (20_000, 20_000)).save(out, "PNG")
    return out.getvalue()


@READS
@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "kosong"),
        (b"%PDF-1.7 karangan", "Ini bukan gambar"),
        (b"MZ karangan", "Ini bukan gambar"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "Ini bukan gambar"),
        (poster("KARANGAN")[:2000], "rusak atau terputus"),
        (bomb(), "terlalu besar"),
        (b"\xff\xd8\xff" + b"x" * posters.LARGEST, "terlalu besar"),
        (poster(), "Tidak ada kata yang terbaca"),
    ],
    ids=["empty", "pdf", "program", "svg", "cut", "bomb", "large", "wordless"],
)
def test_what_is_no_picture_of_words_is_told(content: bytes, told: str) -> None:
    status, page = sent(content)
    assert status == 422
    assert told in page


def test_a_form_cut_on_the_way_is_told() -> None:
    answer = Client().post("/cek-lowongan/gambar/", {"picture": SimpleUploadedFile("a.png", b"x")})
    assert answer.status_code == 422
    assert "Gambarnya belum terkirim semua" in answer.content.decode()
    assert Client().post("/cek-lowongan/gambar/", {"whole": "1", "picture": "x"}).status_code == 422


@READS
def test_of_two_pictures_the_first_is_read() -> None:
    files = [SimpleUploadedFile("a.png", poster("KARANGAN SATU")), SimpleUploadedFile("b.png", poster("KARANGAN DUA"))]
    answer = Client().post("/cek-lowongan/gambar/", {"picture": files, "whole": "1"})
    assert answer.status_code == 200
    assert "KARANGAN SATU" in answer.content.decode()


@READS
def test_while_a_picture_is_read_another_is_told_to_wait(monkeypatch: pytest.MonkeyPatch) -> None:
    busy = ForeignProgram("tesseract", replace(posters.LIMITS, wait=0.01), posters.ENVIRONMENT)
    monkeypatch.setattr(posters, "READER", busy)
    with busy.places.taken():
        status, page = sent(poster("KARANGAN"))
    assert (status, "sedang dibaca" in page) == (422, True)


@READS
def test_a_picture_that_takes_too_long_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    hurried = ForeignProgram("tesseract", replace(posters.LIMITS, seconds=0.01), posters.ENVIRONMENT)
    monkeypatch.setattr(posters, "READER", hurried)
    status, page = sent(poster("KARANGAN"))
    assert (status, "terlalu lama" in page) == (422, True)


def test_where_no_reader_is_installed_the_page_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "/nowhere")
    posters.languages.cache_clear()
    try:
        assert "Gambar tidak bisa dibaca di sini" in Client().get("/cek-lowongan/gambar/").content.decode()
        assert "Gambar tidak bisa dibaca di sini" in Client().get("/cek-lowongan/").content.decode()
        status, page = sent(poster("KARANGAN"))
        assert (status, "Gambar tidak bisa dibaca di sini" in page) == (422, True)
    finally:
        posters.languages.cache_clear()


@pytest.mark.parametrize("path", ["/cek-lowongan/", "/cek-lowongan/tanya/", "/cek-lowongan/gambar/"])
def test_each_page_is_light(path: str) -> None:
    answer = Client().get(path)
    files = set(re.findall(r'(?:href|src)="/static/([^"]+)"', answer.content.decode()))
    parts = [answer.content, *(Path(str(finders.find(name))).read_bytes() for name in files)]
    assert sum(len(gzip.compress(part)) for part in parts) <= 80 * 1024  # with the font that every page brings
    assert answer.cookies.keys() == set()
