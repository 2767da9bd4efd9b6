"""Pages of somebody else's server, bounded in time and bytes; a redirect is followed nowhere."""

from __future__ import annotations

import urllib.error
import urllib.request
from collections.abc import Callable
from http.client import HTTPException
from typing import Any

SECONDS = 20.0
LONGEST = 65_536  # bytes: a tile has 8 KiB, a checkpoint less

Fetch = Callable[[str], bytes]


class Unreachable(Exception):
    """Nothing came, or not what was asked for."""


class _Stay(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_arguments: Any) -> None:
        """None: the answer stands as it is, and is a refusal."""


def fetch(address: str) -> bytes:
    """What is at an address, as any visitor gets it. Raises Unreachable."""
    if not address.startswith(("https://", "http://")):
        raise Unreachable(f"{address} is no address")
    request = urllib.request.Request(address, headers={"User-Agent": "Mozilla/5.0"})  # noqa: S310 - checked above
    try:
        with urllib.request.build_opener(_Stay).open(request, timeout=SECONDS) as answer:
            body: bytes = answer.read(LONGEST + 1)
    except (OSError, HTTPException, ValueError) as fault:
        raise Unreachable(f"{address}: {fault}") from fault
    if len(body) > LONGEST:
        raise Unreachable(f"{address}: longer than {LONGEST} bytes")
    return body
