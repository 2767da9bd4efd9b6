"""Senders whose names have a colon inside, told by all that they wrote."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from pimpasa.evidence.decoder.chats.turns import Kind, Turn

FEWEST = 3
"""Messages that begin with the same words and a colon: fewer may be chance (Alamat: ..., Alamat: ...)."""
LONGEST = 120
COLON = ": "


def join(turns: Sequence[Turn]) -> None:
    """Where everything that somebody says begins with the same words and a colon, these are of the name."""
    by_name: defaultdict[str, list[Turn]] = defaultdict(list)
    for turn in turns:
        if turn.who and not turn.kind:
            by_name[turn.who].append(turn)
    for name, own in by_name.items():
        rest = _rest_of(own)
        if rest:
            _lengthen(own, name + COLON + rest)


def _rest_of(turns: Sequence[Turn]) -> str:
    """The words that all begin with; what does not go on with a colon is a notice about that name."""
    rest, colon, _text = turns[0].text[:LONGEST].partition(COLON)
    if not colon or not rest or "\n" in rest:
        return ""
    spoken = sum(turn.text.startswith(rest + COLON) for turn in turns)
    others = sum(turn.text.startswith(rest + " ") for turn in turns)
    return rest if spoken >= FEWEST and spoken + others == len(turns) else ""


def _lengthen(turns: Sequence[Turn], name: str) -> None:
    for turn in turns:
        whole = turn.who + COLON + turn.text
        if whole.startswith(name + COLON):
            turn.text = whole[len(name + COLON) :]
            turn.who = name
        else:
            turn.text = whole
            turn.who = ""
            turn.kind = Kind.SYSTEM
