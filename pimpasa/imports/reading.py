"""What stands in a file, as the sandbox read it: messages, or the sheets of a recap. The file is kept nowhere."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pimpasa.accounts.errors import Refused
from pimpasa.evidence.decoding import decoded_content, parsed
from pimpasa.imports.contents import Piece, Table
from pimpasa.imports.rules import MOST_ENTRIES, check_number
from pimpasa.sandbox.errors import Busy, Failed, SandboxFault, TooLarge, TooSlow

LARGEST = 32 * 1024**2
_OLD_OFFICE = bytes.fromhex("D0CF11E0A1B11AE1")
MOSTLY = 0.6
_TOO_LARGE = gettext_lazy("This file is too large: 32 MB at most. Export the chat without media, or fewer rows.")


@dataclass(frozen=True)
class Reading:
    """Messages, or sheets that wait for their columns to be matched; `formulas` as contents.Brought has it."""

    pieces: list[Piece] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)
    formulas: int = 0


def read(content: bytes, *, since: date | None = None, until: date | None = None) -> Reading:
    """Read a file as it was sent. Raises Refused, with a sentence on what to do instead."""
    _check(content)
    task = {"since": since.isoformat() if since else "", "until": until.isoformat() if until else ""}
    answer = _decoded(content, {**task, "most": MOST_ENTRIES})
    try:
        return _of_sheets(answer) if "sheets" in answer else _of_chat(answer)
    except (KeyError, TypeError, ValueError) as wrong:
        raise _unreadable() from wrong


def _check(content: bytes) -> None:
    if not content:
        raise Refused("empty_file", _("This file is empty."))
    if len(content) > LARGEST:
        raise Refused("large_file", str(_TOO_LARGE))
    if content.startswith(_OLD_OFFICE):
        raise Refused(
            "old_workbook",
            _("This is an old or a locked Excel file. Save it as .xlsx without a password, or as CSV, and send that."),
        )


def _decoded(content: bytes, task: dict[str, Any]) -> dict[str, Any]:
    try:
        return parsed(decoded_content(content, "recap", **task))
    except Busy as busy:
        raise Refused("busy", _("Other files are being read just now. Please try again in a minute.")) from busy
    except (TooLarge, TooSlow) as large:
        raise Refused("large_file", str(_TOO_LARGE)) from large
    except (Failed, SandboxFault) as failed:
        raise _unreadable() from failed


def _unreadable() -> Refused:
    return Refused(
        "unreadable",
        _("This file cannot be read. Send a chat that WhatsApp exported (.zip or .txt), or a table (.xlsx or .csv)."),
    )


def _of_chat(answer: dict[str, Any]) -> Reading:
    if answer["is_cut"]:
        raise Refused("large_file", str(_TOO_LARGE))
    check_number(int(answer["count"]))
    pieces = [_piece(*row) for row in answer["turns"]]
    if len(pieces) != int(answer["count"]):
        raise ValueError("fewer than it says")
    return Reading(pieces)


def _piece(words: str, at: str, who: str, attached: str) -> Piece:
    day = datetime.fromisoformat(at).isoformat(timespec="minutes") if at else ""
    return Piece(words=str(words), at=day, who=str(who), attached=str(attached))


def _of_sheets(answer: dict[str, Any]) -> Reading:
    tables = [_table(str(name), rows) for name, rows in answer["sheets"]]
    tables = [table for table in tables if table.rows]
    check_number(sum(len(table.rows) for table in tables))
    return Reading(tables=tables, formulas=int(answer["formulas"]))


def _table(name: str, rows: list[list[str]]) -> Table:
    """The names of the columns stand in the first row that has a name for most of them, below a title or none."""
    plain = [[str(cell) for cell in row] for row in rows]
    filled = [sum(map(bool, row)) for row in plain]
    widest = max(filled, default=0)
    place = next((place for place, number in enumerate(filled) if number >= MOSTLY * widest), 0)
    return Table(name, plain[place] if plain else [], plain[place + 1 :])
