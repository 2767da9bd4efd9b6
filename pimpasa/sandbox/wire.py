"""What goes over the pipes between a program of ours in the sandbox and its parent.

The parent's first line is the task, a JSON object; its `size` is the file's length. The program then asks for a piece
with `r`, an offset (8 bytes) and a length (4, at most LONGEST_PIECE), and gets that many bytes. It ends with one of
three: `a`, a length (8) and its answer; `l`, what it was given is too large; `x`, it can make nothing of it.
"""

from __future__ import annotations

import io
import json
import struct
from collections.abc import Callable, Mapping
from typing import IO, Any

from pimpasa.sandbox.errors import Failed, TooLarge

LONGEST_PIECE = 1024**2
_PIECE = struct.Struct(">QI")
_LENGTH = struct.Struct(">Q")

Read = Callable[[int, int], bytes]
"""From an offset and a length to that many bytes of the file."""


class Parent:
    """The parent process, as the program sees it."""

    def __init__(self, source: IO[bytes], sink: IO[bytes]) -> None:
        self._source = source
        self._sink = sink
        self.task: dict[str, Any] = json.loads(source.readline())

    def file(self) -> io.BufferedReader:
        """The file, to be read and sought like any other; nothing of it is read ahead by more than a piece."""
        return io.BufferedReader(_File(self, self.task["size"]), LONGEST_PIECE)

    def read(self, offset: int, length: int) -> bytes:
        self._send(b"r" + _PIECE.pack(offset, length))
        return self._source.read(length)

    def answer(self, content: bytes) -> None:
        self._send(b"a" + _LENGTH.pack(len(content)), content)

    def refuse_as_too_large(self) -> None:
        self._send(b"l")

    def give_up(self) -> None:
        self._send(b"x")

    def _send(self, *parts: bytes) -> None:
        for part in parts:
            self._sink.write(part)
        self._sink.flush()


class _File(io.RawIOBase):
    def __init__(self, parent: Parent, size: int) -> None:
        self._parent = parent
        self._size = size
        self._position = 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        base = {io.SEEK_SET: 0, io.SEEK_CUR: self._position, io.SEEK_END: self._size}[whence]
        self._position = max(0, base + offset)
        return self._position

    def tell(self) -> int:
        return self._position

    def readall(self) -> bytes:
        """In long pieces: RawIOBase's own are of 8 KiB, and for each the parent looks into the store."""
        return b"".join(iter(lambda: self.read(LONGEST_PIECE) or b"", b""))

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]  # as RawIOBase's own
        length = min(len(buffer), LONGEST_PIECE, max(self._size - self._position, 0))
        piece = self._parent.read(self._position, length) if length else b""
        buffer[: len(piece)] = piece
        self._position += len(piece)
        return len(piece)


def serve(sink: IO[bytes], source: IO[bytes], task: Mapping[str, Any], read: Read, *, most: int) -> bytes:
    """The parent's side: give the program what it asks for until it answers, with `most` bytes at most.

    It may be taken over by what it decodes, so nothing it says is believed. Raises Failed, TooLarge; EOFError and
    BrokenPipeError where it ends without an answer.
    """
    _write(sink, json.dumps(task).encode() + b"\n")
    while (word := source.read(1)) == b"r":
        offset, length = _PIECE.unpack(_whole(source, _PIECE.size))
        if length > LONGEST_PIECE or offset + length > task["size"]:
            raise Failed
        _write(sink, read(offset, length))
    if word == b"l":
        raise TooLarge
    if word == b"a":
        return _answer(source, most)
    raise Failed if word else EOFError


def _answer(source: IO[bytes], most: int) -> bytes:
    (length,) = _LENGTH.unpack(_whole(source, _LENGTH.size))
    if length > most:
        raise TooLarge
    return _whole(source, length)


def _whole(source: IO[bytes], length: int) -> bytes:
    content = source.read(length)
    if len(content) < length:
        raise EOFError
    return content


def _write(sink: IO[bytes], content: bytes) -> None:
    sink.write(content)
    sink.flush()
