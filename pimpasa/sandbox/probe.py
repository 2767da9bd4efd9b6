"""Tries the doors from inside: `pimpasa doctor` runs it to learn whether strangers' files can be read here at all."""

from __future__ import annotations

import os
import socket
from collections.abc import Callable
from typing import IO, Any


def prepared(_task: dict[str, Any]) -> Callable[[IO[bytes]], bytes]:
    return lambda _file: " ".join(name for name, door in _DOORS.items() if _is_open(door)).encode()


_DOORS: dict[str, Callable[[], object]] = {
    "file": lambda: os.open("/", os.O_RDONLY),
    "name": lambda: os.rename("/nothing", "/nothing"),  # noqa: PTH104 - as bare as it gets
    "socket": socket.socket,
    "process": os.fork,
    "signal": lambda: os.kill(os.getppid(), 0),
}


def _is_open(door: Callable[[], object]) -> bool:
    try:
        door()
    except PermissionError:
        return False
    except OSError:
        return True
    return True
