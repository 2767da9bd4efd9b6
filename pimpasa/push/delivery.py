"""Posting to push services (RFC 8030), many at once, none for long. What is not taken is not tried again.

The name is asked once, and the connection goes to the address that was found public, so that no second answer of a name
server leads inside. Only the status is read: redirects lead nowhere, and a body is never waited for.
"""

from __future__ import annotations

import asyncio
import logging
import ssl
from collections.abc import Sequence
from dataclasses import dataclass

import h11

from pimpasa.accounts.errors import Refused
from pimpasa.push.endpoints import Endpoint, public_addresses

logger = logging.getLogger(__name__)

AT_ONCE = 20
EACH = 8.0  # seconds
ALL = 30.0  # seconds, however many there are: the worker has other things to do
NONE = 0


@dataclass(frozen=True)
class Parcel:
    """A request that is ready but for its host."""

    endpoint: Endpoint
    headers: tuple[tuple[str, str], ...]
    body: bytes


def post_all(parcels: Sequence[Parcel]) -> list[int]:
    """The status that each parcel got, in their order; NONE where none came in time."""
    return asyncio.run(_post_all(parcels)) if parcels else []


async def _post_all(parcels: Sequence[Parcel]) -> list[int]:
    gate = asyncio.Semaphore(AT_ONCE)
    tasks = [asyncio.create_task(_try(parcel, gate)) for parcel in parcels]
    _done, waiting = await asyncio.wait(tasks, timeout=ALL)
    for task in waiting:
        task.cancel()
    await asyncio.gather(*waiting, return_exceptions=True)
    return [NONE if task.cancelled() else task.result() for task in tasks]


async def _try(parcel: Parcel, gate: asyncio.Semaphore) -> int:
    async with gate:
        try:
            async with asyncio.timeout(EACH):
                return await _post(parcel)
        except (OSError, h11.ProtocolError, Refused) as fault:
            # The host alone: the rest of the address lets its holder write to the browser.
            logger.warning("a push by %s was not taken: %s", parcel.endpoint.host, type(fault).__name__)
            return NONE


async def _post(parcel: Parcel) -> int:
    endpoint = parcel.endpoint
    address = (await asyncio.to_thread(public_addresses, endpoint))[0]
    tls, name = (ssl.create_default_context(), endpoint.host) if endpoint.scheme == "https" else (None, None)
    reader, writer = await asyncio.open_connection(address, endpoint.port, ssl=tls, server_hostname=name)
    try:
        speaker = h11.Connection(h11.CLIENT)
        writer.write(_request(speaker, parcel))
        return await _status(speaker, reader)
    finally:
        writer.close()


def _request(speaker: h11.Connection, parcel: Parcel) -> bytes:
    headers = [
        ("Host", parcel.endpoint.authority),
        ("Content-Length", str(len(parcel.body))),
        ("Connection", "close"),
        *parcel.headers,
    ]
    events = (
        h11.Request(method="POST", target=parcel.endpoint.target, headers=headers),
        h11.Data(data=parcel.body),
        h11.EndOfMessage(),
    )
    return b"".join(speaker.send(event) or b"" for event in events)


async def _status(speaker: h11.Connection, reader: asyncio.StreamReader) -> int:
    """Raises RemoteProtocolError of h11 for what is no answer in HTTP, or one that never ends."""
    while True:
        event = speaker.next_event()
        if event is h11.NEED_DATA:
            speaker.receive_data(await reader.read(4096))
        elif isinstance(event, h11.Response):
            return event.status_code
