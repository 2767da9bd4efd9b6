"""The texts in a file: itself, or those that lie in an archive beside pictures and voices."""

from __future__ import annotations

import codecs
import zipfile
import zlib
from collections.abc import Iterator
from typing import IO, NamedTuple

from pimpasa.evidence.decoder import archives
from pimpasa.evidence.decoder.chats.lines import lines_of

MOST_BYTES = 48 * 1024**2
"""Of all texts together: some 400,000 turns, and as much as is read within the time that a look may take."""
_MOST_MEMBERS = 10_000
_HEAD = 512
_ZIP = b"PK"
_WIDE = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
# No text has them; the escape changes alphabets (ISO 2022).
_CONTROLS = bytes(code for code in [*range(32), 127] if code not in b"\t\n\f\r\x1b")


class Text(NamedTuple):
    """`size` of its bytes; `is_cut` where it goes on beyond what was read."""

    name: str
    words: str
    size: int
    is_cut: bool


def texts_in(file: IO[bytes]) -> Iterator[Text]:
    """The text of a file, or those that an archive holds."""
    if file.read(2) == _ZIP:
        file.seek(0)
        with zipfile.ZipFile(file) as archive:
            yield from _members(archive)
    else:
        file.seek(0)
        yield _read("", file, MOST_BYTES)


def _members(archive: zipfile.ZipFile) -> Iterator[Text]:
    """What begins like a text. What has a password, or a method that nobody reads, is passed over."""
    room = MOST_BYTES
    for item in archive.infolist()[:_MOST_MEMBERS]:
        if room <= 0:
            return
        try:
            with archive.open(item) as member:
                head = member.peek(_HEAD)[:_HEAD]  # type: ignore[attr-defined]  # ZipExtFile has it, IO does not
                text = _read(archives.name_of(item), member, room) if is_text(head) else None
        except (RuntimeError, NotImplementedError, zipfile.BadZipFile, zlib.error):
            continue
        if text:
            room -= text.size
            yield text


def _read(name: str, file: IO[bytes], most: int) -> Text:
    content = file.read(most + 1)
    return Text(name, lines_of(content[:most]), len(content), len(content) > most)


def is_text(head: bytes) -> bool:
    """Letters and ends of lines in some alphabet, or a mark that says so."""
    return bool(head) and (head.startswith(_WIDE) or head.translate(None, _CONTROLS) == head)
