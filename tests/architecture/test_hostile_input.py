"""Whatever is sent to whatever address: a sentence, never an error of ours."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.test import Client

from tests.architecture.addresses import addresses, walked

ROOT = Path(__file__).resolve().parents[2] / "pimpasa" / "sites"
ASKED = re.compile(r'(?:GET|POST)(?:\.get|\.getlist)?[(\[]"(\w+)"')
FIELD = re.compile(r"^    (\w+) = forms\.\w+\(", re.MULTILINE)
NAMES = sorted(
    {name for file in ROOT.rglob("*.py") for pattern in (ASKED, FIELD) for name in pattern.findall(file.read_text())}
)
VALUES = {
    "null": "a\x00b",
    "endless": "1e999",
    "no number": "NaN",
    "minus endless": "-Infinity",
    "huge": "9" * 400,
    "beyond bigint": "99999999999999999999",
    "first year": "0001-01-01",
    "last year": "9999-12-31",
    "first moment": "0001-01-01T00:00:00+14:00",
    "brackets": "[" * 100_000,
    "strokes": "[[[1e999, 0]]]",
    "half a character": "\ud800".encode("utf-8", "surrogatepass").decode("latin-1"),
}


@pytest.mark.parametrize("value", VALUES.values(), ids=VALUES)
def test_in_a_query_and_in_a_form(people: list[Client], value: str) -> None:
    data = dict.fromkeys(NAMES, value)
    assert (
        walked(people, lambda browser, path: browser.get(path, data if len(value) < 500 else {"q": value}).status_code)
        == []
    )
    assert (
        walked(people, lambda browser, path: browser.post(path, data if len(value) < 500 else _few(value)).status_code)
        == []
    )


def _few(value: str) -> dict[str, str]:
    """A hundred kilobytes in each of some fields: in all of them the body would be too long to be read at all."""
    return dict.fromkeys(("strokes", "text", "q", "cells", "areas", "place", "items"), value)


def test_in_a_path_and_in_a_cookie(people: list[Client]) -> None:
    assert walked(people, lambda browser, path: browser.get(f"{path}%00/").status_code) == []
    assert walked(people, lambda browser, path: browser.get(path.replace("karangan", "a%00b")).status_code) == []
    for name in ("draf", "lacak", "ngopi", "rujukan", "lang", "perangkat", "giliran"):
        stranger = Client(raise_request_exception=False)
        stranger.cookies[name] = "a\x00b"
        assert walked([stranger], lambda browser, path: browser.get(path).status_code) == []


def test_every_address_answers_who_opens_it_with_a_page(people: list[Client]) -> None:
    for path, _view in addresses():
        answer = people[0].get(path)
        if answer.status_code == 405:
            assert "formulir" in answer.content.decode() or "/unggah/" in path, path
            assert answer.headers["Allow"]


def test_an_address_that_only_takes_forms_says_so(people: list[Client]) -> None:
    answer = people[0].get("/lapor/hapus/")
    assert (answer.status_code, answer.headers["Allow"]) == (405, "POST")
    assert "Alamat ini hanya untuk mengirim formulir" in answer.content.decode()
