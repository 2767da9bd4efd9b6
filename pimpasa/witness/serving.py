"""The witness over HTTP, as an ASGI program: takes checkpoints, and shows anybody what it signed.

POST /add-checkpoint     a log's next checkpoint; the answer is the witness's line (c2sp.org/tlog-witness)
GET  /                   who this is, and every log with its newest checkpoint
GET  /checkpoint?NAME    the newest checkpoint of a log that was signed here, as its log signed it

Who sends slowly holds nothing but their own connection, and that for ten seconds.
"""

from __future__ import annotations

import asyncio
import os
import time
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from pimpasa.witness.book import Book, Watched
from pimpasa.witness.cosigning import Answer, answer

# The server's own processes read where the book is from here.
BOOK = "WITNESS_BOOK"
FILE = "witness.sqlite3"
LONGEST = 16_384  # bytes: 63 steps and a checkpoint with a hundred signatures
SECONDS_TO_SEND = 10.0
AT_ONCE = 64

Scope = dict[str, Any]
Receive = Callable[[], Awaitable[dict[str, Any]]]
Send = Callable[[dict[str, Any]], Awaitable[None]]
_gate = asyncio.Semaphore(AT_ONCE)


async def application(scope: Scope, receive: Receive, send: Send) -> None:
    """One request; what is no HTTP is not answered."""
    if scope["type"] == "http":
        await _say(send, await _answer(scope, receive))


async def _answer(scope: Scope, receive: Receive) -> Answer:
    match scope["method"], scope["path"]:
        case "POST", "/add-checkpoint":
            return await _add(receive)
        case (("GET" | "HEAD"), "/"):
            return await asyncio.to_thread(_page)
        case (("GET" | "HEAD"), "/checkpoint"):
            return await asyncio.to_thread(_newest, unquote(scope["query_string"].decode("latin-1")))
        case _, ("/add-checkpoint" | "/" | "/checkpoint"):
            return Answer(405, "POST /add-checkpoint; GET / and /checkpoint?NAME\n")
        case _:
            return Answer(404, "there is no such page\n")


async def _add(receive: Receive) -> Answer:
    try:
        async with asyncio.timeout(SECONDS_TO_SEND):
            body = await _body(receive)
    except TimeoutError:
        return Answer(408, "this took too long\n")
    if body is None:
        return Answer(413, f"at most {LONGEST} bytes\n")
    async with _gate:
        return await asyncio.to_thread(lambda: answer(_book(), body, at=int(time.time())))


async def _body(receive: Receive) -> bytes | None:
    """Empty where the sender left; None where it is too long, which is not read on."""
    body = bytearray()
    while True:
        message = await receive()
        if message["type"] != "http.request":
            return b""
        body += message.get("body", b"")
        if len(body) > LONGEST:
            return None
        if not message.get("more_body"):
            return bytes(body)


async def _say(send: Send, shown: Answer) -> None:
    body = shown.body.encode()
    headers = [(b"content-type", shown.kind.encode()), (b"content-length", str(len(body)).encode())]
    await send({"type": "http.response.start", "status": shown.status, "headers": headers})
    await send({"type": "http.response.body", "body": body})


def _page() -> Answer:
    book = _book()
    lines = [
        f"This is the witness {book.verifier.name} (c2sp.org/tlog-witness). Its key:",
        "",
        f"  {book.verifier}",
        "",
    ]
    return Answer(200, "\n".join([*lines, *(line for log in book.watched() for line in said_of(log))]) + "\n")


def said_of(log: Watched) -> list[str]:
    """What a witness tells anybody of a log."""
    day = f"{datetime.fromtimestamp(log.seen_at, UTC):%Y-%m-%d %H:%M} UTC" if log.seen_at else "never yet"
    lines = [f"{log.verifier.name}: size {log.size}, signed {day}"]
    if log.contradictions:
        lines.append(f"  CONTRADICTED ITSELF {log.contradictions} times: what it signed is kept here as evidence")
    return lines


def _newest(origin: str) -> Answer:
    newest = next((log for log in _book().watched() if log.verifier.name == origin and log.note), None)
    return Answer(200, newest.note) if newest else Answer(404, "nothing of such a log was signed here\n")


def _book() -> Book:
    return Book(Path(os.environ[BOOK]))
