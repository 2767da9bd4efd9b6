"""What a file is by its bytes; what its sender called it is a claim."""

import pytest

from pimpasa.evidence import media

HEADS = {
    "image/jpeg": b"\xff\xd8\xff\xe1\x00\x00Exif",
    "image/png": b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR",
    "image/gif": b"GIF89a\x01\x00",
    "image/tiff": b"MM\x00*\x00\x00\x00\x08",
    "image/webp": b"RIFF\x00\x00\x00\x00WEBPVP8 ",
    "image/heic": b"\x00\x00\x00\x18ftypheic",
    "image/avif": b"\x00\x00\x00\x18ftypavif",
    "image/bmp": b"BM\x36\x10\x00\x00\x00\x00\x00\x00\x36\x00\x00\x00\x28\x00\x00\x00",
    "image/jp2": b"\x00\x00\x00\x0cjP  \r\n\x87\n\x00\x00\x00\x14ftypjp2 ",
    "application/pdf": b"%PDF-1.7\n",
    "audio/ogg": b"OggS\x00\x02",
    "audio/amr": b"#!AMR\n",
    "audio/wav": b"RIFF\x00\x00\x00\x00WAVEfmt ",
    "audio/flac": b"fLaC\x00",
    "audio/aac": b"\xff\xf1\x50\x80",
    "audio/mp4": b"\x00\x00\x00\x1cftypM4A ",
    "video/mp4": b"\x00\x00\x00\x1cftypisom",
    "video/quicktime": b"\x00\x00\x00\x14ftypqt  ",
    "video/3gpp": b"\x00\x00\x00\x14ftyp3gp5",
    "video/webm": b"\x1aE\xdf\xa3\x9f",
    "video/x-msvideo": b"RIFF\x00\x00\x00\x00AVI LIST",
    "video/x-flv": b"FLV\x01\x05\x00\x00\x00\x09",
    "video/x-ms-asf": b"\x30\x26\xb2\x75\x8e\x66\xcf\x11\xa6\xd9\x00\xaa\x00\x62\xce\x6c",
    "video/mpeg": b"\x00\x00\x01\xba\x44\x00",
    "video/mp2t": (b"\x47\x40" + bytes(186)) * 6,
    "video/x-dhav": b"DHAV\xfd\x00\x00\x00",
    media.REAL: b".RMF\x00\x00\x00\x12",
    "audio/aiff": b"FORM\x00\x00\x00\x00AIFFCOMM",
    "audio/x-caf": b"caff\x00\x01\x00\x00",
    "audio/basic": b".snd\x00\x00\x00\x18",
    "audio/x-ape": b"MAC \x96\x0f\x00\x00",
    "audio/x-wavpack": b"wvpk\x00\x00\x00\x00",
    "audio/ac3": b"\x0b\x77\x00\x00",
    "application/zip": b"PK\x03\x04\x14\x00",
    "application/vnd.rar": b"Rar!\x1a\x07\x01\x00",
    "application/x-7z-compressed": b"7z\xbc\xaf\x27\x1c",
    media.OFFICE: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
    media.TEXT: b"12/03/26 14.02 - Sari: di mana?",
    media.UNKNOWN: b"\x00\x01\x02\x03",
}


@pytest.mark.parametrize("shown", HEADS)
def test_each_kind_is_known_by_its_bytes(shown: str) -> None:
    assert media.media_type(HEADS[shown]) == shown
    assert not media.is_program(HEADS[shown], "berkas")


def test_every_signature_has_a_sample() -> None:
    assert {found for _offset, _magic, found in media._SIGNATURES} | set(media._BRANDS.values()) <= {
        *HEADS,
        "audio/mpeg",
    }


@pytest.mark.parametrize("before", [b"", b"\n\n", b"\xef\xbb\xbf", b"\r\n \t" * 200, bytes(8)])
def test_a_document_may_begin_with_blanks(before: bytes) -> None:
    """ISO 32000-1, annex H.3.4.1: within the first 1,024 bytes."""
    assert media.media_type(before + b"%PDF-1.4\n") == media.PDF
    assert media.media_type(b"\n" * 1024 + b"%PDF-1.4\n") == media.TEXT
    assert media.media_type(b"Sari: filenya mulai dengan %PDF-1.4\n") == media.TEXT


def test_a_picture_of_a_common_brand_is_what_it_says_it_fits() -> None:
    assert media.media_type(b"\x00\x00\x00\x1cftypmif1\x00\x00\x00\x00avifmif1miaf") == media.AVIF
    assert media.media_type(b"\x00\x00\x00\x1cftypmif1\x00\x00\x00\x00heicmif1miaf") == media.HEIC


@pytest.mark.parametrize("head", [b"ID3\x04\x00", b"\xff\xfb\x90\x64", b"\xff\xf3\x40", b"\xff\xfa\x90"])
def test_mp3_with_and_without_tags(head: bytes) -> None:
    assert media.media_type(head) == "audio/mpeg"


@pytest.mark.parametrize(
    ("head", "shown"),
    [
        (b"", media.UNKNOWN),
        (b"\xff", media.UNKNOWN),
        ("é".encode() * 2047 + b"a\xc3", media.TEXT),  # the last letter cut in two
        (b"latin \xe9 text", media.TEXT),
        ("護照".encode("big5"), media.TEXT),
        ("halo, apa kabar?".encode("utf-16-le"), media.TEXT),
        ("halo, apa kabar?".encode("utf-16-be"), media.TEXT),
        (
            "老板说机票和签证都免费，到了以后才知道要还钱。手机被没收，不准出门，护照也被拿走了。".encode("utf-16-le"),
            media.TEXT,
        ),
        (b"\xe9\x01\x02\x03\x04\x05\x06\x07", media.UNKNOWN),
        (bytes(range(256)), media.UNKNOWN),
        ("halo".encode("utf-16"), media.TEXT),
        (b"a\x00b", media.UNKNOWN),
    ],
)
def test_texts(head: bytes, shown: str) -> None:
    assert media.media_type(head) == shown


@pytest.mark.parametrize(
    ("declared", "shown", "name", "agrees"),
    [
        ("image/jpeg", "image/jpeg", "a.jpg", True),
        ("image/jpg", "image/jpeg", "a.jpg", True),
        ("image/heif", "image/heic", "a.heif", True),
        ("video/quicktime", "video/mp4", "a.mov", True),
        ("audio/x-m4a", "video/mp4", "a.m4a", True),
        ("audio/opus", "audio/ogg", "a.opus", True),
        ("text/csv", media.TEXT, "a.csv", True),
        ("application/msword", media.OFFICE, "a.doc", True),
        ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", "application/zip", "", True),
        ("", "image/png", "tangkapan", True),
        (media.UNKNOWN, "image/png", "a.png", True),
        ("video/x-rekaman", media.UNKNOWN, "a.dav", True),
        (media.UNKNOWN, "image/png", "a.pdf", False),
        ("", "application/zip", "foto.jpg", False),
        ("image/jpeg", "image/png", "a.jpg", False),
        ("image/jpeg", media.UNKNOWN, "a.jpg", False),
        ("application/pdf", media.TEXT, "a.pdf", False),
        ("message/rfc822", media.TEXT, "surat.eml", True),
        ("application/json", media.TEXT, "result.json", True),
        ("application/rtf", media.TEXT, "surat.rtf", True),
        ("application/msword", media.TEXT, "surat.rtf", True),
        ("application/vnd.ms-excel", media.TEXT, "rekening.csv", True),
        ("application/vnd.ms-excel", media.TEXT, "rekening.xls", False),
        ("application/msword", "application/zip", "kontrak.docx", True),
        ("application/vnd.ms-outlook", media.OFFICE, "surat.msg", True),
        ("application/vnd.google-earth.kmz", "application/zip", "peta.kmz", True),
        ("image/svg+xml", media.TEXT, "logo.svg", True),
        ("Text/Plain; charset=big5", media.TEXT, "chat.txt", True),
        ("audio/webm;codecs=opus", "video/webm", "suara.webm", True),
        ("audio/x-ms-wma", "video/x-ms-asf", "suara.wma", True),
        ("video/mpeg", "video/mp2t", "video.mpg", True),
        ("image/x-ms-bmp", "image/bmp", "a.bmp", True),
        ("image/x-adobe-dng", "image/tiff", "a.dng", True),
        ("image/x-gambar", media.TEXT, "a.gbr", False),
        ("image/jpeg", media.TEXT, "a.jpg", False),
        ("video/mp4", "application/zip", "a.mp4", False),
    ],
)
def test_claims_are_compared(declared: str, shown: str, name: str, agrees: bool) -> None:
    assert media.agrees(declared, shown, name) is agrees


@pytest.mark.parametrize(
    ("head", "name"),
    [
        (b"MZ\x90\x00", "foto.jpg"),
        (b"\x7fELF\x02", "foto"),
        (b"\xca\xfe\xba\xbe", "a"),
        (b"\xcf\xfa\xed\xfe", "a"),
        (b"dex\n035\x00", "a"),
        (b"#!/bin/sh", "a.txt"),
        (b"PK\x03\x04", "Undangan.APK"),
        (b"@echo off", "foto.jpg.bat"),
    ],
)
def test_programs_are_known_by_bytes_or_name(head: bytes, name: str) -> None:
    assert media.is_program(head, name)


def test_a_chat_that_begins_like_a_program_is_none() -> None:
    assert not media.is_program(b"MZulkifli: jam berapa berangkat?", "chat.txt")
