"""What a file is by its first bytes, whatever its name says.

Every kind of file is taken but programs. What is proof, nobody can say beforehand: a recorder's odd format, a contract
as DOCX, a picture that no program opens any more. None of it is ever rendered in an officer's browser, so taking it
costs nothing. A program proves little that a screenshot of it does not, and waits for an officer who double-clicks.
A table of our own rather than a library: three dozen formats matter, and each line here can be checked by eye.
"""

from __future__ import annotations

import mimetypes
import re

HEAD = 4096
UNKNOWN = "application/octet-stream"
TEXT = "text/plain"
OFFICE = "application/x-ole-storage"
HEIC = "image/heic"
AVIF = "image/avif"
BMP = "image/bmp"
JPEG_2000 = "image/jp2"
PDF = "application/pdf"
ZIP = "application/zip"
RAR = "application/vnd.rar"
SEVEN_ZIP = "application/x-7z-compressed"
LETTER = "message/rfc822"
MPEG = "video/mpeg"
MPEG_STREAM = "video/mp2t"
ASF = "video/x-ms-asf"
REAL = "application/vnd.rn-realmedia"

_SIGNATURES: list[tuple[int, bytes, str]] = [
    (0, b"\xff\xd8\xff", "image/jpeg"),
    (0, b"\x89PNG\r\n\x1a\n", "image/png"),
    (0, b"GIF87a", "image/gif"),
    (0, b"GIF89a", "image/gif"),
    (0, b"II*\x00", "image/tiff"),
    (0, b"MM\x00*", "image/tiff"),
    (8, b"WEBP", "image/webp"),
    (0, b"\x00\x00\x00\x0cjP  \r\n\x87\n", JPEG_2000),
    (0, b"\xff\x4f\xff\x51", JPEG_2000),
    (0, b"OggS", "audio/ogg"),
    (0, b"ID3", "audio/mpeg"),
    (0, b"#!AMR", "audio/amr"),
    (8, b"WAVE", "audio/wav"),
    (0, b"fLaC", "audio/flac"),
    (0, b"\xff\xf1", "audio/aac"),
    (0, b"\xff\xf9", "audio/aac"),
    (0, b"\x1aE\xdf\xa3", "video/webm"),
    (8, b"AVI ", "video/x-msvideo"),
    (0, b"FLV\x01", "video/x-flv"),
    (0, b"\x30\x26\xb2\x75\x8e\x66\xcf\x11\xa6\xd9\x00\xaa\x00\x62\xce\x6c", ASF),
    (0, b"\x00\x00\x01\xba", MPEG),
    (0, b"\x00\x00\x01\xb3", MPEG),
    (0, b".RMF", REAL),
    (0, b"DHAV", "video/x-dhav"),
    (8, b"AIFF", "audio/aiff"),
    (8, b"AIFC", "audio/aiff"),
    (0, b"caff", "audio/x-caf"),
    (0, b".snd", "audio/basic"),
    (0, b"MAC ", "audio/x-ape"),
    (0, b"wvpk", "audio/x-wavpack"),
    (0, b"\x0b\x77", "audio/ac3"),
    (0, b"PK\x03\x04", ZIP),
    (0, b"PK\x05\x06", ZIP),
    (0, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", OFFICE),
    (0, b"Rar!\x1a\x07", RAR),
    (0, b"7z\xbc\xaf\x27\x1c", SEVEN_ZIP),
    (0, b"\xff\xfe", TEXT),
    (0, b"\xfe\xff", TEXT),
]
# ISO 32000-1, annex H.3.4.1: a reader looks for it within the first 1,024 bytes. What stands before it here is blank.
_PDF = re.compile(rb"[\x00\t\n\f\r \xef\xbb\xbf]{0,1019}%PDF-")
# A bitmap's header: two reserved numbers that are nought, and where its pixels begin (Windows GDI, BITMAPFILEHEADER).
_BMP = re.compile(rb"BM.{4}\x00{4}.{2}\x00\x00[\x0c\x28\x34\x38\x40\x6c\x7c]\x00\x00\x00", re.DOTALL)
# Packets of 188 bytes that begin with 0x47 (ISO/IEC 13818-1, 2.4.3.2); cameras put a time of four bytes before each.
_PACKETS = ((0, 188), (4, 192))
# ISO/IEC 14496-12: the brand after `ftyp` names the format; HEIF's are from ISO/IEC 23008-12, annex B.
_BRANDS = {
    **dict.fromkeys((b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"), HEIC),
    **dict.fromkeys((b"avif", b"avis"), AVIF),
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
    "video/msvideo": "video/x-msvideo",
    "video/flv": "video/x-flv",
    "application/vnd.ms-asf": ASF,
    "audio/x-ms-wma": ASF,
    "video/x-ms-wmv": ASF,
    "video/x-ms-wm": ASF,
    "video/x-mpeg": MPEG,
    "video/mpg": MPEG,
    "video/mp2p": MPEG,
    "video/x-vob": MPEG,
    "video/vnd.dlna.mpeg-tts": MPEG_STREAM,
    "audio/x-pn-realaudio": REAL,
    "audio/vnd.rn-realaudio": REAL,
    "video/vnd.rn-realvideo": REAL,
    "audio/x-aiff": "audio/aiff",
    "audio/x-amr": "audio/amr",
    "audio/amr-wb": "audio/amr",
    "audio/vnd.dolby.dd-raw": "audio/ac3",
    "image/x-bmp": BMP,
    "image/x-ms-bmp": BMP,
    "image/x-windows-bmp": BMP,
    "image/jpx": JPEG_2000,
    "image/jpm": JPEG_2000,
    "image/j2c": JPEG_2000,
    "image/x-jp2-codestream": JPEG_2000,
    "image/jpeg2000": JPEG_2000,
    "image/apng": "image/png",
    "image/vnd.mozilla.apng": "image/png",
    "image/x-png": "image/png",
    "image/tif": "image/tiff",
    "application/x-pdf": PDF,
    "application/x-rar": RAR,
    "application/x-rar-compressed": RAR,
    "audio/aacp": "audio/aac",
    "audio/x-aac": "audio/aac",
    "audio/x-flac": "audio/flac",
    "application/x-zip-compressed": "application/zip",
    "application/msword": OFFICE,
    "application/vnd.ms-excel": OFFICE,
    "application/vnd.ms-powerpoint": OFFICE,
}
# One container under many names: which of them a phone says depends on the phone.
_MPEG4 = frozenset({"video/mp4", "video/quicktime", "video/3gpp", "audio/mp4", "video/x-m4v", "audio/aac"})
_MPEGS = frozenset({MPEG, MPEG_STREAM})
_ZIPPED = ("application/vnd.openxmlformats", "application/vnd.oasis", "application/epub+zip")
# What many kinds of files are made of: nothing in their first bytes tells one kind from another.
_MADE_OF = frozenset({UNKNOWN, TEXT, OFFICE, ZIP})
_SEEN_OR_HEARD = ("image/", "audio/", "video/", "font/")
_IN_WORDS = ("+xml", "+json", "mpegurl")
_KNOWN = (
    frozenset(kind for _offset, _magic, kind in _SIGNATURES)
    | frozenset(_BRANDS.values())
    | _MPEG4
    | _MPEGS
    | {PDF, BMP}
)
PICTURES = frozenset({"image/jpeg", "image/png", "image/gif", "image/tiff", "image/webp", HEIC, AVIF, BMP, JPEG_2000})
# What plays, or may: which of them have a picture, their streams say.
RECORDINGS = frozenset(kind for kind in _KNOWN if kind.startswith(("audio/", "video/"))) | {REAL}
# Documents that are archives inside, by the ends of their names: nobody wants to see of which parts one is made.
_DOCUMENT_ENDINGS = frozenset(
    {"docx", "docm", "dotx", "xlsx", "xlsm", "xltx", "pptx", "pptm", "odt", "ods", "odp", "epub"}
)


def media_type(head: bytes) -> str:
    """The type that the first bytes (HEAD of them) show; UNKNOWN where they show none."""
    if head[4:8] in (b"ftyp", b"moov", b"mdat", b"wide", b"skip"):
        return _brand(head)
    for offset, magic, kind in _SIGNATURES:
        if head[offset : offset + len(magic)] == magic:
            return kind
    if _PDF.match(head):
        return PDF
    if _BMP.match(head):
        return BMP
    if any(_has_packets(head, first, size) for first, size in _PACKETS):
        return MPEG_STREAM
    # An MP3 without tags: eleven set bits, MPEG audio layer III (ISO/IEC 11172-3, 2.4.1.3).
    if len(head) > 2 and head[0] == 0xFF and head[1] & 0xE6 == 0xE2:
        return "audio/mpeg"
    return TEXT if _is_text(head) else UNKNOWN


def is_archive(shown: str, declared: str, name: str) -> bool:
    """Whether this is an archive to its owner, too, and no document that is one inside."""
    return shown == ZIP and not is_document(shown, declared, name)


def is_document(shown: str, declared: str, name: str) -> bool:
    """Whether this is words and pictures in one file: an archive inside, or a letter as a mail program keeps it."""
    is_zipped = _ending(name) in _DOCUMENT_ENDINGS or _plain(declared).startswith(_ZIPPED)
    is_letter = _ending(name) == "eml" or _plain(declared) == LETTER
    return (shown == ZIP and is_zipped) or (shown == TEXT and is_letter)


def is_program(head: bytes, name: str) -> bool:
    """True for what runs when it is opened, by its bytes or by its name."""
    if _ending(name) in _PROGRAM_ENDINGS or head.startswith(_PROGRAMS):
        return True
    return head.startswith(b"MZ") and (b"\x00" in head or not _is_text(head))


def agrees(declared: str, shown: str, name: str = "") -> bool:
    """Whether what the sender's device called a file fits what its bytes show.

    A device that says nothing is taken at the file's ending; where that says nothing either, nothing disagrees. Nor
    does what has no signature of its own: a letter (message/rfc822) is text, and so is JSON.
    """
    by_name = mimetypes.guess_type(name, strict=False)[0] or UNKNOWN
    device_says = _plain(declared)
    called = _SYNONYMS.get(device_says, device_says) if device_says not in ("", UNKNOWN) else _plain(by_name)
    plain = _SYNONYMS.get(called, called)
    if plain in (UNKNOWN, shown) or any({plain, shown} <= family for family in (_MPEG4, _MPEGS)):
        return True
    if plain == OFFICE:
        return _is_office(shown, _ending(name))
    if shown == "image/tiff" and plain.startswith("image/") and plain not in _KNOWN:
        return True  # a camera's raw picture (DNG, NEF, ARW) is a TIFF by its bytes
    return plain not in _KNOWN and shown in _MADE_OF and not (shown == TEXT and _is_seen_or_heard(plain))


def _is_office(shown: str, ending: str) -> bool:
    """Windows calls every file by the program that opens it there: Excel's tables as CSV, Word's letters as RTF."""
    return shown in (OFFICE, ZIP) or (shown == TEXT and ending in ("csv", "rtf", "doc"))


def _is_seen_or_heard(kind: str) -> bool:
    """A kind of which none is written in words: a drawing (SVG) and a list of songs are."""
    return kind.startswith(_SEEN_OR_HEARD) and not kind.endswith(_IN_WORDS)


def _plain(kind: str) -> str:
    """In small letters, without what stands behind it: `Audio/WebM; codecs=opus` is `audio/webm`."""
    return kind.partition(";")[0].strip().lower()


def _ending(name: str) -> str:
    return name.rpartition(".")[2].strip().lower()


def _brand(head: bytes) -> str:
    """By the first brand; a picture's may be common to several formats, then by those that it says it fits, too."""
    if head[4:8] != b"ftyp":
        return "video/quicktime"  # from before it had brands
    brand = head[8:12]
    if brand in (b"mif1", b"msf1") and b"avif" in head[16 : int.from_bytes(head[:4], "big")]:
        return AVIF
    return "video/3gpp" if brand.startswith((b"3gp", b"3g2")) else _BRANDS.get(brand, "video/mp4")


def _has_packets(head: bytes, first: int, size: int) -> bool:
    starts = head[first : first + 5 * size : size]
    return len(starts) == 5 and set(starts) == {0x47}


# What no text has: controls but tab, line ends, form feed and escape (ISO 2022 changes alphabets with it).
_CONTROLS = bytes(code for code in [*range(32), 127] if code not in b"\t\n\f\r\x1b")
FEWEST = 4
MANY = 40


def _is_text(head: bytes) -> bool:
    """UTF-8, or by its look another alphabet's: which one, the decoder finds out."""
    if not head:
        return False
    if b"\x00" in head:
        return _is_wide(head)
    try:
        head.decode()
    except UnicodeDecodeError as wrong:
        is_cut = len(head) == HEAD and wrong.start > HEAD - 4  # a letter cut in two
        has_no_controls = len(head) >= FEWEST and head.translate(None, _CONTROLS) == head
        return is_cut or has_no_controls or _is_wide(head)
    return True


def _is_wide(head: bytes) -> bool:
    """Two bytes a letter (UTF-16) without a mark that says so: all are letters, some of them plain ones, or many."""
    for encoding in ("utf-16-le", "utf-16-be"):
        letters = head[: len(head) & ~1].decode(encoding, "replace").rstrip("\ufffd")
        has_plain = any(letter.isascii() for letter in letters) and len(letters) >= FEWEST
        if (has_plain or len(letters) >= MANY) and all(map(_is_written, letters)):
            return True
    return False


def _is_written(letter: str) -> bool:
    return letter.isprintable() or letter in "\t\n\f\r"
