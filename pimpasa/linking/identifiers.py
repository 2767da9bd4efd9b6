"""Identifiers in words as people type them: phone numbers, NIK, passports, plates, accounts, handles, links, agencies.

Names of people are not among them: two neighbours of one name are nobody's lead. What is found is a proposal that an
officer confirms; so a pattern rather finds too little than makes strangers meet.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import islice

import phonenumbers

from pimpasa.linking.plain import bounded

MOST = 200
REGION = "ID"


class Kind(StrEnum):
    PHONE = "phone"
    NIK = "nik"
    PASSPORT = "passport"
    PLATE = "plate"
    BANK = "bank"
    HANDLE = "handle"
    EMAIL = "email"
    LINK = "link"
    AGENCY = "agency"


@dataclass(frozen=True, order=True)
class Identifier:
    """`value` is the normal form, in which two spellings of the same thing are equal."""

    kind: Kind
    value: str


def find(text: str, *, most: int = MOST) -> list[Identifier]:
    """Up to `most` different identifiers of a text, in the order of their kinds and then of the text."""
    plain = _plain(text)
    digits = len(_DIGIT.findall(plain))
    identifiers = (
        identifier
        for finder, least, mark in _FINDERS
        if digits >= least and mark in plain
        for identifier in finder(plain)
    )
    return list(islice(_once(identifiers), most))


def _once(identifiers: Iterable[Identifier]) -> Iterator[Identifier]:
    """Each as it comes, so that who wants no more stops the search."""
    earlier = set()
    for identifier in identifiers:
        if identifier not in earlier:
            earlier.add(identifier)
            yield identifier


def of_row(what: str, value: str) -> list[Identifier]:
    """Those of a row that says what it is: `phone`, `account`, `bank`, `agency` or `plate`."""
    plain = _plain(value)
    read = _ROWS.get(what)
    identifiers = list(dict.fromkeys(read(plain))) if read else []
    return identifiers or find(value)


def _plain(text: str) -> str:
    """Compatibility forms, digits of any script as 0 to 9, and no marks that nobody sees."""
    if text.isascii():
        return text
    composed = unicodedata.normalize("NFKC", bounded(text))
    return "".join(_letter(letter) for letter in composed)


def _letter(letter: str) -> str:
    category = unicodedata.category(letter)
    if category == "Nd":
        return str(unicodedata.decimal(letter))
    if category == "Cf":
        return ""
    return "-" if category == "Pd" else letter


# Seven to fifteen digits with up to three of what people put between them.
_PHONE = re.compile(r"(?<![\w@/.])(?:\+ ?)?\(?\d(?:[ ().\-]{0,3}\d){6,15}(?![\w@])")
_WHATSAPP = re.compile(r"(?:wa\.me/|whatsapp\.com/send/?\?phone=)\+?(\d{8,15})", re.IGNORECASE)


# A date with its time, or from when till when: digits that are nobody's number.
_TIME = r"(?:[01]?\d|2[0-4])[.:][0-5]\d(?:[.:][0-5]\d)?"
_DAY = r"(?:0?[1-9]|[12]\d|3[01])"
_MONTH = r"(?:0?[1-9]|1[0-2])"
_YEAR = r"(?:19|20)\d\d"
_DATE = rf"(?:{_DAY}([ ./\-]){_MONTH}\1{_YEAR}|{_YEAR}-{_MONTH}-{_DAY})(?:(?:[ ,]{{1,2}}|T){_TIME})?"
_WHEN = re.compile(rf"(?<![\d.\-])(?:{_DATE}|{_TIME} ?- ?{_TIME})(?!\d|[ .\-]\d)")
# Thousands with dots or commas between, or what stands behind "Rp".
_AMOUNT = re.compile(r"[1-9]\d{0,2}(?:[.,]\d{3})+")
_MONEY = re.compile(r"(?:\bRp|\bIDR)[. ]{0,2}\Z", re.IGNORECASE)
# Within words a number begins with 0, with its country, or with the 8 of a mobile one, whose 0 many leave out.
_BEGUN = re.compile(r"[ (]*(?:\+|0|62|8(?:\D*\d){9})")


def _phones(text: str) -> Iterator[Identifier]:
    yield from _whatsapp(text)
    timeless = _WHEN.sub(";", text)
    for match in _PHONE.finditer(timeless):
        is_money = _AMOUNT.fullmatch(match[0]) or _MONEY.search(timeless, max(0, match.start() - 6), match.start())
        if _BEGUN.match(match[0]) and not is_money:
            yield from _phone(match[0])


def _phone_row(text: str) -> Iterator[Identifier]:
    """Of a row that says it is one, so that an area's code needs no 0 before it."""
    yield from _whatsapp(text)
    for match in _PHONE.finditer(text):
        yield from _phone(match[0])


def _whatsapp(text: str) -> Iterator[Identifier]:
    for match in _WHATSAPP.finditer(text):
        yield from _phone("+" + match[1])


def _phone(written: str) -> Iterator[Identifier]:
    digits = re.sub(r"\D", "", written)
    abroad = written.lstrip(" (").startswith(("+", "00")) or digits.startswith("62")
    try:
        number = phonenumbers.parse("+" + digits.lstrip("0") if abroad else digits, REGION)
    except phonenumbers.NumberParseException:
        return
    if phonenumbers.is_valid_number(number):
        yield Identifier(Kind.PHONE, phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164))


_NIK = re.compile(r"(?<!\d)\d(?:[ .\-]?\d){15}(?![ .\-]?\d)")


def _niks(text: str) -> Iterator[Identifier]:
    for match in _NIK.finditer(text):
        digits = re.sub(r"\D", "", match[0])
        if _is_nik(digits):
            yield Identifier(Kind.NIK, digits)


def _is_nik(digits: str) -> bool:
    """By its form: a province, a birth date with 40 added to the day for women, a serial that is not 0000."""
    day = int(digits[6:8]) % 40
    month = int(digits[8:10])
    return 11 <= int(digits[:2]) <= 97 and 1 <= day <= 31 and 1 <= month <= 12 and digits[12:] != "0000"


_PASSPORT = re.compile(r"(?<![A-Za-z0-9])(?:[A-Z]\s?\d{7}|[A-Z]{2}\s?\d{6})(?![A-Za-z0-9])")
_NAMED_PASSPORT = re.compile(
    r"(?:paspor|passport)\W{0,3}(?:no|nomor|number|nya)?\W{0,5}([A-Za-z0-9]{6,9})(?!\w)", re.IGNORECASE
)


def _passports(text: str) -> Iterator[Identifier]:
    for match in _PASSPORT.finditer(text):
        yield Identifier(Kind.PASSPORT, re.sub(r"\s", "", match[0]))
    for match in _NAMED_PASSPORT.finditer(text):
        if sum(letter.isdigit() for letter in match[1]) >= 5:
            yield Identifier(Kind.PASSPORT, match[1].upper())


# Letters of the regions of registration (Perkap 5/2012, annex), so that "di 3 kota" is no plate.
_REGIONS = frozenset(
    re.findall(
        r"\w+",
        "A AA AB AD AE AG B BA BB BD BE BG BH BK BL BM BN BP D DA DB DC DD DE DG DH DK DL DM DN DP DR DS DT DW E EA EB "
        "ED F G H K KB KH KT KU L M N P PA PB PG PS PT R S T W Z",
    )
)
_PLATE = re.compile(r"(?<![A-Za-z0-9])([A-Z]{1,2})[ .\-]?(\d{1,4})[ .\-]?([A-Z]{1,3})(?![A-Za-z0-9])")
_NAMED_PLATE = re.compile(
    r"(?:plat|nopol|nomor polisi|no\.? ?pol)\w*\W{0,5}([a-z]{1,2})[ .\-]?(\d{1,4})[ .\-]?([a-z]{1,3})(?!\w)",
    re.IGNORECASE,
)


def _plates(text: str) -> Iterator[Identifier]:
    for match in (*_PLATE.finditer(text), *_NAMED_PLATE.finditer(text)):
        region, number, series = (part.upper() for part in match.groups())
        if region in _REGIONS:
            yield Identifier(Kind.PLATE, f"{region} {number.lstrip('0') or '0'} {series}")


_BANK = re.compile(
    r"\b(?:rek(?:ening)?|no\.? ?rek|bca|bri|bni|mandiri|bsi|btn|cimb|permata|jago|seabank)\b"
    r"[^\d\n]{0,25}(\d(?:[ .\-]?\d){7,17})(?![ .\-]?\d)",
    re.IGNORECASE,
)


def _banks(text: str) -> Iterator[Identifier]:
    for match in _BANK.finditer(text):
        yield Identifier(Kind.BANK, re.sub(r"\D", "", match[1]))


_HANDLE = re.compile(r"(?<![\w@./])@([A-Za-z0-9_.]{3,30})")
_NAMED_HANDLE = re.compile(
    r"\b(?:ig|instagram|tiktok|telegram|tele|twitter|facebook|fb)\b(?: ?(?:nya|saya|akun))?"
    r"\s?[:=]\s?@?([A-Za-z0-9_.]{3,30})",
    re.IGNORECASE,
)


def _handles(text: str) -> Iterator[Identifier]:
    return _as_handles(_HANDLE.finditer(text))


def _named_handles(text: str) -> Iterator[Identifier]:
    return _as_handles(_NAMED_HANDLE.finditer(text)) if ":" in text or "=" in text else iter(())


def _as_handles(matches: Iterable[re.Match[str]]) -> Iterator[Identifier]:
    for match in matches:
        if handle := match[1].strip("._").lower():
            yield Identifier(Kind.HANDLE, handle)


_EMAIL = re.compile(r"(?<![\w.+\-])([A-Za-z0-9._%+\-]{1,64}@[A-Za-z0-9\-]{1,63}(?:\.[A-Za-z0-9\-]{1,63}){1,4})(?!\w)")


def _emails(text: str) -> Iterator[Identifier]:
    for match in _EMAIL.finditer(text):
        yield Identifier(Kind.EMAIL, match[1].lower().rstrip("."))


_LINK = re.compile(r"(?:https?://|www\.)([A-Za-z0-9\-.]{3,100})(/[^\s<>\"')\]]{0,200})?", re.IGNORECASE)
_SOCIAL = frozenset({"instagram.com", "tiktok.com", "t.me", "telegram.me", "facebook.com", "x.com", "twitter.com"})
_BARE = re.compile(
    rf"(?<![\w@./])(?:{'|'.join(map(re.escape, sorted(_SOCIAL)))})/@?([A-Za-z0-9_.]{{3,30}})(?![\w\-]|/\w)",
    re.IGNORECASE,
)


def _links(text: str) -> Iterator[Identifier]:
    yield from _as_handles(_BARE.finditer(text))
    for match in _LINK.finditer(text):
        host = match[1].lower().removeprefix("www.").rstrip(".")
        path = (match[2] or "").split("?")[0].split("#")[0].rstrip("/.,;:!")
        if _WHATSAPP.search(match[0]) or "." not in host:
            continue
        account = re.match(r"/@?([A-Za-z0-9_.]{3,30})(?![\w\-]|/\w)", path) if host in _SOCIAL else None
        yield Identifier(Kind.HANDLE, account[1].lower()) if account else Identifier(Kind.LINK, host + path)


_AGENCY = re.compile(r"(?<!\w)(?:PT|CV|LPK|LPTKS|P3MI)\.?,?\s+((?:[A-Z0-9][\w&.\-]*)(?: (?:[A-Z0-9&][\w&.\-]*)){0,5})")


def _agencies(text: str) -> Iterator[Identifier]:
    for match in _AGENCY.finditer(text):
        yield from _agency(match[1])


def _agency(name: str) -> Iterator[Identifier]:
    normal = normal_agency(name)
    if len(normal.replace(" ", "")) >= 4:
        yield Identifier(Kind.AGENCY, normal)


def normal_agency(name: str) -> str:
    """A company's name without its form (PT, CV) and without what people leave out."""
    words = re.sub(r"[^\w& ]", " ", name.casefold()).split()
    return " ".join(word for word in words if word not in {"pt", "cv", "lpk", "tbk", "persero", "p3mi", "lptks"})


def _accounts(text: str) -> Iterator[Identifier]:
    yield from find(text)
    bare = text.strip().lstrip("@")
    if re.fullmatch(r"[A-Za-z0-9_.]{3,30}", bare) and not bare.isdigit():
        yield Identifier(Kind.HANDLE, bare.strip("._").lower())


def _bank_rows(text: str) -> Iterator[Identifier]:
    for match in re.finditer(r"\d(?:[ .\-]?\d){7,17}", text):
        yield Identifier(Kind.BANK, re.sub(r"\D", "", match[0]))


_Finder = Callable[[str], Iterator[Identifier]]
_DIGIT = re.compile(r"\d")
# Each with how many digits, and what else, a text must have before it is worth looking.
_FINDERS: tuple[tuple[_Finder, int, str], ...] = (
    (_phones, 7, ""),
    (_niks, 16, ""),
    (_passports, 5, ""),
    (_plates, 1, ""),
    (_banks, 8, ""),
    (_handles, 0, "@"),
    (_named_handles, 0, ""),
    (_emails, 0, "@"),
    (_links, 0, "."),
    (_agencies, 0, ""),
)
_ROWS: dict[str, _Finder] = {
    "phone": _phone_row,
    "account": _accounts,
    "bank": _bank_rows,
    "agency": _agency,
    "plate": lambda text: _plates(text.upper()),
}
