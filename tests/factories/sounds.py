"""A second of sound, as a phone records it."""

from __future__ import annotations

import io
import math
import struct
import wave

RATE = 8000


def tone(seconds: float = 1.0, pitch: float = 440.0) -> bytes:
    """A WAV of one tone."""
    heights = (9000 * math.sin(2 * math.pi * pitch * step / RATE) for step in range(int(RATE * seconds)))
    out = io.BytesIO()
    with wave.open(out, "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(2)
        sound.setframerate(RATE)
        sound.writeframes(b"".join(struct.pack("<h", int(height)) for height in heights))
    return out.getvalue()
