"""Companies' forms as people say, veil or draw them out: "pe te", "p'te", "el-pe-ka", a letter on each line."""

from __future__ import annotations

import re
from itertools import groupby

from pimpasa.linking.identifiers.numerals import LETTERS

_SIGN = r"[ .\-'’*_/|]{1,2}"
_SAID = (
    (re.compile(rf"(?<![\w@.])(?:pe{_SIGN}t[ei]|p['’*_/|\-]te|p['’*/|]t)(?!\w)\.?", re.IGNORECASE), "PT"),
    (re.compile(rf"(?<![\w@.])(?:[cs]e{_SIGN}[vf][ei]|c['’*_/|\-]ve|c['’*/|]v)(?!\w)\.?", re.IGNORECASE), "CV"),
    (
        re.compile(
            rf"(?<![\w@.])(?:el(?:{_SIGN})?p[ei](?:{_SIGN})?ka|l[ .\-'’*/|]{{1,2}}p[ .\-'’*/|]{{1,2}}k)(?!\w)\.?",
            re.IGNORECASE,
        ),
        "LPK",
    ),
)
_WRITTEN_OUT = (
    (re.compile(r"\b(?:lembaga pelatihan kerja|elpeka|el-pe-ka)\b", re.IGNORECASE), "LPK"),
    (re.compile(r"\bperse(?:kutuan|roan) kom[ae]nditer\b", re.IGNORECASE), "CV"),
    (re.compile(r"(?<![\w&] )\((PT|CV|LPK)\) (?=[A-Z])"), r"\1 "),
    (re.compile(r"(?<!\w)(PT|CV|LPK)\.?\n(?=[A-Z][\w&]+)"), r"\1 "),
    (
        re.compile(
            r"\bpete(?= (?:[a-z]+ ){1,3}(?:jaya|abadi|mandiri|utama|makmur|sejahtera|indonesia|nusantara|"
            r"bersama|lestari|"
            r"sukses|perkasa|raya)\b)"
        ),
        "PT",
    ),
)
# Signs in the place of letters, within a word of a name.
_SIGNED = re.compile(r"\b(?:PT|CV|LPK)\b\.? (?:[A-Za-z@$!0-9|/~+]{2,40} ?){1,4}", re.IGNORECASE)
_WITHIN = re.compile(r"(?<=[A-Za-z0-9])[@$!|/~+](?=[A-Za-z])")
_LETTER_OF = {"@": "a", "$": "s", "!": "i", "|": " ", "/": " ", "~": " ", "+": " "}
# Word for word: "PT, trus Contoh, trus Jaya".
_ONE_BY_ONE = re.compile(
    r"\b(?:PT|CV|LPK)(?:,? (?:trus|terus|lalu|abis itu|habis itu),? [A-Z][\w&]+| [A-Z][\w&]+){1,6}"
)
_THEN = re.compile(r",? (?:trus|terus|lalu|abis itu|habis itu),? ")
# A name spelled by what its letters are called.
_LETTER_NAME = "|".join(sorted(LETTERS, key=len, reverse=True))
_SPELLED = re.compile(rf"(?<!\w)(PT|CV|LPK) ((?:(?:{_LETTER_NAME})[ \-]){{3,20}}(?:{_LETTER_NAME})\b)", re.IGNORECASE)
# Without a sign between, "pete" is also a bean: only before a name.
_GLUED = re.compile(r"(?<![\w@.])(?:[Pp]ete|[Cc]eve)(?= [A-Z][a-z]+ [A-Z])")
# A form drawn out over lines, with the lines behind it.
_DRAWN = re.compile(r"(?<!\S)(?:P\n?T|C\n?V|L\n?P\n?K)\n((?:[A-Za-z&](?:[A-Za-z ]{0,14}[A-Za-z])?(?:\n|\Z)){2,24})")
_LETTERS = re.compile(r"[A-Za-z](?: [A-Za-z])*")
# "Depannya PT, Contoh, belakangnya Jaya Abadi": a name that is told in parts.
_LARGE = r"[A-Z][\w&]+(?: [A-Z][\w&]+){0,3}"
_IN_PARTS = re.compile(
    rf"\b(PT|CV|LPK)\b(?:[^\n\dA-Z]{{0,24}},)? ({_LARGE}),? (?:trus |terus |tengahnya (?P<middle>{_LARGE}),? )?"
    rf"(?:belakang|ujung|akhir|buntut)(?:nya|e)? ({_LARGE})"
)


def with_forms(text: str) -> str:
    """The text with each company's form as its letters, and its name in one line."""
    for spelling, form in _SAID:
        text = spelling.sub(form, text)
    for written, form in _WRITTEN_OUT:
        text = written.sub(form, text)
    text = _SPELLED.sub(
        _as_a_name, _SIGNED.sub(lambda name: _WITHIN.sub(lambda one: _LETTER_OF[one[0]], name[0]), text)
    )
    text = _GLUED.sub(lambda form: "PT" if form[0].lower() == "pete" else "CV", text)
    text = _ONE_BY_ONE.sub(lambda name: _THEN.sub(" ", name[0]), text)
    text = _DRAWN.sub(_in_a_row, text)
    return _IN_PARTS.sub(lambda told: " ".join(filter(None, (told[1], told[2], told["middle"], told[4]))), text)


def _as_a_name(spelled: re.Match[str]) -> str:
    letters = (LETTERS[name] for name in re.split(r"[ \-]", spelled[2].lower()) if name)
    return f"{spelled[1]} {''.join(letters)}"


def _in_a_row(drawn: re.Match[str]) -> str:
    """Lines of single letters are a word together, until one of more follows; more than a word is no name any more."""
    form = re.sub(r"\n", "", drawn[0][: drawn.start(1) - drawn.start()])
    lines = drawn[1].split("\n")
    name: list[str] = []
    for is_letters, row in groupby(lines, key=lambda line: bool(_LETTERS.fullmatch(line))):
        rows = list(row)
        words = ["".join(rows).replace(" ", "")] if is_letters else rows
        over = next((place for place, word in enumerate(words) if not word.isalpha()), len(words))
        name += words[:over]
        if over < len(words):
            break
    return f"{form} {' '.join(name)}\n" if name else drawn[0]
