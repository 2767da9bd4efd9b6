"""What is asked of a process before it gets requests; without a Host, without a thread of the pages."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Callable
from threading import Event
from typing import Any

import pytest

from pimpasa.config.server.health import Readiness, Watched

SECRET = "postgresql://pimpasa:kenari@db.invalid"


async def pages(_scope: Any, _receive: Any, send: Any) -> None:
    await send({"type": "http.response.start", "status": 418, "headers": []})
    await send({"type": "http.response.body", "body": b"{}"})


def fails() -> str:
    raise ConnectionError(SECRET)


def watched(patience: float = 1.0, **parts: Callable[[], str]) -> Watched:
    readiness = Readiness(parts, needed=frozenset({"database"}), patience=patience)
    return Watched(pages, readiness, lambda token, _headers: "seen" if token == "right" else "")


async def asked(app: Watched, path: str, query: bytes = b"") -> tuple[int, Any]:
    sent: list[Any] = []

    async def send(message: Any) -> None:
        sent.append(message)

    scope = {"type": "http", "path": path, "query_string": query, "headers": [(b"host", b"\xff nobody's")]}
    await app(scope, None, send)
    return sent[0]["status"], json.loads(sent[1]["body"])


def answer(app: Watched, path: str, query: bytes = b"") -> tuple[int, Any]:
    return asyncio.run(asked(app, path, query))


@pytest.mark.parametrize("path", ["/sehat", "/sehat/"])
def test_a_process_that_answers_lives_whatever_the_rest_does(path: str) -> None:
    assert answer(watched(database=fails), path) == (200, {"alive": True})


def test_other_pages_are_the_program_s() -> None:
    assert [answer(watched(database=str), path)[0] for path in ("/", "/siapa-kami/", "/sehatnya")] == [418, 418, 418]


def test_each_part_is_named() -> None:
    app = watched(database=str, files=lambda: "")
    assert answer(app, "/siap") == (200, {"ready": True, "parts": {"database": "ok", "files": "ok"}})


def test_a_part_without_which_nobody_is_served_and_no_secret() -> None:
    status, content = answer(watched(database=fails, tables=lambda: "lack migrations"), "/siap")
    assert (status, content["ready"]) == (503, False)
    assert content["parts"] == {"database": "does not answer", "tables": "lack migrations"}


def test_the_store_takes_files_away_and_not_the_site() -> None:
    parts = {"database": "ok", "files": "does not answer"}
    app = watched(database=str, files=fails)
    assert answer(app, "/siap") == (200, {"ready": True, "parts": parts})
    assert answer(app, "/siap", b"all") == (503, {"ready": False, "parts": parts})


def test_a_part_that_hangs_is_waited_for_shortly_and_asked_once() -> None:
    end, asks = Event(), []

    def hangs() -> str:
        asks.append(1)
        end.wait(20)
        return ""

    async def twice(app: Watched) -> list[tuple[int, Any]]:
        first = await asked(app, "/siap")
        app._readiness._known = (0.0, {})
        second = await asked(app, "/siap")
        end.set()
        await asyncio.sleep(0.1)
        app._readiness._known = (0.0, {})
        return [first, second, await asked(app, "/siap")]

    begun = time.monotonic()
    answers = asyncio.run(twice(watched(patience=0.2, database=hangs)))
    assert [status for status, _content in answers] == [503, 503, 200]
    assert answers[0][1]["parts"] == {"database": "does not answer"}
    assert len(asks) == 1
    assert time.monotonic() - begun < 5


def test_many_who_ask_are_one_question() -> None:
    asks: list[int] = []

    async def many(app: Watched) -> list[tuple[int, Any]]:
        return list(await asyncio.gather(*(asked(app, "/siap") for _ in range(50))))

    def counted() -> str:
        asks.append(1)
        time.sleep(0.1)
        return ""

    answers = asyncio.run(many(watched(database=counted)))
    assert {status for status, _content in answers} == {200}
    assert len(asks) == 1


def test_what_the_doctor_sees_is_for_its_own_token() -> None:
    assert answer(watched(database=str), "/sehat/right") == (200, {"seen": "seen"})
    assert answer(watched(database=str), "/sehat/wrong") == (404, {})
