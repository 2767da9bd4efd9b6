"""What the program writes into its log: that something went wrong and where in the code, never whose it was.

Addresses hold invitations, partners' links, calendars and papers' codes; messages of libraries hold what was typed.
"""

from __future__ import annotations

import json
import logging
import re
from datetime import UTC, datetime
from traceback import format_exception

# Codes and tokens: groups of capitals and digits, or twenty and more letters of which one is a digit.
_SECRET = re.compile(r"(?:[0-9A-Z]{3,}-){2,}[0-9A-Z]+|(?=[\w-]*\d)[\w-]{20,}")
_FILE = re.compile(r'File "[^"]+", line \d+')


class Discreet(logging.Filter):
    """Goes over every line before it is written, whichever library says it."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.msg = _said(record)
        record.args = None
        if record.exc_info and not record.name.startswith("django.security"):
            record.exc_text = _trace(record)
        record.exc_info = None
        return True


class Json(logging.Formatter):
    """A line as one JSON object; the filter before has taken out of it what is nobody's business."""

    def format(self, record: logging.LogRecord) -> str:
        line = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
        }
        if record.exc_text:
            line["trace"] = record.exc_text
        return json.dumps(line, ensure_ascii=False)


def _said(record: logging.LogRecord) -> str:
    if record.name == "django.security.DisallowedHost":
        return "a request that names another host was refused (PIMPASA_HOSTS)"
    request = getattr(record, "request", None)
    if request is not None:
        match = getattr(request, "resolver_match", None)
        return f"{record.levelname.lower()} at {match.view_name if match else 'an unknown address'}"
    return scrubbed(record.getMessage())


def _trace(record: logging.LogRecord) -> str:
    """Where in the code, and of which kinds; what an error says may hold what somebody wrote."""
    error = record.exc_info[1] if isinstance(record.exc_info, tuple) else None
    if error is None:
        return ""
    lines = "".join(format_exception(error)).splitlines()
    places = [line for line in lines if _FILE.search(line) or line.startswith("Traceback")]
    return "\n".join([*places, _kinds(error)])


def _kinds(error: BaseException) -> str:
    before = error.__cause__ or error.__context__
    kind = type(error).__qualname__
    return kind if before is None else f"{kind}, because of {_kinds(before)}"


def scrubbed(text: str) -> str:
    """A text without codes and tokens."""
    return _SECRET.sub("…", text)
