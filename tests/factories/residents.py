"""Residents who report with a browser and without JavaScript, page by page."""

from __future__ import annotations

import re
from typing import Any

from django.test import Client

from tests.factories.territory import CENGKARENG_TIMUR

STORY = "Karangan: tetangga dijanjikan kerja."
# Each page with its answers, in the order of the way.
ANSWERS: list[tuple[str, dict[str, Any]]] = [
    ("/lapor/", {"kind": "tppo", "whom": "witness", "narrative": STORY, "whole": "1"}),
    ("/lapor/tempat/", {"village": CENGKARENG_TIMUR, "rw": "17"}),
]


def begun(upto: str = "") -> Client:
    """A browser in which every page before `upto` was answered; all of them where there is none."""
    resident = Client()
    for path, answers in ANSWERS:
        if path == upto:
            break
        answer = resident.post(path, answers)
        assert answer.status_code == 302, f"{path}: {answer.content.decode()}"
    return resident


def page(resident: Client, path: str) -> str:
    return resident.get(path).content.decode()


def hidden(shown: str, name: str) -> str:
    """The value of a page's hidden field."""
    field = re.search(rf'name="{name}"\s+value="([^"]*)"', shown)
    return field[1] if field else ""


def promise(resident: Client) -> str:
    """What the last page says of who reads."""
    return hidden(page(resident, "/lapor/kirim/"), "promise")


def sends(resident: Client, more: dict[str, Any] | None = None, **options: Any) -> Any:
    """The last page, read and sent."""
    return resident.post("/lapor/kirim/", {"promise": promise(resident), **(more or {})}, **options)
