"""What a file is by its first bytes, whatever its name says."""

from __future__ import annotations

HEAD = 4096
UNKNOWN = "application/octet-stream"
TEXT = "text/plain"

_SIGNATURES: list[tuple[int, bytes, str]] = [
    (0, b"\xff\xd8\xff", "image/jpeg"),
    (0, b"\x89PNG\r\n\x1a\n", "image/png"),
    (0, b"GIF8", "image/gif"),
    (0, b"II*\x00", "image/tiff"),
    (0, b"MM\x00*", "image/tiff"),
    (8, b"WEBP", "image/webp"),
    (0, b"%PDF-", "application/pdf"),
    (0, b"OggS", "audio/ogg"),
    (0, b"ID3", "audio/mpeg"),
    (0, b"\xff\xfb", "audio/mpeg"),
    (0, b"\xff\xf3", "audio/mpeg"),
    (0, b"#!AMR", "audio/amr"),
    (8, b"WAVE", "audio/wav"),
    (0, b"fLaC", "audio/flac"),
    (0, b"\xff\xf1", "audio/aac"),
    (0, b"\x1aE\xdf\xa3", "video/webm"),
    (8, b"AVI ", "video/x-msvideo"),
    (0, b"PK\x03\x04", "application/zip"),
]
_BRANDS = {
    b"heic": "image/heic",
    b"heix": "image/heic",
    b"mif1": "image/heic",
    b"msf1": "image/heic",
    b"avif": "image/avif",
    b"M4A ": "audio/mp4",
    b"qt  ": "video/quicktime",
    b"3gp4": "video/3gpp",
    b"3gp5": "video/3gpp",
    b"3gp6": "video/3gpp",
}
_PROGRAMS = (b"MZ", b"\x7fELF", b"\xca\xfe\xba\xbe", b"\xcf\xfa\xed\xfe", b"#!/")
_SYNONYMS = {
    "image/jpg": "image/jpeg",
    "image/heif": "image/heic",
    "audio/mp3": "audio/mpeg",
    "audio/x-m4a": "audio/mp4",
    "audio/m4a": "audio/mp4",
    "audio/x-wav": "audio/wav",
    "audio/opus": "audio/ogg",
    "audio/webm": "video/webm",
    "video/x-matroska": "video/webm",
    "application/x-zip-compressed": "application/zip",
}
PICTURES = frozenset({
    "image/jpeg", "image/png", "image/gif", "image/tiff", "image/webp", "image/heic", "image/avif",
})  # fmt: skip


def media_type(head: bytes) -> str:
    """The type that the first bytes (HEAD of them) show; UNKNOWN where they show none."""
    if head[4:8] == b"ftyp":
        return _BRANDS.get(head[8:12], "video/mp4")
    for offset, magic, found in _SIGNATURES:
        if head[offset : offset + len(magic)] == magic:
            return found
    return TEXT if _is_text(head) else UNKNOWN


def is_program(head: bytes) -> bool:
    """True for what runs when it is opened; no resident needs to hand that in, and an officer may click it."""
    return head.startswith(_PROGRAMS)


def agrees(declared: str, shown: str) -> bool:
    """Whether what the sender's device called a file fits what its bytes show."""
    plain = _SYNONYMS.get(declared, declared)
    return plain in ("", UNKNOWN, shown) or (plain.startswith("text/") and shown == TEXT)


def _is_text(head: bytes) -> bool:
    if b"\x00" in head or not head:
        return False
    try:
        head.decode()
    except UnicodeDecodeError as wrong:
        return wrong.start > len(head) - 4
    return True
