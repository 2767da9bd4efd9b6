"""The recovery code on paper, and on its page whatever becomes of the paper."""

from __future__ import annotations

import base64
import re
from dataclasses import replace

import pypdfium2
import pytest
from django.test import Client

from pimpasa.keys.actions.officer_keys import make_officer_key
from pimpasa.papers import typesetter, typesetting
from pimpasa.sandbox.programs import Program
from tests.factories.people import PASSPHRASE, Cast, withdrawn

pytestmark = pytest.mark.django_db
NEW = "teh-sore-di-beranda"


def recovered(office: Cast) -> str:
    """The page that Sari sees with her new code."""
    withdrawn(office, office.sari)
    code = make_officer_key(officer=office.sari, passphrase=PASSPHRASE)
    typed = {"email": office.sari.email, "code": code, "first": NEW, "second": NEW}
    return Client().post("/masuk/lupa/", typed).content.decode()


def code_on(page: str) -> str:
    found = re.search(r'<code class="app-code">([^<]+)</code>', page)
    assert found
    return found[1]


def test_the_sheet_says_the_code_and_whose_it_is(office: Cast) -> None:
    page = recovered(office)
    encoded = re.search(r'href="data:application/pdf;base64,([^"]+)"', page)
    assert encoded
    document = pypdfium2.PdfDocument(base64.b64decode(encoded[1]))
    # PDFium reads a hyphen at the end of a line as U+FFFE.
    words = document[0].get_textpage().get_text_range().replace("\ufffe", "-")
    assert len(document) == 1
    assert code_on(page) in words.replace("\r\n", "")
    assert office.sari.name in words


def test_where_no_sheet_can_be_set_the_code_is_shown(office: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    busy = Program(typesetter.__name__, replace(typesetter.LIMITS, at_once=1, wait=0.01))
    monkeypatch.setattr(typesetting, "TYPESETTER", busy)
    with busy.places.taken():
        page = recovered(office)
    assert len(code_on(page)) > 30
    assert "data:application/pdf" not in page
