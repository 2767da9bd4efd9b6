"""In front of Django's WSGI: receives bodies and sends answers without a thread, and gives threads out by shares.

A piece of a resumable upload is handed on every few megabytes, so that it is kept while it still comes (ADR 0043).
"""

from __future__ import annotations

import asyncio
import io
import re
from collections.abc import Awaitable, Callable, Iterable, Iterator, MutableMapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Any

from pimpasa.allowances.addresses import caller_at
from pimpasa.config.server.environ import Environ, Scope, environ_of, headers_of
from pimpasa.config.server.places import Threads, TooMany
from pimpasa.config.server.receiving import End, Receive, Receiving, Waiting
from pimpasa.sealing.spools import Spool

Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]
Wsgi = Callable[[Environ, Callable[..., Any]], Iterable[bytes]]

PAGES = 8
BODIES = 4
# Sealing gigabytes takes the processor from pages, who are somebody's next tap.
BEHIND = 5
SEGMENT = 8 * 1024**2
TOGETHER = 256 * 1024
# Connections cost little, but not nothing: a hall of two hundred sends three files each.
MOST_OF_ONE = 600
_TUS = "application/offset+octet-stream"
_OFFSET = re.compile("[0-9]{1,18}")
_NO_CONTENT = 204
# Said before Django, which knows the reader's language, is asked.
NO_ROOM = "Tempat berkas kami sedang penuh. Kirim tanpa berkas, atau coba lagi nanti. / No room for files just now."
TOO_MANY = (
    "Terlalu banyak permintaan dari jaringan Anda. Coba lagi sebentar lagi. / Too many requests from your network."
)
CUT = "Kiriman terputus di jalan. Silakan kirim sekali lagi. / The line broke. Please send it once more."


@dataclass(frozen=True)
class Answer:
    """Status, headers and body of WSGI, and what lets go of it."""

    status: int
    headers: list[tuple[bytes, bytes]]
    chunks: Iterator[bytes]
    close: Callable[[], None]


class Application:
    """ASGI; `wsgi` runs in threads."""

    def __init__(self, wsgi: Wsgi, folder: Path, *, trusted: int, most: int, free: Callable[[], int]) -> None:
        """`most` bytes of one body, and `free` says how many all together may still lie on the disk of `folder`."""
        self._wsgi = wsgi
        self._folder = folder
        self._trusted = trusted
        self._waiting = Waiting(most, free)
        self._pages = Threads(PAGES, "page", waiting=MOST_OF_ONE)
        # What brings files in waits for the store, perhaps long: it holds threads of its own.
        self._bodies = Threads(BODIES, "body", waiting=MOST_OF_ONE, behind=BEHIND)
        self._disk = ThreadPoolExecutor(2, thread_name_prefix="spool")

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return
        headers = headers_of(scope)
        peer = str((scope.get("client") or ("",))[0])
        caller = caller_at(peer, headers.get("x-forwarded-for", ""), trusted=self._trusted).widest
        request = _Request(environ_of(scope, headers), headers, caller)
        try:
            await self._answer(request, receive, send)
        except TooMany:
            await _say(send, 503, TOO_MANY)

    async def _answer(self, request: _Request, receive: Receive, send: Send) -> None:
        if not request.has_body:
            await self._page(request, self._pages, io.BytesIO(), send)
            return
        with self._waiting.of(request.caller) as lying:
            receiving = Receiving(receive, self._folder, self._disk, lying)
            if request.is_tus:
                await self._tus(request, receiving, send)
                return
            spool, end = await receiving.piece()
            try:
                await self._whole(request, spool, end, send)
            finally:
                spool.close()

    async def _whole(self, request: _Request, spool: Spool, end: End, send: Send) -> None:
        if end is End.NO_ROOM:
            await _say(send, 503, NO_ROOM)
        elif end is not End.WHOLE and not request.is_multipart:
            await _say(send, 408, CUT)
        else:
            request.environ.setdefault("CONTENT_LENGTH", str(spool.size))
            threads = self._bodies if request.is_multipart else self._pages
            await self._page(request, threads, spool.reading(), send)

    async def _tus(self, request: _Request, receiving: Receiving, send: Send) -> None:
        """Piece after piece as PATCHes of their own, each where the one before ended; the last one answers."""
        offset = request.offset
        while True:
            spool, end = await receiving.piece(SEGMENT)
            if end is End.NO_ROOM:
                spool.close()
                await _say(send, 503, NO_ROOM)
                return
            try:
                answer = await self._patched(request, spool, offset)
            finally:
                spool.close()
            offset += spool.size
            if end is not End.ENOUGH or answer.status != _NO_CONTENT:
                await self._sent(request, self._bodies, answer, send)
                return
            await self._bodies.run(request.caller, answer.close, is_begun=True)

    async def _patched(self, request: _Request, spool: Spool, offset: int) -> Answer:
        environ = request.environ | {
            "HTTP_UPLOAD_OFFSET": str(offset),
            "CONTENT_LENGTH": str(spool.size),
            "wsgi.input": spool.reading(),
        }
        return await self._bodies.run(request.caller, lambda: _called(self._wsgi, environ), is_begun=offset > 0)

    async def _page(self, request: _Request, threads: Threads, body: io.IOBase, send: Send) -> None:
        environ = request.environ | {"wsgi.input": body}
        answer = await threads.run(request.caller, lambda: _called(self._wsgi, environ))
        await self._sent(request, threads, answer, send)

    async def _sent(self, request: _Request, threads: Threads, answer: Answer, send: Send) -> None:
        """Also a slow reader holds no thread: each piece is fetched when the one before is on its way."""
        try:
            await send({"type": "http.response.start", "status": answer.status, "headers": answer.headers})
            while piece := await threads.run(request.caller, lambda: _some(answer.chunks), is_begun=True):
                await send({"type": "http.response.body", "body": piece, "more_body": True})
            await send({"type": "http.response.body", "body": b"", "more_body": False})
        finally:
            await asyncio.shield(threads.run(request.caller, answer.close, is_begun=True))


@dataclass(frozen=True)
class _Request:
    environ: Environ
    headers: dict[str, str]
    caller: str

    @property
    def has_body(self) -> bool:
        return self.headers.get("content-length", "0") != "0" or "transfer-encoding" in self.headers

    @property
    def is_multipart(self) -> bool:
        return self.headers.get("content-type", "").startswith("multipart/form-data")

    @property
    def is_tus(self) -> bool:
        """A piece that may be taken in parts: its checksum, where it has one, is of the whole."""
        headers = self.headers
        is_piece = headers.get("content-type") == _TUS and bool(_OFFSET.fullmatch(headers.get("upload-offset", "")))
        return is_piece and "upload-checksum" not in headers

    @property
    def offset(self) -> int:
        return int(self.headers["upload-offset"])


def _called(wsgi: Wsgi, environ: Environ) -> Answer:
    begun: list[tuple[str, list[tuple[str, str]]]] = []

    def start_response(status: str, headers: list[tuple[str, str]], _error: object = None) -> None:
        begun[:] = [(status, headers)]

    body = wsgi(environ, start_response)
    chunks = iter(body)
    # An application may begin its answer only with its first bytes.
    first = next(chunks, b"")
    status, headers = begun[0]
    raw_headers = [(name.lower().encode("latin-1"), value.encode("latin-1")) for name, value in headers]
    return Answer(int(status[:3]), raw_headers, chain((first,), chunks), getattr(body, "close", lambda: None))


def _some(chunks: Iterator[bytes]) -> bytes:
    """So much that going to a thread for it pays; nothing at the end."""
    pieces = bytearray()
    for chunk in chunks:
        pieces += chunk
        if len(pieces) >= TOGETHER:
            break
    return bytes(pieces)


async def _say(send: Send, status: int, sentence: str) -> None:
    """What is said before the program could say it."""
    body = sentence.encode()
    headers = [(b"content-type", b"text/plain; charset=utf-8"), (b"content-length", str(len(body)).encode())]
    if status == 503:
        headers.append((b"retry-after", b"10"))
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body, "more_body": False})
