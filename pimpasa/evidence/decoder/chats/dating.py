"""The moments of a chat's turns, once the order of its dates is decided."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date, datetime, time
from typing import Any

from pimpasa.evidence.decoder.chats import calendars
from pimpasa.evidence.decoder.chats.clocks import Stamp
from pimpasa.evidence.decoder.chats.turns import Chat, Order, Turn

DAY = 86_400


def set_moments(chat: Chat, stamps: Sequence[Stamp | None], languages: Counter[Order]) -> None:
    """Decide the order over all `stamps`, one for each turn, and mark where time does not run forwards.

    `languages` counts the orders that the phrases in it speak for.
    """
    ordered = Counter({order: count for order, count in languages.items() if order})
    by_language = max(ordered, key=ordered.__getitem__) if ordered else Order.UNKNOWN
    chat.order, chat.proof = calendars.order_of([stamp for stamp in stamps if stamp], by_language)
    days: dict[tuple[int, ...], date | None] = {}
    moments: list[int | None] = []
    for turn, stamp in zip(chat.turns, stamps, strict=True):
        moments.append(_set_moment(turn, stamp, chat.order, days) if stamp else None)
    mark_back(chat.turns, moments)


def mark_back(turns: Sequence[Turn], moments: Sequence[int | None]) -> None:
    """Mark the turns whose moments, in seconds, are out of order."""
    for place in calendars.out_of_order(moments):
        turns[place].is_back = True


def _set_moment(turn: Turn, stamp: Stamp, order: Order, days: dict[tuple[int, ...], date | None]) -> int | None:
    key = (stamp.a, stamp.b, stamp.c, *stamp.digits)
    if key not in days:
        days[key] = calendars.day_of(stamp, order)
    day = days[key]
    if day is None:
        return None
    turn.at = iso(day, stamp.seconds)
    return day.toordinal() * DAY + stamp.seconds


def iso(day: date, seconds: int) -> str:
    """A moment in ISO 8601 from a day and its seconds."""
    hour, rest = divmod(seconds, 3600)
    return datetime.combine(day, time(hour, rest // 60, rest % 60)).isoformat()


def moment_of(at: str) -> int | None:
    """Seconds of what `iso` wrote; None for nothing."""
    try:
        moment = datetime.fromisoformat(at)
    except ValueError:
        return None
    return moment.toordinal() * DAY + moment.hour * 3600 + moment.minute * 60 + moment.second


def valid(text: Any) -> str:
    """ISO 8601 to the second, without a zone; empty for what is no such moment."""
    try:
        return datetime.fromisoformat(str(text)[:19]).isoformat()
    except ValueError:
        return ""
