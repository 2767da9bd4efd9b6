"""Which reader a text is for: by what stands in it, never by what it is called."""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterator
from typing import Any

from pimpasa.evidence.decoder.chats import jsons, line, meta, signal, telegram, wechat, whatsapp
from pimpasa.evidence.decoder.chats.turns import SNIFFED, Chat, Turn

# A text that is no chat is shown in pieces that a phone can lay out.
LONGEST_PIECE = 4_000
_TITLES = ("name", "title", "threadName", "thread_path")
_FORMS: tuple[tuple[Callable[[Any], bool], Callable[[Chat, dict[str, Any]], bool]], ...] = (
    (telegram.is_message, telegram.add_message),
    (meta.is_message, meta.add_message),
    (signal.is_message, signal.add_message),
)
_TEXTS = (whatsapp, line, signal, wechat)


def chats_of(text: str) -> list[Chat]:
    """All that it holds: an export of everything holds many; a text that is no chat is one without an app."""
    beginning = text[:SNIFFED]
    if telegram.is_page(beginning):
        return [telegram.read_page(text)]
    chats = _from_json(text) if text[:100].lstrip()[:1] in ("{", "[") else []
    return chats or [_from_text(text)]


def _from_text(text: str) -> Chat:
    beginning = text[:SNIFFED]
    counts = [(reader.turns_in(beginning), reader) for reader in _TEXTS]
    count, reader = max(counts, key=operator.itemgetter(0))
    return reader.read(text) if count else _plain(text)


def _from_json(text: str) -> list[Chat]:
    """Not whole where it ends too soon: what was read till there is shown."""
    chat = Chat()
    several: list[Chat] = []
    try:
        for key, value in jsons.members(text):
            if key == "list":
                several += telegram.chats_in(value)
            elif key in _TITLES and isinstance(value, str) and not chat.title:
                chat.title = meta.readable(value)
            elif not _take(chat, value):
                break
    except jsons.Cut:
        chat.is_cut = True
    several = [spoken for spoken in several if spoken.turns]
    return ([chat] if chat.turns else []) + several


def _take(chat: Chat, value: Any) -> bool:
    """False where no more go in."""
    for is_message, add in _FORMS:
        if is_message(value):
            return add(chat, value)
    return True


def _plain(text: str) -> Chat:
    chat = Chat()
    for piece in _pieces(text):
        if not chat.add(Turn("", "", piece)):
            break
    return chat


def _pieces(text: str) -> Iterator[str]:
    """At the ends of lines where there are any."""
    text = text.strip("\n")
    start = 0
    while start < len(text):
        end = start + LONGEST_PIECE
        if end < len(text):
            end = text.rfind("\n", start, end) + 1 or end
        yield text[start:end].rstrip("\n")
        start = end
