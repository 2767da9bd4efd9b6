"""What Sari sends to RW 017 before a dialogue: words, a picture, a sheet; and what hangs there after it."""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING

import pypdfium2
import pytest
from django.test import Client
from PIL import Image
from pytest_django.fixtures import Settings

from pimpasa.outreach import invitation
from pimpasa.outreach.actions.planning import call_off_dialogue
from pimpasa.sites.common.addresses import dialogue_path
from pimpasa.sites.officers.dialogues.invitations import poster_pages
from pimpasa.welcome.actions import set_emblem
from tests.factories import outreach as made
from tests.factories.people import Cast
from tests.factories.photos import photo

if TYPE_CHECKING:
    from tests.sites.conftest import SignIn

ADDRESS = "https://pimpasa.invalid"


@pytest.fixture
def sari(office: Cast, signed_in: SignIn, settings: Settings) -> Client:
    settings.ADDRESS = ADDRESS
    return signed_in(office.sari)


def test_it_works(office: Cast, sari: Client) -> None:
    planned = made.dialogue(
        office, agenda="Karangan: satu\n\nKarangan: dua", partners="PKK Karangan", rws=["017", "019"]
    )
    page = sari.get(f"/petugas/dialog/{planned.pk}/undang/").content.decode()
    for told in (
        "*Ngopi Pimpasa*",
        "warga RW 017 dan RW 019, Cengkareng Timur",
        "• Karangan: satu\n• Karangan: dua",
        "bersama PKK Karangan",
        f"{ADDRESS}{dialogue_path(planned.pk)}",
        "https://wa.me/?text=%2ANgopi+Pimpasa",
        "poster.pdf?rw=019",
    ):
        assert told in page


def test_who_is_invited(office: Cast) -> None:
    planned = made.dialogue(office, rws=["017"])
    assert invitation.residents(planned) == "RW 017, Cengkareng Timur"
    planned.rws = ["005", "017", "019"]
    assert invitation.residents(planned) == "RW 005, RW 017 dan RW 019, Cengkareng Timur"
    planned.rws = []
    assert invitation.residents(planned) == "Kelurahan Cengkareng Timur"


def test_picture_sheet_and_poster(office: Cast, sari: Client) -> None:
    """With more words than fit at first, and with what a template language could mistake for code."""
    words = '#panic("x") $ * _ [ ] \\ <script> ' + "Karangan panjang " * 12
    planned = made.dialogue(office, agenda="\n".join([words] * 9), title=words[:120], rws=["017", "019"])
    picture = sari.get(f"/petugas/dialog/{planned.pk}/undangan.png")
    assert Image.open(io.BytesIO(picture.content)).size == (1080, 1350)
    assert pages(sari.get(f"/petugas/dialog/{planned.pk}/undangan.pdf").content) == 1
    assert pages(sari.get(f"/petugas/dialog/{planned.pk}/poster.pdf").content) == 2
    assert pages(sari.get(f"/petugas/dialog/{planned.pk}/poster.pdf?rw=019").content) == 1
    assert pages(sari.get(f"/petugas/dialog/{planned.pk}/poster.pdf?rw=%00").content) == 2
    assert pages(sari.get(f"/petugas/dialog/{planned.pk}/poster-gambar.pdf").content) == 2


def pages(pdf: bytes) -> int:
    with pypdfium2.PdfDocument(pdf) as document:
        return len(document)


@pytest.mark.parametrize("name", ["poster.pdf", "poster-gambar.pdf"])
def test_the_office_s_own_emblem_stands_on_its_posters(office: Cast, sari: Client, name: str) -> None:
    planned = made.dialogue(office, rws=["017"])
    before = pictures(sari.get(f"/petugas/dialog/{planned.pk}/{name}").content)
    set_emblem(office=office.at.office, content=photo(), by=office.agus)
    assert pictures(sari.get(f"/petugas/dialog/{planned.pk}/{name}").content) == before + 1


def pictures(pdf: bytes) -> int:
    """How many pictures made of dots stand on its first page."""
    with pypdfium2.PdfDocument(pdf) as document:
        return sum(1 for _picture in document[0].get_objects(filter=[pypdfium2.raw.FPDF_PAGEOBJ_IMAGE]))


def test_a_poster_leads_to_the_form_with_its_place(office: Cast) -> None:
    planned = made.dialogue(office)
    (sheet,) = poster_pages(planned, ["017"], "https://pimpasa.contoh")
    path = "/" + sheet["alamat"].partition("/")[2] + "/"
    assert re.fullmatch(r"pimpasa\.contoh/p/[2-9a-hj-np-z]{8}-17", sheet["alamat"])
    asked = Client().get(path)
    assert asked["Location"] == "/lapor/?w=31.73.01.1006&rw=017"
    page = Client().get(asked["Location"]).content.decode()
    assert "Di Cengkareng Timur, RW 017" in " ".join(page.split())


def test_called_off_there_is_nothing_to_send_but_that(office: Cast, sari: Client) -> None:
    planned = made.dialogue(office)
    call_off_dialogue(dialogue=planned, reason="Karangan: banjir", by=office.sari)
    page = sari.get(f"/petugas/dialog/{planned.pk}/undang/").content.decode()
    assert ("DIBATALKAN" in page, "Karangan: banjir" in page, "undangan.png" in page) == (True, True, False)
    for name in ("undangan.png", "undangan.pdf"):
        assert sari.get(f"/petugas/dialog/{planned.pk}/{name}").status_code == 403


def test_what_is_not_public_has_no_link(office: Cast, sari: Client) -> None:
    planned = made.dialogue(office, is_public=False)
    assert "/n/" not in invitation.message(planned, link="")
    assert f"{ADDRESS}/n/" not in sari.get(f"/petugas/dialog/{planned.pk}/undang/").content.decode()
