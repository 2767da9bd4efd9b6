"""Methods and headers that no page of ours sends, at whatever address: a sentence, and nothing changes."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.architecture.addresses import ANSWERED, addresses, walked
from tests.factories.tables import everything

METHODS = ("HEAD", "OPTIONS", "KARANGAN")
REFUSED = {400, 403, 404, 405, 412, 501}  # 412: an upload of a version of tus that is not ours
# What is read by different hands stands together: each walk of all addresses takes half a minute.
HEADERS = {
    "what it asks": {
        "range": "bytes=99999999999999999999-1,-1,0-0",
        "if-none-match": '"' + "x" * 4_000 + '", *',
        "if-modified-since": "Thu, 99 Foo 0000 99:99:99 ZZZ",
        "x-http-method-override": "POST",
        "accept-language": "id-" + "x" * 3_000 + ";q=NaN, *;q=1e999, zz",
    },
    "where it comes from": {
        "x-forwarded-host": "karangan.example",
        "forwarded": 'for="[::1";host=karangan.example',
        "x-forwarded-for": "a\tb, , 999.1.1.1, ::1%eth0, " + "1.1.1.1," * 500,
        "referer": "javascript:alert(1)//\\\\karangan.example",
        "origin": "null",
        "cookie": "; ".join(f"k{number}=a\\054b" for number in range(2_000)),
    },
    "a long boundary": {"content-type": "multipart/form-data; boundary=" + "x" * 4_000},
    "no boundary": {"content-type": "multipart/form-data"},
    "another charset": {"content-type": "application/x-www-form-urlencoded; charset=utf-16"},
    "json": {"content-type": "application/json; charset=karangan"},
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
