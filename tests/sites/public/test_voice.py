"""A story told in sound: who tells it may wish that nobody knows the voice."""

from __future__ import annotations

from base64 import urlsafe_b64decode

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

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
