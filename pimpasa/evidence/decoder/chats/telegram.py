"""Telegram Desktop's export: result.json of one chat or of all, or pages of HTML."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from pimpasa.evidence.decoder.chats import dating, markup
from pimpasa.evidence.decoder.chats.markup import Piece
from pimpasa.evidence.decoder.chats.turns import App, Chat, Kind, Turn, Zone

_FILE_KEYS = ("file_name", "file", "photo")
# It writes this instead of a path where the file itself was not exported.
_NOT_INCLUDED = "("
_MOMENT = re.compile(r"(\d{2})\.(\d{2})\.(\d{4}) (\d{2}:\d{2}:\d{2})(?: (UTC[+-]\d{2}:\d{2}))?")
_MOST_MEMBERS = 10


def is_message(value: Any) -> bool:
    """Whether this is one of result.json."""
    return (
        isinstance(value, dict) and value.get("type") in ("message", "service") and isinstance(value.get("date"), str)
    )


def add_message(chat: Chat, value: dict[str, Any]) -> bool:
    """False where no more go in. `date_unixtime` is UTC; older programs wrote the computer's own time alone."""
    chat.app = App.TELEGRAM
    moment = _moment(value.get("date_unixtime"))
    if not chat.turns:
        chat.zone = Zone.UTC if moment else Zone.PHONE
    at = moment or dating.valid(value["date"])
    if value["type"] == "service":
        return chat.add(Turn(at.replace("T", " "), "", _service(value), at, Kind.SYSTEM))
    words = _words(value.get("text", ""))
    origin = value.get("forwarded_from")
    if isinstance(origin, str) and origin:
        words = f"[→ {origin}]\n{words}"
    file = next((str(value[key]) for key in _FILE_KEYS if isinstance(value.get(key), str)), "")
    is_omitted = file.startswith(_NOT_INCLUDED)
    kind = Kind.OMITTED if is_omitted and not words else Kind.WORDS
    if is_omitted:
        words = words or str(value.get("media_type") or "")
        file = ""
    who = value.get("from") or value.get("from_id") or ""
    return chat.add(Turn(at.replace("T", " "), str(who), words, at, kind, file.rpartition("/")[2]))


def _moment(unixtime: Any) -> str:
    try:
        return datetime.fromtimestamp(int(unixtime), UTC).replace(tzinfo=None).isoformat()
    except (ValueError, TypeError, OverflowError, OSError):
        return ""


def _words(text: Any) -> str:
    """Words are a string, or pieces of which some are links, numbers and names."""
    if isinstance(text, str):
        return text
    if not isinstance(text, list):
        return ""
    return "".join(_words(piece.get("text", "")) if isinstance(piece, dict) else _plain(piece) for piece in text)


def _plain(piece: Any) -> str:
    return piece if isinstance(piece, str) else ""


def _service(value: dict[str, Any]) -> str:
    """As it names what happened: actor, action, title and members."""
    members = value.get("members")
    names = [str(member) for member in members[:_MOST_MEMBERS]] if isinstance(members, list) else []
    parts = [value.get("actor"), value.get("action"), value.get("title"), *names]
    return " · ".join(str(part) for part in parts if part)


def is_page(text: str) -> bool:
    """Whether this is a page of its HTML, by how it marks messages."""
    return 'class="message default' in text or 'class="message service' in text


def read_page(text: str) -> Chat:
    """Times are the exporting computer's; newer programs say beside each how far it is from UTC."""
    page = _Page(Chat(App.TELEGRAM, zone=Zone.PHONE))
    try:
        for piece in markup.pieces(text):
            if not page.take(piece):
                break
    except markup.TooMany:
        page.chat.is_cut = True
    page.end()
    return page.chat


@dataclass
class _Page:
    """As far as it is read; who speaks is said once for several messages of one person."""

    chat: Chat
    turn: Turn | None = None
    who: str = ""

    def take(self, piece: Piece) -> bool:
        """False where no more go in."""
        if piece.opens("message"):
            return self._begin(is_service="service" in piece.classes)
        if self.turn is None:
            if piece.says("text"):
                self.chat.title = self.chat.title or piece.words.strip()
        elif piece.tag:
            _open(self.chat, self.turn, piece)
        else:
            self._say(self.turn, piece)
        return True

    def end(self) -> bool:
        """Of the message that is open."""
        turn = self.turn
        self.turn = None
        if turn is None:
            return True
        turn.text = turn.text.strip()
        if turn.kind is Kind.OMITTED and turn.text:
            turn.kind = Kind.WORDS
        return self.chat.add(turn)

    def _begin(self, *, is_service: bool) -> bool:
        has_room = self.end()
        self.turn = Turn("", "" if is_service else self.who, "", kind=Kind.SYSTEM if is_service else Kind.WORDS)
        return has_room

    def _say(self, turn: Turn, piece: Piece) -> None:
        words = piece.words.strip()
        if piece.says("from_name") and piece.is_forwarded:
            turn.text += f"[→ {words}]\n" if words else ""
        elif piece.says("from_name"):
            self.who = words or self.who
            turn.who = self.who
        elif piece.says("text") or (piece.says("details") and piece.says("body") and turn.kind is Kind.SYSTEM):
            turn.text += piece.words[: markup.MOST_OF_A_TEXT - len(turn.text)]


def _open(chat: Chat, turn: Turn, piece: Piece) -> None:
    href = piece.attribute("href")
    if piece.opens("date") and not piece.is_forwarded:
        _set_moment(chat, turn, piece.attribute("title"))
    elif piece.tag == "a" and ("media" in piece.classes or piece.classes[0].endswith("_wrap")):
        turn.file = turn.file or href.rpartition("/")[2]
    elif piece.opens("media"):
        turn.kind = Kind.OMITTED


def _set_moment(chat: Chat, turn: Turn, title: str) -> None:
    match = _MOMENT.match(title)
    if match:
        turn.when = match[0]
        turn.at = dating.valid(f"{match[3]}-{match[2]}-{match[1]}T{match[4]}")
        chat.zone = Zone.STATED if match[5] else Zone.PHONE


def chats_in(value: Any) -> Iterator[Chat]:
    """A chat of the export of all: its messages as one value."""
    messages = value.get("messages") if isinstance(value, dict) else None
    if not isinstance(messages, list):
        return
    chat = Chat(App.TELEGRAM, title=str(value.get("name") or ""))
    for message in messages:
        if is_message(message) and not add_message(chat, message):
            break
    yield chat
