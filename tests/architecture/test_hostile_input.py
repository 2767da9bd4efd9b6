"""Whatever is sent to whatever address: a sentence, never an error of ours."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from django.test import Client

from pimpasa.accounts.models import Officer
from tests.architecture.addresses import addresses
from tests.factories.people import PASSPHRASE, cast
from tests.factories.tables import everything

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
LEFT_OUT = ("/masuk/keluar/",)  # after it nobody is signed in
ANSWERED = {200, 204, 301, 302, 303, 400, 403, 404, 405, 409, 410, 412, 413, 422, 429}


@pytest.fixture
def people(transactional_db: None) -> list[Client]:
    """A stranger, an analyst and an administrator."""
    office = cast()

    def signed_in(officer: Officer) -> Client:
        browser = Client(raise_request_exception=False)
        assert browser.post("/masuk/", {"login": officer.email, "password": PASSPHRASE}).status_code == 302
        return browser

    return [Client(raise_request_exception=False), signed_in(office.dewi), signed_in(office.agus)]


def walked(people: list[Client], ask: Callable[[Client, str], int]) -> list[tuple[str, int]]:
    """Addresses that answered with anything but a sentence."""
    asked = ((path, _asked(people, path, ask)) for path, _view in addresses() if path not in LEFT_OUT)
    return [(path, status) for path, status in asked if status not in ANSWERED]


def _asked(people: list[Client], path: str, ask: Callable[[Client, str], int]) -> int:
    """By a stranger where strangers are answered, else by the analyst, and by the administrator where she may not."""
    stranger, *officers = people
    if not officers or not path.startswith(("/petugas/", "/masuk/")):
        return ask(stranger, path)
    analyst, administrator = officers
    status = ask(analyst, path)
    return ask(administrator, path) if status == 403 else status


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


METHODS = ("HEAD", "OPTIONS", "PUT", "KARANGAN")
REFUSED = {400, 403, 404, 405, 412, 501}  # 412: an upload of a version of tus that is not ours
HEADERS = {
    "a range": {"range": "bytes=99999999999999999999-1,-1,0-0"},
    "an etag": {"if-none-match": '"' + "x" * 4_000 + '", *', "if-modified-since": "Thu, 99 Foo 0000 99:99:99 ZZZ"},
    "another method": {"x-http-method-override": "POST", "x-http-method": "DELETE"},
    "another host": {"x-forwarded-host": "karangan.example", "forwarded": 'for="[::1";host=karangan.example'},
    "another address": {"x-forwarded-for": "a\tb, , 999.1.1.1, ::1%eth0, " + "1.1.1.1," * 500},
    "a language": {"accept-language": "id-" + "x" * 3_000 + ";q=NaN, *;q=1e999, zz"},
    "a type": {"accept": "*/*;q=NaN", "content-type": "multipart/form-data; boundary=" + "x" * 4_000},
    "a charset": {"content-type": "application/x-www-form-urlencoded; charset=karangan"},
    "another charset": {"content-type": "application/x-www-form-urlencoded; charset=utf-16"},
    "no boundary": {"content-type": "multipart/form-data"},
    "json": {"content-type": "application/json"},
    "where one came from": {"referer": "javascript:alert(1)//\\\\karangan.example", "origin": "null"},
    "many cookies": {"cookie": "; ".join(f"k{number}=a\\054b" for number in range(2_000))},
}


@pytest.mark.parametrize("method", METHODS)
def test_with_another_method(people: list[Client], method: str) -> None:
    """HEAD and OPTIONS are answered or refused, whatever else is refused; a stranger's change nothing."""
    before = everything()
    assert {*_statuses(people[0], method)} <= (ANSWERED if method in {"HEAD", "OPTIONS"} else REFUSED)
    assert everything() == before
    assert walked(people, lambda browser, path: browser.generic(method, path).status_code) == []


def _statuses(browser: Client, method: str) -> list[int]:
    paths = [
        path for path, _view in addresses() if path != "/lapor/keluar/"
    ]  # the way out forgets, however it is asked
    return [browser.generic(method, path).status_code for path in paths]


@pytest.mark.parametrize("headers", HEADERS.values(), ids=HEADERS)
def test_in_a_header(people: list[Client], headers: dict[str, str]) -> None:
    body = b"narrative=%00%ff&q=\xed\xa0\x80&--x"
    assert walked(people, lambda browser, path: browser.get(path, headers=headers).status_code) == []
    assert walked(people, lambda browser, path: _posted(browser, path, body, headers)) == []


def _posted(browser: Client, path: str, body: bytes, headers: dict[str, str]) -> int:
    kind = headers.get("content-type", "text/plain")
    others = {name: value for name, value in headers.items() if name != "content-type"}
    return browser.generic("POST", path, body, content_type=kind, headers=others).status_code
