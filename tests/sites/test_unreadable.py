"""What no column holds is answered with a sentence where it was sent; the same error of our own making is a fault."""

from __future__ import annotations

import json
import logging
from pathlib import Path

import pytest
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import include, path
from django.views.decorators.csrf import csrf_exempt
from pytest_django.fixtures import Settings

from pimpasa.accounts.models import Officer
from pimpasa.territory.models import Office

pytestmark = pytest.mark.django_db(transaction=True)
FAULT, SENTENCE = 500, 400


def by_number(request: HttpRequest) -> HttpResponse:
    return HttpResponse(str(Officer.objects.filter(pk=int(request.GET["n"])).count()))


def _with_number(number: object) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT %s::int::smallint", [number])


def sent_smallint(request: HttpRequest) -> HttpResponse:
    _with_number(int(request.GET["n"]))
    return HttpResponse()


def own_smallint(_request: HttpRequest) -> HttpResponse:
    _with_number(40_000)
    return HttpResponse()


def name(request: HttpRequest) -> HttpResponse:
    return HttpResponse(str(Office.objects.filter(name=request.POST["name"]).count()))


def own_name(_request: HttpRequest) -> HttpResponse:
    return HttpResponse(str(Office.objects.filter(name="Kantor\x00").count()))


def too_long(request: HttpRequest) -> HttpResponse:
    Office.objects.create(name=request.POST["name"] * 500)
    return HttpResponse()


@csrf_exempt
def from_json(request: HttpRequest) -> HttpResponse:
    return HttpResponse(str(Office.objects.filter(name=json.loads(request.body)["name"]).count()))


def own_division(_request: HttpRequest) -> HttpResponse:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 / (SELECT count(*) FROM accounts_officer WHERE id < 0)")
    return HttpResponse()


def own_overflow(_request: HttpRequest) -> HttpResponse:
    return HttpResponse(str(int(float("inf"))))


def sent_overflow(request: HttpRequest) -> HttpResponse:
    return HttpResponse(str(int(float(request.GET["n"]))))


def own_recursion(_request: HttpRequest) -> HttpResponse:
    return own_recursion(_request)


def own_unicode(_request: HttpRequest) -> HttpResponse:
    return HttpResponse("\ud800".encode())


def own_file(_request: HttpRequest) -> HttpResponse:
    with Path("a\0b").open():
        return HttpResponse()


VIEWS = [by_number, sent_smallint, own_smallint, name, own_name, too_long, from_json, own_division]
VIEWS += [own_overflow, sent_overflow, own_recursion, own_unicode, own_file]
urlpatterns = [path(f"{view.__name__}/", view) for view in VIEWS]
urlpatterns += [path("", include("pimpasa.config.urls"))]
handler400 = "pimpasa.sites.common.views.bad_request"


@pytest.fixture
def browser(settings: Settings) -> Client:
    settings.ROOT_URLCONF = __name__
    return Client(raise_request_exception=False)


@pytest.mark.parametrize(
    ("address", "query", "status"),
    [
        ("by_number", {"n": "7"}, 200),
        ("by_number", {"n": "99999999999999999999"}, 200),  # Django knows the column's range
        ("sent_smallint", {"n": "7"}, 200),
        ("sent_smallint", {"n": "40000"}, SENTENCE),
        ("sent_smallint", {"n": "9" * 30}, SENTENCE),
        ("sent_overflow", {"n": "1e999"}, SENTENCE),
        ("sent_overflow", {"n": "-Infinity"}, SENTENCE),
        ("own_smallint", {}, FAULT),
        ("own_smallint", {"phone": "081240000123"}, FAULT),
        ("own_name", {}, FAULT),
        ("own_division", {"n": "99999999999999999999"}, FAULT),
        ("own_overflow", {"n": "7"}, FAULT),
        ("own_recursion", {"n": "[1]"}, FAULT),
        ("own_unicode", {"n": "ä"}, FAULT),
        ("own_file", {"n": "null"}, FAULT),
    ],
)
def test_in_an_address(
    browser: Client, caplog: pytest.LogCaptureFixture, address: str, query: dict[str, str], status: int
) -> None:
    with caplog.at_level(logging.ERROR, logger="django.request"):
        assert browser.get(f"/{address}/", query).status_code == status
    assert bool([entry for entry in caplog.records if entry.levelno >= logging.ERROR]) == (status == FAULT)


def test_in_a_form(browser: Client) -> None:
    assert browser.post("/name/", {"name": "a\x00b"}).status_code == SENTENCE
    assert browser.post("/name/", {"name": "Kantor"}).status_code == 200
    assert browser.post("/own_name/", {"name": "Kantor"}).status_code == FAULT
    assert browser.post("/too_long/", {"name": "Kantor"}).status_code == FAULT


@pytest.mark.parametrize("character", ["\\u0000", "\\ud800"])
def test_in_json(browser: Client, character: str) -> None:
    body = f'{{"name": "a{character}b"}}'
    assert browser.post("/from_json/", body, content_type="application/json").status_code == SENTENCE
