"""Faces are covered before a photo is stored; what the detector misses, an officer covers."""

from __future__ import annotations

import io

import pytest
from PIL import Image, ImageChops

from pimpasa.evidence.covering import LARGEST, cover_more, without_faces
from pimpasa.evidence.decoder.faces import MOST_BYTES
from pimpasa.evidence.errors import NotViewable
from tests.factories import photos


def opened(jpeg: bytes) -> Image.Image:
    picture = Image.open(io.BytesIO(jpeg), formats=["JPEG"])
    picture.load()
    return picture


def is_flat(picture: Image.Image, box: tuple[int, int, int, int]) -> bool:
    """One colour, but for what JPEG adds at a border nearby."""
    extremes = picture.crop(box).getextrema()
    return all(most - least <= 12 for least, most in extremes)  # type: ignore[operator]


def test_it_works() -> None:
    covered = without_faces(photos.photo())
    picture = opened(covered.jpeg)
    assert (covered.faces, picture.size) == (2, (1000, 700))
    assert not is_flat(photos.hall(), (112, 250, 208, 380))
    for left in (60, 320):
        assert is_flat(picture, (left + 60, 250, left + 140, 370))


def test_nothing_else_comes_along() -> None:
    original = photos.photo()
    assert b"KENARI" in original
    jpeg = without_faces(original).jpeg
    assert b"KENARI" not in jpeg
    assert dict(opened(jpeg).getexif()) == {}


def test_where_there_is_no_face_nothing_is_covered() -> None:
    plain = photos.hall(faces=0)
    covered = without_faces(photos.photo(plain))
    assert covered.faces == 0
    assert max(most for _least, most in ImageChops.difference(opened(covered.jpeg), plain).getextrema()) <= 4


@pytest.mark.parametrize("size", [48, 600])
def test_small_heads_and_large_ones(size: int) -> None:
    hall = photos.hall(faces=0)
    hall.paste(photos.face(size), (100, 60))
    assert without_faces(photos.photo(hall)).faces >= 1


def test_a_large_photo_becomes_small() -> None:
    noise = Image.effect_noise((3000, 2000), 90).convert("RGB")
    covered = without_faces(photos.photo(noise, quality=70))
    assert len(covered.jpeg) <= MOST_BYTES
    assert max(opened(covered.jpeg).size) <= 1600


@pytest.mark.parametrize("size", [(1, 1), (1600, 2), (3, 900)])
def test_slivers_are_photos_too(size: tuple[int, int]) -> None:
    assert without_faces(photos.photo(Image.new("RGB", size))).faces == 0


@pytest.mark.parametrize("content", [b"", b"\xff\xd8\xff\xe0 cut off", b"%PDF-1.7", b"GIF89a", photos.photo()[:2000]])
def test_what_is_no_photo(content: bytes) -> None:
    with pytest.raises(NotViewable):
        without_faces(content)


def test_too_large() -> None:
    with pytest.raises(NotViewable, match="16 MB"):
        without_faces(b"\xff\xd8\xff" + bytes(LARGEST))


def test_more_is_covered_by_hand() -> None:
    first = without_faces(photos.photo(photos.hall(faces=0))).jpeg
    marked = opened(first)
    marked.paste((255, 0, 0), (500, 350, 600, 400))
    out = io.BytesIO()
    marked.save(out, "JPEG")
    more = opened(cover_more(out.getvalue(), areas=[[45, 45, 20, 20]]))
    assert is_flat(more, (460, 325, 640, 445))
    assert is_flat(more, (0, 0, 400, 300))
