"""What an officer brings along: a group's chat with all its messages of some days, or the sheets of a recap."""

from __future__ import annotations

import json
import zipfile
from typing import IO, Any

from pimpasa.evidence.decoder import Decode
from pimpasa.evidence.decoder.chats import answers
from pimpasa.evidence.decoder.chats.archives import MOST_BYTES, is_text
from pimpasa.evidence.decoder.chats.lines import lines_of
from pimpasa.evidence.decoder.chats.turns import Chat, Kind, Turn
from pimpasa.evidence.decoder.sheets import as_rows, sheets_in, warm_up

LONGEST_NAME = 200
LONGEST_WORDS = 10_000
_HEAD = 512
_WORKBOOK = "xl/workbook.xml"


def decoder(task: dict[str, Any]) -> Decode:
    """JSON: a chat as `_of_chat` says it, or a recap's `sheets`, each a name and rows, and how many are `formulas`.

    The task holds `since` and `until` in ISO 8601, or empty, and `most`: of more rows or messages it answers how many.
    """
    from pimpasa.evidence.decoder.chats import readers  # noqa: F401 - loaded while files can still be opened

    warm_up()

    def decoded(file: IO[bytes]) -> bytes:
        return json.dumps(_answer(file, task)).encode()

    return decoded


def _answer(file: IO[bytes], task: dict[str, Any]) -> dict[str, Any]:
    head = file.read(_HEAD)
    is_archive = head.startswith(b"PK")
    if not is_archive and not is_text(head):
        raise ValueError("neither an archive nor a text")
    file.seek(0)
    if is_archive and _is_workbook(file):
        return sheets_in(file, most=task["most"])
    file.seek(0)
    chats = answers.chats_in(file)
    chat = chats[answers.fullest(chats)]
    if chat.count or is_archive:
        return _of_chat(chat, task)
    file.seek(0)
    return as_rows(lines_of(file.read(MOST_BYTES)), most=task["most"])


def _is_workbook(file: IO[bytes]) -> bool:
    with zipfile.ZipFile(file) as archive:
        return _WORKBOOK in archive.namelist()


def _of_chat(chat: Chat, task: dict[str, Any]) -> dict[str, Any]:
    """Its messages of these days as `turns`, how many there are, and whether it `is_cut`."""
    is_dated = any(turn.at for turn in chat.turns)
    turns = [turn for turn in chat.turns if turn.kind is Kind.WORDS and turn.text.strip() and turn.who]
    in_days = [turn for turn in turns if _is_within(turn, task)] if is_dated else turns
    rows = [_row(turn) for turn in in_days] if len(in_days) <= task["most"] else []
    return {"turns": rows, "count": len(in_days), "is_cut": chat.is_cut}


def _is_within(turn: Turn, task: dict[str, Any]) -> bool:
    day = turn.at[:10]
    return (not task["since"] or day >= task["since"]) and (not task["until"] or (day != "" and day <= task["until"]))


def _row(turn: Turn) -> list[str]:
    parts = (turn.text[:LONGEST_WORDS], turn.at, turn.who[:LONGEST_NAME], turn.file[:LONGEST_NAME])
    return [part.encode("utf-8", "replace").decode() for part in parts]
