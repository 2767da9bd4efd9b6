"""What a file is by its first bytes, whatever its name says.

Every kind of file is taken but programs. What is proof, nobody can say beforehand: a recorder's odd format, a contract
as DOCX, a picture that no program opens any more. None of it is ever rendered in an officer's browser, so taking it
costs nothing. A program proves little that a screenshot of it does not, and waits for an officer who double-clicks.
A table of our own rather than a library: two dozen formats matter, and each line here can be checked by eye.
"""

from __future__ import annotations

import mimetypes

HEAD = 4096
UNKNOWN = "application/octet-stream"
TEXT = "text/plain"
OFFICE = "application/x-ole-storage"
HEIC = "image/heic"

_SIGNATURES: list[tuple[int, bytes, str]] = [
    (0, b"\xff\xd8\xff", "image/jpeg"),
    (0, b"\x89PNG\r\n\x1a\n", "image/png"),
    (0, b"GIF87a", "image/gif"),
    (0, b"GIF89a", "image/gif"),
    (0, b"II*\x00", "image/tiff"),
    (0, b"MM\x00*", "image/tiff"),
    (8, b"WEBP", "image/webp"),
    (0, b"%PDF-", "application/pdf"),
    (0, b"OggS", "audio/ogg"),
    (0, b"ID3", "audio/mpeg"),
    (0, b"#!AMR", "audio/amr"),
    (8, b"WAVE", "audio/wav"),
    (0, b"fLaC", "audio/flac"),
    (0, b"\xff\xf1", "audio/aac"),
    (0, b"\xff\xf9", "audio/aac"),
    (0, b"\x1aE\xdf\xa3", "video/webm"),
    (8, b"AVI ", "video/x-msvideo"),
    (0, b"PK\x03\x04", "application/zip"),
    (0, b"PK\x05\x06", "application/zip"),
    (0, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", OFFICE),
    (0, b"Rar!\x1a\x07", "application/vnd.rar"),
    (0, b"7z\xbc\xaf\x27\x1c", "application/x-7z-compressed"),
    (0, b"\xff\xfe", TEXT),
    (0, b"\xfe\xff", TEXT),
]
# ISO/IEC 14496-12: the brand after `ftyp` names the format; HEIF's are from ISO/IEC 23008-12, annex B.
_BRANDS = {
    **dict.fromkeys((b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"), HEIC),
    **dict.fromkeys((b"avif", b"avis"), "image/avif"),
    **dict.fromkeys((b"M4A ", b"M4B ", b"M4P "), "audio/mp4"),
    b"qt  ": "video/quicktime",
}
# Windows, Linux, Java and Apple's (32 and 64 bit, both byte orders), Android's; the last is any script.
_PROGRAMS = (
    b"\x7fELF",
    b"\xca\xfe\xba\xbe",
    b"\xcf\xfa\xed\xfe",
    b"\xce\xfa\xed\xfe",
    b"\xfe\xed\xfa\xcf",
    b"\xfe\xed\xfa\xce",
    b"dex\n",
    b"#!/",
)
# fmt: off
_PROGRAM_ENDINGS = frozenset((
    "aab", "apk", "apks", "appimage", "bat", "cmd", "com", "cpl", "deb", "dmg", "exe", "hta", "img", "iso", "jar", "js",
    "jse", "lnk", "msi", "msix", "pif", "pkg", "ps1", "reg", "rpm", "scr", "sh", "vbe", "vbs", "wsf", "xapk",
))
# fmt: on
_SYNONYMS = {
    "image/jpg": "image/jpeg",
    "image/pjpeg": "image/jpeg",
    "image/heif": HEIC,
    "image/heic-sequence": HEIC,
    "image/heif-sequence": HEIC,
    "audio/mp3": "audio/mpeg",
    "audio/x-mpeg": "audio/mpeg",
    "audio/x-m4a": "audio/mp4",
    "audio/m4a": "audio/mp4",
    "audio/x-wav": "audio/wav",
    "audio/wave": "audio/wav",
    "audio/vnd.wave": "audio/wav",
    "audio/opus": "audio/ogg",
    "video/ogg": "audio/ogg",
    "application/ogg": "audio/ogg",
    "audio/3gpp": "video/3gpp",
    "video/3gpp2": "video/3gpp",
    "audio/webm": "video/webm",
    "video/x-matroska": "video/webm",
    "video/avi": "video/x-msvideo",
    "audio/aacp": "audio/aac",
    "audio/x-aac": "audio/aac",
    "audio/x-flac": "audio/flac",
    "application/x-zip-compressed": "application/zip",
    "application/msword": OFFICE,
    "application/vnd.ms-excel": OFFICE,
    "application/vnd.ms-powerpoint": OFFICE,
}
# One container under many names: which of them a phone says depends on the phone.
_MPEG4 = frozenset({"video/mp4", "video/quicktime", "video/3gpp", "audio/mp4", "video/x-m4v"})
_ZIPPED = ("application/vnd.openxmlformats", "application/vnd.oasis", "application/epub+zip")
_KNOWN = frozenset(kind for _offset, _magic, kind in _SIGNATURES) | frozenset(_BRANDS.values()) | _MPEG4
PICTURES = frozenset({"image/jpeg", "image/png", "image/gif", "image/tiff", "image/webp", HEIC})


def media_type(head: bytes) -> str:
    """The type that the first bytes (HEAD of them) show; UNKNOWN where they show none."""
    if head[4:8] == b"ftyp":
        return _brand(head[8:12])
    for offset, magic, kind in _SIGNATURES:
        if head[offset : offset + len(magic)] == magic:
            return kind
    # An MP3 without tags: eleven set bits, MPEG audio layer III (ISO/IEC 11172-3, 2.4.1.3).
    if len(head) > 2 and head[0] == 0xFF and head[1] & 0xE6 == 0xE2:
        return "audio/mpeg"
    return TEXT if _is_text(head) else UNKNOWN


def is_program(head: bytes, name: str) -> bool:
    """True for what runs when it is opened, by its bytes or by its name."""
    if name.rpartition(".")[2].lower() in _PROGRAM_ENDINGS or head.startswith(_PROGRAMS):
        return True
    return head.startswith(b"MZ") and not _is_text(head)


def agrees(declared: str, shown: str, name: str = "") -> bool:
    """Whether what the sender's device called a file fits what its bytes show.

    A device that says nothing is taken at the file's ending; where that says nothing either, nothing disagrees.
    """
    by_name = mimetypes.guess_type(name, strict=False)[0] or UNKNOWN
    called = declared if declared not in ("", UNKNOWN) else by_name
    plain = _SYNONYMS.get(called, called)
    if plain in (UNKNOWN, shown) or (plain in _MPEG4 and shown in _MPEG4):
        return True
    if (plain.startswith("text/") and shown == TEXT) or (plain.startswith(_ZIPPED) and shown == "application/zip"):
        return True
    return plain not in _KNOWN and shown == UNKNOWN


def _brand(brand: bytes) -> str:
    return "video/3gpp" if brand.startswith((b"3gp", b"3g2")) else _BRANDS.get(brand, "video/mp4")


def _is_text(head: bytes) -> bool:
    if b"\x00" in head or not head:
        return False
    try:
        head.decode()
    except UnicodeDecodeError as wrong:
        return len(head) == HEAD and wrong.start > HEAD - 4  # a letter cut in two
    return True
