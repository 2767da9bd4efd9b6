"""Rows of digits as people say them: in words, multiplied, with words between; back to 0 to 9.

A text is a row of tokens. Those that say digits, or stand between or multiply them, are pieces; pieces with nothing but
a gap between them are a part, in which "nol empat kali" is four digits. What becomes of parts is said elsewhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from pimpasa.linking.identifiers.numerals import (
    ENDINGS,
    FILLERS,
    LINKS,
    MANY,
    PLACES,
    TENS,
    TIMES,
    WHOLE_TENS,
    WORD,
    WORDS,
)

_GLUED = re.compile(rf"({WORD})", re.IGNORECASE)
_NUMERALS = re.compile(rf"(?:{WORD})+(?:{'|'.join(ENDINGS)})?")
_PLACES = frozenset(place + ending for place in PLACES for ending in ("", *ENDINGS))
_TOKEN = re.compile(r"[^\W\d_]+|\d+")
_GAP = re.compile(r"[ \t,.\-()_~*+…]{0,4}\n?[ \t,.\-()_~*+…]{0,3}")
_LONGEST_WORD = 60
MOST = 24
_LONG_MOBILE = 12
_FEW, _COUNTS = range(2, 7), range(1, 10)
# "Nolnya", "kosonge", "nolna": the digit of which is said how often it comes.
# "Satunya" is another one, and no digit.
_OTHER = frozenset({"satunya", "satune", "sijine", "duanya", "keduanya"})
# "Tujuhpuluhtujuh", and "seribu dua puluh lima" or "delapan ratus dua belas" as digits.
_GLUED_TENS = re.compile(rf"\b({WORD})(belas|puluh)({WORD})?\b", re.IGNORECASE)
_SCALE = re.compile(r"belas|puluh|ribu|ratus", re.IGNORECASE)
_HUNDREDS = re.compile(rf"\b(?:se|({WORD}) )ribu (?:se|({WORD}) )ratus\b", re.IGNORECASE)
_THOUSANDS = re.compile(
    rf"\b(?:se|({WORD}) )(ribu|ratus)(?: (?:(sepuluh|sebelas)|(?:({WORD}) )?(belas|puluh)(?: ({WORD}))?|"
    rf"({WORD})))?\b(?! ?(?:ribu|ratus|juta|belas|puluh))",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Piece:
    """A token of a number: what it says as digits, or one of the words that stand between or multiply digits."""

    start: int
    end: int
    digits: str = ""
    word: str = ""

    @property
    def is_one(self) -> bool:
        return len(self.digits) == 1

    @property
    def is_counted(self) -> bool:
        return self.is_one and self.word not in WORDS and self.word.endswith(ENDINGS)

    @property
    def count(self) -> int:
        return int(self.digits) if self.is_one else 0


@dataclass(frozen=True)
class Part:
    """A row of digits of a text, however they are said."""

    pieces: tuple[Piece, ...]

    @property
    def start(self) -> int:
        return self.pieces[0].start

    @property
    def end(self) -> int:
        return self.pieces[-1].end

    @property
    def digits(self) -> str:
        return "".join(piece.digits for piece in self.pieces)

    @property
    def said(self) -> int:
        """How many of the digits are in words."""
        return sum(len(piece.digits) for piece in self.pieces if piece.word)

    @property
    def is_filled(self) -> bool:
        return any(not piece.digits for piece in self.pieces)


def in_digits(text: str) -> str:
    """The text with its tens, hundreds and thousands in words as digits."""
    if not _SCALE.search(text):
        return text
    text = _GLUED_TENS.sub(r"\1 \2 \3", text)
    return _THOUSANDS.sub(_in_thousands, _HUNDREDS.sub(_thousand_and_hundreds, text))


def _thousand_and_hundreds(said: re.Match[str]) -> str:
    """ "Dua ribu empat ratus enam puluh delapan" as "dua" and "empat ratus enam puluh delapan"."""
    return f"{said[1] or 'satu'} {said[2] or 'satu'} ratus"


def _in_thousands(said: re.Match[str]) -> str:
    many, scale, ten, tens, unit, ones, digit = (part and part.lower() for part in said.groups())
    rest = int(WHOLE_TENS.get(ten or "", "0")) + int(WORDS.get(digit or "", "0"))
    if unit:
        number = int(WORDS.get(tens or "", "0"))
        rest = 10 + number if unit == "belas" else 10 * number + int(WORDS.get(ones or "", "0"))
    return str((1000 if scale == "ribu" else 100) * int(WORDS.get(many or "", "1")) + rest)


def parts_of(text: str) -> list[Part]:
    """Rows of pieces with nothing but a gap between them, each from the first to the last that says digits."""
    return [part for run in _runs(text) for part in _divided(_resolved(text, run))]


def _runs(text: str) -> Iterator[list[Piece]]:
    run: list[Piece] = []
    for match in _TOKEN.finditer(text):
        piece = _piece(match)
        if run and not (piece and _GAP.fullmatch(text, run[-1].end, match.start())):
            yield run
            run = []
        if piece:
            run.append(piece)
    yield run


def _piece(match: re.Match[str]) -> Piece | None:
    word = match[0].lower()
    start, end = match.span()
    if word[0].isdecimal():
        return Piece(start, end, word) if end - start <= MOST else None
    if is_filler(word) or word in TIMES or word in MANY or word in TENS or word in LINKS:
        return Piece(start, end, "", word)
    digits = WHOLE_TENS.get(word) or _said(word)
    return Piece(start, end, digits, word) if digits else None


def is_filler(word: str) -> bool:
    return word in FILLERS or word in _PLACES


def _said(word: str) -> str:
    """The digits of a word, or of several that are glued together; none where it is another word."""
    if len(word) > _LONGEST_WORD or word in _OTHER or not _NUMERALS.fullmatch(word):
        return ""
    for ending in ("", *ENDINGS):
        pieces = _GLUED.split(word.removesuffix(ending)) if word.endswith(ending) else [word]
        if not any(pieces[::2]):
            return "".join(WORDS[piece] for piece in pieces[1::2])
    return ""


def _divided(run: list[Piece]) -> Iterator[Part]:
    """Parts of a run: words that would multiply, and multiply nothing, end one."""
    pieces: list[Piece] = []
    for piece in [*run, Piece(0, 0, "", "ada")]:
        if piece.digits or (pieces and (is_filler(piece.word) or piece.word == "x")):
            if not piece.digits and _is_whole(pieces):
                yield Part(tuple(pieces))
                pieces = []
                continue
            pieces.append(piece)
        elif piece.word:
            while pieces and not pieces[-1].digits:
                pieces.pop()
            if pieces:
                yield Part(tuple(pieces))
            pieces = []


def _is_whole(pieces: list[Piece]) -> bool:
    """Whether a mobile number needs no more: what is said behind it is of something else."""
    if len(pieces) > 2 * _LONG_MOBILE:
        return False
    digits = "".join(piece.digits for piece in pieces)
    return len(digits) >= _LONG_MOBILE and digits.startswith("08") and bool(pieces[-1].digits)


def _resolved(text: str, run: list[Piece]) -> list[Piece]:
    """With "nol empat kali", "(empat nol)" and "double seven" as one piece each."""
    resolved: list[Piece] = []
    place = 0
    while place < len(run):
        many, digits = _times(text, run[place : place + 5])
        whole = run[place : place + (many or 1)]
        word = " ".join(piece.word for piece in whole if piece.word)
        resolved.append(Piece(whole[0].start, whole[-1].end, digits, word or "x") if many else run[place])
        place += len(whole)
    return resolved


def _times(text: str, row: list[Piece]) -> tuple[int, str]:
    """How many pieces of a row say "so often that digit", and what they say; 0 where none do."""
    first = row[0]
    if first.word in MANY:
        return _many(row)
    if not first.is_one:
        return 0, ""
    nothing = Piece(0, 0)
    second, third = (*row[1:3], nothing, nothing)[:2]
    if first.is_counted or second.word in LINKS:
        return _linked(row)
    if first.count in _FEW and second.word == "zeros":
        return 2, "0" * first.count
    if second.word == "x" and third.count in _FEW and not third.word and second.end == third.start:
        return 3, first.digits * third.count
    if second.count in _FEW and third.word in TIMES and not _is_of_the_next(text, row):
        return 3, first.digits * second.count
    if first.count in _FEW and second.word in TIMES and third.is_one:
        return 3, third.digits * first.count
    return _tens(first, second, third) or _aside(text, row)


def _tens(first: Piece, second: Piece, third: Piece) -> tuple[int, str] | None:
    if second.word == "belas":
        return 2, f"1{first.digits}"
    if second.word == "puluh":
        return (3, first.digits + third.digits) if third.is_one else (2, f"{first.digits}0")
    return None


def _aside(text: str, row: list[Piece]) -> tuple[int, str]:
    """ "(Empat nol)" in brackets, and "nol dobel" with no digit behind."""
    nothing = Piece(0, 0)
    first, second, third = (*row[:3], nothing, nothing)[:3]
    is_aside = first.count in _FEW and second.word and second.is_one
    if is_aside and text[first.start - 1 : first.start] == "(" and text[second.end : second.end + 1] == ")":
        return 2, second.digits * first.count
    if second.word in MANY and not third.is_one and third.word not in MANY:
        return 2, first.digits * MANY[second.word]
    return 0, ""


def _many(row: list[Piece]) -> tuple[int, str]:
    """ "Dobel nol", and "dobel dobel nol"."""
    times = MANY[row[0].word]
    for count, piece in enumerate(row[1:], start=2):
        if piece.is_one:
            return count, piece.digits * times
        if piece.word not in MANY:
            break
        times *= MANY[piece.word]
    return 0, ""


def _linked(row: list[Piece]) -> tuple[int, str]:
    """ "Nol ping papat", "nolnya empat kali", "nol nya ada empat"."""
    place = 1
    while place < len(row) and row[place].word in LINKS:
        place += 1
    if place < len(row) and row[place].count in _COUNTS:
        is_more = place + 1 < len(row) and row[place + 1].word in TIMES
        return place + 1 + is_more, row[0].digits * row[place].count
    return 0, ""


def _is_of_the_next(text: str, row: list[Piece]) -> bool:
    """Whether "satu empat kali nol" is "satu, empat kali nol": it is where zeros follow, or a comma says so."""
    is_apart = re.search(r"[,.;\n]", text[row[0].end : row[1].start])
    follows = row[3] if len(row) > 3 else None
    return bool(follows and follows.is_one and (is_apart or (row[0].digits != "0" and follows.digits == "0")))
