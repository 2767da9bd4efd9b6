"""Whatever is sent to whatever address: a sentence, never an error of ours."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.http import QueryDict
from django.test import Client

from tests.architecture.addresses import LEFT_OUT, addresses, asked, walked

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


Reading = Callable[[str], list[str]]
# Middleware and frames read these at every address; the first page stands for all of them.
READ_EVERYWHERE = {"bahasa", "ingat", "w", "csrfmiddlewaretoken"}
FIRST_PAGE = "/"


@pytest.fixture(scope="module")
def known_readers() -> dict[str, list[str]]:
    return {}


@pytest.fixture
def readers(people: list[Client], monkeypatch: pytest.MonkeyPatch, known_readers: dict[str, list[str]]) -> Reading:
    """The addresses that read something of what is sent with a method: a page that reads nothing cannot stumble on it.

    Two thirds of the addresses are refused or have nothing behind them, and twelve values are sent to each.
    """

    def of(method: str) -> list[str]:
        if method not in known_readers:
            with monkeypatch.context() as patch:
                read = recorded(patch)
                known_readers[method] = [FIRST_PAGE, *_readers(people, method, read)]
        return known_readers[method]

    return of


def recorded(patch: pytest.MonkeyPatch) -> set[str]:
    """Fills with the names that are read from queries and forms."""
    read: set[str] = set()
    for name in ("__getitem__", "__contains__", "getlist"):
        original = getattr(QueryDict, name)

        def reading(self: QueryDict, key: str, *rest: Any, original: Any = original) -> Any:
            read.add(key)
            return original(self, key, *rest)

        patch.setattr(QueryDict, name, reading)
    return read


def _readers(people: list[Client], method: str, read: set[str]) -> Iterator[str]:
    for path, _view in addresses():
        if path not in (*LEFT_OUT, FIRST_PAGE):
            read.clear()
            asked(people, path, lambda browser, path: _sent(browser, method, path, {"karangan": "1"}))
            if read & {*NAMES} - READ_EVERYWHERE:
                yield path


@pytest.mark.parametrize("value", VALUES.values(), ids=VALUES)
def test_in_a_query_and_in_a_form(people: list[Client], readers: Reading, value: str) -> None:
    data = dict.fromkeys(NAMES, value)
    query = data if len(value) < 500 else {"q": value}
    form = data if len(value) < 500 else _few(value)
    assert walked(people, lambda browser, path: _sent(browser, "get", path, query), readers("get")) == []
    assert walked(people, lambda browser, path: _sent(browser, "post", path, form), readers("post")) == []


def test_addresses_that_read_are_known(readers: Reading) -> None:
    assert {"/", "/petugas/cari/", "/petugas/laporan/"} - {*readers("get")} == set()
    assert {"/", "/lapor/", "/lacak/", "/masuk/", "/petugas/tempat/baru/"} - {*readers("post")} == set()


def _sent(browser: Client, method: str, path: str, data: dict[str, str]) -> int:
    status: int = getattr(browser, method)(path, data).status_code
    return status


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
