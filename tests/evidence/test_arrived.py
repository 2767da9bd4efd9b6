"""Pictures of every kind that phones and computers make, long ones, large ones, and those of which a part arrived."""

from __future__ import annotations

import io
from itertools import pairwise

import pillow_heif
import pytest
from PIL import Image, ImageDraw

from pimpasa.evidence.decoder import pictures
from pimpasa.evidence.errors import NotViewable
from pimpasa.evidence.opening import previews
from pimpasa.evidence.opening.previews import part_of, preview, readable_preview, redacted
from tests.factories.evidence import DRAFT_KEY, exhibit

pytestmark = pytest.mark.django_db
LARGE = (8192, 6144)


def photo(width: int, height: int, *, mode: str = "RGB") -> Image.Image:
    """Left half red, right half blue, a green bar at the foot: one sees what is missing of it."""
    picture = Image.new(mode, (width, height), "red")
    draw = ImageDraw.Draw(picture)
    draw.rectangle((width // 2, 0, width, height), fill="blue")
    draw.rectangle((0, height * 9 // 10, width, height), fill="lime")
    return picture


def encoded(picture: Image.Image, kind: str, **options: object) -> bytes:
    pillow_heif.register_heif_opener()
    out = io.BytesIO()
    picture.save(out, kind, **options)
    return out.getvalue()


def part(content: bytes, number: int = 1) -> tuple[Image.Image, previews.PicturePart]:
    shown = part_of(exhibit(content, name="foto"), number, key=DRAFT_KEY)
    return Image.open(io.BytesIO(shown.jpeg)).convert("RGB"), shown


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "TIFF", "GIF", "MPO", "HEIF", "AVIF", "BMP", "JPEG2000"])
def test_every_kind_is_seen_whole(kind: str) -> None:
    picture, shown = part(encoded(photo(60, 40), kind))
    assert (picture.size, shown.parts, shown.is_cut) == ((60, 40), 1, False)
    red, _green, blue = picture.getpixel((10, 10))
    assert red > 180 > 80 > blue
    assert picture.getpixel((50, 10))[2] > 180


@pytest.mark.parametrize(
    ("kind", "options"),
    [
        ("HEIF", {"quality": 10}),
        ("PNG", {"compress_level": 1}),
        ("WEBP", {"quality": 1, "method": 0}),
        ("BMP", {}),
        ("TIFF", {"compression": "tiff_lzw"}),
        ("JPEG", {}),
    ],
)
def test_a_photo_of_fifty_megapixels_is_shown_small(kind: str, options: dict[str, object]) -> None:
    picture, shown = part(encoded(photo(*LARGE), kind, **options))
    assert (picture.size, shown.is_cut) == ((1600, 1200), False)


def test_what_claims_more_pixels_than_any_phone_is_not_opened() -> None:
    with pytest.raises(NotViewable) as told:
        part(encoded(Image.new("1", (15_000, 15_000)), "PNG"))
    assert told.value.reason == previews.TOO_LARGE


class TestLong:
    @pytest.mark.parametrize("size", [(1080, 14_000), (14_000, 1080)])
    def test_it_is_shown_in_parts_at_its_own_width(self, size: tuple[int, int]) -> None:
        content = encoded(photo(*size), "PNG")
        first, shown = part(content)
        assert (shown.number, shown.parts) == (1, 10)
        assert min(first.size) > 1000
        last, shown = part(content, 99)
        assert shown.number == 10
        assert last.getpixel((last.width - 5, last.height - 5))[1] > 200

    @pytest.mark.parametrize(("width", "height"), [(1080, 14_000), (720, 2161), (9000, 300), (1, 50_000), (3, 10)])
    def test_the_parts_show_all_of_it_and_a_little_twice(self, width: int, height: int) -> None:
        boxes = list(pictures.cuts((width, height)))
        axis = 1 if height > width else 0
        assert boxes[0][:2] == (0, 0)
        assert boxes[-1][2:] == (width, height)
        for before, after in pairwise(boxes):
            assert before[axis] < after[axis] <= before[axis + 2]

    def test_a_phone_s_screen_is_one(self) -> None:
        assert [len(list(pictures.cuts(size))) for size in ((1080, 2400), (1600, 1200), (1000, 3000))] == [1, 1, 1]

    def test_its_covered_copy_stays_as_readable(self) -> None:
        file = exhibit(encoded(photo(1080, 14_000), "PNG"), name="chat.png")
        copy = redacted(file, key=DRAFT_KEY, areas=[[0, 0, 100, 10]])
        assert Image.open(io.BytesIO(copy)).size == (1080, 14_000)
        assert Image.open(io.BytesIO(readable_preview(file, key=DRAFT_KEY))).size == (1080, 14_000)
        assert Image.open(io.BytesIO(preview(file, key=DRAFT_KEY))).size == (123, 1600)


def test_each_page_of_a_scan_and_each_picture_of_what_moves_is_a_part() -> None:
    for kind in ("TIFF", "GIF", "WEBP", "PNG"):
        colours = [Image.new("RGB", (40, 30), colour) for colour in ("red", "lime", "blue")]
        content = encoded(colours[0], kind, save_all=True, append_images=colours[1:])
        picture, shown = part(content, 2)
        assert (kind, shown.number, shown.parts) == (kind, 2, 3)
        red, green, _blue = picture.getpixel((20, 15))
        assert (kind, red < 80 < 180 < green) == (kind, True)


class TestCutOff:
    @pytest.mark.parametrize("kind", ["JPEG", "PNG", "TIFF", "GIF", "BMP", "WEBP", "HEIF"])
    def test_the_part_that_arrived_is_shown_and_said_to_be_one(self, kind: str) -> None:
        noise = Image.effect_noise((400, 300), 60).convert("RGB")
        content = encoded(noise, kind)
        picture, shown = part(content[: len(content) * 6 // 10])
        assert shown.is_cut
        assert picture.size == (400, 300)
        assert len(set(picture.convert("L").tobytes())) > 30

    @pytest.mark.parametrize("share", [2, 4, 6, 8, 9])
    @pytest.mark.parametrize("kind", ["WEBP", "HEIF"])
    def test_of_a_phone_s_photo_the_top_is_as_it_was(self, kind: str, share: int) -> None:
        grain = Image.effect_noise((1200, 900), 20).convert("RGB")
        content = encoded(Image.blend(photo(1200, 900), grain, 0.2), kind, quality=90)
        picture, shown = part(content[: len(content) * share // 10])
        red, _green, blue = picture.getpixel((30, 5))
        assert (picture.size, shown.is_cut, red > 180 > 80 > blue) == ((1200, 900), True, True)

    @pytest.mark.parametrize(("kind", "options"), [("AVIF", {}), ("WEBP", {"lossless": True})])
    def test_what_a_decoder_stops_at_is_damaged_and_never_whole(self, kind: str, options: dict[str, object]) -> None:
        content = encoded(photo(400, 300), kind, **options)
        with pytest.raises(NotViewable) as refused:
            part(content[: len(content) * 6 // 10])
        assert refused.value.reason == previews.BROKEN

    def test_what_says_it_is_longer_than_any_picture_is_too_large(self) -> None:
        content = bytearray(encoded(photo(60, 40), "WEBP"))
        content[4:8] = (300 * 1024**2).to_bytes(4, "little")
        with pytest.raises(NotViewable) as refused:
            part(bytes(content[:-20]))
        assert refused.value.reason == previews.TOO_LARGE

    def test_a_byte_that_changed_on_the_way_hides_nothing_else(self) -> None:
        content = bytearray(encoded(Image.effect_noise((400, 300), 60), "PNG"))
        content[-40] ^= 0xFF
        picture, shown = part(bytes(content))
        assert (picture.size, shown.is_cut) == ((400, 300), True)

    @pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "HEIF", "AVIF", "JPEG2000"])
    def test_where_nothing_arrived_that_is_said(self, kind: str) -> None:
        noise = Image.effect_noise((400, 300), 60).convert("RGB")
        with pytest.raises(NotViewable) as told:
            part(encoded(noise, kind)[:150])
        assert told.value.reason == previews.BROKEN
