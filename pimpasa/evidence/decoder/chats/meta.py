"""Facebook Messenger's and Instagram's download: JSON whose UTF-8 is written as if it were Latin-1, newest first."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from pimpasa.evidence.decoder.chats.turns import App, Chat, Kind, Turn, Zone

_LISTS = ("photos", "videos", "audio_files", "files", "gifs", "media")
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def is_message(value: Any) -> bool:
    """Of a download, or of the file in which Messenger keeps what is encrypted end to end."""
    if not isinstance(value, dict):
        return False
    return ("sender_name" in value and "timestamp_ms" in value) or ("senderName" in value and "timestamp" in value)


def add_message(chat: Chat, value: dict[str, Any]) -> bool:
    """False where no more go in."""
    chat.app = App.META
    chat.zone = Zone.UTC
    at = moment_of(value.get("timestamp_ms", value.get("timestamp")))
    words = readable(value.get("content", value.get("text")))
    who = readable(value.get("sender_name", value.get("senderName")))
    files = _files(value)
    kind = Kind.DELETED if value.get("is_unsent") or value.get("isUnsent") else Kind.WORDS
    words = words or _link(value.get("share"))
    return chat.add(Turn(at.replace("T", " "), who, words, at, kind, ", ".join(files)))


def readable(text: Any) -> str:
    """Text as it was meant: each byte of its UTF-8 stands as a letter of Latin-1; where it does not, as it stands."""
    if not isinstance(text, str):
        return ""
    try:
        return text.encode("latin-1").decode()
    except UnicodeError:
        return text


def moment_of(milliseconds: Any) -> str:
    """ISO 8601 in UTC from milliseconds since 1970; empty for what is none."""
    try:
        moment = _EPOCH + timedelta(seconds=int(milliseconds) // 1000)
    except (ValueError, TypeError, OverflowError):
        return ""
    return moment.replace(tzinfo=None).isoformat()


def _files(value: dict[str, Any]) -> list[str]:
    items = [item for key in _LISTS if isinstance(value.get(key), list) for item in value[key][:20]]
    paths = [item.get("uri") for item in items if isinstance(item, dict)]
    return [readable(path).rpartition("/")[2] for path in paths if isinstance(path, str)]


def _link(share: Any) -> str:
    return readable(share.get("link")) if isinstance(share, dict) else ""
