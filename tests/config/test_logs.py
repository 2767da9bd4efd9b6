"""The log says that something went wrong, and where in the code; no invitation, code or word of anybody's."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator
from io import StringIO

import pytest
from django.conf import settings
from django.http import HttpRequest
from django.test import Client, override_settings
from django.urls import path

from pimpasa.config.logs import Discreet, Json

TOKEN = "MTIz-0a9b8c7d6e5f4a3b2c1d-Zz"
CODE = "7K2M9-QW4RT-B3C5D-9ZXCV-A"
WORDS = "Karangan: namanya Ratna, 0812-0000-0001"


def fails(_request: HttpRequest, **_names: str) -> None:
    raise ValueError(WORDS)


urlpatterns = [path("undangan/<str:token>/", fails, name="invitation"), path("lacak/<str:code>/", fails, name="track")]


@pytest.fixture
def said() -> Iterator[StringIO]:
    """What is written by a handler set up as the program's own."""
    stream = StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(logging.Formatter("{levelname} {name}: {message}", style="{"))
    handler.addFilter(Discreet())
    logging.getLogger().addHandler(handler)
    yield stream
    logging.getLogger().removeHandler(handler)


@override_settings(ROOT_URLCONF="tests.config.test_logs")
@pytest.mark.parametrize("address", [f"/undangan/{TOKEN}/", f"/lacak/{CODE}/"])
def test_an_error_is_named_by_its_page(said: StringIO, address: str) -> None:
    browser = Client(raise_request_exception=False)
    assert browser.get(address).status_code == 500
    text = said.getvalue()
    assert "ERROR django.request: error at " in text
    assert "in fails" in text
    assert text.rstrip().endswith("ValueError")
    assert [secret for secret in (TOKEN, CODE, "Ratna", "0812", address) if secret in text] == []


@pytest.mark.django_db  # the page gives numbers to call as they hold here
def test_another_host_is_one_short_line(said: StringIO) -> None:
    assert Client(raise_request_exception=False).get("/", headers={"host": f"{CODE}.example"}).status_code == 400
    assert said.getvalue() == (
        "ERROR django.security.DisallowedHost: a request that names another host was refused (PIMPASA_HOSTS)\n"
    )


@pytest.mark.parametrize("logger", ["pimpasa.push.delivery", "procrastinate.worker", "obstore", "django"])
def test_whoever_says_it(said: StringIO, logger: str) -> None:
    logging.getLogger(logger).error("could not open /undangan/%s/ with %s", TOKEN, CODE)
    assert "could not open /undangan/…/ with …" in said.getvalue()


def test_what_an_error_says_stays_out_and_its_kinds_are_named(said: StringIO) -> None:
    try:
        try:
            raise KeyError(WORDS)
        except KeyError as cause:
            raise RuntimeError(WORDS) from cause
    except RuntimeError:
        logging.getLogger("pimpasa").exception("a job failed")
    text = said.getvalue()
    assert "a job failed" in text
    assert "RuntimeError, because of KeyError" in text
    assert "test_logs.py" in text
    assert "Ratna" not in text


@override_settings(ROOT_URLCONF="tests.config.test_logs")
def test_as_json_a_line_is_an_object_and_says_no_more(said: StringIO) -> None:
    (handler,) = [one for one in logging.getLogger().handlers if getattr(one, "stream", None) is said]
    handler.setFormatter(Json())
    browser = Client(raise_request_exception=False, REMOTE_ADDR="203.0.113.77", headers={"user-agent": "Kenari/1"})
    browser.get(f"/undangan/{TOKEN}/?kode={CODE}")
    logging.getLogger("obstore").error("could not open /undangan/%s/", TOKEN)
    lines = [json.loads(line) for line in said.getvalue().splitlines()]
    assert [set(line) for line in lines] == [
        {"at", "level", "logger", "message", "trace"},
        {"at", "level", "logger", "message"},
    ]
    assert (lines[0]["level"], lines[0]["logger"], lines[0]["message"]) == (
        "error",
        "django.request",
        "error at invitation",
    )
    text = said.getvalue()
    canaries = (TOKEN, CODE, "Ratna", "0812", "/undangan/" + TOKEN, "203.0.113", "Kenari")
    assert [canary for canary in canaries if canary in text] == []


def test_every_handler_of_the_program_has_it() -> None:
    handlers = settings.LOGGING["handlers"].values()
    assert [handler["filters"] for handler in handlers] == [["discreet"]]
