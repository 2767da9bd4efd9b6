"""An officer sees only pixels that we encoded ourselves; whatever else a file is, it stays as it came."""

from __future__ import annotations

import io
import os
import zlib
from collections.abc import Callable
from dataclasses import replace
from struct import pack

import pillow_heif
import pytest
from PIL import Image

from pimpasa.evidence import decoder, decoding
from pimpasa.evidence.decoder import pictures
from pimpasa.evidence.errors import NotViewable
from pimpasa.evidence.opening import files, previews
from pimpasa.evidence.opening.previews import preview
from pimpasa.sandbox.errors import Failed
from pimpasa.sandbox.limits import Limits
from pimpasa.sandbox.programs import Program
from tests.evidence.conftest import Bytes
from tests.factories.evidence import DRAFT_KEY, exhibit

pytestmark = pytest.mark.django_db
Sample = Callable[[str], bytes]
ORIENTATION = 0x0112


def shown(content: bytes, name: str = "foto.jpg") -> Image.Image:
    jpeg = preview(exhibit(content, name=name, declared="image/jpeg"), key=DRAFT_KEY)
    picture = Image.open(io.BytesIO(jpeg), formats=["JPEG"])
    picture.load()
    return picture


def encoded(picture: Image.Image, kind: str, **options: object) -> bytes:
    out = io.BytesIO()
    picture.save(out, kind, **options)
    return out.getvalue()


@pytest.mark.parametrize(
    ("name", "size"),
    [
        ("DSCN0010.jpg", (640, 480)),
        ("DSCN0042.jpg", (640, 480)),
        ("45-gps_ifd.jpg", None),
        ("corrupted.jpg", (1600, 1200)),  # its metadata are damaged, its picture is not
        ("Jobagent.tiff", None),
        ("samplefilehub.heif", None),
    ],
)
def test_real_pictures_are_shown_without_metadata(sample: Sample, name: str, size: tuple[int, int] | None) -> None:
    original = sample(name)
    picture = shown(original, name)
    assert dict(picture.getexif()) == {}
    assert set(picture.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}
    assert max(picture.size) <= pictures.WIDEST
    assert size is None or picture.size == size


def test_the_originals_have_what_the_previews_lack(sample: Sample) -> None:
    gps = Image.open(io.BytesIO(sample("DSCN0010.jpg"))).getexif().get_ifd(0x8825)
    assert gps[1] == "N"


def test_the_original_stays_as_it_came(sample: Sample) -> None:
    original = sample("DSCN0010.jpg")
    kept = exhibit(original)
    preview(kept, key=DRAFT_KEY)
    assert b"".join(files.original(kept, key=DRAFT_KEY)) == original


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "TIFF", "GIF", "MPO", "HEIF", "AVIF", "BMP", "JPEG2000"])
def test_every_kind_of_picture_is_shown(kind: str) -> None:
    pillow_heif.register_heif_opener()
    picture = shown(encoded(Image.new("RGB", (40, 20), "red"), kind))
    red, green, blue = picture.convert("RGB").getpixel((20, 10))
    assert picture.size == (40, 20)
    assert red > 200
    assert max(green, blue) < 60


def test_it_is_turned_upright() -> None:
    exif = Image.Exif()
    exif[ORIENTATION] = 6
    assert shown(encoded(Image.new("RGB", (40, 20)), "JPEG", exif=exif)).size == (20, 40)


def test_comments_and_profiles_stay_behind() -> None:
    content = encoded(Image.new("RGB", (40, 20)), "JPEG", comment=b"KENARI", icc_profile=b"KENARI" * 40)
    assert b"KENARI" in content
    assert b"KENARI" not in preview(exhibit(content), key=DRAFT_KEY)


def test_what_is_transparent_becomes_white() -> None:
    assert shown(encoded(Image.new("RGBA", (4, 4), (0, 0, 0, 0)), "PNG")).getpixel((1, 1)) == (255, 255, 255)


def test_a_large_photo_of_a_new_phone_is_shown() -> None:
    assert shown(encoded(Image.new("RGB", (12_000, 9_000)), "JPEG")).size == (1600, 1200)


def test_a_photo_cut_in_two_is_kept_and_its_part_shown(sample: Sample) -> None:
    half = sample("DSCN0010.jpg")[:80_000]
    kept = exhibit(half)
    assert Image.open(io.BytesIO(preview(kept, key=DRAFT_KEY))).size == (640, 480)
    assert previews.part_of(kept, 1, key=DRAFT_KEY).is_cut
    assert b"".join(files.original(kept, key=DRAFT_KEY)) == half


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"\xff\xd8\xff" + os.urandom(1000), previews.BROKEN),
        (b"\x89PNG\r\n\x1a\n", previews.BROKEN),
        (b"\x00\x00\x00\x18ftypheic" + bytes(100), previews.BROKEN),
        (b"%PDF-1.7 with a picture in it", previews.NO_LOOK),
        (bytes(8), previews.NO_LOOK),
    ],
)
def test_what_is_no_picture_says_so(content: bytes, reason: str) -> None:
    with pytest.raises(NotViewable) as told:
        shown(content)
    assert told.value.reason == reason


def test_other_formats_are_not_even_tried() -> None:
    postscript = b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 10 10\n%%EndComments\nshowpage\n"
    with pytest.raises(Failed):
        decoding.decoded_content(postscript, "picture")


def test_a_bomb_is_refused_before_it_opens() -> None:
    bomb = bomb_of(60_000, 60_000)
    assert len(bomb) < 5_000_000
    with pytest.raises(NotViewable) as told:
        shown(bomb)
    assert told.value.reason == previews.TOO_LARGE


def bomb_of(width: int, height: int) -> bytes:
    """A PNG of 1 bit a pixel that claims many of them (W3C PNG, 11.2.2)."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return pack(">I", len(data)) + kind + data + pack(">I", zlib.crc32(kind + data))

    header = pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    rows = zlib.compress(bytes((width // 8 + 1) * height), 9)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def test_a_file_too_large_for_a_picture_is_not_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(previews, "LARGEST_WHOLE", 100)
    with pytest.raises(NotViewable) as told:
        shown(b"\xff\xd8\xff" + bytes(100))
    assert told.value.reason == previews.TOO_LARGE


@pytest.mark.parametrize(
    ("limits", "reason"),
    [
        (replace(decoder.LIMITS, seconds=0.01), previews.TOO_SLOW),
        (replace(decoder.LIMITS, answer=100), previews.TOO_LARGE),
        (replace(decoder.LIMITS, memory=64 * 1024**2), previews.TOO_LARGE),
    ],
    ids=["too slow", "too much to answer", "too little memory"],
)
def test_what_goes_beyond_the_limits_is_told(monkeypatch: pytest.MonkeyPatch, limits: Limits, reason: str) -> None:
    monkeypatch.setattr(decoding, "DECODER", Program(decoder.__name__, limits))
    with pytest.raises(NotViewable) as told:
        shown(encoded(Image.new("RGB", (6000, 4000)), "PNG"))
    assert told.value.reason == reason


def test_who_finds_all_places_taken_is_told_to_wait(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(decoding, "DECODER", Program(decoder.__name__, replace(decoder.LIMITS, wait=0.1)))
    with decoding.DECODER.places.taken(), decoding.DECODER.places.taken(), pytest.raises(NotViewable) as told:
        shown(b"\xff\xd8\xff")
    assert told.value.reason == previews.BUSY


@pytest.mark.parametrize("answer", [b"", b"garbage", b"\x89PNG\r\n\x1a\n"])
def test_no_garbage_of_a_decoder_taken_over_is_passed_on(monkeypatch: pytest.MonkeyPatch, answer: bytes) -> None:
    monkeypatch.setattr(decoding, "decoded", lambda *_arguments, **_task: answer)
    document = exhibit(b"%PDF-1.7 karangan", name="kontrak.pdf", declared="application/pdf")
    for look in (lambda: shown(b"\xff\xd8\xff"), lambda: previews.page_of(document, 1, key=DRAFT_KEY)):
        with pytest.raises(NotViewable) as told:
            look()
        assert told.value.reason == previews.BROKEN


def test_no_plain_byte_of_a_preview_touches_the_store(folder: Bytes) -> None:
    jpeg = preview(exhibit(encoded(Image.new("RGB", (40, 20)), "PNG")), key=DRAFT_KEY)
    assert not folder.hold(jpeg)
    assert len(folder.files) == 1
