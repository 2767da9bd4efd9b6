"""Numbers to call: Indonesian ones however they are written, others with their country."""

from __future__ import annotations

import re
from collections.abc import Iterator

import phonenumbers

from pimpasa.linking.identifiers.kinds import Identifier, Kind
from pimpasa.linking.identifiers.lands import ABROAD, LANDS

REGION = "ID"
# Seven to fifteen digits with up to three of what people put between them; a line may end within a number.
_BETWEEN = r"[ ()._\-*~\n]{0,3}"
_RUN = re.compile(
    rf"(?:(?<![\d/.@])|(?<=\d/)(?=08|\+?62))(?:(?<!\w)|(?<=[A-Za-z])(?=0?8|\+62|628))"
    rf"(?:\+ ?)?\(?\d(?:{_BETWEEN}\d){{6,}}"
)
# Another number that is told by its last digits alone: "/ 19", "belakangnya jadi 20".
_ANOTHER = re.compile(
    r"\A ?/ ?(\d{2,4})(?![\d.,:%()_*~\-]| {1,2}[\d(]"
    r"| ?(?:jam|hari|orang|org|bln|bulan|th|tahun|x|kali|rb|ribu|jt|juta|menit)\b)"
    r"|\A[^\d\n]{0,40}\b(?:belakang|akhir|ujung|buntut)(?:an)?(?:nya)?\b[a-z ]{0,16}\b(?:jadi|ganti|atau|diganti) "
    r"(\d{2,4})(?!\d)|\A[^\d\n]{0,30}\bbeda(?:nya)?\b[^\d\n]{0,30} (\d{2,4})(?!\d)",
    re.IGNORECASE,
)
# The same, said with a word between: only what differs in its last two digits, or what is called the end.
_TWIN = re.compile(
    r"\A ?(?:,|,? ?(?:&|dan|sama|atau|n|s/?d|sampai)(?: (?:yang|yg|satunya|lagi|satu))*) "
    r"(?:(\d{4})|(?:belakang|akhir|ujung|buntut)(?:an)?(?:nya)? (\d{2,4}))(?!\d|[.,:%]\d| ?(?:orang|org|jam|"
    r"hari|rb|ribu)\b)",
    re.IGNORECASE,
)
_WHATSAPP = re.compile(
    r"(?:wa\.me/|whatsapp\.com/send/?\?phone=|whatsapp://send\?phone=)(?:\+|%2B)?(\d(?:[.\-]?\d){7,14})", re.IGNORECASE
)
_MENTIONED = re.compile(r"(?<!\w)@(\+?62\d{9,12})(?!\w)")
_ADDRESS = re.compile(
    r"(?:https?://|www\.)\S{1,400}|(?<![\w.+\-])[\w.+\-]{1,64}@[\w\-]{1,63}\.[\w.\-]{1,63}"
    r"|(?<![\w.\-])[A-Za-z][\w\-]{0,62}(?:\.[\w\-]{1,63}){1,4}/\S{0,400}",
    re.IGNORECASE,
)

# A date with its time, or from when till when: digits that are nobody's number.
_TIME = r"(?:[01]?\d|2[0-4])[.:][0-5]\d(?:[.:][0-5]\d)?"
_DAY = r"(?:0?[1-9]|[12]\d|3[01])"
_MONTH = r"(?:0?[1-9]|1[0-2])"
_YEAR = r"(?:19|20)\d\d"
_DATE = rf"(?:{_DAY}([ ./\-]){_MONTH}\1{_YEAR}|{_YEAR}-{_MONTH}-{_DAY})(?:(?:[ ,]{{1,2}}|T){_TIME})?"
_WHEN = re.compile(rf"(?<![\d.\-])(?:{_DATE}|{_TIME} ?- ?{_TIME})(?!\d|[ .\-]\d)")
# Thousands with dots or commas between, or what stands behind "Rp".
_AMOUNT = re.compile(r"[1-9]\d{0,2}(?:[.,]\d{3})+(?: ?- ?[1-9]\d{0,2}(?:[.,]\d{3})+)*")
_MONEY = re.compile(r"(?:\bRp|\bIDR)[. ]{0,2}\Z", re.IGNORECASE)
# A sum with what goes on behind it: "81.200.001 234".
_PENCE = re.compile(r"[1-9]\d{0,2}(?:\.\d{3}){2,3} \d{1,3}\Z")
# How many of something stands behind a number now and then.
_COUNT = re.compile(
    r"(?:(?<=\d) \d{1,2}|(?<=\d{4}) \d{3})"
    r"(?= ?(?:orang|org|anak|hari|jam|kali|x|unit|pcs|bulan|bln|tahun|juta|jt|ribu|rb|malam|kamar)\b)",
    re.IGNORECASE,
)
# Numbers that are somebody's, but not to be called.
_NO_PHONE = re.compile(
    r"\b(?:no(?:mor)?\.? ?)?(?:resi|token|invoice|faktur|pesanan|order|id pelanggan|virtual account|va|kode|nik|ktp|"
    r"bank(?: [a-z]{3,12})?|polis|peserta|nim|nisn|nip|npsn|sertifikat|barcode|isbn|billing|booking|tiket|"
    r"registrasi|pendaftaran|"
    r"permohonan|antrian|antrean|rekam medis|rm|stnk|bpkb|sim|rangka|mesin|seri|izin|akta|surat|siup|nib|"
    r"pirt|ref(?:erensi)?|transaksi|meter(?:an)?|pln|pdam|"
    r"id (?:game|ml|ff|member|akun|transaksi)|kk|npwp|bpjs|imei|rek(?:ening)?|norek|no\.? ?rek|bca|bri|bni|"
    r"bsi|btn|mandiri|cimb|permata|danamon)\b"
    r"[^\d\n,;]{0,20}\Z",
    re.IGNORECASE,
)
# Behind these a number is called, whatever stands before them.
_SURELY_CALLED = re.compile(
    r"\b(?:wa|wasap|whats ?app|hp|hub(?:ungi)?|telp?(?:on)?|tlp|telepon|call|kontak|contact|cp|phone|"
    r"nomere)(?:nya)?\b\W{0,4}\Z",
    re.IGNORECASE,
)
# A point of a list, which is no part of the number behind it.
_POINT = re.compile(r"(?<!\S)\d{1,2}\) ?(?=\+?\d{4})")
_CALLED = re.compile(
    r"\b(?:wa|wasap|whats ?app|hp|hub(?:ungi)?|telp?(?:on)?|tlp|call|kontak|contact|chat|nomor|no|cp|info|phone)"
    r"(?:nya)?\b\W{0,4}\Z",
    re.IGNORECASE,
)
_CALLED_AFTER = re.compile(r"\A\W{0,3}(?:itu )?(?:nomor|nomer|nmr|no|wa|hp)\b", re.IGNORECASE)
# Within words a number begins with 0, with its country, or with the 8 of a mobile one, whose 0 many leave out.
_BEGUN = re.compile(r"[ (]*(?:\+|0|62|8(?:\D*\d){9})")
_COUNTRIES = frozenset(
    int(code)
    for code in (*ABROAD, "1", "7", "27", "31", "33", "34", "39", "41", "44", "48", "49", "61", "64", "90", "91", "92")
)
# Mobile prefixes of Indonesia's operators, and how many digits follow the 0 at most: Smartfren and Tri gave out
# thirteen, which the number plan that phonenumbers knows does not have.
_MOBILE = re.compile(r"8(?:1[1-9]|2[1-3]|3[1-8]|5[1-35-9]|7[5-9]|8[1-9]|9[5-9])\d{6,10}")
# In these a number is eight digits, whose first is no 0.
_WITHOUT_TRUNK = frozenset({"HK", "SG", "MO", "QA", "KW", "BH", "OM"})
_SHORT = 8
_OF_SOMEBODY = re.compile(r"\b(?:hp|no|nomor|nomer|nmr|wa|wasap|telp?|tlp|call|hub\w*)\b", re.IGNORECASE)
_NAMES = rf"\b({'|'.join(sorted(LANDS, key=len, reverse=True))})(?:nya)?\b"
_LAND = re.compile(
    rf"{_NAMES}(?:[^\d\n.;]{{0,20}}|[^\d\n.;]{{0,40}}\b(?:no|nomor|nomer|hp|telp?|telpon|wa|hub\w*)(?:nya|e)?\b"
    r"[^\d\n.;]{0,24})\Z",
    re.IGNORECASE,
)
# Behind a number, apart from it by a comma or a bracket, or as "nomor Malaysia".
_LAND_BEHIND = re.compile(
    rf"\A ?(?:[,(\-]{{1,2}} ?(?:itu )?(?:(?:no|nomor|nomer|nombor|kode|negara|yang|yg) ?(?:di )?)?|"
    rf"(?:no|nomor|nomer|nombor|kode) (?:negara )?){_NAMES}(?! (?:jam|hari|tahun|gaji|berangkat))",
    re.IGNORECASE,
)
# Another number of the land that was named before: "… sama nomor rumah majikan 6000 0277".
_OF_THE_SAME = re.compile(r"\A[^\d\n.;]{0,12}\b(?:sama|dan|atau|or|n)\b[^\d\n.;]{0,30}\Z|\A ?[/&,] ?\Z", re.IGNORECASE)
# Digits in which money is counted, without what begins a number.
_WORTH = re.compile(
    r"\A ?(?:dolar|dollar|ringgit|riyal|won|yen|usd|hkd|nt|sgd|rupiah|rb|ribu|juta|jt|perak)\b", re.IGNORECASE
)
_BEFORE = 70
_SHORTEST = 3
_MOST_OTHERS = 3
_WHOLE = 10
_LONGEST = 40


def phones(text: str) -> Iterator[Identifier]:
    """Of running words."""
    yield from _of_links(text)
    wordless = _POINT.sub(";", _COUNT.sub(";", _ADDRESS.sub(";", _WHEN.sub(";", text))))
    land, end = "", 0
    for run in _RUN.finditer(wordless):
        before = wordless[max(0, run.start() - _BEFORE) : run.start()]
        is_money = _AMOUNT.fullmatch(run[0]) or _MONEY.search(before) or _PENCE.match(run[0])
        if not is_money and (run[0].startswith("+") or _SURELY_CALLED.search(before) or not _NO_PHONE.search(before)):
            after = wordless[run.end() : run.end() + 80]
            land = _land(before, after) or (land if _OF_THE_SAME.search(wordless[end : run.start()][:44]) else "")
            if re.match(r"[A-Za-z]\d", after) or (_WORTH.match(after) and run[0][0] not in "+0"):
                continue
            is_called = bool(_CALLED.search(before) or _CALLED_AFTER.match(after))
            numbers = list(_of_land(run[0], before, land)) or list(_of_run(run[0], is_called=is_called))
            yield from _and_another(numbers, after)
        end = run.end()


def _land(before: str, after: str) -> str:
    """The country that is named before a number, or else behind it."""
    named = _LAND.search(before) or _LAND_BEHIND.match(after)
    return named[1].lower() if named else ""


def _of_land(run: str, before: str, land: str) -> Iterator[Identifier]:
    """Of the country that is named: with that country's code, or as one writes it there."""
    if not land or run.startswith("+"):
        return
    code, region = LANDS[land]
    digits = re.sub(r"\D", "", run)
    written = f"+{digits}" if digits.startswith(code) else digits
    written = f"+{code}{digits.lstrip('0')}" if digits.startswith("0") else written
    written = f"+{code}{digits}" if region in _WITHOUT_TRUNK and len(digits) == _SHORT else written
    is_ours = digits.startswith("0") and _MOBILE.fullmatch(digits.lstrip("0"))
    is_short = region in _WITHOUT_TRUNK and len(digits) == _SHORT
    is_called = is_short and (_OF_SOMEBODY.search(before) or digits[0] in "3456789")
    if not is_ours and (digits.startswith((code, "0")) or is_called):
        yield from _parsed(written, region)


def _and_another(numbers: list[Identifier], after: str) -> Iterator[Identifier]:
    """The numbers, and one that differs from the last in its last digits."""
    yield from numbers
    yield from _twins(numbers, after)
    another = _ANOTHER.match(after)
    for _time in range(_MOST_OTHERS if numbers else 0):
        if not another:
            return
        digits = another[1] or another[2] or another[3]
        yield Identifier(Kind.PHONE, numbers[-1].value[: -len(digits)] + digits)
        another = _ANOTHER.match(after[another.end() :]) if another[1] else None


def _twins(numbers: list[Identifier], after: str) -> Iterator[Identifier]:
    twin = _TWIN.match(after) if numbers else None
    for _time in range(_MOST_OTHERS):
        if not twin or not (twin[2] or numbers[-1].value[-4:-2] == twin[1][:2]):
            return
        end = twin[1] or twin[2]
        yield Identifier(Kind.PHONE, numbers[-1].value[: -len(end)] + end)
        after = after[twin.end() :]
        twin = _TWIN.match(after)


def phone_row(text: str) -> Iterator[Identifier]:
    """Of a row that says it is one, so that an area's code needs no 0 before it."""
    yield from _of_links(text)
    for run in _RUN.finditer(_ADDRESS.sub(";", text)):
        for number in _split(run[0]):
            yield from _number(number)


def _of_links(text: str) -> Iterator[Identifier]:
    for match in (*_WHATSAPP.finditer(text), *_MENTIONED.finditer(text)):
        yield from _number("+" + re.sub(r"\D", "", match[1]))


def _of_run(run: str, *, is_called: bool) -> Iterator[Identifier]:
    for number in _split(run):
        if _BEGUN.match(number.lstrip(" ()._-*~\n")):
            yield from _number(number)
        elif is_called and re.sub(r"\D", "", number).startswith(ABROAD):
            yield from _number("+" + number)


def _parts(run: str) -> list[str]:
    """Groups of digits, each with what stands before it."""
    return re.findall(r"\D*\d+", run)


def _split(run: str) -> Iterator[str]:
    """The numbers of a run of groups: where one is whole, the next begins with a group that starts like one."""
    number = ""
    for part in _parts(run):
        group = part.strip(" ()._-*~\n")
        begins = group.startswith(("08", "+62", "628")) or group == "62"
        is_other = begins and ("\n" in part or len(number) < _SHORTEST)
        if is_other or (_is_whole(number) and (begins or "\n" in part)):
            yield number
            number = part if begins else ""
        else:
            number = number[-_LONGEST:] + part
    yield number


def _is_whole(number: str) -> bool:
    return len(re.sub(r"\D", "", number)) > _WHOLE and any(True for _ in _number(number))


def _number(written: str) -> Iterator[Identifier]:
    digits = re.sub(r"\D", "", written)
    is_abroad = written.lstrip(" (._-*~\n").startswith(("+", "00")) or digits.startswith("62")
    is_indonesian = digits.startswith(("62", "0062")) or (not is_abroad and digits.startswith(("08", "8")))
    national = digits.lstrip("0").removeprefix("62").lstrip("0")
    if is_indonesian and _MOBILE.fullmatch(national):
        yield Identifier(Kind.PHONE, f"+62{national}")
        return
    yield from _parsed("+" + digits.lstrip("0") if is_abroad else digits, REGION)


def _parsed(written: str, region: str) -> Iterator[Identifier]:
    is_abroad = written.startswith("+")
    try:
        number = phonenumbers.parse(written, region)
    except phonenumbers.NumberParseException:
        return
    if phonenumbers.is_valid_number(number) or _is_abroad_and_possible(number, is_abroad=is_abroad):
        yield Identifier(Kind.PHONE, phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164))


def _is_abroad_and_possible(number: phonenumbers.PhoneNumber, *, is_abroad: bool) -> bool:
    """With its country said, a length that the country has is enough: plans grow faster than the library's table."""
    return is_abroad and number.country_code in _COUNTRIES and phonenumbers.is_possible_number(number)
