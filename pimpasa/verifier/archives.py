"""Whether a ZIP file is what it lists and nothing else: no byte besides, and no name that means another file."""

from __future__ import annotations

import struct
import zipfile
from collections.abc import Iterator
from typing import IO

_LOCAL, _DESCRIPTOR = 30, b"PK\x07\x08"
_END = struct.Struct("<4s4H2LH")  # APPNOTE 4.3.16
_END_64 = struct.Struct("<4sQ2H2L4Q")  # APPNOTE 4.3.14, followed by a locator of 20 bytes
_LOCATOR = 20
_HAS_DESCRIPTOR = 0x08


def faults(archive: zipfile.ZipFile, file: IO[bytes]) -> Iterator[str]:
    """What should not be in it, one phrase each; `file` is the same archive's bytes."""
    names: set[str] = set()
    for info in archive.infolist():
        name = info.orig_filename
        if name.casefold() in names:
            yield f"{name} is in it twice"
        if "\\" in name or "\0" in name:
            yield f"{name!r} means another file elsewhere"
        elif name.startswith("/") or name[1:2] == ":" or {"", ".", ".."} & set(name.rstrip("/").split("/")):
            yield f"{name} leads out of the export"
        if info.comment:
            yield f"{name} has a remark that nobody signed"
        names.add(name.casefold())
    if not _is_gapless(archive, file):
        yield "it has bytes that belong to no file of its list"


def _is_gapless(archive: zipfile.ZipFile, file: IO[bytes]) -> bool:
    position = 0
    for info in sorted(archive.infolist(), key=lambda info: info.header_offset):
        if info.header_offset != position:
            return False
        position = _end_of(info, file)
    return position == archive.start_dir and _end_of_list(archive, file) == file.seek(0, 2)


def _end_of(info: zipfile.ZipInfo, file: IO[bytes]) -> int:
    file.seek(info.header_offset + 26)
    name, extra = struct.unpack("<2H", file.read(4))
    end: int = info.header_offset + _LOCAL + name + extra + info.compress_size
    if not info.flag_bits & _HAS_DESCRIPTOR:
        return end
    file.seek(end)
    sizes = struct.pack("<2Q", info.compress_size, info.file_size)
    descriptor = file.read(24)
    is_wide = descriptor[:4] == _DESCRIPTOR and descriptor[8:24] == sizes
    return end + (24 if is_wide else 16)


def _end_of_list(archive: zipfile.ZipFile, file: IO[bytes]) -> int:
    """Where the archive ends by its own list; -1 where its end is not what it should be."""
    file.seek(-_END.size, 2)
    signature, *_numbers, size, _offset, remark = _END.unpack(file.read(_END.size))
    if signature != b"PK\x05\x06" or remark:
        return -1
    if size != 0xFFFFFFFF:
        return int(archive.start_dir + size + _END.size)
    file.seek(-(_END.size + _LOCATOR + _END_64.size), 2)
    wide_size = _END_64.unpack(file.read(_END_64.size))[8]
    return int(archive.start_dir + wide_size + _END_64.size + _LOCATOR + _END.size)
