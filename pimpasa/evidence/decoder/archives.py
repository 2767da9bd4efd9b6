"""What is in an archive, by the list at its end; where that is cut off, by the heads of the files that arrived."""

from __future__ import annotations

import io
import json
import struct
import zipfile
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import IO, Any

from pimpasa.evidence.decoder import Decode
from pimpasa.evidence.decoder.texts import text_of

MOST_FILES = 2000
LONGEST_NAME = 300
# APPNOTE.TXT 6.3.10, 4.3.7 and 4.4.4: a file's head; the flags for a password, for sizes that follow, and for UTF-8.
_HEAD = struct.Struct("<4s2xHH4x4xIIHH")
_SIGNATURE = b"PK\x03\x04"
_LOCKED = 0x1
_SIZE_FOLLOWS = 0x8
_IN_UTF8 = 0x800


@dataclass(frozen=True)
class Item:
    """A file in an archive: its name, its bytes when unpacked (0 where nothing says), whether a password locks it."""

    name: str
    size: int
    is_locked: bool


def decoder(_task: dict[str, Any]) -> Decode:
    """JSON: the `items`, at most MOST_FILES, how many there are in `all`, and whether the file `is_cut`."""

    def listed(file: IO[bytes]) -> bytes:
        try:
            items = [_item(entry) for entry in zipfile.ZipFile(file).infolist() if not entry.is_dir()]
            is_cut = False
        except (zipfile.BadZipFile, OSError, ValueError, struct.error):
            items = list(_arrived(file))
            is_cut = True
        if is_cut and not items:
            raise ValueError("no archive")
        content = {"items": [asdict(item) for item in items[:MOST_FILES]], "all": len(items), "is_cut": is_cut}
        return json.dumps(content).encode()

    return listed


def name_of(entry: zipfile.ZipInfo) -> str:
    """Without the flag for UTF-8 names are in whatever the packing device wrote; zipfile read them as cp437."""
    name = entry.filename
    if not entry.flag_bits & _IN_UTF8:
        name = text_of(entry.orig_filename.encode("cp437", "replace"))
    return name[:LONGEST_NAME]


def _item(entry: zipfile.ZipInfo) -> Item:
    return Item(name_of(entry), entry.file_size, bool(entry.flag_bits & _LOCKED))


def _arrived(file: IO[bytes]) -> Iterator[Item]:
    """The files whose heads arrived, one after another, up to one that does not say where it ends."""
    file.seek(0)
    while len(head := file.read(_HEAD.size)) == _HEAD.size:
        signature, flags, _method, packed, size, name_length, extra_length = _HEAD.unpack(head)
        if signature != _SIGNATURE:
            return
        name = text_of(file.read(name_length))
        if not name.endswith("/"):
            yield Item(name[:LONGEST_NAME], size, bool(flags & _LOCKED))
        if flags & _SIZE_FOLLOWS:
            return
        file.seek(extra_length + packed, io.SEEK_CUR)
