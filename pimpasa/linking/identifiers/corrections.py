"""Numbers that are corrected where they are told: "eh salah, bukan 12 tapi 21". Only the corrected one is left."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pimpasa.linking.identifiers.digits import Part, in_digits, parts_of

# What says that a number was wrong; and what only may, where the numbers look alike.
_SURE = (
    r"ralat|koreksi|revisi|salah(?! (?:sambung\w*|satu|orang|alamat|kirim|sasaran|paham|transfer))|slh|keliru|klru|klr|"
    r"maksud(?:nya|ku|e|q)?|mksd\w*|typo|tipo|kelebihan|kurang (?:satu|siji)(?: angka)?|(?:se)?harus(?:nya|e)|"
    r"ke(?:balik|walik|tuker|tukar)|terbalik|mestinya|"
    r"luput|kliru|(?:yang|yg|sing|nu|ingkang) (?:bener|benar|betul|btul|leres|bnr)(?:nya|e)?"
)
_MAYBE = r"e+h+|ulang(?:i)?|diulang|ganti|bukan|bkn|dudu|sanes|oh|oiya"
_CUE = re.compile(rf"\b(?:{_SURE}|{_MAYBE})\b", re.IGNORECASE)
_SURE_CUE = re.compile(rf"\b(?:{_SURE})\b|\b(?:e+h+|bukan|bkn),? (?:bukan|bkn|ding|deng)\b", re.IGNORECASE)
_NO = re.compile(
    r"\b(?:bukan|bkn|dudu|sanes|dede)\b(?: (?:yang|yg|angka|nomor|ujungnya|belakangnya))?\W{0,3}\Z", re.IGNORECASE
)
_ONLY_NO = re.compile(r"\W{0,4}(?:(?:bukan|bkn|dudu|sanes) )\W{0,2}(?:yang |yg |nomor |nomer )?", re.IGNORECASE)
_BUT = re.compile(
    r"\W{0,3}(?:(?:tapi|tp|melainkan|nanging|tetapi|malah|namung|ning|yang|yg|sing|bener|benar|betul|(?:se)?harusnya|ganti|jadi|cuma|"
    r"cuman|hanya|mung|itu|adalah|angka|ya)\W{1,3}){0,5}",
    re.IGNORECASE,
)
# "Bukan 0812… tapi 0813…", "ralat: 0812… jadi 0813…".
_NOT_BEFORE = re.compile(rf"\b(?:bukan|bkn|dudu|sanes|{_SURE})\b[^\d\n.]{{0,24}}\Z", re.IGNORECASE)
_INSTEAD = re.compile(
    r"\W{0,3}(?:tapi|tp|melainkan|nanging|tetapi|namung|jadi|dadi|diganti|ganti)\b[^\d\n]{0,24}", re.IGNORECASE
)
# Digits that were left out: "eh ketinggalan 8 di belakang".
_LEFT_OUT = re.compile(
    r"[^\d\n]{0,20}\b(?:ketinggalan|kurang|kelupaan|lupa|kelewat)\b(?: angka)?\W{1,3}", re.IGNORECASE
)
_AT_THE_END = re.compile(r"\A,? ?(?:di |ning |neng )?(?:belakang|ujung|akhir|buntut|mburi)", re.IGNORECASE)
_ONLY_CUE = re.compile(r"\W{0,3}(?:(?:e+h+|salah|slh|bukan|bkn|ralat|maksudnya|deng|ding)\W{1,3}){1,3}", re.IGNORECASE)
# As one corrects a word in a chat.
_STAR = re.compile(r"[ \n]{1,2}\*(?=\d{2,6}\b)")
_WRONG_BEHIND = re.compile(
    r"\A,? (?:(?:itu|tu|iku|kuwi|yg|yang|nomor|ini) ){0,2}(?:salah|keliru|luput|kliru)\b(?! (?:satu|sambung))",
    re.IGNORECASE,
)
# Another one beside, not instead.
_BESIDE = re.compile(
    r"\b(?:juga|jg|sama|dan|atau|lagi|satunya|punya|istri\w*|suami\w*|kantor|rumah|fax|dua2nya|tambah)\b", re.IGNORECASE
)
# What may stand between a number and the few digits that take the place of its last ones.
_TO_THE_END = re.compile(
    rf"\W*(?:(?:{_SURE}|{_MAYBE}|belakang\w*|akhir\w*|ujung\w*|buntut\w*|terakhir\w*|yang|yg|nya|itu|ding|deng|deh|maaf|"
    r"maap|sori|sorry|ya|pencet|ketik|catat|catet|tulis|baca|cuma|tapi|tp|kok|kak|pak|bu|jadi|angka|angkanya|aku|saya|sy|"
    r"aq|bun|mas|mbak|kaka|bapa|e|adalah|digit|dua|tiga|empat)\W+){1,7}",
    re.IGNORECASE,
)
_UNIT = re.compile(
    r"\A ?(?:rb|ribu|jt|juta|k|jam|orang|org|hari|hr|bulan|bln|tahun|thn|taun|th|kali|x|%|ringgit|rm|usd|dolar|riyal|"
    r"anak|kg|cm|km|m|menit|lembar|kamar|lantai)\b",
    re.IGNORECASE,
)
# A label before the corrected number says what it is.
_LABEL = re.compile(r"\b(?:bca|bri|bni|bsi|btn|mandiri|jago|dana|ovo|rek\w*|wa|hp|nik|paspor)\b", re.IGNORECASE)
_LEAST, _SURELY_LONG, _SHORT = 7, 7, 6
_ALIKE = 4
# Money is no number that is to be mended.
_SUM = re.compile(r"[1-9]\d{0,2}(?:[.,]\d{3})+")
_WITHIN = 70
# "Satu" and "dua" are words of any sentence.
_WORDS = 2


# Of other kinds the one that another of the same kind takes the place of.
_INSTEAD_OF = rf"[^\w@]{{1,3}}(?:e+h+|{_SURE})[^\w@]{{1,3}}(?:[a-z]{{1,9}}[^\w@]{{1,2}}){{0,3}}"
_RETRACTED = (
    re.compile(rf"@[\w.]{{3,30}}(?={_INSTEAD_OF}@\w)", re.IGNORECASE),
    re.compile(rf"\b[A-Z]{{1,2}} ?\d{{1,4}} ?[A-Z]{{1,3}}\b(?=(?i:{_INSTEAD_OF})[A-Z]{{1,2}} ?\d{{1,4}} ?[A-Z])"),
    re.compile(rf"\b(?:PT|CV|LPK)\.? [A-Z][\w ]{{2,40}}?(?=(?i:{_INSTEAD_OF})(?:PT|CV|LPK)\b)"),
    re.compile(rf"[\w.\-]{{2,40}}@[\w\-.]{{3,40}}(?=(?i:{_INSTEAD_OF})[\w.\-]{{2,40}}@\w)"),
)
# A mobile number that is told from its end.
_BACKWARDS = re.compile(
    r"\b(?:dibalik|kebalik|terbalik|diwalik|kewalik|wolak walik|dari (?:belakang|mburi|kanan)|saka mburi|ti tukang)\b",
    re.IGNORECASE,
)
_TURNED = re.compile(r"(?<![\d+])\d(?:[ .\-]?\d){7,8}[ .\-]?[1-9][ .\-]?8[ .\-]?0(?!\d)")


def turned(text: str) -> str:
    """The text with a number that it says is told backwards the right way round."""
    if not _BACKWARDS.search(text):
        return text
    return _TURNED.sub(lambda number: re.sub(r"\D", "", number[0])[::-1], text)


# Some of a plate: "DH 2013 eh 2031 EF", "EF eh bukan EF tapi FE".
_MENDED = (
    (
        re.compile(
            rf"\b([A-Z]{{1,2}} ?)\d{{1,4}}(?i:,? (?:e+h+|{_SURE})(?: (?:bukan|salah))?,?) (\d{{1,4}} ?[A-Z]{{1,3}})\b"
        ),
        r"\1\2",
    ),
    (
        re.compile(
            rf"\b([A-Z]{{1,2}} ?\d{{1,4}} ?)([A-Z]{{1,3}})\b(?i:\W{{1,3}}(?:e+h+ |{_SURE} |\W){{0,3}}bukan "
            rf")\2(?i:,? (?:tapi|tp|melainkan) )([A-Z]{{1,3}})\b"
        ),
        r"\1\3",
    ),
)


def _without_retracted(text: str) -> str:
    for pattern, mended in _MENDED:
        text = pattern.sub(mended, text)
    for retracted in _RETRACTED:
        text = retracted.sub(";", text)
    return text


@dataclass
class Row:
    """A part and what it is after corrections; `None` where it is taken back."""

    part: Part
    digits: str | None
    is_changed: bool = False

    def become(self, digits: str | None) -> None:
        self.digits = digits
        self.is_changed = True


def corrected(text: str) -> str:
    """The text with each number that it corrects as it is after that."""
    if not (_CUE.search(text) or _STAR.search(text)):
        return text
    text = _without_retracted(in_digits(text))
    rows = [Row(part, part.digits) for part in parts_of(text)]
    current = end = 0
    for place, row in enumerate(rows):
        if place and row.digits and _correct(text, rows, current, place, text[end : row.part.start]):
            end = max(later.part.end for later in rows[place : place + 2] if later.digits is None)
        elif row.digits and len(row.digits) > _WORDS:
            current, end = place, row.part.end
    return _written(text, rows)


def _written(text: str, rows: list[Row]) -> str:
    written: list[str] = []
    end = 0
    for row in rows:
        if row.is_changed:
            written += [text[end : row.part.start], row.digits or ";"]
            end = row.part.end
    return "".join([*written, text[end:]])


def _correct(text: str, rows: list[Row], current: int, place: int, gap: str) -> bool:
    """Whether one number corrects the current one, which then is as it should be."""
    was, new = rows[current], rows[place]
    if not (was.digits and new.digits) or len(gap) > _WITHIN:
        return False
    follows = text[new.part.end : new.part.end + 24]
    is_sum = _SUM.fullmatch(text[was.part.start : was.part.end]) or _SUM.fullmatch(text[new.part.start : new.part.end])
    if len(was.digits) >= _LEAST and _is_left_out(text, was, new, gap):
        return True
    before = text[max(0, was.part.start - 40) : was.part.start]
    if len(was.digits) >= _LEAST <= len(new.digits) and _INSTEAD.fullmatch(gap) and _NOT_BEFORE.search(before):
        was.become(None)
        return False
    if _WRONG_BEHIND.match(follows) and was.digits[:_ALIKE] == new.digits[:_ALIKE] and len(new.digits) >= _LEAST:
        new.become(None)
        return True
    if _begins_again(text, was, new, gap):
        return True
    is_wrong = (
        not is_sum
        and (_ONLY_NO.match(follows) or _CUE.search(gap) or _STAR.match(text, new.part.start - len(gap)))
        and not _UNIT.match(text[new.part.end : new.part.end + 12])
    )
    if not is_wrong:
        return False
    if len(new.digits) <= _SHORT or len(new.digits) < len(was.digits) - 2:
        return _correct_some(text, rows, current, place, gap)
    return _correct_whole(was, new, gap)


def _is_left_out(text: str, was: Row, said: Row, gap: str) -> bool:
    is_left_out = _LEFT_OUT.fullmatch(gap) and _AT_THE_END.match(text[said.part.end : said.part.end + 16])
    if is_left_out:
        was.become((was.digits or "") + (said.digits or ""))
        said.become(None)
    return bool(is_left_out)


def _begins_again(text: str, was: Row, said: Row, gap: str) -> bool:
    """ "Nol lapan satu dua, eh tiga, nol nol …": the first words of what follows stand for the last ones before."""
    digits, more = was.digits or "", said.digits or ""
    is_begun = len(digits) < _LEAST and digits.startswith("08") and len(digits) > _WORDS
    if not (is_begun and _ONLY_CUE.fullmatch(gap) and said.part.said) or more.startswith("08"):
        return False
    again = next((count for count in (2, 3, 4) if digits[-count] == more[0]), 1)
    was.become(digits[:-again] + more)
    said.become(None)
    return True


def _correct_whole(was: Row, said: Row, gap: str) -> bool:
    if not was.digits or not said.digits or len(said.digits) < _LEAST or len(was.digits) < _LEAST:
        return False
    is_alike = was.digits[:_ALIKE] == said.digits[:_ALIKE]
    if _ONLY_NO.fullmatch(gap):
        said.become(None)
        return True
    if _BESIDE.search(gap) or not (is_alike or _SURE_CUE.search(gap)):
        return False
    if _LABEL.search(gap):
        was.become(None)
        return False
    was.become(said.digits)
    said.become(None)
    return True


def _correct_some(text: str, rows: list[Row], current: int, place: int, gap: str) -> bool:
    """ "Bukan 12 tapi 21", "eh 21 bukan 12", "eh salah 21": some of its digits."""
    was, new = rows[current], rows[place]
    digits, some = was.digits or "", new.digits or ""
    after = rows[place + 1] if place + 1 < len(rows) else None
    between = text[new.part.end : after.part.start] if after else ""
    if after and after.digits and _NO.search(gap):
        return bool(_BUT.fullmatch(between)) and _replace(was, new, after, wrong=some, right=after.digits)
    if after and after.digits and _ONLY_NO.fullmatch(between):
        return _replace(was, new, after, wrong=after.digits, right=some)
    is_of_the_end = (
        not _ONLY_NO.fullmatch(gap)
        and len(digits) >= _SURELY_LONG
        and len(some) >= 2
        and (_TO_THE_END.fullmatch(gap) or gap.strip() == "*")
    )
    if is_of_the_end and (len(some) <= _SHORT or digits[:2] != some[:2]):
        was.become(digits[: -len(some)] + some)
        new.become(None)
        return True
    return False


def _replace(was: Row, one: Row, other: Row, *, wrong: str, right: str) -> bool:
    """The last of the wrong digits by the right ones; where the number has these already, it stays."""
    digits = was.digits or ""
    place = digits.rfind(wrong)
    if place < 0 and right not in digits:
        return False
    if place >= 0:
        was.become(digits[:place] + right + digits[place + len(wrong) :])
    one.become(None)
    other.become(None)
    return True
