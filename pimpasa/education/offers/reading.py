"""A message as a row of plain words: lower case, short forms written out, digits for letters undone.

The row is text again, with one space between words, so that patterns are ordinary regular expressions:
`.` ends a sentence, `;` is any lesser break. Every word knows where it stood in the message, to be quoted.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from dataclasses import dataclass

from pimpasa.education.offers.slang import UNITS, WITH_DIGITS, WORDS

LONGEST = 10_000
LONGEST_WORD = 40
_LEET = str.maketrans("013457", "oieast")
_PIECE = re.compile(r"[a-z0-9]+(?:[.,][0-9]+)*|[$€£¥]|[^a-z0-9 ]| +")
_NUMBER = re.compile(r"[0-9]+(?:[.,][0-9]+)*")
_NUMBER_UNIT = re.compile(r"([0-9]+(?:[.,][0-9]+)*)([a-z]+)")
_LETTERS_NUMBER = re.compile(r"([a-z]+)([0-9]+(?:[.,][0-9]+)*)")
# "paspornya", "umurmu", "pasporku": whose it is says nothing here.
_OWNER = re.compile(r"(?<=[a-z]{4})(?:mu|ku)$|(?<=[a-z]{3})nya$")
_SEVERAL = re.compile(r"(.)\1{2,}")
# A full stop after these ends no sentence.
SHORT = frozenset(
    ("rp", "no", "jl", "jalan", "pt", "cv", "dari", "dr", "tanggal", "bapak", "ibu", "hj", "h", "an", "di")
)
_ENDS = frozenset(".!?")


@dataclass(frozen=True)
class Reading:
    """`row` begins and ends with a space; `starts[i]` is where word i begins in it, `spans[i]` where it stood."""

    row: str
    words: list[str]
    starts: list[int]
    spans: list[tuple[int, int]]

    def word_at(self, place: int) -> int:
        """The number of the word at a place in the row."""
        return bisect_right(self.starts, place) - 1


def read(message: str) -> Reading:
    """The first LONGEST characters of a message as plain words, in time linear in their number."""
    pieces = _joined(_pieces(message[:LONGEST]))
    words: list[str] = []
    spans: list[tuple[int, int]] = []
    for piece, start, stop in pieces:
        for word in _words(piece):
            if word in ".;" and (not words or words[-1] in ".;"):
                if words and word == ".":
                    words[-1] = "."
                continue
            if word == "." and words[-1] in SHORT:
                continue
            words.append(word)
            spans.append((start, stop))
    starts = []
    at = 1
    for word in words:
        starts.append(at)
        at += len(word) + 1
    return Reading(f" {' '.join(words)} ", words, starts, spans)


def _pieces(message: str) -> list[tuple[str, int, int]]:
    """Runs of letters and digits, single marks, and runs of space, each with where it stood."""
    plain: list[str] = []
    places: list[int] = []
    for place, letter in enumerate(message):
        for simple in _plain(letter):
            plain.append(simple)
            places.append(place)
    places.append(len(message))
    text = "".join(plain)
    return [(match[0], places[match.start()], places[match.end() - 1] + 1) for match in _PIECE.finditer(text)]


def _plain(letter: str) -> str:
    """A letter in its simplest form; what is no letter, digit or mark we know becomes a lesser break."""
    if letter.isascii():
        return letter.lower() if letter.isprintable() else (" " if letter == "\t" else "\n")
    if "\U0001f1e6" <= letter <= "\U0001f1ff":
        return chr(ord(letter) - 0x1F1E6 + ord("a"))  # a flag is two letters of its country
    simple = "".join(
        part for part in unicodedata.normalize("NFKD", letter).lower() if unicodedata.category(part)[0] != "M"
    )
    if simple.isascii() and (simple or unicodedata.category(letter)[0] == "M"):
        return simple
    if unicodedata.category(letter) == "Cf":
        return ""
    return letter if letter in "€£¥" else ";"


def _joined(pieces: list[tuple[str, int, int]]) -> list[tuple[str, int, int]]:
    """Words whose letters were spaced out, `k a m b o j a`, as one; and no more spaces."""
    joined: list[tuple[str, int, int]] = []
    run: list[tuple[str, int, int]] = []
    for piece in pieces:
        text = piece[0]
        if text == " " and run:
            continue
        if len(text) == 1 and text.isalnum() and (not run or piece[1] - run[-1][2] == 1):
            run.append(piece)
            continue
        joined += _run(run)
        run = []
        if len(text) == 1 and text.isalnum():
            run = [piece]
        elif not text.isspace() or "\n" in text:
            joined.append(piece)
    return joined + _run(run)


def _run(run: list[tuple[str, int, int]]) -> list[tuple[str, int, int]]:
    text = "".join(piece[0] for piece in run)
    if len(run) < 4 or text.isdigit():
        return run
    return [(text, run[0][1], run[-1][2])]


def _words(piece: str) -> list[str]:
    """The plain words of a piece: one, or two where a number and its unit were written together."""
    if not piece[0].isalnum():
        return [_mark(piece)] if piece in '.!?;,:()\n|•$€£¥"' else []
    if len(piece) > LONGEST_WORD:
        return []
    if _NUMBER.fullmatch(piece):
        return _number(piece)
    if piece in WITH_DIGITS or piece.isalpha():
        return [_known(piece)]
    if (match := _NUMBER_UNIT.fullmatch(piece)) and match[2] in UNITS:
        return [*_number(match[1]), _known(match[2])]
    if match := _LETTERS_NUMBER.fullmatch(piece):
        return [_known(match[1])] if match[2] == "2" else [_known(match[1]), *_number(match[2])]
    return [_known(piece.translate(_LEET))]


def _mark(piece: str) -> str:
    if piece in "€£¥":
        return piece
    return "dolar" if piece == "$" else "." if piece in _ENDS else ";"


def _number(digits: str) -> list[str]:
    """Without dots between thousands; millions as `35 juta`; a comma before decimals."""
    groups = re.split("[.,]", digits)
    if len(groups) > 1 and all(len(group) == 3 for group in groups[1:]):
        digits = "".join(groups)
    if 7 <= len(digits) <= 10 and digits.isdigit() and digits[0] != "0":
        return [str(int(digits) // 1_000_000), "juta"]
    return [digits.replace(".", ",")]


def _known(word: str) -> str:
    """The word that the rules know for what was typed."""
    once = _SEVERAL.sub(r"\1", word)
    if once in WORDS:
        return WORDS[once]
    stem = _OWNER.sub("", once)
    return WORDS.get(stem, stem)
