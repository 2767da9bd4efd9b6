from __future__ import annotations

import json
from dataclasses import asdict, dataclass


@dataclass(frozen=True)
class Limits:
    """What one run may use up, and how many of its kind run beside each other."""

    seconds: float
    """Of the clock; and as many of the processor, which several threads use up sooner."""
    memory: int
    """Bytes of address space."""
    answer: int
    """Bytes that it may answer with."""
    at_once: int
    """Runs beside each other in one process of ours: together they stay within what a small machine has."""
    wait: float
    """Seconds for which a caller waits for a place."""
    files: int = 0
    """Descriptors it may have, among them the three it begins with; at 0 it opens no file, socket or pipe any more."""

    def word(self) -> str:
        """As an argument of a command."""
        return json.dumps(asdict(self))

    @classmethod
    def of(cls, word: str) -> Limits:
        return cls(**json.loads(word))
