"""Digits as people say them, hide them behind letters, or split them by words: back to 0 to 9."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

# Indonesian and Malay, Javanese, Sundanese, Minangkabau, Batak, Balinese, Banjar, English.
WORDS = {
    **{numeral: str(digit) for digit, numeral in enumerate("零一二三四五六七八九")},
    **dict.fromkeys(("nol", "nool", "oh", "〇", "enol", "nul", "kosong", "sifar", "zero"), "0"),
    **dict.fromkeys(("satu", "stu", "setunggal", "siji", "hiji", "ciek", "sada", "besik", "seddi", "one"), "1"),
    **dict.fromkeys(("dua", "kalih", "loro", "duo", "due", "two"), "2"),
    **dict.fromkeys(("tiga", "telu", "tilu", "tigo", "tige", "tolu", "talu", "three"), "3"),
    **dict.fromkeys(("empat", "empt", "sekawan", "papat", "opat", "ampek", "ampat", "four"), "4"),
    **dict.fromkeys(("lima", "lma", "limo", "gangsal", "five"), "5"),
    **dict.fromkeys(("enam", "enem", "genep", "anam", "onom", "nenem", "six"), "6"),
    **dict.fromkeys(("tujuh", "tjh", "tjuh", "tuju", "pitu", "tujuah", "seven"), "7"),
    **dict.fromkeys(
        ("delapan", "dlpn", "delpan", "lapan", "wolu", "walu", "dalapan", "dlapan", "ualu", "kutus", "eight"), "8"
    ),
    **dict.fromkeys(("sembilan", "smbln", "smbilan", "sanga", "songo", "salapan", "sambilan", "nine"), "9"),
}
_GLUED = re.compile(rf"({'|'.join(sorted(WORDS, key=len, reverse=True))})", re.IGNORECASE)
# What people say between two parts of one number.
FILLERS = frozenset(
    re.findall(
        r"\w+",
        "trus terus trs lanjut lanjutannya lalu kemudian sambung disambung depannya tengahnya belakangnya depan "
        "tengah belakang habis abis itu spasi strip strep min titik then dash angka plus garis koma baru lagi enter "
        "tambah ditambah terakhir terakhirnya akhirnya ujungnya ga gak pake tanpa",
    )
)
_TENS = frozenset({"belas", "puluh"})
_WHOLE_TENS = {"sepuluh": "10", "sebelas": "11"}
_TIMES = frozenset({"kali", "x", "times"})
_TWICE = {"dobel": 2, "double": 2, "tripel": 3, "triple": 3}
_TOKEN = re.compile(r"[^\W\d_]+|\d+")
_GAP = re.compile(r"[ \t,.\-()_~*+]{0,4}\n?[ \t,.\-()_~*+]{0,3}")
_LONGEST_WORD = 60
_LEAST, _MOST = 7, 24
_LEAST_SAID = 4
_LEAST_SURE = 6
_WORD = "|".join(sorted(WORDS, key=len, reverse=True))
# "Tujuhpuluhtujuh", and "seribu dua puluh lima" or "delapan ratus dua belas" as digits.
_GLUED_TENS = re.compile(rf"\b({_WORD})(belas|puluh)({_WORD})?\b", re.IGNORECASE)
_THOUSANDS = re.compile(
    rf"\b(?:se|({_WORD}) )(ribu|ratus)(?: (?:(sepuluh|sebelas)|(?:({_WORD}) )?(belas|puluh)(?: ({_WORD}))?|"
    rf"({_WORD})))?\b(?! ?(?:ribu|ratus|juta|belas|puluh))",
    re.IGNORECASE,
)
# Numbers that begin as they like, where they are called by their name; and how long these are.
_NAMED = re.compile(
    r"(?<![a-z])(?:nik|ktp|rek(?:ening)?|no\.? ?rek|norek|bca|bri|bni|bsi|btn|mandiri|jago|danamon|permata|seabank)"
    r"(?:nya|ku)?\b[^\d\n]{0,20}\Z",
    re.IGNORECASE,
)
_NAMED_LENGTHS = frozenset({10, 12, 13, 15, 16})
_MOBILE_LENGTH = (10, 13)
_FEW = range(2, 7)


@dataclass(frozen=True)
class Piece:
    """A token of a number: what it says as digits, or one of the words that stand between or multiply digits."""

    start: int
    end: int
    digits: str = ""
    word: str = ""

    @property
    def is_said(self) -> bool:
        return bool(self.digits and self.word)

    @property
    def is_one_of(self) -> bool:
        return len(self.digits) == 1


def spoken(text: str) -> str:
    """The text with each number that is said in words, or in parts with words between, as a row of digits."""
    text = _THOUSANDS.sub(_in_thousands, _GLUED_TENS.sub(r"\1 \2 \3", text))
    parts: list[str] = []
    end = 0
    for run in _runs(text):
        number = _number(text, run)
        if number:
            parts += [text[end : run[0].start], number]
            end = run[-1].end
    return "".join([*parts, text[end:]])


def _in_thousands(said: re.Match[str]) -> str:
    many, scale, ten, tens, unit, ones, digit = (part and part.lower() for part in said.groups())
    rest = int(_WHOLE_TENS.get(ten or "", "0")) + int(WORDS.get(digit or "", "0"))
    if unit:
        number = int(WORDS.get(tens or "", "0"))
        rest = 10 + number if unit == "belas" else 10 * number + int(WORDS.get(ones or "", "0"))
    return str((1000 if scale == "ribu" else 100) * int(WORDS.get(many or "", "1")) + rest)


def _runs(text: str) -> Iterator[list[Piece]]:
    """Rows of pieces with nothing but a gap between them, which begin and end with digits."""
    run: list[Piece] = []
    for match in _TOKEN.finditer(text):
        piece = _piece(match)
        if run and not (piece and _GAP.fullmatch(text, run[-1].end, match.start())):
            yield from _worth(run)
            run = []
        if piece:
            run.append(piece)
    yield from _worth(run)


def _piece(match: re.Match[str]) -> Piece | None:
    word = match[0].lower()
    start, end = match.span()
    if word[0].isdecimal():
        return Piece(start, end, word) if end - start <= _MOST else None
    if word in FILLERS or word in _TIMES or word in _TWICE or word in _TENS:
        return Piece(start, end, "", word)
    digits = _WHOLE_TENS.get(word) or _said(word)
    return Piece(start, end, digits, word) if digits else None


def _said(word: str) -> str:
    """The digits of a word, or of several that are glued together; none where it is another word."""
    if len(word) > _LONGEST_WORD:
        return ""
    bare = word if word in WORDS else word.removesuffix("nya").removesuffix("ne")
    pieces = _GLUED.split(bare)
    return "" if any(pieces[::2]) else "".join(WORDS[piece] for piece in pieces[1::2])


def _worth(run: list[Piece]) -> Iterator[list[Piece]]:
    """From the first to the last that say digits, where any word is among them."""
    firsts = (place for place, piece in enumerate(run) if piece.digits or piece.word in _TWICE)
    lasts = (place for place in reversed(range(len(run))) if run[place].digits or run[place].word in (*_TIMES, *_TENS))
    whole = run[next(firsts, len(run)) : next(lasts, -1) + 1]
    if any(piece.word for piece in whole):
        yield whole


def _number(text: str, run: list[Piece]) -> str:
    """The digits of a run, or nothing where it is no number: too short, or amounts with a word between."""
    digits = _multiplied(text, run)
    in_words = sum(len(piece.digits) for piece in run if piece.is_said)
    begins = digits.startswith(("08", "62"))
    is_mobile = re.fullmatch(r"08\d\d", run[0].digits) and _MOBILE_LENGTH[0] <= len(digits) <= _MOBILE_LENGTH[1]
    is_split = begins and (is_mobile or all(len(piece.digits) < _LEAST for piece in run))
    before = text[max(0, run[0].start - 30) : run[0].start]
    is_parted = len(digits) in _NAMED_LENGTHS and any(piece.word in FILLERS for piece in run)
    is_named = is_parted and _NAMED.search(before)
    is_number = _LEAST <= len(digits) <= _MOST and (in_words >= _LEAST_SAID or is_split or is_named)
    is_abroad = digits[:1] != "0" and re.search(r"(?:\+|\bplus) ?\Z", before, re.IGNORECASE)
    return "+" * bool(is_abroad) + digits if is_number else ""


def _multiplied(text: str, run: list[Piece]) -> str:
    """Digits in a row, with "nol empat kali", "(empat nol)" and "double seven" written out."""
    digits = ""
    place = 0
    while place < len(run):
        times, written = _times(text, run, place)
        digits += written or run[place].digits
        place += times or 1
    return digits


def _times(text: str, run: list[Piece], place: int) -> tuple[int, str]:
    """How many pieces say "so often that digit", and what they say; 0 where none do."""
    first, *rest = run[place : place + 3]
    words = [piece.word for piece in (first, *rest)]
    second = rest[0] if rest else first
    third = rest[1] if len(rest) > 1 else first
    count = int(second.digits) if second.is_one_of else 0
    if first.word in _TWICE and second.is_one_of:
        return 2, second.digits * _TWICE[first.word]
    if first.is_one_of and count in _FEW and rest and (words[2:] and words[2] in _TIMES):
        return 3, first.digits * count
    if first.is_one_of and count in _FEW and first.word.endswith("nya") and rest:
        return 2, first.digits * count
    if first.is_one_of and words[1:2] == ["belas"]:
        return 2, f"1{first.digits}"
    if first.is_one_of and words[1:2] == ["puluh"]:
        return (3, first.digits + third.digits) if len(rest) > 1 and third.is_one_of else (2, f"{first.digits}0")
    many = int(first.digits) if first.is_one_of else 0
    if many in _FEW and len(rest) > 1 and words[1] in _TIMES and third.is_one_of:
        return 3, third.digits * many
    is_aside = many in _FEW and second.word and second.is_one_of and rest
    if is_aside and text[first.start - 1 : first.start] == "(" and text[second.end : second.end + 1] == ")":
        return 2, second.digits * many
    return 0, ""


# Letters that look like digits.
_ALIKE = str.maketrans("oOlI|", "00111")
# Rarer ones, at the end of a mobile number that is whole with them.
_RARELY_ALIKE = str.maketrans("oOlI|isSzZB", "00111155228")
_MOBILE = re.compile(r"(?<![\w@/.+])[0oO][8B][0-9oOliIsSzZB](?:[ .\-]?[0-9oOliIsSzZB]){7,9}(?![\w@])")
_HIDDEN = re.compile(r"(?<![\w@/.+])\+?(?=[0-9oO]|[lI]\d{3})[0-9oOlI|](?:[ .\-]{0,3}[0-9oOlI|]){6,23}")
_GROUP = re.compile(r"[^ .\-]+")


def undisguised(text: str) -> str:
    """The text with letters in the place of digits as digits, within what is otherwise a number."""
    return _MOBILE.sub(_as_mobile, _HIDDEN.sub(_undisguised, text))


def _as_mobile(number: re.Match[str]) -> str:
    groups = re.split(r"[ .\-]", number[0])
    is_number = all(_is_of_number(group) for group in groups) and sum(map(str.isdecimal, number[0])) >= _LEAST_SURE
    return number[0].translate(_RARELY_ALIKE) if is_number else number[0]


def _undisguised(number: re.Match[str]) -> str:
    """Up to the last group that can be of a number: one with a digit, or zeros alone, so that "lo" stays a word."""
    written = number[0]
    groups = list(_GROUP.finditer(written))
    follows = number.string[number.end() : number.end() + 1]
    if follows.isalpha() and not written[-1].isdecimal():
        groups.pop()
    while groups and not _is_of_number(groups[-1][0]):
        groups.pop()
    end = groups[-1].end() if groups else 0
    hidden = written[:end]
    is_one_by_one = all(len(group[0]) == 1 for group in groups)
    is_number = (is_one_by_one or all(_is_of_number(group[0]) for group in groups)) and _is_mostly_digits(hidden)
    return (hidden.translate(_ALIKE) if is_number else hidden) + written[end:]


def _is_of_number(group: str) -> bool:
    zeros = len(group) > 1 and not group.strip("oO")
    return zeros or any(map(str.isdecimal, group))


def _is_mostly_digits(hidden: str) -> bool:
    digits = sum(map(str.isdecimal, hidden))
    letters = sum(letter in "oOlI|" for letter in hidden)
    ones = sum(letter in "lI|" for letter in hidden)
    is_mobile = re.match(r"\+?(?:62 ?)?[0oO]?[ \-]?8|\+?62", hidden) is not None
    least = 3 if is_mobile else 4
    is_word = re.search(r"[lI|]{4}", hidden) is not None
    return 0 < letters <= 2 * digits and least <= digits and ones <= digits and not is_word
