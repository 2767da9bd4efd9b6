"""A file's own page: what it shows, what it says of itself, and copies with parts covered."""

from __future__ import annotations

import io
import re
from base64 import b64decode
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import UTC, datetime

import pikepdf
import pytest
from django.test import Client
from PIL import Image

from pimpasa.accounts.models import Officer
from pimpasa.config.consistency import faults
from pimpasa.evidence.errors import NotViewable
from pimpasa.evidence.models import Exhibit
from pimpasa.evidence.opening.files import facts_of, original
from pimpasa.handling.actions.redacting import make_redacted_copy
from pimpasa.handling.queries.metadata import metadata_beside
from pimpasa.ledger.actions import take_over_rows
from pimpasa.ledger.acts import Act
from pimpasa.ledger.integration import integrate
from pimpasa.ledger.queries import entries_of
from pimpasa.reports.actions.answering import answer
from pimpasa.reports.models import Attachment, Report
from pimpasa.territory.queries import places as territory
from tests.evidence.test_archives import TWO, packed
from tests.evidence.test_documents import contract
from tests.evidence.test_looks import ANDROID, document, recording
from tests.evidence.test_texts import TRADITIONAL
from tests.factories import evidence
from tests.factories import reports as given
from tests.factories.people import Cast, keyring
from tests.factories.tables import everything

pytestmark = pytest.mark.django_db
Broken = Callable[[], AbstractContextManager[None]]
SignIn = Callable[[Officer], Client]


def picture() -> bytes:
    out = io.BytesIO()
    exif = Image.Exif()
    exif[0x010F] = "KAMERA KARANGAN"
    Image.new("RGB", (200, 100), "red").save(out, "JPEG", exif=exif)
    return out.getvalue()


def contract_with_a_picture() -> bytes:
    return packed({"word/document.xml": contract("Paspor disimpan agen").encode(), "word/media/image1.jpg": picture()})


def cut_off() -> bytes:
    out = io.BytesIO()
    Image.effect_noise((400, 300), 60).save(out, "JPEG")
    return out.getvalue()[:9000]


def long() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (1080, 14_000), "red").save(out, "PNG")
    return out.getvalue()


def locked() -> bytes:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(document())) as pdf:
        pdf.save(out, encryption=pikepdf.Encryption(user="rahasia", owner="rahasia"))
    return out.getvalue()


def handed_in(content: bytes, name: str, declared: str = "") -> tuple[Report, Exhibit, str]:
    report, code = given.received()
    opened = given.seen_by_reporter(code)
    file = evidence.exhibit(content, key=opened.key, name=name, declared=declared)
    answer(opened=opened, text="Karangan", exhibits=[file])
    return report, file, code


@pytest.mark.parametrize(
    ("content", "name", "shows"),
    [
        (picture(), "foto.jpg", 'src="data:image/jpeg;base64,'),
        (document(), "kontrak.pdf", "Halaman 1 dari 2"),
        (ANDROID.encode(), "chat.txt", "Gaji besar, tanpa dokumen"),
        (bytes(9), "aneh.bin", "tidak dapat ditampilkan di sini"),
        (b"\xff\xd8\xff" + bytes(99), "rusak.jpg", "rusak atau terpotong"),
        (cut_off(), "terpotong.jpg", "yang tampak ialah bagian yang sampai"),
        (long(), "chat.png", "Halaman 1 dari 10"),
        (packed(TWO), "bukti.zip", "IMG-20250912-WA0001.jpg"),
        (packed({"_chat.txt": ANDROID.encode(), "IMG-1.jpg": b"x"}), "chat.zip", "Gaji besar, tanpa dokumen"),
        (contract_with_a_picture(), "kontrak.docx", "Paspor disimpan agen"),
        (b"Rar!\x1a\x07\x01\x00" + bytes(60), "foto.rar", "Pengirim bisa mengirim berkasnya satu per satu"),
        (locked(), "kontrak.pdf", "Dokumen ini meminta kata sandi"),
        (recording(2, film=False, container="3gp"), "suara.3gp", "<audio"),
        (recording(2), "video.mp4", "<video"),
        (TRADITIONAL.encode("big5"), "catatan.txt", "仲介說機票和簽證都免費"),
    ],
)
def test_each_is_shown_or_said_why_not(office: Cast, signed_in: SignIn, content: bytes, name: str, shows: str) -> None:
    _report, file, _code = handed_in(content, name)
    page = signed_in(office.sari).get(f"/petugas/bukti/{file.pk}/")
    assert page.status_code == 200
    assert shows in page.content.decode()
    assert Act.EXHIBIT_VIEWED in [entry.act for entry in entries_of([file.subject])]


def test_a_picture_in_a_document_is_seen_on_its_own(office: Cast, signed_in: SignIn) -> None:
    _report, file, _code = handed_in(contract_with_a_picture(), "kontrak.docx")
    sari = signed_in(office.sari)
    page = sari.get(f"/petugas/bukti/{file.pk}/").content.decode()
    assert ("1 gambar di dokumen ini." in page, "data:image/jpeg" in page) == (True, False)
    assert "data:image/jpeg" in sari.get(f"/petugas/bukti/{file.pk}/?gambar=9").content.decode()


@pytest.mark.parametrize(
    ("content", "name", "declared"),
    [
        (b"From: agen@contoh.invalid\nSubject: Kontrak\n\nIsi surat\n", "surat.eml", "message/rfc822"),
        (b'{"name": "HR Karangan", "messages": []}', "result.json", "application/json"),
        (b"{\\rtf1\\ansi Kontrak karangan}", "surat.rtf", "application/rtf"),
        (b"nama;nomor\nBayu;1\n", "daftar.csv", "application/vnd.ms-excel"),
        (packed({"[Content_Types].xml": b"<x/>"}), "kontrak.docx", "application/msword"),
    ],
)
def test_an_honest_file_is_not_called_something_else(
    office: Cast, signed_in: SignIn, content: bytes, name: str, declared: str
) -> None:
    _report, file, _code = handed_in(content, name, declared)
    page = signed_in(office.sari).get(f"/petugas/bukti/{file.pk}/").content.decode()
    assert "tetapi isinya tampak seperti" not in page


def test_a_dishonest_one_is(office: Cast, signed_in: SignIn) -> None:
    _report, file, _code = handed_in(b"halo saja", "foto.jpg", "image/jpeg")
    page = signed_in(office.sari).get(f"/petugas/bukti/{file.pk}/").content.decode()
    assert "Dikirim sebagai image/jpeg, tetapi isinya tampak seperti text/plain" in page


def test_markup_in_a_chat_is_words(office: Cast, signed_in: SignIn) -> None:
    _report, file, _code = handed_in(b"23/09/25 14.05 - <b>A</b>: <script>alert(1)</script>", "chat.txt")
    page = signed_in(office.sari).get(f"/petugas/bukti/{file.pk}/").content.decode()
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page


class TestChats:
    CHAT = "\n".join(f"{13 + n // 100}/09/25 14.{n % 60:02} - {('Bos', 'Ani')[n % 2]}: pesan {n}" for n in range(450))

    def test_a_long_one_is_shown_by_pages(self, office: Cast, signed_in: SignIn) -> None:
        _report, file, _code = handed_in(self.CHAT.encode(), "chat.txt")
        browser = signed_in(office.sari)
        first = browser.get(f"/petugas/bukti/{file.pk}/").content.decode()
        assert "Halaman 1 dari 5" in first
        assert "Jam menurut HP atau komputer yang mengekspor chat ini." in first
        assert "Sabtu, 13 September 2025" in first
        last = browser.get(f"/petugas/bukti/{file.pk}/?halaman=5").content.decode()
        assert "pesan 449" in last
        assert "pesan 0<" not in last

    def test_one_looks_for_words_that_stand_in_no_address(self, office: Cast, signed_in: SignIn) -> None:
        _report, file, _code = handed_in(self.CHAT.encode(), "chat.txt")
        page = signed_in(office.sari).post(f"/petugas/bukti/{file.pk}/", {"cari": "pesan 44"}).content.decode()
        assert "11 pesan cocok" in page
        assert 'href="?obrolan=0&amp;halaman=5#t440"' in page
        assert "cari=" not in page

    def test_jumps_to_a_day_and_shows_one_person(self, office: Cast, signed_in: SignIn) -> None:
        _report, file, _code = handed_in(self.CHAT.encode(), "chat.txt")
        browser = signed_in(office.sari)
        assert "Halaman 3 dari 5" in browser.get(f"/petugas/bukti/{file.pk}/?hari=2025-09-15").content.decode()
        assert "225 pesan cocok" in browser.get(f"/petugas/bukti/{file.pk}/?orang=1").content.decode()

    @pytest.mark.parametrize(
        "question", ["halaman=x", "hari=kapan", "orang=-1", "obrolan=99", "orang=99999", "halaman=9" * 9]
    )
    def test_odd_questions_are_passed_over(self, office: Cast, signed_in: SignIn, question: str) -> None:
        _report, file, _code = handed_in(self.CHAT.encode(), "chat.txt")
        page = signed_in(office.sari).get(f"/petugas/bukti/{file.pk}/?{question}")
        assert (page.status_code, "pesan 1" in page.content.decode()) == (200, True)

    def test_what_cannot_be_told_is_said(self, office: Cast, signed_in: SignIn) -> None:
        text = "3/4/25, 14:05 - Ani: dia bilang\n3/4/25, 13:00 - Bos: utangmu\n"
        _report, file, _code = handed_in(text.encode(), "chat.txt")
        page = signed_in(office.sari).get(f"/petugas/bukti/{file.pk}/").content.decode()
        assert "tidak bisa dipastikan mana tanggal dan mana bulan" in page

    def test_a_line_out_of_time_is_marked(self, office: Cast, signed_in: SignIn) -> None:
        text = "13/09/25 14.05 - Ani: ini\n13/09/25 13.00 - Bos: utangmu\n13/09/25 14.06 - Ani: tolong\n"
        _report, file, _code = handed_in(text.encode(), "chat.txt")
        page = signed_in(office.sari).get(f"/petugas/bukti/{file.pk}/").content.decode()
        assert page.count("Jamnya tidak urut") == 1

    def test_scripts_of_an_exported_page_are_not_there(self, office: Cast, signed_in: SignIn) -> None:
        text = (
            '<script>alert(1)</script><div class="message default"><div class="from_name">HR</div>'
            '<div class="text"><img src=x onerror=alert(2)>&lt;b&gt;halo</div></div>'
        )
        _report, file, _code = handed_in(text.encode(), "messages.html", "text/html")
        page = signed_in(office.sari).get(f"/petugas/bukti/{file.pk}/").content.decode()
        assert "&lt;b&gt;halo" in page
        assert "alert(" not in page

    def test_halves_of_letters_harm_nothing(self, office: Cast, signed_in: SignIn) -> None:
        text = (
            '{"name": "\\ud800", "messages": [{"type": "message", "date": "x", "from": "\\udc00", "text": "a\\ud83d"}]}'
        )
        _report, file, _code = handed_in(text.encode(), "result.json")
        page = signed_in(office.sari).get(f"/petugas/bukti/{file.pk}/")
        assert (page.status_code, "a?" in page.content.decode()) == (200, True)


def test_a_film_plays_as_one_that_we_encoded(office: Cast, signed_in: SignIn) -> None:
    _report, file, _code = handed_in(recording(3), "video.mp4", "video/mp4")
    browser = signed_in(office.sari)
    page = browser.get(f"/petugas/bukti/{file.pk}/?mulai=30").content.decode()
    assert f'src="/petugas/bukti/{file.pk}/rekaman/?mulai=30"' in page
    played = browser.get(f"/petugas/bukti/{file.pk}/rekaman/")
    assert played["Content-Type"] == "video/webm"
    assert played.content.startswith(b"\x1aE\xdf\xa3")
    assert b"ftyp" not in played.content


def test_what_is_no_recording_is_not_found(office: Cast, signed_in: SignIn) -> None:
    _report, file, _code = handed_in(picture(), "foto.jpg")
    assert signed_in(office.sari).get(f"/petugas/bukti/{file.pk}/rekaman/").status_code == 404


class TestMetadata:
    def test_they_are_shown_as_claims(self, office: Cast, signed_in: SignIn) -> None:
        _report, file, _code = handed_in(picture(), "foto.jpg")
        page = signed_in(office.sari).get(f"/petugas/bukti/{file.pk}/").content.decode()
        assert "KAMERA KARANGAN" in page
        assert "pengakuan, bukan bukti" in page

    def test_a_place_that_fits(self, office: Cast) -> None:
        territory.forget()
        village = office.at.cengkareng_timur.village
        assert village is not None
        said = {"latitude": village.latitude, "longitude": village.longitude}
        claims = metadata_beside(given.report(), said)
        assert (claims.disagreements, claims.villages[0]) == ([], village)

    def test_a_place_elsewhere_and_a_time_to_come_are_said(self, office: Cast) -> None:
        territory.forget()
        claims = metadata_beside(
            given.report(), {"latitude": 43.46, "longitude": 11.88, "taken": "2999:01:02 03:04:05"}
        )
        assert len(claims.disagreements) == 2
        assert "di luar Indonesia" in claims.disagreements[0]

    @pytest.mark.parametrize(
        ("taken", "hour"),
        [("2025:09:23 14:00:00", 7), ("2025-09-23T14:00:00.0Z", 14), ("D:20250923140000Z", 14)],
    )
    def test_times_are_of_the_zone_they_name(self, office: Cast, taken: str, hour: int) -> None:
        said = metadata_beside(given.report(), {"taken": taken}).made_at
        assert isinstance(said, datetime)
        assert said.astimezone(UTC) == datetime(2025, 9, 23, hour, tzinfo=UTC)

    @pytest.mark.parametrize(
        "taken", ["", "kemarin", "0000:00:00 00:00:00", "2025-09-23T07:00:00.000000Z", "D:20250923"]
    )
    def test_odd_times_harm_nothing(self, office: Cast, taken: str) -> None:
        assert metadata_beside(given.report(), {"taken": taken}).disagreements == []


class TestCovering:
    def test_it_works(self, office: Cast, signed_in: SignIn) -> None:
        take_over_rows()
        report, file, code = handed_in(picture(), "foto.jpg")
        browser = signed_in(office.sari)
        assert browser.get(f"/petugas/bukti/{file.pk}/tutupi/").status_code == 200
        made = browser.post(f"/petugas/bukti/{file.pk}/tutupi/", {"areas": "0, 0, 50, 100\n\n60,10,5,5"})
        copy = Attachment.objects.get(copy_of=file).exhibit
        assert (made.status_code, made["Location"]) == (302, f"/petugas/bukti/{copy.pk}/")
        opened = given.seen_by_reporter(code)
        assert facts_of(copy, key=opened.key).name == "tertutup-foto.jpg"
        assert b"KAMERA" not in b"".join(original(copy, key=opened.key))
        assert b"".join(original(file, key=opened.key)) == picture()
        assert [entry.act for entry in entries_of([copy.subject])] == [Act.EXHIBIT_REDACTED]
        page = browser.get(made["Location"]).content.decode()
        shown = re.search(r"data:image/jpeg;base64,([^\"]+)", page)
        assert shown
        assert Image.open(io.BytesIO(b64decode(shown[1]))).size == (200, 100)
        assert "tertutup-foto.jpg" in browser.get(f"/petugas/bukti/{file.pk}/").content.decode()
        assert "Salinan bertutup dibuat" in browser.get(f"/petugas/laporan/{report.pk}/riwayat/").content.decode()
        integrate()
        assert list(faults()) == []

    def test_the_reporter_s_page_speaks_of_what_they_sent_alone(self, office: Cast) -> None:
        report, file, code = handed_in(picture(), "foto.jpg")
        make_redacted_copy(report=report, exhibit=file, areas=[[0, 0, 10, 10]], keyring=keyring(office.sari))
        opened = given.seen_by_reporter(code)
        assert [exhibit for turn in opened.messages for exhibit in turn.exhibits] == [file]
        assert opened.exhibits == []
        assert len(opened.all_exhibits) == 2

    @pytest.mark.parametrize(
        ("areas", "told"),
        [
            ("", "Tandai sedikitnya satu"),
            ("a,b", "empat angka"),
            ("1,2,3", "empat angka"),
            ("0,0,nan,1", "empat angka"),
            ("0,0,101,1", "empat angka"),
            ("1,1,1,1\n" * 51, "paling banyak 50"),
        ],
    )
    def test_a_wrong_place_is_told_and_kept(self, office: Cast, signed_in: SignIn, areas: str, told: str) -> None:
        _report, file, _code = handed_in(picture(), "foto.jpg")
        answered = signed_in(office.sari).post(f"/petugas/bukti/{file.pk}/tutupi/", {"areas": areas})
        assert answered.status_code == 422
        assert told in answered.content.decode()
        assert not Attachment.objects.exclude(copy_of=None).exists()

    def test_what_is_no_picture_is_not_covered(self, office: Cast, signed_in: SignIn) -> None:
        report, file, _code = handed_in(document(), "kontrak.pdf")
        assert signed_in(office.sari).get(f"/petugas/bukti/{file.pk}/tutupi/").status_code == 403
        with pytest.raises(NotViewable):
            make_redacted_copy(report=report, exhibit=file, areas=[[0, 0, 9, 9]], keyring=keyring(office.sari))

    def test_who_does_not_verify_does_not_cover(self, office: Cast, signed_in: SignIn) -> None:
        _report, file, _code = handed_in(picture(), "foto.jpg")
        assert signed_in(office.hadi).get(f"/petugas/bukti/{file.pk}/tutupi/").status_code == 403

    def test_without_the_ledger_there_is_no_copy(self, office: Cast, broken_ledger: Broken) -> None:
        report, file, _code = handed_in(picture(), "foto.jpg")
        before, keys = everything(), keyring(office.sari)
        with broken_ledger():
            make_redacted_copy(report=report, exhibit=file, areas=[[0, 0, 9, 9]], keyring=keys)
        assert everything() == before
