"""Addresses that somebody types from a poster or an invitation: `/p/k7q2m9xa-17` and `/n/3xk2m9qt4`.

Nothing is stored for them: the one says a kelurahan's code and an RW, the other when a dialogue was written down, to
the millisecond, by which its identifier (UUIDv7, RFC 9562) begins.
"""

from __future__ import annotations

from uuid import UUID

from pimpasa.common.short import number_of, word_of

VILLAGE_DIGITS = 7
DIALOGUE_DIGITS = 9
SINCE = 1_704_067_200_000  # 1 January 2024 in ms; nine letters reach beyond the year 2400
_AFTER_TIME = 80  # bits of a UUIDv7 behind its time


def poster_path(village: str, rw: str = "") -> str:
    """Where a poster leads: `village` is a code as 31.73.01.1006."""
    word = word_of(int(village.replace(".", "")), digits=VILLAGE_DIGITS)
    return f"/p/{word}-{int(rw)}/" if rw else f"/p/{word}/"


def place_of(word: str) -> tuple[str, str] | None:
    """The kelurahan's code and the RW ("017", or nothing) of what stands behind /p/; None for what says no place."""
    letters, _dash, rw = word.replace(" ", "").rpartition("-") if _has_rw(word) else (word, "", "")
    number = number_of(letters)
    if number is None or number >= 10**10:
        return None
    digits = f"{number:010d}"
    code = f"{digits[:2]}.{digits[2:4]}.{digits[4:6]}.{digits[6:]}"
    return code, rw.zfill(3) if rw else ""


def _has_rw(word: str) -> bool:
    last = word.rpartition("-")[2].strip()
    return last.isascii() and last.isdecimal() and len(last) <= 3


def dialogue_path(dialogue_id: UUID) -> str:
    """Where an invitation leads."""
    return f"/n/{word_of((dialogue_id.int >> _AFTER_TIME) - SINCE, digits=DIALOGUE_DIGITS)}/"


def dialogues_between(word: str) -> tuple[UUID, UUID] | None:
    """The first and the last identifier that a word can mean: all of one millisecond. None for what is no word."""
    number = number_of(word)
    if number is None or number + SINCE >= 1 << 48:
        return None
    first = (number + SINCE) << _AFTER_TIME
    return UUID(int=first), UUID(int=first + (1 << _AFTER_TIME) - 1)
