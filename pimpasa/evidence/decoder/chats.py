"""A chat as its app exports it, or any plain text, as turns: when, who, what."""

from __future__ import annotations

import json
import re
import zipfile
from typing import IO, Any

from pimpasa.evidence.decoder import Decode
from pimpasa.evidence.decoder.texts import text_of
from pimpasa.sandbox.errors import TooLarge

MOST_BYTES = 8 * 1024**2
MOST_TURNS = 20_000
_DATE = r"\d{1,4}[/.-]\d{1,2}[/.-]\d{1,4},?\s+\d{1,2}[.:]\d{2}(?:[.:]\d{2})?(?:\s?[AaPp]\.?[Mm]\.?)?"
# Android writes `23/09/25 14.05 - Nama: teks`, an iPhone `[23/09/25 14.05.33] Nama: teks`.
_TURN = re.compile(rf"(?:\[(?P<a>{_DATE})\]\s|(?P<b>{_DATE})\s[-\u2013]\s)(?:(?P<who>[^:\n]{{1,80}}): )?(?P<text>.*)")
# Marks of direction and joining that such exports sprinkle before names; they would turn an officer's line around.
_MARKS = dict.fromkeys([*range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2066, 0x206A), 0xFEFF])


def decoder(_task: dict[str, Any]) -> Decode:
    """JSON: `turns`, a list of [when, who, text]; the first two are empty where the text is no chat."""
    return lambda file: json.dumps({"turns": _turns(_text(file))}).encode()


def _text(file: IO[bytes]) -> str:
    with _plain(file) as plain:
        content = plain.read(MOST_BYTES + 1)
    if len(content) > MOST_BYTES:
        raise TooLarge
    return text_of(content).translate(_MARKS)


def _plain(file: IO[bytes]) -> IO[bytes]:
    """The text itself, or the first text in an archive, as chats with pictures are exported."""
    if file.read(2) != b"PK":
        file.seek(0)
        return file
    archive = zipfile.ZipFile(file)
    texts = [item for item in archive.infolist() if item.filename.lower().endswith(".txt")]
    if not texts:
        raise ValueError("no text in the archive")
    return archive.open(texts[0])


def _turns(text: str) -> list[list[str]]:
    turns: list[list[str]] = []
    for line in text.splitlines():
        turn = _TURN.match(line)
        if turn:
            turns.append([turn["a"] or turn["b"], turn["who"] or "", turn["text"]])
        elif turns:
            turns[-1][2] += "\n" + line
        else:
            turns.append(["", "", line])
        if len(turns) > MOST_TURNS:
            raise TooLarge
    return turns
