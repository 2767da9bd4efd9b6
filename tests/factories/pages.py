"""Pages as text without line breaks, so that a test can look for a sentence."""

from __future__ import annotations

import re
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
