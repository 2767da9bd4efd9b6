"""What apps themselves say in a chat, by language: deleted messages, things left out, and what happens to a group."""

from __future__ import annotations

import re
from functools import lru_cache

from pimpasa.evidence.decoder.chats.languages import LANGUAGES, Language
from pimpasa.evidence.decoder.chats.turns import Kind

_MOST_WORDS = 80
_STOPS = " .。।۔"


def _spelt(phrase: str) -> str:
    return phrase.casefold().strip(_STOPS)


_DELETED = {_spelt(phrase): language for language in LANGUAGES for phrase in language.deleted}
_OMITTED = {_spelt(phrase): language for language in LANGUAGES for phrase in language.omitted}
_ATTACHED = {_spelt(phrase): language for language in LANGUAGES for phrase in language.attached}
_NOTICES = {_spelt(phrase): language for language in LANGUAGES for phrase in language.notices}
_NOTICE = re.compile("|".join(re.escape(phrase) for phrase in sorted(_NOTICES, key=len, reverse=True)))
_QUOTES = str.maketrans(dict.fromkeys("“„«「『‹", "(") | dict.fromkeys("”»」』›", ")"))


def kind_of(text: str) -> tuple[Kind, Language | None]:
    """Whether a whole message is the app's own phrase for one deleted or left out."""
    if len(text) > _MOST_WORDS:
        return Kind.WORDS, None
    if language := _DELETED.get(_spelt(text)):
        return Kind.DELETED, language
    inner = text.strip()
    is_enclosed = inner.startswith("<") and inner.endswith(">")
    if language := _OMITTED.get(_spelt(inner[1:-1] if is_enclosed else inner)):
        return Kind.OMITTED, language
    return Kind.WORDS, None


def is_attached(phrase: str) -> Language | None:
    """The language in which this phrase says that a file hangs on a message."""
    return _ATTACHED.get(_spelt(phrase))


def notice_in(text: str) -> Language | None:
    """The language in which the app tells what happens to the group or the chat."""
    match = _NOTICE.search(text[:500].casefold())
    return _NOTICES[match[0]] if match else None


@lru_cache(maxsize=10_000)
def is_cut_from_a_notice(words: str) -> bool:
    """Whether words before a colon are no name but the beginning of a notice with a colon in what it quotes."""
    plain = words.translate(_QUOTES)
    opens = plain.count("(") - words.count("(") > plain.count(")") - words.count(")")
    return opens or words.count('"') % 2 == 1 or notice_in(words) is not None
