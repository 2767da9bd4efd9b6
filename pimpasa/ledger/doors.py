"""Somebody else's server, and one request there: bounded in time and in bytes, whatever answers. Plain Python."""

from __future__ import annotations

import asyncio
import ssl
from dataclasses import dataclass
from urllib.parse import urlsplit

import h11

SECONDS = 10.0
LONGEST = 16_384  # bytes
# Without TLS only within this machine: a witness's line proves itself, but whoever sits between could keep it back.
_WITHIN = frozenset({"127.0.0.1", "::1", "localhost"})


class Unanswered(Exception):
    """Nobody answered in time, or not as HTTP does."""


@dataclass(frozen=True)
class Reply:
    status: int
    kind: str
    body: bytes
    policy: str = ""  # what a page may load (Content-Security-Policy)

    @property
    def text(self) -> str:
        """Nothing of what is no UTF-8: no note and no size is in it."""
        return self.body.decode(errors="ignore")


@dataclass(frozen=True)
class Door:
    """Where it is: a witness's submission prefix, an office's address."""

    is_tls: bool
    host: str
    port: int
    prefix: str

    @classmethod
    def parse(cls, address: str) -> Door:
        """Raises ValueError for what is no address, or one without TLS beyond this machine."""
        parts = urlsplit(address)
        host = parts.hostname or ""
        if parts.scheme not in ("https", "http") or not host or parts.query or parts.fragment or parts.username:
            raise ValueError(f"{address!r} is no address such as https://saksi.example")
        if parts.scheme == "http" and host not in _WITHIN:
            raise ValueError(f"{address!r} has no TLS: https://")
        is_tls = parts.scheme == "https"
        return cls(is_tls, host, parts.port or (443 if is_tls else 80), parts.path.rstrip("/"))

    @property
    def authority(self) -> str:
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == (443 if self.is_tls else 80) else f"{host}:{self.port}"


def post(door: Door, path: str, body: bytes) -> Reply:
    """What is answered to a POST under the door's prefix. Raises Unanswered."""
    return _asked(door, "POST", path, body)


def get(door: Door, path: str, *, longest: int = LONGEST) -> Reply:
    """What is answered to a GET under the door's prefix; a redirect is an answer like another. Raises Unanswered."""
    return _asked(door, "GET", path, b"", longest)


def _asked(door: Door, method: str, path: str, body: bytes, longest: int = LONGEST) -> Reply:
    try:
        return asyncio.run(_exchange(door, method, path, body, longest))
    except (OSError, h11.ProtocolError, TimeoutError, ValueError) as fault:
        raise Unanswered(f"{door.authority}: {type(fault).__name__}") from fault


async def _exchange(door: Door, method: str, path: str, body: bytes, longest: int) -> Reply:
    tls = ssl.create_default_context() if door.is_tls else None
    async with asyncio.timeout(SECONDS):
        reader, writer = await asyncio.open_connection(door.host, door.port, ssl=tls)
        try:
            speaker = h11.Connection(h11.CLIENT)
            writer.write(_request(speaker, door, method, path, body))
            return await _reply(speaker, reader, longest)
        finally:
            writer.close()


def _request(speaker: h11.Connection, door: Door, method: str, path: str, body: bytes) -> bytes:
    headers = [("Host", door.authority), ("Content-Length", str(len(body))), ("Connection", "close")]
    request = h11.Request(method=method, target=f"{door.prefix}{path}", headers=headers)
    parts = (request, h11.Data(data=body), h11.EndOfMessage())
    return b"".join(speaker.send(part) or b"" for part in parts)


async def _reply(speaker: h11.Connection, reader: asyncio.StreamReader, longest: int) -> Reply:
    status, headers, body = 0, dict[bytes, bytes](), bytearray()
    while True:
        event = speaker.next_event()
        if event is h11.NEED_DATA:
            speaker.receive_data(await reader.read(4096))
        elif isinstance(event, h11.Response):
            status = event.status_code
            headers = dict(event.headers)
        elif isinstance(event, h11.Data):
            body += event.data
            if len(body) > longest:
                raise ValueError("too long an answer")
        elif isinstance(event, h11.EndOfMessage):
            names = (b"content-type", b"content-security-policy")
            kind, policy = (headers.get(name, b"").decode("latin-1") for name in names)
            return Reply(status, kind, bytes(body), policy)
        elif isinstance(event, h11.ConnectionClosed):
            raise ConnectionError("closed before it answered")
