"""LINE's text: a line for each day, then a time, a name and words, with tabs (phones) or blanks (computers) between."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import islice

from pimpasa.evidence.decoder.chats import dating, names, phrases
from pimpasa.evidence.decoder.chats.clocks import S, Stamp, seconds_of, time_of_day
from pimpasa.evidence.decoder.chats.turns import MOST_TURNS, App, Chat, Kind, Order, Turn, Zone

# 2025/09/12(金), 2025.09.12 금요일, Fri, 9/12/2025, Jum, 12/09/2025, ศ. 12/09/2568, 2025年9月12日
_DAY = (
    rf"(?:[^\W\d_]{{1,12}}\.?,?{S})?(?P<a>\d{{1,4}})(?P<by>[/.\-年년]){S}?(?P<b>\d{{1,2}})[/.\-月월]{S}?(?P<c>\d{{1,4}})[日일]?"
    rf"(?:{S}?[(（][^()（）\n]{{1,12}}[)）]|{S}[^\W\d_]{{1,12}})?"
)
_LINE = re.compile(
    rf"^(?=[^\n]{{0,16}}\d)(?:(?P<day>{_DAY}){S}?$|(?P<when>{time_of_day()})(?P<gap>\t|{S})(?P<rest>[^\n]*))",
    re.MULTILINE | re.IGNORECASE,
)
_HEADER = "[LINE]"
# 2025.09.12 Friday
_COMPUTER_S_DAY = re.compile(rf"^\d{{4}}\.\d{{2}}\.\d{{2}}{S}[^\W\d_]{{1,12}}$", re.MULTILINE)
# How LINE writes down, in the languages of its countries, that somebody took a message back.
_TAKEN_BACK = (
    "unsent a message",
    "メッセージの送信を取り消しました",
    "已收回訊息",
    "收回訊息",
    "撤回了一条消息",
    "ยกเลิกข้อความ",
    "membatalkan pengiriman",
    "메시지 전송을 취소했습니다",
)
_FILES = re.compile(
    r"\[(?:写真|動画|スタンプ|ボイスメッセージ|ファイル|アルバム|照片|圖片|影片|貼圖|語音訊息|檔案|图片|视频|贴图|Photo|Photos|Video|Sticker"
    r"|Voice message|File|Album|รูป|รูปภาพ|วิดีโอ|สติกเกอร์|ข้อความเสียง|ไฟล์|Foto|Stiker|Pesan suara|사진|동영상|스티커|파일)\]"
)


def turns_in(text: str) -> int:
    """How many it seems to hold; none where no line names a day before them.

    With blanks between, as computers write, only under LINE's own header or kind of day: a diary looks much the same.
    """
    is_from_a_computer = text.startswith(_HEADER) or _COMPUTER_S_DAY.search(text) is not None
    days = 0
    turns = 0
    for match in _LINE.finditer(text):
        days += match["day"] is not None
        turns += days > 0 and match["when"] is not None and (is_from_a_computer or match["gap"] == "\t")
    return turns


def read(text: str) -> Chat:
    chat = Chat(App.LINE, zone=Zone.PHONE)
    stamps: list[Stamp | None] = []
    languages: Counter[Order] = Counter()
    for turn, stamp in _turns(text):
        if not chat.add(turn):
            break
        stamps.append(stamp)
        language = phrases.notice_in(turn.text) if turn.kind else None
        if language:
            languages[language.order] += 1
    names.join(chat.turns)
    dating.set_moments(chat, stamps, languages)
    return chat


def _turns(text: str) -> Iterator[tuple[Turn, Stamp | None]]:
    lines = list(islice(_LINE.finditer(text), 2 * MOST_TURNS))
    ends = [line.start() for line in lines[1:]] + [len(text)]
    day: re.Match[str] | None = None
    for line, end in zip(lines, ends, strict=True):
        if line["day"] is not None:
            day = line
        elif day is not None:
            yield _turn(line, text[line.end() : end]), _stamp(day, line)


def _turn(line: re.Match[str], more: str) -> Turn:
    name, gap, words = line["rest"].partition("\t" if line["gap"] == "\t" else " ")
    words += more.rstrip("\n")
    if not gap or not name:
        words = words if gap else name + words
        kind = Kind.DELETED if any(phrase in words for phrase in _TAKEN_BACK) else Kind.SYSTEM
        return Turn(_when(line), "", words, kind=kind)
    words = _unquoted(words) if "\n" in words else words
    if _FILES.fullmatch(words):
        return Turn(_when(line), name, words, kind=Kind.OMITTED)
    return Turn(_when(line), name, words)


def _unquoted(words: str) -> str:
    """Words of several lines stand in quotes."""
    return words[1:-1] if words.startswith('"') and words.endswith('"') else words


def _when(line: re.Match[str]) -> str:
    return " ".join(line["when"].split())


def _stamp(day: re.Match[str], line: re.Match[str]) -> Stamp | None:
    seconds = seconds_of(line)
    if seconds is None:
        return None
    parts = (day["a"], day["b"], day["c"])
    a, b, c = map(int, parts)
    digits = (len(parts[0]), len(parts[1]), len(parts[2]))
    return Stamp(a, b, c, digits, day["by"], line["before"] or line["after"] or "", line["dot"] == ".", seconds)
