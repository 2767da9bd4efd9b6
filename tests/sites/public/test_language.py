"""Another language takes nothing away: not what was typed, not what a page answered, not where a link led."""

from __future__ import annotations

import html
import re

import pytest
from django.test import Client

from tests.factories.people import Cast
from tests.factories.residents import page

pytestmark = pytest.mark.django_db
OFFER = "Karangan: kerja admin di Kamboja, paspor dipegang agen, pakai visa wisata, berangkat besok."


def test_a_page_that_answered_a_form_answers_it_again(office: Cast) -> None:
    resident = Client()
    answer = resident.post("/cek-lowongan/", {"text": OFFER}).content.decode()
    choosing = re.search(r'<form class="app-language" method="post" action="([^"]+)">(.*?)</form>', answer, re.DOTALL)
    assert choosing
    said = {name: html.unescape(value) for name, value in re.findall(r'name="(\w+)" value="([^"]*)"', choosing[2])}
    assert said["text"] == OFFER
    again = resident.post(html.unescape(choosing[1]), said)
    assert again.status_code == 200
    assert again.headers["Content-Language"] == "en"
    assert OFFER in html.unescape(again.content.decode())
    assert resident.get("/").headers["Content-Language"] == "en"


def test_a_poster_s_place_stays(office: Cast) -> None:
    resident = Client()
    shown = page(resident, "/lapor/?w=31.73.01.1006&rw=17")
    address = re.search(r'formaction="([^"]+)"', shown)
    assert address
    assert html.unescape(address[1]) == "/lapor/?w=31.73.01.1006&rw=17&bahasa=en&ingat=1"
    words = {"w": "31.73.01.1006", "rw": "17", "narrative": OFFER}
    answer = resident.post(html.unescape(address[1]), words, follow=True)
    assert answer.headers["Content-Language"] == "en"
    assert "Cengkareng Timur" in answer.content.decode()
    assert OFFER in answer.content.decode()


def test_an_address_that_a_form_was_sent_to_answers_with_a_page(office: Cast) -> None:
    for path in ("/lapor/kirim/", "/lapor/hapus/", "/lapor/simpan/"):
        answer = Client().get(path)
        assert answer.status_code in {200, 405}
        assert "<html" in answer.content.decode()
