"""Plates of vehicles, also read out: "plat be satu dua tiga empat ka er"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pimpasa.linking.identifiers.digits import in_digits, parts_of
from pimpasa.linking.identifiers.kinds import Identifier, Kind
from pimpasa.linking.identifiers.numerals import LETTERS, LINKS, MANY, TENS, TIMES, WHOLE_TENS, WORDS

# Letters of the regions of registration (Perkap 5/2012, annex), so that "di 3 kota" is no plate.
REGIONS = frozenset(
    re.findall(
        r"\w+",
        "A AA AB AD AE AG B BA BB BD BE BG BH BK BL BM BN BP D DA DB DC DD DE DG DH DK DL DM DN DP DR DS DT DW E EA EB "
        "ED F G H K KB KH KT KU L M N P PA PB PG PS PT R S T W Z",
    )
)
_REGIONS_SMALL = frozenset(region.lower() for region in REGIONS)
_GAP = r"[ .\-_]{0,2}"
# Where a vehicle is named, also what nobody would write a plate with.
_WIDE = r"[ .\-_/*|]{0,2}\n?"
# What begins another plate does not end this one: "L300 AD 4321 QQ" is a kind of car and its plate.
_PLATE = re.compile(
    rf"(?<![A-Za-z0-9])([A-Z]{{1,2}}){_GAP}(\d{{1,4}}){_GAP}([A-Z]{{1,3}})(?![A-Za-z0-9]| \d{{1,4}} ?[A-Z]{{1,3}}\b)"
)
_VEHICLE = (
    r"plat(?:nya|nomor|e)?|nopol(?:nya)?|pelat|oto|montor|mobile|no(?:mor|mer)? p[ou]lisi|no\.? ?pol(?:isi)?|"
    r"mobil|motor|"
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


_LEADS = re.compile(rf"\b(?:{_VEHICLE})(?:nya|ne|e)?\b", re.IGNORECASE)
_TOKEN = re.compile(r"[^\W\d_]+|\d+|[,.;!?]")
# What is said between the parts of a plate, and before it.
_BETWEEN = frozenset(
    re.findall(
        r"\w+",
        "trus terus trs lanjut lalu huruf hurufnya angka angkanya nomor nomer nomernya nomornya no spasi strip depan "
        "depannya tengah tengahnya belakang belakangnya buntut buntutnya ujung ujungnya seri serinya habis abis itu",
    )
)
_MOST_BEFORE, _MOST_TOKENS, _WINDOW = 6, 22, 120
_LONGEST_LETTERS = 3


def _said_plates(text: str) -> Iterator[tuple[int, int, Identifier]]:
    """Read out letter by letter, or with words between its parts: letters, then digits, then letters."""
    for vehicle in _LEADS.finditer(text):
        tokens = list(_TOKEN.finditer(text, vehicle.end(), vehicle.end() + _WINDOW))[:_MOST_TOKENS]
        for first in range(min(_MOST_BEFORE, len(tokens))):
            read = _read_out(tokens[first:])
            if read:
                yield tokens[first].start(), read[0], Identifier(Kind.PLATE, read[1])
                break


# As one writes a plate: that is none that is read out.
_PLAINLY = re.compile(rf"[A-Za-z]{{1,2}}{_GAP}\d{{1,4}}{_GAP}[A-Za-z]{{1,3}}")


def _read_out(tokens: list[re.Match[str]]) -> tuple[int, str] | None:
    """Where a plate ends that begins with the first of the tokens, and what it is."""
    region, place = _letters(tokens, 0, 2)
    number, behind = _count(tokens, place)
    is_written = all(not _is_said(token[0]) or token[0].lower() in _BETWEEN for token in tokens[:behind])
    series, end = _letters(tokens, behind, _LONGEST_LETTERS, is_written=is_written)
    if not (region in REGIONS and number and series):
        return None
    begins = next(place for place, token in enumerate(tokens) if token[0].lower() not in _BETWEEN)
    row = tokens[begins:end]
    is_read_out = (
        any(_is_said(token[0]) for token in row)
        or len(row) > 3
        or "\n" in row[0].string[row[0].start() : row[-1].end()]
    )
    if _PLAINLY.fullmatch(row[0].string, row[0].start(), row[-1].end()) and row[0][0].upper() in REGIONS:
        return None
    is_unit = series in UNITS and len(number) <= 2
    return (row[-1].end(), f"{region} {number} {series}") if is_read_out and not is_unit else None


def _is_said(token: str) -> bool:
    word = token.lower()
    return word in WORDS or word in MANY or word in _BETWEEN or (word in LETTERS and len(word) > 1)


def _letters(tokens: list[re.Match[str]], place: int, most: int, *, is_written: bool = False) -> tuple[str, int]:
    """Up to so many letters, each by its name, or all as one group, and the place behind them."""
    letters, times, end = "", 1, place
    while place < len(tokens):
        word = tokens[place][0]
        low = word.lower()
        is_group = (
            word.isalpha()
            and 1 < len(word) <= most
            and not letters
            and (word.isupper() or (is_written and not _is_letter(tokens[place + 1 :])))
            and low not in _BETWEEN
        )
        letter = "" if is_group else LETTERS.get(low) or (word.upper() if len(word) == 1 and word.isalpha() else "")
        is_group = is_group or bool(not letter and not letters and word.isalpha() and low in _REGIONS_SMALL)
        if low in MANY and (letters or times == 1):
            times = MANY[low]
            if letters and not _is_letter(tokens[place + 1 :]):
                letters, times, end = letters + letters[-1] * (times - 1), 1, place + 1
        elif letter or is_group:
            if len(letters + (letter or word)) > most:
                break
            letters, times, end = letters + (letter or word.upper()) * times, 1, place + 1
            if is_group and not letter:
                break
        elif word == "," and not letters:
            pass
        elif not (low in _BETWEEN and (not letters or _is_letter(tokens[place + 1 :]))) and not (
            word == "," and letters and _is_letter(tokens[place + 1 :])
        ):
            break
        place += 1
    return letters[:most], end


def _is_letter(tokens: list[re.Match[str]]) -> bool:
    return bool(tokens and (tokens[0][0].lower() in LETTERS or (len(tokens[0][0]) == 1 and tokens[0][0].isalpha())))


def _count(tokens: list[re.Match[str]], place: int) -> tuple[str, int]:
    """One to four digits, however they are said, and the place behind them."""
    start = place
    while start < len(tokens) and (tokens[start][0].lower() in _BETWEEN or tokens[start][0] == ","):
        start += 1
    if start == len(tokens):
        return "", place
    end = start
    while end < len(tokens) and _is_of_count(tokens, end):
        end += 1
    text = " ".join(
        token[0].replace("O", "0").replace("o", "0") if _NUMBERLIKE.fullmatch(token[0]) else token[0]
        for token in tokens[start:end]
    )
    digits = "".join(part.digits for part in parts_of(in_digits(text))).lstrip("0")
    return (digits, end) if 1 <= len(digits) <= 4 else ("", place)


_NUMBERLIKE = re.compile(r"[\doO]*\d[\doO]*")


def _is_of_count(tokens: list[re.Match[str]], place: int) -> bool:
    word = tokens[place][0].lower()
    is_digit = word.isdecimal() or word in WORDS or word in WHOLE_TENS
    is_of_words = word in TENS or word in TIMES or word in LINKS or word in ("seribu", "ribu", "ratus", "seratus")
    is_many = (
        word in MANY
        and place + 1 < len(tokens)
        and (tokens[place + 1][0].lower() in WORDS or tokens[place + 1][0].isdecimal())
    )
    is_between = word in ("trus", "terus", ",") and place + 1 < len(tokens) and tokens[place + 1][0].lower() in WORDS
    return is_digit or is_of_words or is_many or is_between


_COMPANY = re.compile(r"\b(?:PT|CV|LPK)\b\.? [\w ]{0,30}\Z", re.IGNORECASE)


def plates(text: str) -> Iterator[Identifier]:
    read_out = list(_said_plates(text))
    yield from (plate for _start, _end, plate in read_out)
    text = _without([(start, end) for start, end, _plate in read_out], text)
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
        is_name = "".join(match.groups()) == match[0] and _COMPANY.search(
            text, max(0, match.start() - 40), match.start()
        )
        if match[3] == "eh" or is_name:
            continue
        if region in REGIONS and not is_room and not is_short and not is_measure and not is_other:
            digits = number.translate(str.maketrans("LIO", "110")).lstrip("0")
            yield Identifier(Kind.PLATE, f"{region} {digits or '0'} {series}")


def _without(spans: list[tuple[int, int]], text: str) -> str:
    for start, end in reversed(spans):
        text = f"{text[:start]};{text[end:]}"
    return text


def plate_row(text: str) -> Iterator[Identifier]:
    """Of a row that says it is one."""
    yield from plates(text.upper())
