"""WeChat's and QQ's common text: a line with a name and a moment, in either order, and the words below it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import islice

from pimpasa.evidence.decoder.chats import dating
from pimpasa.evidence.decoder.chats.clocks import MOMENT, S, Stamp, stamp_of
from pimpasa.evidence.decoder.chats.turns import MOST_TURNS, SNIFFED, App, Chat, Kind, Order, Turn, Zone

FEWEST = 2
_FLAGS = re.MULTILINE | re.IGNORECASE
_MOMENT_FIRST = re.compile(rf"^(?=\d)(?P<when>{MOMENT}){S}{{1,4}}(?P<who>[^\n:]{{1,80}})$", _FLAGS)
_NAME_FIRST = re.compile(rf"^(?P<who>[^\n:\d][^\n:]{{0,60}}?):?{S}{{1,4}}(?=\d)(?P<when>{MOMENT}){S}?$", _FLAGS)
_FILES = re.compile(r"\[(?:图片|視頻|视频|语音|文件|动画表情|表情|圖片|語音|檔案|Photo|Video|Voice|File|Sticker)\]")
_TAKEN_BACK = ("撤回了一条消息", "撤回了一條訊息", "收回了一則訊息", "recalled a message")


def turns_in(text: str) -> int:
    """How many it seems to hold; a single line with a moment is a note."""
    count = max(sum(1 for _head in head.finditer(text)) for head in (_MOMENT_FIRST, _NAME_FIRST))
    return count if count >= FEWEST else 0


def read(text: str) -> Chat:
    """Its computers write the year first; where they do not, the file decides, as everywhere."""
    chat = Chat(App.WECHAT, zone=Zone.PHONE)
    stamps: list[Stamp | None] = []
    for turn, stamp in _turns(text):
        if not chat.add(turn):
            break
        stamps.append(stamp)
    dating.set_moments(chat, stamps, Counter({Order.YMD: 1}))
    return chat


def _turns(text: str) -> Iterator[tuple[Turn, Stamp | None]]:
    beginning = text[:SNIFFED]
    pattern = max(_MOMENT_FIRST, _NAME_FIRST, key=lambda head: sum(1 for _head in head.finditer(beginning)))
    heads = list(islice(pattern.finditer(text), MOST_TURNS + 1))
    ends = [head.start() for head in heads[1:]] + [len(text)]
    for head, end in zip(heads, ends, strict=True):
        stamp = stamp_of(head)
        words = text[head.end() + 1 : end].strip("\n")
        yield Turn(" ".join(head["when"].split()), head["who"].strip(), words, kind=_kind(words)), stamp


def _kind(words: str) -> Kind:
    if _FILES.fullmatch(words):
        return Kind.OMITTED
    is_taken_back = len(words) < 100 and any(phrase in words for phrase in _TAKEN_BACK)
    return Kind.DELETED if is_taken_back else Kind.WORDS
