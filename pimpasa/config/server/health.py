"""Says whether this process lives and is ready; no name of a host, TLS or thread of pages is asked before (ADR 0095).

Three addresses: /sehat, /siap, and /sehat/TOKEN, by which `pimpasa doctor` looks at its own installation from outside.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from time import monotonic
from typing import Any

from pimpasa.config.server.environ import Scope, headers_of

App = Callable[[Scope, Any, Any], Awaitable[None]]
Check = Callable[[], str]
"""Returns what is wrong in a few words, nothing where all is well."""

ALIVE = "/sehat"
READY = "/siap"
# Whoever asks: the database is asked so often at most, and so long.
ANSWER_HOLDS = 2.0  # seconds
PATIENCE = 3.0
SILENT = "does not answer"
WELL = "ok"


class Readiness:
    """What is asked of each part, once at a time; one that hangs is asked anew only when it has come back."""

    def __init__(self, parts: Mapping[str, Check], *, needed: frozenset[str], patience: float = PATIENCE) -> None:
        """Without one of the `needed` parts nobody can be served; without another one they can, though not with all."""
        self._parts = parts
        self.needed = needed
        self._patience = patience
        self._threads = ThreadPoolExecutor(len(parts), thread_name_prefix="ready")
        self._under_way: dict[str, asyncio.Future[str]] = {}
        self._known: tuple[float, dict[str, str]] = (0.0, {})

    async def look(self) -> dict[str, str]:
        """How each part is."""
        asked_at, parts = self._known
        if parts and monotonic() - asked_at < ANSWER_HOLDS:
            return parts
        for name, check in self._parts.items():
            if name not in self._under_way:
                self._under_way[name] = asyncio.get_running_loop().run_in_executor(self._threads, _words_of, check)
        await asyncio.wait(set(self._under_way.values()), timeout=self._patience)
        parts = {name: self._result(name) for name in self._parts}
        self._known = (monotonic(), parts)
        return parts

    def _result(self, name: str) -> str:
        # Somebody who asked at the same time may have taken it already.
        check = self._under_way.get(name)
        if check is None:
            return self._known[1].get(name, SILENT)
        if not check.done():
            return SILENT
        del self._under_way[name]
        return check.result()


class Watched:
    """ASGI: answers the three addresses, and hands everything else to `application`."""

    def __init__(self, application: App, readiness: Readiness, seen: Callable[[str, Mapping[str, str]], str]) -> None:
        """`seen` answers /sehat/TOKEN with what this process sees of that request; nothing where the token is none."""
        self._application = application
        self._readiness = readiness
        self._seen = seen

    async def __call__(self, scope: Scope, receive: Any, send: Any) -> None:
        path = scope["path"] if scope["type"] == "http" else ""
        if path.rstrip("/") == ALIVE:
            await _say(send, 200, {"alive": True})
        elif path.rstrip("/") == READY:
            await self._ready(send, strict=scope["query_string"] == b"all")
        elif path.startswith(f"{ALIVE}/"):
            words = self._seen(path.removeprefix(f"{ALIVE}/"), headers_of(scope))
            await _say(send, 200 if words else 404, {"seen": words} if words else {})
        else:
            await self._application(scope, receive, send)

    async def _ready(self, send: Any, *, strict: bool) -> None:
        parts = await self._readiness.look()
        missed = [name for name, words in parts.items() if words != WELL]
        is_ready = not missed if strict else not self._readiness.needed.intersection(missed)
        await _say(send, 200 if is_ready else 503, {"ready": is_ready, "parts": parts})


def _words_of(check: Check) -> str:
    # Whatever it is, it is one word to who asks: an error's own words may hold addresses and names.
    try:
        return check() or WELL
    except Exception:  # noqa: BLE001
        return SILENT


async def _say(send: Any, status: int, content: Mapping[str, object]) -> None:
    body = json.dumps(content).encode() + b"\n"
    headers = [
        (b"content-type", b"application/json"),
        (b"content-length", str(len(body)).encode()),
        (b"cache-control", b"no-store"),
    ]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body, "more_body": False})
