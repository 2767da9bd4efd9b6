"""Text as people type it, bounded where a flood of marks would cost more than reading it is worth."""

from __future__ import annotations

import unicodedata

# UAX #15, section 13, Stream-Safe Text Format: no language needs more marks on one letter.
MOST_MARKS = 30


def bounded(text: str) -> str:
    """The text with at most MOST_MARKS combining marks in a row.

    Normal forms sort such a run, in a time that grows with its square: 50,000 marks took five seconds.
    """
    if text.isascii():
        return text
    letters = []
    marks = 0
    for letter in text:
        marks = marks + 1 if unicodedata.combining(letter) else 0
        if marks <= MOST_MARKS:
            letters.append(letter)
    return "".join(letters)
