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
