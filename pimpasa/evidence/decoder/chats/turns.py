"""What every reader of chats makes: turns in the order of the file."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

MOST_TURNS = 300_000
"""Of one file; WhatsApp itself exports 40,000 at most, the others have no limit of their own."""

PAGE = 100
"""Turns that are shown at once."""
SNIFFED = 256 * 1024
"""Letters by which a file shows what it is."""


class Kind(StrEnum):
    """What a turn is, where it is not somebody's words."""

    WORDS = ""
    SYSTEM = "system"
    DELETED = "deleted"
    OMITTED = "omitted"


class App(StrEnum):
    """What wrote the export."""

    TEXT = ""
    WHATSAPP = "whatsapp"
    TELEGRAM = "telegram"
    LINE = "line"
    SIGNAL = "signal"
    META = "meta"
    WECHAT = "wechat"


class Zone(StrEnum):
    """Whose clock the times are of."""

    UNKNOWN = ""
    PHONE = "phone"
    UTC = "utc"
    STATED = "stated"


class Order(StrEnum):
    """Of day, month and year in a date; empty where the file does not say."""

    UNKNOWN = ""
    DMY = "dmy"
    MDY = "mdy"
    YMD = "ymd"


class Proof(StrEnum):
    """What decided the order."""

    NONE = ""
    VALUES = "values"
    TIMES = "times"
    LANGUAGE = "language"
    FORM = "form"


@dataclass(slots=True)
class Turn:
    """`when` as written there; `at` in ISO 8601 without a zone, or empty where the date cannot be told.

    `file` is what was sent along, by its name; `is_back` says that its time lies before what stands above it, or after
    what stands below.
    """

    when: str
    who: str
    text: str
    at: str = ""
    kind: Kind = Kind.WORDS
    file: str = ""
    is_back: bool = False


@dataclass(slots=True)
class Chat:
    """`name` of the file it is from; `is_cut` where not all of it was read."""

    app: App = App.TEXT
    turns: list[Turn] = field(default_factory=list)
    name: str = ""
    title: str = ""
    zone: Zone = Zone.UNKNOWN
    order: Order = Order.UNKNOWN
    proof: Proof = Proof.NONE
    is_cut: bool = False

    @property
    def count(self) -> int:
        """How many turns it has; a text that is no chat has none."""
        return len(self.turns) if self.app else 0

    def add(self, turn: Turn) -> bool:
        """False, and the chat is cut, where it holds as many as it may."""
        if len(self.turns) >= MOST_TURNS:
            self.is_cut = True
            return False
        self.turns.append(turn)
        return True
