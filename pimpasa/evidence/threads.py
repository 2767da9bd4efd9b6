"""A chat as an officer looks at it: one page of its turns, and what is said of the whole."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from pimpasa.evidence.decoder.chats.turns import PAGE, App, Kind, Order, Proof, Zone
from pimpasa.sandbox.errors import Failed

COLOURS = 6
NAMES = {
    App.TEXT: "",
    App.WHATSAPP: "WhatsApp",
    App.TELEGRAM: "Telegram",
    App.LINE: "LINE",
    App.SIGNAL: "Signal",
    App.META: "Messenger, Instagram",
    App.WECHAT: "WeChat, QQ",
}


@dataclass(frozen=True)
class Turn:
    """One message of a chat as it was exported; `when` and `who` as written there, or empty.

    `at` is None where the file does not say which day it means. `is_back` says that its time does not fit where it
    stands; `cut` is how many letters are left out, `place` counts all turns from 0, `person` the senders.
    """

    when: str
    who: str
    text: str
    at: datetime | None = None
    kind: Kind = Kind.WORDS
    file: str = ""
    is_back: bool = False
    cut: int = 0
    place: int = 0
    person: int = -1

    @property
    def day(self) -> date | None:
        """Under which it stands; none where its time does not fit there."""
        return None if self.at is None or self.is_back else self.at.date()

    @property
    def address(self) -> str:
        """Where it stands in the whole chat, as an address has it."""
        return f"halaman={self.place // PAGE + 1}#t{self.place}"

    @property
    def colour(self) -> int | None:
        """One of a few, the same for everything that somebody wrote."""
        return None if self.person < 0 else self.person % COLOURS


@dataclass(frozen=True)
class Named:
    """Somebody who wrote, or a chat in a file that holds several, and how many turns are theirs."""

    name: str
    count: int
    place: int

    @property
    def colour(self) -> int:
        return self.place % COLOURS


@dataclass(frozen=True)
class Thread:
    """A page of a chat; `matches` counts the turns that were looked for, `count` all, both without what is cut off."""

    app: App
    title: str
    zone: Zone
    order: Order
    proof: Proof
    is_dated: bool
    is_cut: bool
    count: int
    matches: int
    first: date | None
    last: date | None
    number: int
    pages: int
    people: list[Named]
    people_count: int
    turns: list[Turn]
    chat: int
    chats: list[Named]

    @property
    def name(self) -> str:
        """Of the app that it is from; empty for a text that is no chat."""
        return NAMES[self.app]

    @property
    def previous(self) -> str:
        """The number of the page before this, as a form has it."""
        return str(self.number - 1)

    @property
    def next(self) -> str:
        return str(self.number + 1)

    @property
    def last_page(self) -> str:
        return str(self.pages)

    @property
    def is_ambiguous(self) -> bool:
        """Dates stand there, and nothing says which number is the day."""
        return self.app is not App.TEXT and not self.is_dated and any(turn.when for turn in self.turns)


def thread_in(answer: dict[str, Any]) -> Thread:
    """What the decoder answered. Raises Failed where it is nothing that ours answers: it is not trusted itself."""
    try:
        return Thread(
            app=App(answer["app"]),
            title=str(answer["title"]),
            zone=Zone(answer["zone"]),
            order=Order(answer["order"]),
            proof=Proof(answer["proof"]),
            is_dated=bool(answer["is_dated"]),
            is_cut=bool(answer["is_cut"]),
            count=int(answer["count"]),
            matches=int(answer["matches"]),
            first=_day(answer["first"]),
            last=_day(answer["last"]),
            number=int(answer["number"]),
            pages=int(answer["pages"]),
            people=_named(answer["people"]),
            people_count=int(answer["people_count"]),
            turns=[_turn(row) for row in answer["turns"]],
            chat=int(answer["chat"]),
            chats=_named(answer["chats"]),
        )
    except (KeyError, TypeError, ValueError) as wrong:
        raise Failed from wrong


def _turn(row: list[Any]) -> Turn:
    when, who, text, at, kind, file, is_back, cut, place, person = row
    return Turn(
        str(when),
        str(who),
        str(text),
        datetime.fromisoformat(at) if at else None,
        Kind(kind),
        str(file),
        bool(is_back),
        int(cut),
        int(place),
        int(person),
    )


def _named(rows: list[list[Any]]) -> list[Named]:
    return [Named(str(name), int(count), place) for place, (name, count) in enumerate(rows)]


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None
