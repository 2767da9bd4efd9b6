"""Pages as text without line breaks, so that a test can look for a sentence."""

from __future__ import annotations

import re
from html import unescape
from typing import Any

from django.test import Client

from pimpasa.cases.models import Case


def page_of(browser: Client, case: Case) -> str:
    answer = browser.get(f"/petugas/kasus/{case.pk}/")
    assert answer.status_code == 200
    return re.sub(r"\s+", " ", answer.content.decode())


def refused(answer: Any) -> str:
    assert answer.status_code == 422
    return re.sub(r"\s+", " ", answer.content.decode())


def text_of(answer: Any) -> str:
    """What a page that came well says, without its tags."""
    assert answer.status_code == 200
    words = re.sub(r"<(script|style)[^>]*>.*?</\1>|<[^>]*>", " ", answer.content.decode(), flags=re.DOTALL)
    return re.sub(r"\s+([,.:;])", r"\1", re.sub(r"\s+", " ", unescape(words)))
