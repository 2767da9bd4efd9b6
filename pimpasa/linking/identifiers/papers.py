"""Numbers on papers: NIK and passports."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pimpasa.linking.identifiers.kinds import Identifier, Kind
from pimpasa.linking.identifiers.numerals import LETTERS

_NIK = re.compile(r"(?<!\d)\d(?:[ .\-]?\d){15}(?![ .\-]?\d)")
# Behind its name it may break over lines.
_NAMED_NIK = re.compile(
    r"(?<![a-z])(?:nik|ktp|induk)(?:nya)?(?![a-z])[^\d]{0,20}((?<!\d)\d(?:[ .\-/*_,|]{0,3}\n?\d){15})(?![ .\-]?\d)",
    re.IGNORECASE,
)
# In groups with a few words between, which say what they are: "depan 321299 tengah tgl lahirku 12 bulan 03 …".
_TOLD_NIK = re.compile(
    r"(?<![a-z])(?:nik|ktp|induk)(?:nya|e)?(?![a-z])[^\d]{0,30}((?:\d{2,12}[^\d]{1,26}){1,6}\d{2,12})(?!\d)",
    re.IGNORECASE,
)
_NIK_LENGTH = 16
# Codes of provinces (Kepmendagri 300.2.2-2138/2025, annex; 2022's four of Papua included).
PROVINCES = frozenset(
    (11, 12, 13, 14, 15, 16, 17, 18, 19, 21, 31, 32, 33, 34, 35, 36, 51, 52, 53, 61, 62, 63, 64, 65, 71, 72, 73, 74, 75,
     76, 81, 82, 91, 92, 93, 94, 95, 96, 97)
)  # fmt: skip
# Sixteen digits are also a bank's card, an account to pay into, a parcel.
_NO_NIK = re.compile(
    r"\b(?:kartu (?:kredit|debit|atm)|card|visa|master ?card|virtual account|va|resi|invoice|rek(?:ening)?|norek|"
    r"token|voucher|imei|rangka|mesin|qris|nmid|billing|polis|kk|kartu keluarga)\b[^\d\n]{0,20}\Z",
    re.IGNORECASE,
)


def niks(text: str) -> Iterator[Identifier]:
    for match in _NIK.finditer(text):
        digits = re.sub(r"\D", "", match[0])
        if is_nik(digits) and not _NO_NIK.search(text, max(0, match.start() - 40), match.start()):
            yield Identifier(Kind.NIK, digits)
    for match in _NAMED_NIK.finditer(text):
        digits = re.sub(r"\D", "", match[1])
        if is_nik(digits):
            yield Identifier(Kind.NIK, digits)
    yield from _told_niks(text)


def _told_niks(text: str) -> Iterator[Identifier]:
    """As many groups behind its name as have its digits."""
    for match in _TOLD_NIK.finditer(text):
        digits = ""
        for group in re.findall(r"\d+", match[1]):
            digits += group
            if is_nik(digits):
                yield Identifier(Kind.NIK, digits)


def is_nik(digits: str) -> bool:
    """By its form: a province, a birth date with 40 added to the day for women, a serial that is not 0000."""
    if len(digits) != _NIK_LENGTH:
        return False
    day = int(digits[6:8])
    born = day - 40 if day > 40 else day
    month = int(digits[8:10])
    return int(digits[:2]) in PROVINCES and 1 <= born <= 31 and 1 <= month <= 12 and digits[12:] != "0000"


_PASSPORT = re.compile(r"(?<![A-Za-z0-9])(?:[A-Z]\s?\d{7}|[A-Z]{2}\d{6})(?![A-Za-z0-9]|[.,]\d)")
_PASSPORT_WORD = r"(?:pass?por?t?|pasp?or|pasport|pspr|passpot)"
# In a sentence of passports, each letter with seven digits, in whatever groups.
_OF_PASSPORTS = re.compile(rf"{_PASSPORT_WORD}[^\n]{{0,160}}", re.IGNORECASE)
_GROUPED_PASSPORT = re.compile(r"(?<![A-Za-z0-9])([A-Z]) ?(\d(?:[ .\-]?\d){6})(?![A-Za-z0-9]|[.,]\d|[ .\-]\d)")
_NAMED_PASSPORT = re.compile(
    rf"{_PASSPORT_WORD}\w{{0,3}}[^\w\n]{{0,4}}(?:(?:no|nomor|number|nomer|seri|atas|a\.?n|saya|dia|nya|milik|WNI|"
    rf"[A-Z][a-z]{{2,15}})\b[^\w\n]{{0,4}}){{0,4}}([A-Za-z]{{0,2}} ?\d{{6,9}})(?!\w)",
    re.IGNORECASE,
)
# In parts: the letter, also by its name, and six or seven digits, with what people put between.
_FILLED = (
    r"(?:[ .\-/,*_:\"'”)]{0,3}\n?|,? ?(?:trus|terus|trs|lanjut|sambung|lalu|belakangnya|buntutnya|angkanya|nomornya) )"
)
_PARTED_PASSPORT = re.compile(
    rf"{_PASSPORT_WORD}\w{{0,3}}[^\d\n]{{0,30}}?"
    rf"\b([A-Za-z]{{1,2}}){_FILLED}([\dlIoO](?:{_FILLED}[\dlIoO]){{5,7}})(?!\w|[.,]\d)",
    re.IGNORECASE,
)
# Passports without a letter have at least eight digits.
_LEAST_DIGITS = 8
_ALIKE = str.maketrans("lIioO", "11100")
# Two letters and six digits that are money, a decree, a letter.
_NO_PASSPORT = frozenset({"RP", "NO", "SK", "SP", "WA", "HP", "ID", "KM", "PO", "ST", "LP", "SE"})


def _with_nought(number: str) -> str:
    """Behind one letter and before six digits an O is a nought."""
    return f"{number[0]}0{number[2:]}" if re.fullmatch(r"[A-Z]O\d{6}", number) else number


def passports(text: str) -> Iterator[Identifier]:
    for match in _PASSPORT.finditer(text):
        if match[0][:2] not in _NO_PASSPORT:
            yield Identifier(Kind.PASSPORT, _with_nought(re.sub(r"\s", "", match[0])))
    for match in _NAMED_PASSPORT.finditer(text):
        number = match[1].replace(" ", "").upper()
        number = _with_nought(number)
        is_price = number.isdecimal() and (len(number) < _LEAST_DIGITS or number.endswith("000"))
        is_spelled = len(number) == 9 and number[:2].lower() in LETTERS
        if 6 <= len(number) <= 9 and number[:2] not in _NO_PASSPORT and not is_spelled and not is_price:
            yield Identifier(Kind.PASSPORT, number)
    for sentence in _OF_PASSPORTS.finditer(text):
        for match in _GROUPED_PASSPORT.finditer(sentence[0]):
            yield Identifier(Kind.PASSPORT, match[1] + re.sub(r"\D", "", match[2]))
    for match in _PARTED_PASSPORT.finditer(text):
        digits = re.sub(r"\D", "", match[2].translate(_ALIKE))
        number = (LETTERS.get(match[1].lower(), match[1]) if len(digits) == 7 else match[1]).upper() + digits
        if re.fullmatch(r"[A-Z]\d{7,8}|[A-Z]{2}\d{6,7}", number) and number[:2] not in _NO_PASSPORT:
            yield Identifier(Kind.PASSPORT, number)
