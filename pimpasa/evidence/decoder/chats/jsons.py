"""JSON read element by element: only one message at a time is ever an object in memory."""

from __future__ import annotations

import json
import re
from collections.abc import Generator, Iterator
from itertools import count
from typing import Any

from pimpasa.evidence.decoder.chats.turns import MOST_TURNS

_BLANK = re.compile(r"[\s,]*")
_DECODER = json.JSONDecoder(strict=False)
# The lists that hold messages, and what lists of chats stand in.
_LISTS = frozenset({"messages", "list"})
_HOLDERS = frozenset({"chats", "left_chats"})

# A line of an export in lines is a message; none is as long as this.
_LONGEST_LINE = 1024 * 1024
# Elements of lists, messages or not: a file of empty ones would take minutes.
_MOST_ELEMENTS = 2 * MOST_TURNS

Member = tuple[str, Any]
"""The name under which a value stands, empty at the top, and the value; of a list, one element at a time."""


class Cut(Exception):
    """The text ends, or stops being JSON, before it should."""


def members(text: str) -> Iterator[Member]:
    """All that is in an object, a list, or lines of objects. Raises Cut."""
    place = _skip(text, 0)
    opening = text[place : place + 1]
    if opening == "[":
        yield from _elements(text, place, "")
    elif opening != "{":
        raise Cut
    elif _is_in_lines(text, place):
        while (place := _skip(text, place)) < len(text):
            value, place = _value(text, place)
            yield "", value
    else:
        yield from _members(text, place)


def _is_in_lines(text: str, place: int) -> bool:
    end = text.find("\n", place, place + _LONGEST_LINE)
    try:
        return end > 0 and isinstance(json.loads(text[place:end], strict=False), dict)
    except (ValueError, RecursionError):
        return False


def _members(text: str, place: int) -> Generator[Member, None, int]:
    place = _skip(text, place + 1)
    while text[place : place + 1] != "}":
        key, place = _value(text, place)
        place = _skip(text, place)
        if not isinstance(key, str) or text[place : place + 1] != ":":
            raise Cut
        place = yield from _member(text, _skip(text, place + 1), key)
        place = _skip(text, place)
    return place + 1


def _member(text: str, place: int, key: str) -> Generator[Member, None, int]:
    opening = text[place : place + 1]
    if opening == "[" and key in _LISTS:
        return (yield from _elements(text, place, key))
    if opening == "{" and key in _HOLDERS:
        return (yield from _members(text, place))
    value, place = _value(text, place)
    yield key, value
    return place


def _elements(text: str, place: int, key: str) -> Generator[Member, None, int]:
    place = _skip(text, place + 1)
    for number in count():
        if text[place : place + 1] == "]":
            return place + 1
        if number == _MOST_ELEMENTS:
            raise Cut
        value, place = _value(text, place)
        yield key, value
        place = _skip(text, place)
    raise Cut


def _skip(text: str, place: int) -> int:
    blank = _BLANK.match(text, place)
    return blank.end() if blank else place


def _value(text: str, place: int) -> tuple[Any, int]:
    """Raises Cut, also for what is nested too deep, a number too long, or more than there is memory for."""
    try:
        return _DECODER.raw_decode(text, place)
    except (ValueError, RecursionError, MemoryError) as wrong:
        raise Cut from wrong
