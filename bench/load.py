"""A small load generator on bare sockets, so that the measuring costs little of what is measured."""

from __future__ import annotations

import re
import selectors
import socket
import statistics
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import urlsplit
from urllib.request import Request, urlopen


@dataclass(frozen=True)
class Outcome:
    """One run: reports per second, 95th percentile of the answer's time in ms, answers that were not a redirect to
    the receipt."""

    rate: float
    p95_ms: float
    errors: int


@dataclass
class _Connection:
    socket: socket.socket
    begun: float = 0.0
    received: bytearray = field(default_factory=bytearray)


def send_all(address: str, cookies: list[str], concurrency: int) -> Outcome:
    """Send one finished draft per cookie over `concurrency` connections kept open."""
    parts = urlsplit(address)
    host, port = parts.hostname or "", parts.port or 80
    promise = _promise(address, cookies[0])
    requests = iter([_request(host, port, cookie, promise) for cookie in cookies])
    times: list[float] = []
    failures: list[bytes] = []
    with selectors.EpollSelector() as ready:
        begun = time.perf_counter()
        for _ in range(concurrency):
            _send(ready, _Connection(socket.create_connection((host, port))), requests, first=True)
        while ready.get_map():
            for key, _ in ready.select(timeout=30):
                _receive(ready, key.data, requests, times, failures)
        elapsed = time.perf_counter() - begun
    for failure in failures[:3]:
        print(f"unexpected answer: {failure[:200]!r}")
    return Outcome(len(times) / elapsed, statistics.quantiles(times, n=20)[-1] * 1000, len(failures))


def _send(ready: selectors.EpollSelector, one: _Connection, requests: Iterator[bytes], *, first: bool = False) -> None:
    request = next(requests, None)
    if first and request is not None:
        ready.register(one.socket, selectors.EVENT_READ, one)
    if request is None:
        if not first:
            ready.unregister(one.socket)
        one.socket.close()
        return
    one.received.clear()
    one.begun = time.perf_counter()
    one.socket.sendall(request)


def _receive(
    ready: selectors.EpollSelector,
    one: _Connection,
    requests: Iterator[bytes],
    times: list[float],
    failures: list[bytes],
) -> None:
    one.received += one.socket.recv(65536)
    head, ended, body = bytes(one.received).partition(b"\r\n\r\n")
    if not ended or len(body) < _length(head):
        return
    times.append(time.perf_counter() - one.begun)
    if b" 302 " not in head.split(b"\r\n", 1)[0] or b"tanda-terima" not in head:
        failures.append(head)
    _send(ready, one, requests)


def _promise(address: str, cookie: str) -> str:
    """What the page before says of who reads; the same for every draft of a kelurahan."""
    asking = Request(f"{address}/lapor/kirim/", headers={"Cookie": f"draf={cookie}"})  # noqa: S310 - our own
    with urlopen(asking) as page:  # noqa: S310 - as above
        found = re.search(r'name="promise"\s+value="([0-9a-f]{32})"', page.read().decode())
    return found[1] if found else ""


def _request(host: str, port: int, cookie: str, promise: str) -> bytes:
    body = f"promise={promise}"
    return (
        f"POST /lapor/kirim/ HTTP/1.1\r\nHost: {host}:{port}\r\nCookie: draf={cookie}\r\n"
        f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(body)}\r\n\r\n{body}"
    ).encode()


def _length(head: bytes) -> int:
    for line in head.split(b"\r\n"):
        name, _, value = line.partition(b":")
        if name.lower() == b"content-length":
            return int(value)
    return 0
