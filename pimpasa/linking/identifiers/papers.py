"""Numbers on papers and vehicles: NIK, passports, plates."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pimpasa.linking.identifiers.digits import WORDS
from pimpasa.linking.identifiers.kinds import Identifier, Kind

_NIK = re.compile(r"(?<!\d)\d(?:[ .\-]?\d){15}(?![ .\-]?\d)")
# Behind its name it may break over lines.
_NAMED_NIK = re.compile(
    r"(?<![a-z])(?:nik|ktp|induk)(?:nya)?(?![a-z])[^\d]{0,20}((?<!\d)\d(?:[ .\-/*_,|]{0,3}\n?\d){15})(?![ .\-]?\d)",
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
_NAMED_PASSPORT = re.compile(
    rf"{_PASSPORT_WORD}\w{{0,3}}[^\w\n]{{0,4}}(?:(?:no|nomor|number|nomer|seri|atas|a\.?n|saya|dia|nya|milik|WNI|"
    rf"[A-Z][a-z]{{2,15}})\b[^\w\n]{{0,4}}){{0,4}}([A-Za-z]{{0,2}} ?\d{{6,9}})(?!\w)",
    re.IGNORECASE,
)
# In parts: the letter, also by its name, and six or seven digits, with what people put between.
_FILLED = r"(?:[ .\-/,*_:]{0,2}\n?|,? ?(?:trus|terus|trs|lanjut|sambung|lalu) )"
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


def passports(text: str) -> Iterator[Identifier]:
    for match in _PASSPORT.finditer(text):
        if match[0][:2] not in _NO_PASSPORT:
            yield Identifier(Kind.PASSPORT, re.sub(r"\s", "", match[0]))
    for match in _NAMED_PASSPORT.finditer(text):
        number = match[1].replace(" ", "").upper()
        is_price = number.isdecimal() and (len(number) < _LEAST_DIGITS or number.endswith("000"))
        is_spelled = len(number) == 9 and number[:2].lower() in _LETTERS
        if 6 <= len(number) <= 9 and number[:2] not in _NO_PASSPORT and not is_spelled and not is_price:
            yield Identifier(Kind.PASSPORT, number)
    for match in _PARTED_PASSPORT.finditer(text):
        digits = re.sub(r"\D", "", match[2].translate(_ALIKE))
        number = (_LETTERS.get(match[1].lower(), match[1]) if len(digits) == 7 else match[1]).upper() + digits
        if re.fullmatch(r"[A-Z]\d{7,8}|[A-Z]{2}\d{6,7}", number) and number[:2] not in _NO_PASSPORT:
            yield Identifier(Kind.PASSPORT, number)


# Letters of the regions of registration (Perkap 5/2012, annex), so that "di 3 kota" is no plate.
REGIONS = frozenset(
    re.findall(
        r"\w+",
        "A AA AB AD AE AG B BA BB BD BE BG BH BK BL BM BN BP D DA DB DC DD DE DG DH DK DL DM DN DP DR DS DT DW E EA EB "
        "ED F G H K KB KH KT KU L M N P PA PB PG PS PT R S T W Z",
    )
)
_GAP = r"[ .\-_]{0,2}"
# Where a vehicle is named, also what nobody would write a plate with.
_WIDE = r"[ .\-_/*|]{0,2}\n?"
# What begins another plate does not end this one: "L300 AD 4321 QQ" is a kind of car and its plate.
_PLATE = re.compile(
    rf"(?<![A-Za-z0-9])([A-Z]{{1,2}}){_GAP}(\d{{1,4}}){_GAP}([A-Z]{{1,3}})(?![A-Za-z0-9]| \d{{1,4}} ?[A-Z]{{1,3}}\b)"
)
_VEHICLE = (
    r"plat(?:nya|nomor)?|nopol(?:nya)?|no(?:mor|mer)? p[ou]lisi|no\.? ?pol(?:isi)?|mobil|motor|"
    r"avanza|xenia|innova|hiace|elf|bus|truk|pick ?up|travel|angkot|sedan|taksi|beat|vario|nmax"
)
_NAMED_PLATE = re.compile(
    rf"\b(?:{_VEHICLE})\b[^\d\n]{{0,25}}?\b([a-z]{{1,2}}){_WIDE}(\d{{1,4}}|(?=[lIoO]*\d)[\dlIoO]{{4}}){_WIDE}([a-z]{{1,3}})(?!\w)",
    re.IGNORECASE,
)
_PLATE_OF = re.compile(
    rf"(?<![\w/])([a-z]{{1,2}}){_WIDE}(\d{{1,4}}|(?=[lIoO]*\d)[\dlIoO]{{4}}){_WIDE}([a-z]{{1,3}})\b[^\w\n]{{1,3}}(?:{_VEHICLE})\b",
    re.IGNORECASE,
)
# Rooms, sizes, amounts and clothes look like plates.
_NO_PLATE = re.compile(
    r"\b(?:blok|block|kamar|unit|lantai|lt|gang|gg|ruang|kav(?:ling)?|tower|kelas|gate|lorong|tipe|type|pasal|no|nomor|"
    r"rumah|kios|lapak|ukuran|size|baju|meja|visa|formulir|form|jam|tribun|seat|kursi|gerbang|peron|jalur|zona|level|kelompok|golongan|tes|seri|"
    r"grade|gr[ou]{1,2}p|sektor|stand|lot|hall|booth|loket|antri?an|antrean|hal(?:aman)?|soal|vitamin|vit|hepatitis|"
    r"resistor|bus|terminal|penerbangan|flight|ruangan)\.? ?\Z",
    re.IGNORECASE,
)
# Offices, degrees, paper and cars that are written like plates.
_LIKE_PLATES = re.compile(
    r"BP[23] ?(?:MI|TKI)|P[34] ?(?:MI|TKI)|(?:S[123]|D[1-4]|A[3-6]|K3|L300) [A-Z]+|L 300 PU|B ?211 ?[A-E]|"
    r"DS ?160 ?[A-Z]+",
    re.IGNORECASE,
)
UNITS = frozenset(
    re.findall(
        r"\w+", "KM KG CM MM JT RB ORG WIB PCS X XL LT LH GB MB TB ML MG GR TH HR BLN IPA IPS TKJ AC OHM IU MCG USD IDR"
    )
)
# Of these a plate's letters are none, however many digits stand before them.
_SURE_UNITS = frozenset({"OHM", "IU", "MCG", "USD", "IDR"})


# How the letters of a plate are called.
_LETTERS = {
    "a": "A", "be": "B", "b": "B", "ce": "C", "de": "D", "e": "E", "ef": "F", "f": "F", "ge": "G", "ha": "H", "ka": "K",
    "el": "L", "em": "M", "en": "N", "er": "R", "es": "S", "te": "T", "we": "W", "ye": "Y", "zet": "Z", "pe": "P",
    "ki": "Q", "ve": "V", "fe": "V", "ex": "X", "eks": "X", "je": "J", "jé": "J", "i": "I", "o": "O", "u": "U",
}  # fmt: skip
_LETTER = rf"(?:{'|'.join(sorted(_LETTERS, key=len, reverse=True))}|[a-z])"
_WORD = rf"(?:{'|'.join(WORDS)})"
_SAID_NUMBER = rf"{_WORD}(?: {_WORD}){{0,3}}"
_THEN = r"(?: (?:trus|terus|trs|lanjut) |[ .\-]{1,2})"
_FILLER = re.compile(r" (?:trus|terus|trs|lanjut) ", re.IGNORECASE)
_SAID_PLATE = re.compile(
    rf"\b(?:{_VEHICLE})\b[^\d\n]{{0,25}}?\b"
    rf"({_LETTER}(?:[ \-]{_LETTER})?){_THEN}({_SAID_NUMBER}|[\dlIoO](?:[ .\-]?[\dlIoO]){{0,3}}){_THEN}"
    rf"({_LETTER}(?:[ \-]{_LETTER}){{0,2}}|[a-z]{{1,3}})\b",
    re.IGNORECASE,
)


def _said_plates(text: str) -> Iterator[tuple[re.Match[str], Identifier]]:
    """Read out letter by letter, or with words between its parts."""
    for match in _SAID_PLATE.finditer(text):
        region, series = (_spelled(letters) for letters in (match[1], match[3]))
        number = _counted(match[2].lower())
        is_said = not match[2].isdecimal() or re.search(r"\W", match[3]) or _FILLER.search(match[0])
        if is_said and region in REGIONS and number and len(series) <= 3 and (series not in UNITS or len(number) > 2):
            yield match, Identifier(Kind.PLATE, f"{region} {number} {series}")


def _spelled(letters: str) -> str:
    return "".join(_LETTERS.get(letter, letter) for letter in re.split(r"[ \-]", letters.lower())).upper()


def _counted(said: str) -> str:
    """1 to 4 digits, one by one."""
    digits = re.sub(r"[ .\-]", "", said).translate(str.maketrans("oli", "011"))
    row = digits if digits.isdecimal() else "".join(WORDS[word] for word in said.split())
    return row.lstrip("0")


def plates(text: str) -> Iterator[Identifier]:
    read_out = list(_said_plates(text))
    yield from (plate for _match, plate in read_out)
    text = _without([match for match, _plate in read_out], text)
    for match in (*_PLATE.finditer(text), *_NAMED_PLATE.finditer(text), *_PLATE_OF.finditer(text)):
        region, number, series = (part.upper() for part in match.groups())
        is_room = _NO_PLATE.search(text, max(0, match.start() - 12), match.start())
        is_short = len(number) < 3 and (
            _NO_PLATE.search(text, max(0, match.start(1) - 12), match.start(1))
            or text[max(0, match.start(1) - 2) : match.start(1) - 1].isdecimal()
        )
        is_small = series in UNITS and len(number) < 3
        is_measure = re.search(r"\s", match[0]) and (is_small or series in _SURE_UNITS)
        is_other = _LIKE_PLATES.fullmatch(match[0])
        if region in REGIONS and not is_room and not is_short and not is_measure and not is_other:
            digits = number.translate(str.maketrans("LIO", "110")).lstrip("0")
            yield Identifier(Kind.PLATE, f"{region} {digits or '0'} {series}")


def _without(matches: list[re.Match[str]], text: str) -> str:
    for match in reversed(matches):
        text = f"{text[: match.start()]};{text[match.end() :]}"
    return text


def plate_row(text: str) -> Iterator[Identifier]:
    """Of a row that says it is one."""
    yield from plates(text.upper())
