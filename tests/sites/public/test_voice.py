"""A story told in sound: who tells it may wish that nobody knows the voice."""

from __future__ import annotations

import re
from base64 import urlsafe_b64decode

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from pimpasa.evidence.contents import ExhibitFacts
from pimpasa.evidence.opening.files import facts_of
from pimpasa.evidence.queries import still_there
from pimpasa.reports.queries.drafts import draft_key, load_draft
from tests.factories.people import Cast
from tests.factories.sound import speech


@pytest.mark.parametrize("wish", [True, False])
def test_the_wish_goes_with_the_recording(office: Cast, wish: bool) -> None:
    browser = Client()
    browser.get("/lapor/")
    told = {"kind": "tppo", "sound": SimpleUploadedFile("cerita.wav", speech(), "audio/wav"), "whole": "1"}
    browser.post("/lapor/", told | ({"voice_changed": "on"} if wish else {}))
    key = urlsafe_b64decode(browser.cookies["draf"].value)
    answers = load_draft(key)
    facts = [facts_of(exhibit, key=draft_key(key)) for exhibit in still_there(answers.spoken)]
    assert [file.voice_changed for file in facts] == [wish]


ASKED = {"kind": "tppo", "whole": "1", "voice_asked": "1"}


def sound() -> SimpleUploadedFile:
    return SimpleUploadedFile("cerita.wav", speech(), "audio/wav")


def kept(browser: Client) -> tuple[bool, list[bool]]:
    """The draft's wish, and that of each of its files."""
    key = urlsafe_b64decode(browser.cookies["draf"].value)
    answers = load_draft(key)
    facts: list[ExhibitFacts] = [facts_of(exhibit, key=draft_key(key)) for exhibit in still_there(answers.exhibits)]
    return answers.voice_changed, [file.voice_changed for file in facts]


def test_the_wish_stays_until_it_is_taken_back(office: Cast) -> None:
    """Also through a page that does not ask, as where there is no room for files."""
    browser = Client()
    browser.get("/lapor/")
    browser.post("/lapor/", ASKED | {"sound": sound(), "evidence": sound(), "voice_changed": "on"})
    assert kept(browser) == (True, [True, True])
    shown = browser.get("/lapor/").content.decode()
    assert re.search(r'name="voice_changed"[^>]* checked', shown)
    browser.post("/lapor/", {"kind": "tppo", "whole": "1", "narrative": "Karangan."})
    browser.post("/lapor/simpan/", {"narrative": "Karangan: lebih."})
    assert kept(browser) == (True, [True, True])
    browser.post("/lapor/", ASKED)
    assert kept(browser) == (False, [False, False])


def test_the_wish_is_asked_where_nothing_can_record(office: Cast) -> None:
    shown = Client().get("/lapor/").content.decode()
    assert re.findall(r"<div data-once-spoken([^>]*)>", shown) == [""]
    assert shown.count('name="voice_changed"') == 1
