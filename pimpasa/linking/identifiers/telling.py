"""Numbers that are told: in words, or in several parts with what people say in between."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass

from pimpasa.linking.identifiers.digits import MOST, Part, Piece, in_digits, parts_of
from pimpasa.linking.identifiers.lands import ABROAD

_LEAST = 7
_LEAST_SAID, _LEAST_SAID_ABROAD = 4, 1
# Numbers that begin as they like, where they are called by their name; and how long these are.
_NAMED = re.compile(
    r"(?<![a-z])(?:nik|ktp|rek(?:ening)?|no\.? ?rek|norek|bca|bri|bni|bsi|btn|mandiri|jago|danamon|permata|seabank)"
    r"(?:nya|ku)?\b[^\d\n]{0,20}\Z",
    re.IGNORECASE,
)
_NAMED_LENGTHS = frozenset({10, 12, 13, 15, 16})
_SHORT, _PREFIX_LENGTH = 10, 4
_MOBILE_LENGTH = (10, 13)
_PLUS = re.compile(r"(?:\+|\bplus) ?\Z", re.IGNORECASE)
# A mobile number that is whole, and one that has begun.
_WHOLE = re.compile(r"(?:0|62)8[1-35-9]\d{7,10}|8[1-35-9]\d{8,10}")
_BEGUN = re.compile(r"(?:0|62)8[1-35-9]\d{0,6}|8[1-35-9]\d{1,6}")
_PREFIX = re.compile(r"08\d\d|8\d\d")
# Until when a number that is told over other words is whole.
_TOLD_LENGTH = range(11, 14)
# What people say while they tell a number.
_SAY = frozenset(
    re.findall(
        r"\w+",
        "trus terus trs lanjut lanjutan lanjutannya lalu kemudian sambung disambung habis abis bis itu tu gitu "
        "udah uda "
        "udh sudah sdh su dah wis wes ampun ya yah iya iyo yo oke ok nah lho loh kok sih dong deh tuh nih ni catat "
        "cateten catet tulis tulisen denger dengar rungokno jelas sampun paham katanya kata dia dy doi bilang "
        "bilangnya "
        "ngomong sebut nyebut sisanya sisane sisa depan depannya ngarepe tengah tengahnya tengahe belakang belakangnya "
        "mburi mburine ujung ujungnya ujunge buntut buntutnya buntute akhir akhirnya terakhir terakhirnya angka "
        "angkanya nomor nomer nomornya nomernya no lagi baru berikutnya selanjutnya next sek bentar sebentar tunggu "
        "anu apa dst tambah ditambah plus sama dan kak bu pak bang mas mbak bund bun kaka bapa mama teh kang spasi "
        "enter baris bawah bawahnya sini dilanjut lanjutin lanjutkan nyusul pisah dipisah titik koma strip",
    )
)
# How long accounts are, as their banks number them, and NIK.
_LENGTHS = {
    "bca": 10, "becea": 10, "bni": 10, "beeni": 10, "bsi": 10, "danamon": 10, "permata": 10, "bri": 15, "beeri": 15,
    "mandiri": 13, "bjb": 13, "cimb": 13, "btn": 16, "jago": 12, "seabank": 12, "nik": 16, "ktp": 16,
}  # fmt: skip
_NAMED_TO_TELL = re.compile(
    r"(?<![a-z])(b\W?c\W?a|be ce a|b\W?n\W?i|be en i|bsi|danamon|permata|b\W?r\W?i|be er i|mandiri|bjb|cimb|btn|jago|"
    r"seabank|nik|ktp)(?:nya|ne|ku|e)?\b(?: niaga)?[^\d]{0,16}\Z",
    re.IGNORECASE,
)
_OF_A_PASSPORT = re.compile(
    r"\b(?:pass?po?r|pasport|paspot)\w*\b[^\d\n]{0,24}\b[a-z]{1,3}[ ,\"'”]{1,3}\Z", re.IGNORECASE
)
_PASSPORT_LENGTH = 7
# What says that the next digits are a country's code.
_CODE = re.compile(r"(?:\+|\b(?:plus|tambah|kode|kode negara|code|pake|pakai))[ :]{0,2}\Z", re.IGNORECASE)
_AFTER_CODE = re.compile(
    r"[ ,:.\-]{0,3}(?:(?:di|kat|ning|depan|depannya|dulu|nomor|nomer|nomornya|nomernya|no|trus|terus|lalu|baru|"
    r"habis|itu|negara)\b[ ,:.]{0,3}){0,4}",
    re.IGNORECASE,
)
_ABROAD_LENGTH = range(7, 12)
_ONLY_SIGNS = re.compile(r"[^\w@]{1,10}")
_LONGEST_SAYING, _LONGEST_CHATTER, _LONGEST_SAID, _FARTHEST = 60, 90, 40, 260
# What says which part of a number a group is.
_FIRST = re.compile(r"\b(?:depan|awal|ngarep|arep|muka)(?:an|nya|nye|ne|e)?\b[^\d\n,.]{0,12}\Z", re.IGNORECASE)
_FIRST_BEHIND = re.compile(r"\A[ ,]{0,2}(?:itu |di )?(?:depan|awal)(?:an|nya)?\b", re.IGNORECASE)
_LAST_WORD = r"(?:te)?(?:belakang|blakang|akhir|ujung|buntut|m?buri|tukang|sisa|sambungan|lanjutan)(?:an|nya|nye|ne|e)?"
_LAST = re.compile(rf"\b{_LAST_WORD}\b[^\d\n,.]{{0,12}}\Z", re.IGNORECASE)
_LAST_BEHIND = re.compile(rf"\A ?(?:\w{{2,4}} )?{_LAST_WORD}\b", re.IGNORECASE)
_MIDDLE = re.compile(r"\btengah(?:nya|ne|e)?\b[^\d\n,.]{0,12}\Z", re.IGNORECASE)
# Groups that count something, or say when.
_UNIT = re.compile(
    r"\A ?(?:rb|ribu|jt|juta|k|jam|orang|org|hari|hr|bulan|bln|tahun|thn|taun|th|kali|x|%|ringgit|rm|usd|dolar|riyal|"
    r"anak|kg|cm|km|m|menit|lembar|kamar|lantai)\b",
    re.IGNORECASE,
)
_WHEN = re.compile(
    r"(?:\b(?:jam|pukul|tahun|thn|taun|th|tgl|tanggal|umur|usia|gaji|rp|kode|pin|otp|rm|nt|lantai|kamar|blok)\b"
    r"|\$)[ .:]{0,2}\Z",
    re.IGNORECASE,
)
_CLOCK = re.compile(r"\d{1,2}[.:]\d\d\b")
_MOST_PARTS = 10


@dataclass(frozen=True)
class Told:
    """A number that a text tells in several parts."""

    parts: tuple[Part, ...]
    sign: str = ""
    in_order: str = ""

    @property
    def digits(self) -> str:
        if self.in_order:
            return self.in_order
        digits = [part.digits for part in self.parts]
        return self.sign + digits[0] + "".join(digits[1:]).lstrip("0" if self.sign else "")


def spoken(text: str) -> str:
    """The text with each number that is said in words, or in parts with words between, as a row of digits."""
    text = in_digits(text)
    parts = parts_of(text)
    written: list[str] = []
    end = place = 0
    while place < len(parts):
        whole = _told(text, parts, place)
        number = whole.digits if whole else _number(text, parts[place])
        if number:
            between = _between(text, whole.parts) if whole else ""
            written += [text[end : parts[place].start], number, between]
            end = whole.parts[-1].end if whole else parts[place].end
        place += 1
        while place < len(parts) and parts[place].start < end:
            place += 1
    return "".join([*written, text[end:]])


def _between(text: str, parts: tuple[Part, ...]) -> str:
    """What is said between the parts of a number, which comes behind it."""
    gaps = [text[part.end : follower.start] for part, follower in itertools.pairwise(parts)]
    sayings = ";".join(gap for gap in gaps if re.search(r"[^\W\d_]", gap))
    return f"; {sayings}" if sayings else ""


def _number(text: str, part: Part) -> str:
    """The digits of a part, or nothing where it is no number: too short, or amounts with a word between."""
    if all(not piece.word for piece in part.pieces):
        return part.digits if _is_scattered(text, part) else ""
    digits = _with_zeros(text, part)
    first = part.pieces[0].digits
    begins = digits.startswith(("08", "62"))
    is_mobile = re.fullmatch(r"08\d\d", first) and _MOBILE_LENGTH[0] <= len(digits) <= _MOBILE_LENGTH[1]
    is_split = begins and (is_mobile or all(len(piece.digits) < _LEAST for piece in part.pieces))
    before = text[max(0, part.start - 30) : part.start]
    is_parted = len(digits) in _NAMED_LENGTHS and part.is_filled and _NAMED.search(before)
    is_named = is_parted or _length_of(text, part) == len(digits)
    is_abroad = digits[:1] != "0" and _PLUS.search(before)
    least = _LEAST_SAID_ABROAD if is_abroad else _LEAST_SAID
    is_number = _LEAST <= len(digits) <= MOST and (part.said >= least or is_split or is_named)
    return "+" * bool(is_abroad) + digits if is_number else ""


def _is_scattered(text: str, part: Part) -> bool:
    """Whether figures alone are a number with more between them than one puts there: "0812... 0000... 1234"."""
    pieces = part.pieces
    gaps = [text[piece.end : follower.start] for piece, follower in itertools.pairwise(pieces)]
    if any("\n" in gap for gap in gaps) and _length_of(text, part) == len(part.digits):
        return True
    is_one_by_one = all(piece.is_one for piece in pieces) and "".join(gaps).count("\n") > 2
    is_in_groups = _PREFIX.fullmatch(pieces[0].digits) and all(len(piece.digits) in range(2, 6) for piece in pieces)
    is_wide = is_in_groups and any(len(gap) > 3 for gap in gaps)
    is_mobile = part.digits.startswith("0") and _WHOLE.fullmatch(part.digits) and len(part.digits) in _TOLD_LENGTH
    return bool(is_mobile and (is_one_by_one or is_wide))


def _length_of(text: str, part: Part) -> int:
    """How long a number is that is called so before it: an account of a bank, a NIK, a passport; 0 where none is."""
    before = text[max(0, part.start - 40) : part.start]
    if _OF_A_PASSPORT.search(before):
        return _PASSPORT_LENGTH
    named = _NAMED_TO_TELL.search(before)
    return _LENGTHS.get(re.sub(r"\W", "", named[1].lower()), 0) if named else 0


def _with_zeros(text: str, part: Part) -> str:
    """A mobile number that is too short with "empat nol" or "nol empat" as two digits has four zeros there."""
    digits = part.digits
    pieces = part.pieces
    if not digits.startswith("08") or len(digits) > _SHORT:
        return digits
    for place, (piece, follower) in enumerate(itertools.pairwise(pieces)):
        count = piece.count if follower.digits == "0" else follower.count if piece.digits == "0" else 0
        is_said = piece.word and follower.word and text[piece.end : follower.start].isspace()
        begun = "".join(earlier.digits for earlier in pieces[:place])
        whole = begun + "0" * count + "".join(later.digits for later in pieces[place + 2 :])
        if is_said and count in (3, 4) and len(begun) >= _PREFIX_LENGTH and len(whole) in _TOLD_LENGTH:
            return whole
    return digits


def _told(text: str, parts: list[Part], place: int) -> Told | None:
    """The number that begins with a part and goes on with others, as far as it is whole."""
    first = parts[place]
    before = text[max(0, first.start - 30) : first.start]
    if _length_of(text, first):
        return _named(text, parts, place)
    if _CODE.search(before) and first.digits in ABROAD:
        return _of_code(text, parts, place)
    labelled = _labelled(text, parts, place)
    if labelled:
        return labelled
    if not _BEGUN.fullmatch(first.digits) or _WHEN.search(before) or not _begins(text, first, before):
        return None
    return _continued(text, parts, place)


def _of_code(text: str, parts: list[Part], place: int) -> Told | None:
    """ "Kode 886, nomornya 912 000 123", "tambah enam lima di depan: 9000 1234"."""
    code, *rest = parts[place : place + 2]
    if rest and len(rest[0].digits) in _ABROAD_LENGTH and _AFTER_CODE.fullmatch(text[code.end : rest[0].start]):
        return Told((code, *rest), "+")
    return None


def _named(text: str, parts: list[Part], place: int) -> Told | None:
    """An account or a NIK in parts, as long as one of that name is."""
    length = _length_of(text, parts[place])
    row = [parts[place]]
    for part in parts[place + 1 : place + 1 + _MOST_PARTS]:
        so_far = sum(len(member.digits) for member in row)
        gap = text[row[-1].end : part.start]
        is_label = _MIDDLE.search(gap) or _LAST.search(gap)
        if so_far >= length or not (is_label or _goes_on(text, row, part, longest=length)):
            break
        row.append(part)
    number = Told(tuple(row))
    return number if len(row) > 1 and len(number.digits) == length else None


def _begins(text: str, part: Part, before: str) -> bool:
    """A number begins with a digit that nothing stands before; without its 0 where it is said, or called so."""
    is_glued = re.search(r"[\w@/.,+\-]\Z", before) or _CLOCK.match(text, part.start)
    is_sure = part.digits[0] != "8" or part.said == len(part.digits) or _FIRST.search(before)
    return bool(is_sure and not is_glued and not _UNIT.match(text[part.end : part.end + 12]))


def _labelled(text: str, parts: list[Part], place: int) -> Told | None:
    """ "Depannya 0852 … belakangnya 00006611", in whatever order and whatever stands between these."""
    groups: dict[str, Part] = {}
    last = parts[place]
    for part in parts[place : place + 1 + _MOST_PARTS]:
        if part.start - parts[place].start > _FARTHEST:
            break
        for group, label in _groups(text, part):
            name = label or ("first" if not groups and _PREFIX.fullmatch(group.digits) else "")
            if name in groups or (not name and not groups):
                return _in_order(groups, parts[place], last)
            if name:
                groups[name] = group
                last = group
    return _in_order(groups, parts[place], last)


def _groups(text: str, part: Part) -> Iterator[tuple[Part, str]]:
    """The groups of a part between its labels, each with the label before it, or behind it."""
    pieces: list[Piece] = []
    for piece in (*part.pieces, Piece(part.end, part.end)):
        if piece.digits:
            pieces.append(piece)
        elif pieces:
            group = Part(tuple(pieces))
            yield group, _label(text, group)
            pieces = []


def _label(text: str, group: Part) -> str:
    before, after = text[max(0, group.start - 26) : group.start], text[group.end : group.end + 24]
    if _UNIT.match(after) or _WHEN.search(before):
        return ""
    for name, pattern in (("first", _FIRST), ("middle", _MIDDLE), ("last", _LAST)):
        if pattern.search(before):
            return name
    return "first" if _FIRST_BEHIND.match(after) else "last" if _LAST_BEHIND.match(after) else ""


def _in_order(groups: dict[str, Part], first: Part, last: Part) -> Told | None:
    """What the groups say together, where it is a whole mobile number."""
    digits = "".join(groups[name].digits for name in ("first", "middle", "last") if name in groups)
    if not {"first", "last"} <= groups.keys() or not _WHOLE.fullmatch(digits):
        return None
    is_whole = len(digits.removeprefix("0")) + 1 in _TOLD_LENGTH
    begins = groups["first"] if groups["first"].start == first.start else Part(first.pieces[:1])
    return Told((begins, last), "", digits) if is_whole else None


def _whole(row: list[Part]) -> Told | None:
    number = Told(tuple(row))
    is_whole = _WHOLE.fullmatch(number.digits) and len(number.digits.removeprefix("0")) + 1 in _TOLD_LENGTH
    return number if is_whole and len(row) > 1 else None


def _continued(text: str, parts: list[Part], place: int) -> Told | None:
    """As many of the next parts as go on, up to the last with which the number is whole."""
    row = [parts[place]]
    whole: Told | None = None
    for part in parts[place + 1 : place + 1 + _MOST_PARTS]:
        if _is_of_something(text, part) and _PREFIX.fullmatch(row[0].digits):
            continue
        if not _goes_on(text, row, part):
            break
        row.append(part)
        whole = _whole(row) or whole
    return whole


def _is_of_something(text: str, part: Part) -> bool:
    """Whether digits count something, or say when."""
    return bool(_UNIT.match(text[part.end : part.end + 12]) or _WHEN.search(text[max(0, part.start - 14) : part.start]))


def _goes_on(text: str, row: list[Part], part: Part, *, longest: int = 13) -> bool:
    gap = text[row[-1].end : part.start]
    so_far = sum(len(member.digits) for member in row)
    is_other = _is_of_something(text, part) or _WHOLE.fullmatch(part.digits) or so_far + len(part.digits) > longest
    if is_other or "@" in gap:
        return False
    if _ONLY_SIGNS.fullmatch(gap):
        return len(part.digits) <= 4
    if len(gap) <= _LONGEST_SAYING and set(_words(gap)) <= _SAY:
        return True
    is_said = len(part.digits) >= 3 and all(member.said == len(member.digits) for member in (*row, part))
    if is_said and len(gap) <= _LONGEST_SAID:
        return True
    groups = [len(member.digits) for member in (*row[1:], part)]
    is_in_groups = _PREFIX.fullmatch(row[0].digits) and groups in ([4], [4, 3], [4, 4], [4, 5])
    return bool(is_in_groups and len(gap) <= _LONGEST_CHATTER)


def _words(gap: str) -> Iterator[str]:
    return (word.lower() for word in re.findall(r"[^\W\d_]+", gap))
