"""What goes over the pipes between the decoder and its parent.

The parent's first line is the task, a JSON object with `do` and `size`, the file's length. The decoder then asks with
`r`, an offset (8 bytes) and a length (4), and gets that many bytes; its answer is `d`, a length (8) and the bytes.
"""

from __future__ import annotations

import io
import json
import struct
from typing import IO, Any

ASK = struct.Struct(">cQI")
ANSWER = struct.Struct(">cQ")


class Parent:
    """The parent process, as the decoder sees it."""

    def __init__(self, source: IO[bytes], sink: IO[bytes]) -> None:
        self._source, self._sink = source, sink
        self.task: dict[str, Any] = json.loads(source.readline())

    def file(self) -> io.BufferedReader:
        """The file, to be read and sought like any other; nothing of it is read ahead by more than 1 MiB."""
        return io.BufferedReader(_File(self, self.task["size"]), 1024**2)

    def answer(self, data: bytes) -> None:
        self._sink.write(ANSWER.pack(b"d", len(data)) + data)
        self._sink.flush()

    def read(self, offset: int, length: int) -> bytes:
        self._sink.write(ASK.pack(b"r", offset, length))
        self._sink.flush()
        return self._source.read(length)


class _File(io.RawIOBase):
    def __init__(self, parent: Parent, size: int) -> None:
        self._parent, self._size, self._at = parent, size, 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        base = {io.SEEK_SET: 0, io.SEEK_CUR: self._at, io.SEEK_END: self._size}[whence]
        self._at = max(0, base + offset)
        return self._at

    def tell(self) -> int:
        return self._at

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]  # as RawIOBase's own
        length = min(len(buffer), max(self._size - self._at, 0))
        data = self._parent.read(self._at, length) if length else b""
        buffer[: len(data)] = data
        self._at += len(data)
        return len(data)
