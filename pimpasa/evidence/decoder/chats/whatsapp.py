"""WhatsApp's text, and all that is written like it (signal-export's Markdown): a moment, a name, a colon, words.

Android writes `23/09/25 14.05 - Nama: teks`, an iPhone `[23/09/25 14.05.33] Nama: teks`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

from pimpasa.evidence.decoder.chats import dating, names, phrases
from pimpasa.evidence.decoder.chats.clocks import MOMENT, S, Stamp, stamp_of
from pimpasa.evidence.decoder.chats.languages import Language
from pimpasa.evidence.decoder.chats.lines import FROM_THE_APP
from pimpasa.evidence.decoder.chats.turns import MOST_TURNS, App, Chat, Kind, Order, Turn, Zone

# Each part is bounded, so that a line costs no more than its length, whatever it holds.
HEAD = re.compile(
    rf"^(?P<open>\[)?(?=\d)(?P<when>{MOMENT})(?(open)\]{S}?|{S}?[-\u2013\u2014](?:{S}|$))", re.MULTILINE | re.IGNORECASE
)
LONGEST_NAME = 120
LONGEST_FILE = 250
# WhatsApp's own name for a file that somebody sent; what stands in brackets after it needs no dictionary.
_NUMBERED = re.compile(r"[A-Z]{3,5}-\d{8}-WA\d{4}\.\w{2,5}")
_ENDING = re.compile(r"\.\w{2,5}$")


class _Head(NamedTuple):
    """The beginning of a turn in the text, `words` where what follows begins."""

    start: int
    words: int
    is_bracketed: bool
    when: str
    stamp: Stamp


def turns_in(text: str) -> int:
    """How many it seems to hold."""
    return sum(1 for _head in _heads(text))


def read(text: str) -> Chat:
    """What stands before the first turn is one without a name."""
    chat = Chat(App.WHATSAPP, zone=Zone.PHONE)
    stamps: list[Stamp | None] = []
    languages: Counter[Order] = Counter()
    for turn, stamp in _turns(text):
        if not chat.add(turn):
            break
        stamps.append(stamp)
        language = _settle(turn)
        if language:
            languages[language.order] += 1
    names.join(chat.turns)
    dating.set_moments(chat, stamps, languages)
    return chat


def _heads(text: str) -> Iterator[_Head]:
    for match in HEAD.finditer(text):
        stamp = stamp_of(match)
        if stamp:
            yield _Head(match.start(), match.end(), bool(match["open"]), " ".join(match["when"].split()), stamp)


def _turns(text: str) -> Iterator[tuple[Turn, Stamp | None]]:
    heads = _of_one_form(list(islice(_heads(text), MOST_TURNS + 1)))
    first = heads[0].start if heads else len(text)
    if text[:first].strip():
        yield Turn("", "", text[:first].strip("\n"), kind=Kind.SYSTEM), None
    ends = [head.start for head in heads[1:]] + [len(text)]
    for head, end in zip(heads, ends, strict=True):
        who, words = _parted(text[head.words : end].rstrip("\n"))
        yield Turn(head.when, who, words, kind=Kind.WORDS if who else Kind.SYSTEM), head.stamp


def _of_one_form(heads: list[_Head]) -> list[_Head]:
    """A phone has one form: where most turns are in the first one's, lines in another were pasted into a message."""
    alike = [head for head in heads if head.is_bracketed == heads[0].is_bracketed]
    return alike if 2 * len(alike) > len(heads) else heads


def _parted(body: str) -> tuple[str, str]:
    """The sender, empty for what the app says itself, and the words."""
    line = body[: LONGEST_NAME + 2].partition("\n")[0]
    who, colon, _rest = line.partition(": ")
    if not colon and line.endswith(":"):
        who = line[:-1]
    elif not colon:
        return "", body
    if not who.strip() or len(who) > LONGEST_NAME or phrases.is_cut_from_a_notice(who):
        return "", body
    return who.strip(), body[len(who) + 1 :].removeprefix(" ")


def _settle(turn: Turn) -> Language | None:
    """Find out what kind of turn it is, and in whose language."""
    is_from_the_app = turn.text.startswith(FROM_THE_APP)
    turn.text = turn.text.replace(FROM_THE_APP, "")
    if not turn.who:
        return phrases.notice_in(turn.text)
    turn.kind, language = phrases.kind_of(turn.text)
    if turn.kind:
        return language
    turn.file, turn.text, language = _file_in(turn.text)
    if is_from_the_app and not turn.file:
        turn.kind = Kind.SYSTEM
        language = phrases.notice_in(turn.text)
    return language


def _file_in(text: str) -> tuple[str, str, Language | None]:
    """A file's name, the words beside it, and the language of the phrase that says so."""
    line, _end, caption = text.partition("\n")
    if len(line) > 2 * LONGEST_FILE or line[-1:] not in (">", ")"):
        return "", text, None
    if line[-1] == ">":
        before, _angle, inner = line[:-1].rpartition("<")
        phrase, colon, name = inner.partition(":")
        is_file = bool(colon and _ENDING.search(name))
    else:
        name, _bracket, phrase = line[:-1].rpartition(" (")
        before = ""
        is_file = bool(_NUMBERED.fullmatch(name) or (_ENDING.search(name) and phrases.is_attached(phrase)))
    if not is_file:
        return "", text, None
    words = "\n".join(part for part in (before.strip(), caption) if part)
    return name.strip(), words, phrases.is_attached(phrase)
