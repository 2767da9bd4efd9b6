from __future__ import annotations

from collections.abc import Sequence


class SealingError(Exception):
    """Something sealed did not open."""


class WrongKey(SealingError):
    """The key is not the one this was sealed to."""


class Damaged(SealingError):
    """The key fits, but the bytes were cut, changed or moved to another place."""


class MalformedCode(SealingError):
    """What somebody typed is no code; `reason` is length, character or check."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class MalformedWords(SealingError):
    """What somebody typed are no ten words.

    `reason` is count (`number` words), unknown (word `number`, as `typed`), unclear (it may be one of `near`), or check
    (no code that we gave has these words).
    """

    def __init__(self, reason: str, *, number: int = 0, typed: str = "", near: Sequence[str] = ()) -> None:
        super().__init__(reason)
        self.reason = reason
        self.number = number
        self.typed = typed
        self.near = near


class NoBackup(SealingError):
    """These bytes are no backup at all."""


class OldBackup(SealingError):
    """A backup of the first form, which was sealed and not signed."""


class NotSigned(SealingError):
    """Nobody whom the kit vouches for signed this backup as it is."""
