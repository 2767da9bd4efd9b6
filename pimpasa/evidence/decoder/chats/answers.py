"""What a look at a chat answers with: one page of turns, who they are of, and what else lies beside them."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import IO, Any

from pimpasa.evidence.decoder.chats import dating, readers
from pimpasa.evidence.decoder.chats.archives import texts_in
from pimpasa.evidence.decoder.chats.turns import PAGE, App, Chat, Kind, Turn, Zone

LONGEST_TEXT = 10_000
LONGEST_NAME = 200
MOST_PEOPLE = 300
MOST_CHATS = 200


@dataclass(frozen=True)
class Question:
    """`who` and `chat` count from 0, and are -1 where none is chosen; `day` is in ISO 8601."""

    number: int
    words: str
    who: int
    day: str
    chat: int

    @classmethod
    def of(cls, task: dict[str, Any]) -> Question:
        words = " ".join(task.get("words", "").casefold().split())
        return cls(task.get("number", 1), words, task.get("who", -1), task.get("day", ""), task.get("chat", -1))


def answer(file: IO[bytes], question: Question) -> dict[str, Any]:
    """Of an archive that holds no text, one without a turn."""
    chats = chats_in(file)
    place = question.chat if 0 <= question.chat < len(chats) else fullest(chats)
    return {
        **_of_chat(chats[place], question),
        "chat": place,
        "chats": [[_clean(chat.title or chat.name), chat.count] for chat in chats[:MOST_CHATS]],
    }


def chats_in(file: IO[bytes]) -> list[Chat]:
    """All that a file holds, what is in several parts joined; of one without a text, a chat without a turn."""
    chats: list[Chat] = []
    for text in texts_in(file):
        for chat in readers.chats_of(text.words):
            chat.name = text.name
            chat.is_cut = chat.is_cut or text.is_cut
            chats.append(chat)
    return _joined(chats) or [Chat()]


def fullest(chats: list[Chat]) -> int:
    """The place of the chat with the most turns."""
    return max(range(len(chats)), key=lambda place: (chats[place].count, len(chats[place].turns)))


def _joined(chats: list[Chat]) -> list[Chat]:
    """Telegram's pages and Meta's files of one chat, in one folder and of one title, are one."""
    groups: dict[tuple[Any, ...], list[Chat]] = {}
    for place, chat in enumerate(chats):
        is_in_parts = chat.app in (App.TELEGRAM, App.META) and chat.name
        folder = chat.name.rpartition("/")[0]
        groups.setdefault((chat.app, folder, chat.title) if is_in_parts else (place,), []).append(chat)
    return [_one(group) for group in groups.values()]


def _one(parts: list[Chat]) -> Chat:
    whole, *rest = sorted(parts, key=lambda chat: _natural(chat.name))
    for chat in rest:
        whole.turns += chat.turns
        whole.is_cut = whole.is_cut or chat.is_cut
    if whole.app is App.META:
        whole.turns.reverse()
        whole.turns.sort(key=lambda turn: turn.at)
    elif whole.zone is not Zone.UNKNOWN and whole.app in (App.TELEGRAM, App.SIGNAL):
        dating.mark_back(whole.turns, [dating.moment_of(turn.at) for turn in whole.turns])
    return whole


def _natural(name: str) -> list[tuple[int, str]]:
    """messages.html, messages2.html, messages10.html."""
    parts = re.split(r"(\d+)", name.rpartition(".")[0])
    return [(int(part[:9]) if part.isdecimal() else 0, part) for part in parts]


def _of_chat(chat: Chat, question: Question) -> dict[str, Any]:
    people = Counter(turn.who for turn in chat.turns if turn.who and turn.kind is not Kind.SYSTEM).most_common()
    names = [name for name, _count in people[:MOST_PEOPLE]]
    who = names[question.who] if 0 <= question.who < len(names) else ""
    places = _places(chat.turns, question.words, who)
    pages = max(1, -(-len(places) // PAGE))
    number = _number(chat.turns, places, question, pages)
    numbers = {name: place for place, name in enumerate(names)}
    days = [turn.at[:10] for turn in chat.turns if turn.at and not turn.is_back]
    return {
        "app": chat.app,
        "title": _clean(chat.title),
        "zone": chat.zone,
        "order": chat.order,
        "proof": chat.proof,
        "is_dated": bool(days),
        "is_cut": chat.is_cut,
        "count": len(chat.turns),
        "matches": len(places),
        "first": days[0] if days else "",
        "last": days[-1] if days else "",
        "number": number,
        "pages": pages,
        "people": [[_clean(name), count] for name, count in people[:MOST_PEOPLE]],
        "people_count": len(people),
        "turns": [_row(chat.turns[place], place, numbers) for place in places[(number - 1) * PAGE : number * PAGE]],
    }


def _places(turns: list[Turn], words: str, who: str) -> list[int] | range:
    if not words and not who:
        return range(len(turns))
    return [
        place
        for place, turn in enumerate(turns)
        if (not who or turn.who == who) and (not words or words in _searched(turn))
    ]


def _searched(turn: Turn) -> str:
    return " ".join(f"{turn.who} {turn.text} {turn.file}".casefold().split())


def _number(turns: list[Turn], places: list[int] | range, question: Question, pages: int) -> int:
    """The page asked for, or that on which the day begins, or the next that has turns."""
    if question.day:
        later = (order for order, place in enumerate(places) if _is_from(turns[place], question.day))
        return next(later, max(len(places) - 1, 0)) // PAGE + 1
    return min(max(question.number, 1), pages)


def _is_from(turn: Turn, day: str) -> bool:
    return turn.at[:10] >= day and not turn.is_back


def _row(turn: Turn, place: int, numbers: dict[str, int]) -> list[Any]:
    """As previews.Turn takes it."""
    return [
        _clean(turn.when),
        _clean(turn.who),
        _whole(turn.text[:LONGEST_TEXT]),
        turn.at,
        turn.kind,
        _clean(turn.file),
        turn.is_back,
        max(0, len(turn.text) - LONGEST_TEXT),
        place,
        numbers.get(turn.who, -1) if turn.kind is not Kind.SYSTEM else -1,
    ]


def _clean(name: str) -> str:
    return _whole(name[:LONGEST_NAME])


def _whole(text: str) -> str:
    """Without halves of letters, which JSON can name and nothing can send."""
    return text.encode("utf-8", "replace").decode()
