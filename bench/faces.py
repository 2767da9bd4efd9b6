"""What share of faces the detector finds again when they are smaller, turned or darker.

    .venv/bin/python bench/faces.py FOLDER

FOLDER holds photos with people. A face counts as known where a photo as it is shows one; each photo is then changed,
and what is printed is the median over the photos of the number found, in percent of what was found at first. More
than 100 means that something else was covered, too: that is allowed. Photos in which none is found are named.
"""

from __future__ import annotations

import io
import statistics
import sys
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from PIL import Image, ImageEnhance, ImageOps

from pimpasa.evidence.decoder import faces, pictures

WALL = (90, 110, 90)


def smaller(times: int) -> Callable[[Image.Image], Image.Image]:
    """The same photo, so many times smaller, on a wall of its old size."""

    def change(photo: Image.Image) -> Image.Image:
        wall = Image.new("RGB", photo.size, WALL)
        wall.paste(photo.reduce(times), (photo.width // 3, photo.height // 3))
        return wall

    return change


def turned(angle: int) -> Callable[[Image.Image], Image.Image]:
    """The same photo turned by so many degrees, on a wall."""
    return lambda photo: photo.rotate(angle, fillcolor=WALL, expand=True)


CHANGES: dict[str, Callable[[Image.Image], Image.Image]] = {
    "as it is": lambda photo: photo,
    "mirrored": ImageOps.mirror,
    "half as bright": lambda photo: ImageEnhance.Brightness(photo).enhance(0.5),
    "a fifth as bright": lambda photo: ImageEnhance.Brightness(photo).enhance(0.2),
    **{f"{times} times smaller": smaller(times) for times in (2, 4, 8)},
    **{f"turned by {angle}°": turned(angle) for angle in (15, 30, 45, 90)},
}  # fmt: skip


def main() -> None:
    photos = [pictures.pixels(io.BytesIO(path.read_bytes())) for path in sorted(Path(sys.argv[1]).iterdir())]
    known = [(photo, number) for photo in photos if (number := faces.number_of_faces(photo))]
    print(f"{len(photos)} photos, {len(known)} of them with {sum(number for _photo, number in known)} faces found")
    for name, change in CHANGES.items():
        shares = [100 * faces.number_of_faces(change(photo)) / number for photo, number in known]
        print(f"{name:<20} {statistics.median(shares):5.0f} %   least {min(shares):.0f} %")


if __name__ == "__main__":
    pictures.load_decoders(is_heif=False)
    main()
