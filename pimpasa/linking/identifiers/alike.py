"""Letters in the place of digits, within what is otherwise a number: back to 0 to 9."""

from __future__ import annotations

import re

from pimpasa.linking.identifiers.numerals import WORD, WORDS

_LEAST_SURE = 6

# Letters that look like digits.
_ALIKE = str.maketrans("oOlI|", "00111")
# Rarer ones, at the end of a mobile number that is whole with them.
_RARELY_ALIKE = str.maketrans("oOlI|isSzZB", "00111155228")
_MOBILE = re.compile(r"(?<![\w@/.+])[0oO][8B][0-9oOliIsSzZB](?:[ .\-]?[0-9oOliIsSzZB]){7,9}(?![\w@])")
_HIDDEN = re.compile(r"(?<![\w@/.+])\+?(?=[0-9oO]|[lI]\d{3})[0-9oOlI|](?:[ .\-]{0,3}[0-9oOlI|]){6,23}")
_GROUP = re.compile(r"[^ .\-]+")


# What a text says of a sign: "ganti bintang dgn nol", "(O nya nol)", "s = lima", "x itu angka 8".
_LEGEND = re.compile(
    rf"(?:\b(?P<name>bintang|pagar|strip|titik|spasi)|(?<!\w)[\"'“(]?(?P<sign>[*#@A-Za-z])[\"'”]?)"
    rf"(?: ?nya| itu| huruf\w*| disitu)? ?"
    rf"(?:=|:|->|→|itu|nya|artinya|dibaca|baca|diganti|ganti|jadi|jd|dgn|dengan|adalah|mksdnya|"
    rf"maksudnya){{0,1}}(?: ?(?:dgn|dengan|jadi|sama|"
    rf"pake|itu|adalah))? (?:angka |digit )?(?P<digit>{WORD}|\d)(?![\w*])",
    re.IGNORECASE,
)
_SIGNS = {"bintang": "*", "pagar": "#", "strip": "-", "titik": ".", "spasi": " "}
_MASKED = re.compile(r"(?<!\S)(?:\S{8,24}|\S{3,6}(?:[ \n]\S{3,6}){1,3})(?!\S)")
_LEAST_OF_ALL, _LONGEST = 9, 18


def unmasked(text: str) -> str:
    """The text with the signs that it says stand for a digit as that digit, within what is a number with them."""
    legends = {
        _SIGNS.get((legend["name"] or "").lower(), legend["sign"] or ""): WORDS.get(
            legend["digit"].lower(), legend["digit"]
        )
        for legend in _LEGEND.finditer(text)
    }
    signs = {sign: digit for sign, digit in legends.items() if sign.strip()}
    if not signs:
        return text
    table = str.maketrans(signs | {sign.swapcase(): digit for sign, digit in signs.items()})

    def read(masked: re.Match[str]) -> str:
        digits = masked[0].translate(table)
        bare = re.sub(r"[.,()+\-\s]", "", digits)
        is_number = bare.isdecimal() and _LEAST_OF_ALL <= len(bare) <= _LONGEST and digits != masked[0]
        return digits if is_number and any(map(str.isdecimal, masked[0])) else masked[0]

    return _MASKED.sub(read, text)


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
