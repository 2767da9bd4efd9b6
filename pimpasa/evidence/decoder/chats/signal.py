"""What the common tools make of Signal, which exports nothing itself on most devices: sigtop's text and JSON lines.

signal-export's Markdown is written as WhatsApp's text is and read as that.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC
from email.utils import parsedate_to_datetime
from itertools import islice
from typing import Any

from pimpasa.evidence.decoder.chats import dating
from pimpasa.evidence.decoder.chats.meta import moment_of
from pimpasa.evidence.decoder.chats.turns import MOST_TURNS, App, Chat, Kind, Turn, Zone

_HEAD = re.compile(
    r"^From: (?P<who>[^\n]{0,200})\nType: (?P<type>[a-z-]{1,30})\n"
    r"(?P<more>(?:[A-Z][a-zA-Z-]{1,20}: [^\n]{0,500}\n){0,30})",
    re.MULTILINE,
)
_SENT = re.compile(r"^(?:Sent|Received): ([^\n]{1,80})$", re.MULTILINE)
_FILE = re.compile(r"^Attachment: ([^\n]{1,300})$", re.MULTILINE)
_CONVERSATION = re.compile(r"^Conversation: ([^\n]{1,200})$", re.MULTILINE)
_MOST_FILES = 20


def turns_in(text: str) -> int:
    """How many it seems to hold."""
    return sum(1 for _head in _HEAD.finditer(text))


def read(text: str) -> Chat:
    """sigtop's text: a letter's head above each message, its times with their zone."""
    title = _CONVERSATION.search(text[:2_000])
    chat = Chat(App.SIGNAL, zone=Zone.UTC, title=title[1] if title else "")
    for turn in _turns(text):
        if not chat.add(turn):
            break
    return chat


def _turns(text: str) -> Iterator[Turn]:
    heads = list(islice(_HEAD.finditer(text), MOST_TURNS + 1))
    ends = [head.start() for head in heads[1:]] + [len(text)]
    for head, end in zip(heads, ends, strict=True):
        sent = _SENT.search(head["more"])
        at = _moment(sent[1]) if sent else ""
        files = ", ".join(name[1].partition(" (")[0] for name in islice(_FILE.finditer(head["more"]), _MOST_FILES))
        words = text[head.end() : end].strip("\n")
        kind = Kind.WORDS if head["type"] in ("incoming", "outgoing") else Kind.SYSTEM
        yield Turn(at.replace("T", " "), head["who"].strip(), words, at, kind, files)


def _moment(text: str) -> str:
    try:
        moment = parsedate_to_datetime(text)
        return moment.astimezone(UTC).replace(tzinfo=None).isoformat()
    except (ValueError, OverflowError, TypeError, IndexError):
        return ""


def is_message(value: Any) -> bool:
    """Of signal-export's lines of JSON, or of Signal's own rows as sigtop gives them."""
    if not isinstance(value, dict):
        return False
    return {"date", "sender", "body"} <= value.keys() or {"sent_at", "type", "body"} <= value.keys()


def add_message(chat: Chat, value: dict[str, Any]) -> bool:
    """False where no more go in. Rows are in UTC; signal-export's lines in the time of its computer."""
    chat.app = App.SIGNAL
    is_row = "sent_at" in value
    chat.zone = Zone.UTC if is_row else Zone.PHONE
    at = moment_of(value["sent_at"]) if is_row else dating.valid(value["date"])
    who = value.get("sender") or value.get("source") or value.get("sourceServiceId") or ""
    who = who or (str(value["type"]) if is_row else "")
    body = value["body"] if isinstance(value["body"], str) else ""
    return chat.add(Turn(at.replace("T", " "), str(who), body, at, Kind.WORDS, _files(value)))


def _files(value: dict[str, Any]) -> str:
    items = value.get("attachments")
    if not isinstance(items, list):
        return ""
    dicts = [item for item in items[:_MOST_FILES] if isinstance(item, dict)]
    return ", ".join(str(item.get("fileName") or item.get("name") or item.get("path") or "") for item in dicts)
