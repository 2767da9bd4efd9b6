"""Documents that are archives inside, and letters: their words and pictures, and what hides in them stays there."""

from __future__ import annotations

import io
import zipfile
from email.message import EmailMessage

import openpyxl
import pytest
from PIL import Image

from pimpasa.evidence.errors import NotViewable
from pimpasa.evidence.opening import previews
from pimpasa.evidence.opening.previews import Document, Look, document_of, document_picture, look_of
from tests.factories.evidence import DRAFT_KEY, exhibit

pytestmark = pytest.mark.django_db
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
A = 'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
ODF = (
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"'
)


def packed(files: dict[str, str | bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return out.getvalue()


def picture(colour: str = "red") -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (40, 30), colour).save(out, "PNG")
    return out.getvalue()


def contract(*lines: str, extra: str = "") -> str:
    body = "".join(f"<w:p><w:r><w:t>{line}</w:t></w:r></w:p>" for line in lines)
    return f"<?xml version='1.0'?><w:document {W}><w:body>{body}{extra}</w:body></w:document>"


def letter() -> bytes:
    message = EmailMessage()
    message["From"] = "Agen Contoh <agen@contoh.invalid>"
    message["To"] = "sari@contoh.invalid"
    message["Subject"] = "Panggilan kerja – segera"
    message.set_content("Bawa paspor asli.\nBerangkat hari Senin.")
    message.add_alternative("<p>Bawa <b>paspor</b> asli.</p><script>alert(1)</script>", subtype="html")
    message.add_attachment(picture(), maintype="image", subtype="png", filename="tiket.png")
    return bytes(message)


def read(content: bytes, name: str, number: int = 1) -> Document:
    return document_of(exhibit(content, name=name), number, key=DRAFT_KEY)


def test_a_contract_in_word() -> None:
    fields = "<w:p><w:r><w:instrText>HYPERLINK http://jahat.invalid</w:instrText><w:t>tautan</w:t></w:r></w:p>"
    content = packed(
        {
            "word/document.xml": contract("Gaji 15 juta", "Paspor disimpan agen", extra=fields),
            "word/media/image2.png": picture("lime"),
            "word/media/image1.png": picture(),
            "word/vbaProject.bin": b"Sub AutoOpen()",
        }
    )
    document = read(content, "kontrak.docx")
    assert document == Document("Gaji 15 juta\nPaspor disimpan agen\ntautan", 1, 1, 2, (), is_cut=False)
    shown = [
        Image.open(io.BytesIO(document_picture(exhibit(content, name="kontrak.docx"), number, key=DRAFT_KEY)))
        for number in (1, 2)
    ]
    assert [
        max("rgb", key=lambda band: dict(zip("rgb", one.getpixel((5, 5)), strict=True))[band]) for one in shown
    ] == [
        "r",
        "g",
    ]


def test_slides_come_in_their_order() -> None:
    def slide(words: str) -> str:
        return f"<p:sld xmlns:p='urn:p' {A}><a:p><a:r><a:t>{words}</a:t></a:r></a:p></p:sld>"

    content = packed({f"ppt/slides/slide{number}.xml": slide(f"Lembar {number}") for number in (10, 2, 1)})
    assert read(content, "presentasi.pptx").words.split("\n\n") == ["Lembar 1", "Lembar 2", "Lembar 10"]


def test_a_text_of_libreoffice() -> None:
    body = "<text:h>Surat</text:h><text:p>Satu<text:tab/>dua</text:p>"
    content = packed({"content.xml": f"<office:document-content {ODF}>{body}</office:document-content>"})
    assert read(content, "surat.odt").words == "Surat\nSatu dua"


def test_a_table_of_excel() -> None:
    book = openpyxl.Workbook()
    book.active.title = "Utang"
    for row in (["Nama", "Utang"], ["Sari", 2_500_000], ["=1+1", None]):
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    assert read(out.getvalue(), "utang.xlsx").words == "Utang\nNama | Utang\nSari | 2500000"


def test_a_letter_with_what_it_says_of_itself_and_what_is_enclosed() -> None:
    document = read(letter(), "surat.eml")
    assert document.words.split("\n") == [
        "From: Agen Contoh <agen@contoh.invalid>",
        "To: sari@contoh.invalid",
        "Subject: Panggilan kerja – segera",
        "",
        "Bawa paspor asli.",
        "Berangkat hari Senin.",
    ]
    assert (document.pictures, document.files) == (1, ("tiket.png",))


def test_a_letter_that_is_a_web_page_runs_and_fetches_nothing() -> None:
    message = EmailMessage()
    message.set_content("<p>Halo</p><script>alert(1)</script><img src='https://jahat.invalid/x.png'>", subtype="html")
    document = read(bytes(message), "surat.eml")
    assert (document.words, document.pictures) == ("Halo", 0)


def test_a_long_one_has_pages() -> None:
    content = packed({"word/document.xml": contract(*(f"Baris {number}" for number in range(3_000)))})
    first, last = read(content, "panjang.docx"), read(content, "panjang.docx", 99)
    assert (first.number, first.pages, last.number) == (1, 6, 6)
    assert (first.words.splitlines()[0], last.words.splitlines()[-1]) == ("Baris 0", "Baris 2999")


def test_what_is_damaged_is_shown_up_to_there() -> None:
    whole = contract("Satu", "Dua")
    document = read(packed({"word/document.xml": whole[: whole.index("Dua") + 3]}), "rusak.docx")
    assert (document.words, document.is_cut) == ("Satu\nDua", True)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (packed({"word/document.xml": b" " * (97 * 1024**2)}), previews.TOO_LARGE),
        (packed({f"word/media/{number}.png": b"" for number in range(2_001)}), previews.TOO_LARGE),
        (
            packed(
                {
                    "word/document.xml": "<?xml version='1.0'?><!DOCTYPE d [<!ENTITY a 'aaaaaaaaaa'>"
                    "<!ENTITY b '&a;&a;&a;&a;&a;&a;&a;&a;'>]><d>&b;</d>"
                }
            ),
            previews.BROKEN,
        ),
        (packed({"word/document.xml": contract("Satu")})[:60], previews.BROKEN),
    ],
    ids=["bomb", "very-many", "entities", "cut-off"],
)
def test_what_would_be_too_much_or_is_broken_is_said(content: bytes, reason: str) -> None:
    with pytest.raises(NotViewable) as refused:
        read(content, "kontrak.docx")
    assert refused.value.reason == reason


@pytest.mark.parametrize("head", [b"Rar!\x1a\x07\x01\x00", b"7z\xbc\xaf\x27\x1c\x00\x04"])
def test_of_a_rar_or_7z_it_is_said_that_it_is_kept(head: bytes) -> None:
    facts = previews.facts_of(exhibit(head + bytes(60), name="foto.rar"), key=DRAFT_KEY)
    assert (look_of(facts), previews.no_look(facts)) == (None, str(previews.PACKED))


def test_a_plain_archive_stays_one() -> None:
    facts = previews.facts_of(exhibit(packed({"foto.png": picture()}), name="foto.zip"), key=DRAFT_KEY)
    assert look_of(facts) is Look.ARCHIVE
