"""No page of another site changes anything here, or takes a cookie away, at whatever address."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from pimpasa.sites.common.middleware import from_elsewhere
from tests.architecture.addresses import addresses
from tests.factories.tables import everything

FORMS = {"danger": "no", "lang": "en", "text": "Karangan.", "code": "0000", "kind": "words", "first": "x"}
HEADERS = [
    {"Sec-Fetch-Site": "cross-site"},
    {"Sec-Fetch-Site": "same-site"},
    {"Origin": "https://jahat.example"},
    {"Origin": "null"},
]
EXEMPT = [(path, view) for path, view in addresses() if getattr(view, "csrf_exempt", False)]


@pytest.mark.django_db
@pytest.mark.parametrize("headers", HEADERS, ids=lambda headers: "-".join(headers.values()))
def test_a_post_from_elsewhere_changes_nothing_and_leaves_no_cookie(headers: dict[str, str]) -> None:
    before = everything()
    for path, _view in EXEMPT:
        answer = Client().post(path, FORMS, headers=headers)
        assert (path, answer.status_code, list(answer.cookies)) == (path, 403, [])
        assert list(Client().get(path, headers=headers).cookies) == []
    assert everything() == before


def test_the_walk_finds_them() -> None:
    assert {"/lapor/", "/lapor/dari-lowongan/", "/lacak/", "/bahasa/"} <= {path for path, _view in EXEMPT}
    assert len(EXEMPT) > 40


@pytest.mark.django_db
def test_every_other_view_that_takes_a_form_asks_for_its_token() -> None:
    browser = Client(enforce_csrf_checks=True)
    for path, view in addresses():
        if not getattr(view, "csrf_exempt", False):
            assert (path, browser.post(path, FORMS).status_code) in {(path, 403), (path, 404)}


@pytest.mark.parametrize(
    ("headers", "foreign"),
    [
        ({}, False),
        ({"HTTP_SEC_FETCH_SITE": "same-origin"}, False),
        ({"HTTP_SEC_FETCH_SITE": "none"}, False),
        ({"HTTP_ORIGIN": "http://testserver"}, False),
        ({"HTTP_SEC_FETCH_SITE": "same-origin", "HTTP_ORIGIN": "null"}, False),
        ({"HTTP_SEC_FETCH_SITE": "cross-site", "HTTP_ORIGIN": "http://testserver"}, True),
        ({"HTTP_ORIGIN": "https://testserver"}, True),
    ],
)
def test_where_a_page_is(headers: dict[str, str], foreign: bool, rf: Any) -> None:
    make: Callable[..., Any] = rf.post
    assert from_elsewhere(make("/lapor/", **headers)) is foreign
