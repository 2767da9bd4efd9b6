"""A small load generator on bare sockets, so that the measuring costs little of what is measured."""

from __future__ import annotations

import asyncio
import statistics
import time
from dataclasses import dataclass
from urllib.parse import urlsplit


@dataclass(frozen=True)
class Outcome:
    """One run: reports per second, 95th percentile of the answer's time in ms, answers that were not a redirect to
    the receipt."""

    rate: float
    p95_ms: float
    errors: int


def send_all(address: str, cookies: list[str], concurrency: int) -> Outcome:
    """Send one finished draft per cookie over `concurrency` connections kept open."""
    return asyncio.run(_send_all(address, cookies, concurrency))


async def _send_all(address: str, cookies: list[str], concurrency: int) -> Outcome:
    parts = urlsplit(address)
    waiting = iter(cookies)
    times: list[float] = []
    failures: list[bytes] = []
    begun = time.perf_counter()
    await asyncio.gather(
        *(_connection(parts.hostname or "", parts.port or 80, waiting, times, failures) for _ in range(concurrency))
    )
    elapsed = time.perf_counter() - begun
    for failure in failures[:3]:
        print(f"unexpected answer: {failure[:200]!r}")
    return Outcome(len(times) / elapsed, statistics.quantiles(times, n=20)[-1] * 1000, len(failures))


async def _connection(host: str, port: int, cookies: object, times: list[float], failures: list[bytes]) -> None:
    reader, writer = await asyncio.open_connection(host, port)
    for cookie in cookies:  # type: ignore[attr-defined]
        begun = time.perf_counter()
        writer.write(_request(host, port, cookie))
        head = await reader.readuntil(b"\r\n\r\n")
        await reader.readexactly(_length(head))
        times.append(time.perf_counter() - begun)
        if b" 302 " not in head.split(b"\r\n", 1)[0] or b"tanda-terima" not in head:
            failures.append(head)
    writer.close()


def _request(host: str, port: int, cookie: str) -> bytes:
    return (
        f"POST /lapor/kirim/ HTTP/1.1\r\nHost: {host}:{port}\r\nCookie: draf={cookie}\r\n"
        "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 0\r\n\r\n"
    ).encode()


def _length(head: bytes) -> int:
    for line in head.split(b"\r\n"):
        name, _, value = line.partition(b":")
        if name.lower() == b"content-length":
            return int(value)
    return 0
