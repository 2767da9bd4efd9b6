"""Addresses that are typed from paper, and what a link in a chat shows."""

from __future__ import annotations

import io
from datetime import timedelta

import pytest
from django.test import Client
from PIL import Image

from pimpasa.common.ids import shifted
from pimpasa.outreach.models import Dialogue
from pimpasa.sites.common.addresses import dialogue_path, place_of, poster_path
from pimpasa.welcome.actions import BoardWords, add_recording, set_board, set_emblem
from tests.factories import outreach as made
from tests.factories.people import Cast
from tests.factories.photos import photo
from tests.factories.sounds import tone

pytestmark = pytest.mark.django_db
VILLAGE = "31.73.01.1006"


@pytest.mark.parametrize("rw", ["", "017", "3", "120"])
def test_a_posters_address_says_its_place(rw: str) -> None:
    word = poster_path(VILLAGE, rw).removeprefix("/p/").removesuffix("/")
    assert place_of(word) == (VILLAGE, rw.zfill(3) if rw else "")
    assert place_of(f"{word[:4]} {word[4:]}".upper()) == (VILLAGE, rw.zfill(3) if rw else "")


def test_a_poster_leads_to_the_form_and_a_mistyped_one_says_so(office: Cast) -> None:
    answer = Client().get(poster_path(VILLAGE, "17"))
    assert (answer.status_code, answer["Location"]) == (302, f"/lapor/?w={VILLAGE}&rw=017")
    for word in ("", "abc", "x" * 200, "23456789-17", poster_path("99.99.99.9999").removeprefix("/p/")):
        assert Client().get(f"/p/{word}").status_code in (301, 404)
    assert "Alamat ini salah ketik" in Client().get("/p/23456789-17/").content.decode()


def test_an_invitation_leads_to_its_dialogue_only_where_that_is_public(office: Cast) -> None:
    public = made.dialogue(office)
    assert Client().get(dialogue_path(public.pk))["Location"] == f"/ngopi/{public.pk}/"
    assert Client().get(dialogue_path(shifted(public.pk, timedelta(days=1)))).status_code == 404
    Dialogue.objects.filter(pk=public.pk).update(is_public=False)
    assert Client().get(dialogue_path(public.pk)).status_code == 404


def test_a_link_brings_a_picture_of_the_office(office: Cast) -> None:
    page = Client().get(f"/?w={VILLAGE}").content.decode()
    path = f"/siapa-kami/{office.at.office.pk}/pratinjau.png"
    assert f'<meta property="og:image" content="http://testserver{path}">' in page
    picture = Client().get(path)
    assert (picture["Content-Type"], Image.open(io.BytesIO(picture.content)).size) == ("image/png", (1200, 630))
    assert Client().get("/siapa-kami/999999/pratinjau.png").status_code == 404


def test_title_and_description_are_said_for_who_shows_a_link(office: Cast) -> None:
    page = Client().get("/belajar/tppo/").content.decode()
    title = page.partition("<title>")[2].partition("</title>")[0]
    assert f'<meta property="og:title" content="{title}">' in page
    assert page.count('property="og:description"') == 1


def test_the_office_of_a_kelurahan_is_named_with_its_board(office: Cast) -> None:
    at = office.at.office
    words = BoardWords(address='Jalan <b>Karangan</b> 12, "Benda"', telephone="+62 21 555 0123", hours="Senin")
    set_board(office=at, words=words, by=office.agus)
    page = Client().get(f"/?w={VILLAGE}").content.decode()
    assert "Jalan &lt;b&gt;Karangan&lt;/b&gt; 12, &quot;Benda&quot;" in page
    assert 'href="tel:+62215550123"' in page
    assert at.name in Client().get("/siapa-kami/").content.decode()


def test_an_emblem_is_encoded_anew_and_small(office: Cast) -> None:
    at = office.at.office
    assert Client().get(f"/siapa-kami/{at.pk}/lambang.jpg").status_code == 404
    set_emblem(office=at, content=photo(), by=office.agus)
    emblem = Client().get(f"/siapa-kami/{at.pk}/lambang.jpg")
    assert max(Image.open(io.BytesIO(emblem.content)).size) == 192
    assert emblem["Content-Type"] == "image/jpeg"


def test_many_offices_are_listed_and_none_is_named_without_a_place(office: Cast) -> None:
    page = Client().get("/").content.decode()
    assert office.fani.office_id != office.at.office.pk
    assert "Kantor yang memakai layanan ini" in page
    assert "app-nameboard" not in page


def test_a_recording_is_offered_on_its_page_and_comes_in_parts(office: Cast) -> None:
    at = office.at.office
    recording = add_recording(office=at, page="/", pages=["/"], content=tone(), by=office.agus)
    path = f"/siapa-kami/rekaman/{recording.pk}.mp3"
    assert f'data-recording="{path}"' in Client().get(f"/?w={VILLAGE}").content.decode()
    assert "data-recording" not in Client().get(f"/privasi/?w={VILLAGE}").content.decode()
    whole = Client().get(path).content
    part = Client().get(path, headers={"range": "bytes=2-5"})
    assert (part.status_code, part.content) == (206, whole[2:6])
    assert part["Content-Range"] == f"bytes 2-5/{len(whole)}"
    assert Client().get(path, headers={"range": "bytes=0-"})["Content-Length"] == str(len(whole))
    for nonsense in ("bytes=9999999-", "bytes=5-2", "bytes=-5", "lines=1-2", "bytes=1-2,4-5"):
        assert Client().get(path, headers={"range": nonsense}).status_code == 200
