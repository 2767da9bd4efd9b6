"""Photos as a phone takes them, with faces that are drawn: nobody in them exists."""

from __future__ import annotations

import io

from PIL import Image, ImageDraw, ImageFilter

WALL = (120, 150, 120)
SKIN, HAIR = (205, 160, 125), (40, 28, 22)


def face(size: int = 200) -> Image.Image:
    """A face as a detector knows them, on the wall's colour."""
    scale = size / 200
    picture = Image.new("RGB", (size, size), WALL)
    draw = ImageDraw.Draw(picture)

    def at(*numbers: float) -> list[float]:
        return [number * scale for number in numbers]

    draw.ellipse(at(45, 15, 155, 185), fill=HAIR)
    draw.ellipse(at(52, 35, 148, 180), fill=SKIN)
    for eye in (82, 118):
        draw.ellipse(at(eye - 13, 88, eye + 13, 102), fill=(245, 240, 235))
        draw.ellipse(at(eye - 6, 89, eye + 6, 101), fill=HAIR)
        draw.line(at(eye - 15, 80, eye + 15, 78), fill=HAIR, width=round(4 * scale))
    draw.polygon(at(100, 95, 92, 128, 108, 128), fill=(185, 138, 105))
    draw.ellipse(at(80, 142, 120, 156), fill=(160, 75, 70))
    return picture.filter(ImageFilter.GaussianBlur(1.5 * scale))


def hall(*, faces: int = 2, size: tuple[int, int] = (1000, 700)) -> Image.Image:
    """A wall before which some stand, each 200 pixels apart from the next."""
    picture = Image.new("RGB", size, WALL)
    for number in range(faces):
        picture.paste(face(), (60 + 260 * number, 200))
    return picture


def photo(picture: Image.Image | None = None, kind: str = "JPEG", **options: object) -> bytes:
    """The file of a photo, with the place where it was taken among its metadata."""
    exif = Image.Exif()
    exif.get_ifd(0x8825)[1] = "S"
    exif[0x010F] = "KENARI HP"
    out = io.BytesIO()
    (picture or hall()).save(out, kind, exif=exif, **options)
    return out.getvalue()
