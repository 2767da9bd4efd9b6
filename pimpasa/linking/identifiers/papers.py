"""Numbers on papers and vehicles: NIK, passports, plates."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pimpasa.linking.identifiers.kinds import Identifier, Kind

_NIK = re.compile(r"(?<!\d)\d(?:[ .\-]?\d){15}(?![ .\-]?\d)")
# Codes of provinces (Kepmendagri 300.2.2-2138/2025, annex; 2022's four of Papua included).
PROVINCES = frozenset(
    (11, 12, 13, 14, 15, 16, 17, 18, 19, 21, 31, 32, 33, 34, 35, 36, 51, 52, 53, 61, 62, 63, 64, 65, 71, 72, 73, 74, 75,
     76, 81, 82, 91, 92, 93, 94, 95, 96, 97)
)  # fmt: skip
# Sixteen digits are also a bank's card, an account to pay into, a parcel.
_NO_NIK = re.compile(
    r"\b(?:kartu (?:kredit|debit|atm)|card|visa|master ?card|virtual account|va|resi|invoice|rek(?:ening)?|norek|"
    r"token|voucher|imei|kk|kartu keluarga)\b[^\d\n]{0,20}\Z",
    re.IGNORECASE,
)


def niks(text: str) -> Iterator[Identifier]:
    for match in _NIK.finditer(text):
        digits = re.sub(r"\D", "", match[0])
        if _is_nik(digits) and not _NO_NIK.search(text, max(0, match.start() - 40), match.start()):
            yield Identifier(Kind.NIK, digits)


def _is_nik(digits: str) -> bool:
    """By its form: a province, a birth date with 40 added to the day for women, a serial that is not 0000."""
    day = int(digits[6:8])
    born = day - 40 if day > 40 else day
    month = int(digits[8:10])
    return int(digits[:2]) in PROVINCES and 1 <= born <= 31 and 1 <= month <= 12 and digits[12:] != "0000"


_PASSPORT = re.compile(r"(?<![A-Za-z0-9])(?:[A-Z]\s?\d{7}|[A-Z]{2}\d{6})(?![A-Za-z0-9]|[.,]\d)")
_NAMED_PASSPORT = re.compile(
    r"(?:paspor|passport|pasport)\w{0,3}[^\w\n]{0,4}(?:(?:no|nomor|number|nomer|seri|atas|a\.?n|saya|dia|nya|milik|WNI|"
    r"[A-Z][a-z]{2,15})\b[^\w\n]{0,4}){0,4}([A-Za-z]{0,2} ?\d{6,9})(?!\w)",
    re.IGNORECASE,
)
# Two letters and six digits that are money, a decree, a letter.
_NO_PASSPORT = frozenset({"RP", "NO", "SK", "SP", "WA", "HP", "ID", "KM", "PO", "ST", "LP", "SE"})


def passports(text: str) -> Iterator[Identifier]:
    for match in _PASSPORT.finditer(text):
        if match[0][:2] not in _NO_PASSPORT:
            yield Identifier(Kind.PASSPORT, re.sub(r"\s", "", match[0]))
    for match in _NAMED_PASSPORT.finditer(text):
        number = match[1].replace(" ", "").upper()
        if 6 <= len(number) <= 9 and number[:2] not in _NO_PASSPORT:
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
_PLATE = re.compile(rf"(?<![A-Za-z0-9])([A-Z]{{1,2}}){_GAP}(\d{{1,4}}){_GAP}([A-Z]{{1,3}})(?![A-Za-z0-9])")
_VEHICLE = (
    r"plat(?:nya|nomor)?|nopol(?:nya)?|nomor polisi|no\.? ?pol(?:isi)?|mobil|motor|avanza|xenia|innova|hiace|elf|bus|"
    r"truk|pick ?up|travel|angkot|sedan|taksi|beat|vario|nmax"
)
_NAMED_PLATE = re.compile(
    rf"\b(?:{_VEHICLE})\b[^\d\n]{{0,25}}?\b([a-z]{{1,2}}){_GAP}(\d{{1,4}}){_GAP}([a-z]{{1,3}})(?!\w)", re.IGNORECASE
)
_PLATE_OF = re.compile(
    rf"(?<!\w)([a-z]{{1,2}}){_GAP}(\d{{1,4}}){_GAP}([a-z]{{1,3}})\b[^\w\n]{{1,3}}(?:{_VEHICLE})\b", re.IGNORECASE
)
# Rooms, sizes, amounts and clothes look like plates.
_NO_PLATE = re.compile(
    r"\b(?:blok|block|kamar|unit|lantai|lt|gang|gg|ruang|kav(?:ling)?|tower|kelas|gate|lorong|tipe|type|pasal|no|nomor|"
    r"rumah|kios|lapak)\.? ?\Z",
    re.IGNORECASE,
)
UNITS = frozenset({"KM", "KG", "CM", "MM", "JT", "RB", "ORG", "WIB", "PCS"})


def plates(text: str) -> Iterator[Identifier]:
    for match in (*_PLATE.finditer(text), *_NAMED_PLATE.finditer(text), *_PLATE_OF.finditer(text)):
        region, number, series = (part.upper() for part in match.groups())
        is_room = _NO_PLATE.search(text, max(0, match.start() - 12), match.start())
        is_measure = series in UNITS and re.search(r"\s", match[0]) and len(number) < 3
        if region in REGIONS and not is_room and not is_measure:
            yield Identifier(Kind.PLATE, f"{region} {number.lstrip('0') or '0'} {series}")


def plate_row(text: str) -> Iterator[Identifier]:
    """Of a row that says it is one."""
    yield from plates(text.upper())
