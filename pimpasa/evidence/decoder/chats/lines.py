"""A chat's text with one kind of line end, and without the marks that turn a line around."""

from __future__ import annotations

import re

from pimpasa.evidence.decoder.texts import text_of

# An iPhone's WhatsApp puts a left-to-right mark before all that it says itself and nothing that people write.
FROM_THE_APP = "\x1e"
_APP_S_MARK = re.compile(": \u200e+")
# Marks of direction that exports sprinkle before names and between numbers; they would turn an officer's line around.
_MARKS = re.compile("[\u200b\u200e\u200f\u061c\u202a-\u202e\u2060\u2066-\u2069\ufeff]+")


def lines_of(content: bytes) -> str:
    """From a file's bytes, in whatever alphabet they are."""
    text = text_of(content).replace("\r\n", "\n").replace("\r", "\n").replace(FROM_THE_APP, "")
    if text.isascii():
        return text
    return _MARKS.sub("", _APP_S_MARK.sub(": " + FROM_THE_APP, text))
