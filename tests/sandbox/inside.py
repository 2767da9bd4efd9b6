"""What the tests run in the sandbox: `do` says what it tries once it is confined."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import socket
import sys
import threading
import time
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import IO, Any

from pimpasa.sandbox.errors import TooLarge


def prepared(task: dict[str, Any]) -> Callable[[IO[bytes]], bytes]:
    if task["do"] == "never ready":
        time.sleep(60)
    return {**ATTEMPTS, **HONEST}[task["do"]]


def attempted(attempt: Callable[[], object]) -> Callable[[IO[bytes]], bytes]:
    """Answers with the name of the fault that it met."""

    def work(_file: IO[bytes]) -> bytes:
        try:
            attempt()
        except (OSError, MemoryError) as fault:
            return f"{type(fault).__name__} {getattr(fault, 'strerror', '')}".encode()
        return b"nothing stood in the way"

    return work


ATTEMPTS = {
    "open a file": attempted(lambda: Path("/etc/passwd").read_bytes()),
    "open a socket": attempted(socket.socket),
    "open a pipe": attempted(os.pipe),
    "take memory": attempted(lambda: bytearray(3 * 1024**3)),
}


def spin(_file: IO[bytes]) -> bytes:
    while True:
        zlib.crc32(bytes(1024**2))


def spin_twice(file: IO[bytes]) -> bytes:
    threading.Thread(target=spin, args=(file,), daemon=True).start()
    return spin(file)


def fall(number: int) -> Callable[[IO[bytes]], bytes]:
    def work(_file: IO[bytes]) -> bytes:
        os.kill(os.getpid(), number)
        time.sleep(60)
        return b""

    return work


def say(words: bytes) -> Callable[[IO[bytes]], bytes]:
    """On the pipe to the parent, past all manners, and ends."""

    def work(_file: IO[bytes]) -> bytes:
        sys.stdout.buffer.write(words)
        sys.stdout.buffer.flush()
        os._exit(0)

    return work


def leave_a_child(*, answers: bool) -> Callable[[IO[bytes]], bytes]:
    """The child holds the pipe to the parent."""

    def work(_file: IO[bytes]) -> bytes:
        child = os.fork()
        if child == 0:
            with contextlib.suppress(BaseException):
                time.sleep(60)
            os._exit(0)
        if not answers:
            os._exit(0)
        return str(child).encode()

    return work


def too_large(_file: IO[bytes]) -> bytes:
    raise TooLarge


def damaged(_file: IO[bytes]) -> bytes:
    raise RuntimeError("whatever a library does")


def surroundings(_file: IO[bytes]) -> bytes:
    return json.dumps({"environment": dict(os.environ), "folder": os.getcwd()}).encode()  # noqa: PTH109 - no file opened


HONEST: dict[str, Callable[[IO[bytes]], bytes]] = {
    "copy": lambda file: file.read(),
    "copy the end": lambda file: file.read()[file.seek(-3, 2) :],
    "be elsewhere": surroundings,
    "sleep": lambda _file: bytes(time.sleep(60) or 0),
    "spin": spin,
    "spin twice": spin_twice,
    "answer long": lambda _file: bytes(2 * 1024**2),
    "be too large": too_large,
    "be damaged": damaged,
    "be killed": fall(signal.SIGKILL),
    "crash": fall(signal.SIGSEGV),
    "leave a child": leave_a_child(answers=False),
    "answer and leave a child": leave_a_child(answers=True),
    "say nothing": say(b""),
    "say garbage": say(b"garbage"),
    "say half an answer": say(b"a" + bytes(7) + b"\x09" + b"half"),
    "say half a word": say(b"a" + bytes(3)),
    "claim a huge answer": say(b"a" + b"\xff" * 8),
    "ask beyond the file": say(b"r" + (2).to_bytes(8) + (2).to_bytes(4)),
    "ask for all at once": say(b"r" + bytes(8) + (2**32 - 1).to_bytes(4)),
}
