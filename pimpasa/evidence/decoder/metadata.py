"""What a file says of itself: when, where and with what it was made. Anybody can write anything there."""

from __future__ import annotations

import json
import unicodedata
from typing import IO, Any

from pimpasa.evidence.decoder import Decode, films
from pimpasa.evidence.decoder.pictures import FORMATS, load_decoders

LONGEST = 200
APPLE = "com.apple.quicktime"
# Exif 2.32 (CIPA DC-008), 4.6.3 to 4.6.6.
EXIF = 0x8769
MAKE = 0x010F
MODEL = 0x0110
SOFTWARE = 0x0131
CHANGED = 0x0132
TAKEN = 0x9003
OFFSET = 0x9011
GPS = 0x8825
NORTH_SOUTH = 1
LATITUDE = 2
EAST_WEST = 3
LONGITUDE = 4


def decoder(task: dict[str, Any]) -> Decode:
    """JSON with whichever of `taken`, `offset`, `latitude`, `longitude`, `device`, `software` the file has."""
    readers = {"picture": _picture, "pages": _document, "film": _film, "audio": _film}
    read = readers[task["look"]]
    if task["look"] == "picture":
        load_decoders(is_heif=task.get("is_heif", False))
    elif task["look"] == "pages":
        import pypdfium2  # type: ignore[import-untyped]  # noqa: F401 - loaded while files can still be opened
    else:
        films.rehearse("mp3", "libmp3lame", None)
    return lambda file: json.dumps(_clean(read(file))).encode()


def _picture(file: IO[bytes]) -> dict[str, Any]:
    from PIL import Image

    with Image.open(file, formats=[name for name in FORMATS if name in Image.OPEN]) as picture:
        base = picture.getexif()
        exif = base.get_ifd(EXIF)
        gps = base.get_ifd(GPS)
    return {
        "taken": exif.get(TAKEN) or base.get(CHANGED),
        "offset": exif.get(OFFSET),
        "device": f"{base.get(MAKE) or ''} {base.get(MODEL) or ''}",
        "software": base.get(SOFTWARE),
        "latitude": _degrees(gps.get(LATITUDE), gps.get(NORTH_SOUTH), "S"),
        "longitude": _degrees(gps.get(LONGITUDE), gps.get(EAST_WEST), "W"),
    }


def _degrees(parts: Any, letter: Any, negative: str) -> float | None:
    try:
        degrees, minutes, seconds = (float(part) for part in parts)
    except (TypeError, ValueError, ZeroDivisionError):
        return None
    value = degrees + minutes / 60 + seconds / 3600
    return -value if str(letter).upper().startswith(negative) else value


def _document(file: IO[bytes]) -> dict[str, Any]:
    import pypdfium2

    metadata = pypdfium2.PdfDocument(file.read()).get_metadata_dict()
    return {
        "taken": metadata.get("CreationDate"),
        "device": metadata.get("Author"),
        "software": metadata.get("Producer") or metadata.get("Creator"),
    }


def _film(file: IO[bytes]) -> dict[str, Any]:
    import av

    with av.open(file) as source:
        metadata = {name.lower(): value for name, value in source.metadata.items()}
    latitude, longitude = _iso6709(metadata.get(f"{APPLE}.location.iso6709") or metadata.get("location") or "")
    make = metadata.get(f"{APPLE}.make", "")
    model = metadata.get(f"{APPLE}.model", "")
    return {
        "taken": metadata.get(f"{APPLE}.creationdate") or metadata.get("creation_time"),
        "device": f"{make} {model}" if make or model else metadata.get("com.android.manufacturer"),
        "software": metadata.get("encoder"),
        "latitude": latitude,
        "longitude": longitude,
    }


def _iso6709(text: str) -> tuple[float | None, float | None]:
    """`-06.1500+106.7300/` (ISO 6709, annex H) as degrees."""
    signs = [place for place, letter in enumerate(text) if letter in "+-"]
    if len(signs) < 2:
        return None, None
    end = signs[2] if len(signs) > 2 else None  # a height may follow
    try:
        return float(text[: signs[1]]), float(text[signs[1] : end].rstrip("/"))
    except ValueError:
        return None, None


def _clean(metadata: dict[str, Any]) -> dict[str, Any]:
    """Numbers as they are; words short and without control characters; nothing empty."""
    clean = {name: _clean_value(value) for name, value in metadata.items()}
    return {name: value for name, value in clean.items() if value is not None}


def _clean_value(value: Any) -> float | str | None:
    if isinstance(value, float):
        return round(value, 6) if abs(value) <= 180 else None
    if isinstance(value, str):
        words = "".join(letter for letter in value if unicodedata.category(letter)[0] != "C").strip()
        return words[:LONGEST] or None
    return None
