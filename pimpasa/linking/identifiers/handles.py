"""Accounts on platforms: behind an @, behind the platform's name, or in the path of a link."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pimpasa.linking.identifiers.kinds import Identifier, Kind

NAME = r"[A-Za-z0-9_.]{3,30}"
_PLATFORMS = {
    "ig": "instagram", "instagram": "instagram", "insta": "instagram", "tiktok": "tiktok", "tik tok": "tiktok",
    "telegram": "telegram", "tele": "telegram", "tg": "telegram", "twitter": "x", "facebook": "facebook",
    "fb": "facebook", "efbe": "facebook", "threads": "threads", "line": "line", "wechat": "wechat",
    "discord": "discord", "skype": "skype", "tik-tok": "tiktok", "michat": "michat", "zalo": "zalo", "bigo": "bigo",
    "snapchat": "snapchat", "kakaotalk": "kakaotalk", "viber": "viber", "imo": "imo",
    # By their sound, and as people leave letters out.
    "tlgrm": "telegram", "tlgram": "telegram", "telegrm": "telegram", "tele gram": "telegram", "tilegram": "telegram",
    "ige": "instagram", "igeh": "instagram", "aige": "instagram", "i ge": "instagram", "instagrem": "instagram",
    "istagram": "instagram", "insta gram": "instagram", "ef be": "facebook", "efbi": "facebook", "fesbuk": "facebook",
    "pesbuk": "facebook", "tiktod": "tiktok", "tiktokk": "tiktok", "tok tok": "tiktok", "messenger": "facebook",
}  # fmt: skip
_PLACES = "|".join(sorted(_PLATFORMS, key=len, reverse=True))
_PLATFORM = re.compile(rf"(?<![A-Za-z_])({_PLACES})(?:nya|ku|mu)?(?![^\W_])", re.IGNORECASE)
_PLATFORM_BEHIND = re.compile(rf"\A\W{{1,3}}(?:(?:di|on|akun|via) )?({_PLACES})(?:nya)?\b(?! ?[:=@])", re.IGNORECASE)
_BETWEEN = r"(?:[ ]?(?:nya|ny|nama|pakai|saya|akun|id|dia|username|user|namanya|bos|di|dgn|pake|at)\b){0,4}"
_HANDLE = re.compile(rf"(?<![\w@./])@({NAME})(?![\w@])")
# What points from a platform to a name: a colon, an arrow, a picture.
_POINTS = r"(?:[:=]|[=\-]>|[^\w\s\x00-\x7f]{1,3})"
_NAMED_HANDLE = re.compile(rf"\b({_PLACES})(?:-?nya)?\b{_BETWEEN}\s?{_POINTS}\s?(@?)({NAME})(?!\w|@)", re.IGNORECASE)
# Without a colon only what no word looks like: a line or a digit in it, or a dot between letters.
_BARE_HANDLE = re.compile(
    rf"\b(?:({_PLACES})(?:-?nya)?|username|akun)\b{_BETWEEN}(?: ?[\-/] ?| (?:@ )?)[\"“'‘(]?"
    r"(?=[A-Za-z0-9.]*[A-Za-z])(?=[A-Za-z]*(?:_|\d|\.[A-Za-z0-9]))([A-Za-z0-9_.]{4,30})(?![\w@/]|\.\w)",
    re.IGNORECASE,
)
# With up to three words between, or before its platform: only what has a line in it, or letters and two digits.
_UNLIKE_WORDS = r"(?=[a-z][a-z0-9.]*(?:_[a-z0-9]|\d\d))(?=(?:[^a-z]*[a-z]){4})[a-z][a-z0-9_.]{5,29}"
_ACCOUNT_OF = re.compile(
    rf"\b({_PLACES})(?:-?nya|e)?\b(?: (?!(?:{_PLACES})\b)[a-z]{{1,12}}){{1,3}} ({_UNLIKE_WORDS})(?![\w@/]|\.\w)",
    re.IGNORECASE,
)
_ACCOUNT_ON = re.compile(
    rf"(?<![\w@./:])({_UNLIKE_WORDS})(?:,? (?:di|on|ning|neng|akun|ten|ing|nang) | \(| ?<[\-=]+ "
    rf"?)({_PLACES})(?:nya)?\b(?! ?[:=@])",
    re.IGNORECASE,
)
# Telegram's own links.
_RESOLVED = re.compile(rf"\btg://resolve\?domain=({NAME})(?!\w)", re.IGNORECASE)
# What stands behind an @ and is a price, a time, a number of people, or everybody.
_NO_HANDLE = re.compile(
    r"[\d.,]+(?:rb|ribu|k|jt|juta|kg|orang|org|pcs|jam|hari|bln|bulan|m|kali|x|usd|rm|sgd)?|semua|all|everyone|here"
    r"|semuanya|admin|channel|gmail|yahoo|grup|(?:\d+[.,-])*\d+(?:jt|rb|k|juta|ribu)|v?\d+(?:\.\d+)+|(?:rp|"
    r"idr|usd|rm|sgd|pcs|org|jam|tgl|pkl|umur|usia|hal|rt|rw|blok)[\d.,]+(?:k|rb|jt)?", re.I
)  # fmt: skip
# Behind "ig:" these words say how to reach somebody, and name nobody.
_NO_NAME = frozenset(
    re.findall(
        r"\w+",
        "aja akun belum bisa bukan cari cek chat coba dia dikunci gak gada hapus hubungi hilang ini itu kosong lihat "
        "nanti nggak online private privat privasi rahasia japri garis fyp off aktif nonaktif mati antri "
        "antre rame viral postingan status story grup komunitas link dm inbox gratis resmi ganti "
        "baru lama blokir diblokir diblok sama saja saya sudah tanya tidak tutup udah via yang",
    )
)
_NEAR = 40
_SURELY_NAME = 9
# An @ before fewer letters is somebody of the group, or a place: as many strangers have that name.
_TOO_COMMON = re.compile(
    r"[a-z]{1,5}|kantor|terminal|stasiun|bandara|pelabuhan|gedung|pasar\w*|jakarta|surabaya|rumah\w*|lokasi|belakang|sekolah|masjid|kampus|warung\w*|halte|gerbang|hotel|indomaret|alfamart"
    # Somebody of the group who is addressed by what they are.
    r"|(?:pak|bu|bapak|ibu|mas|mbak|kak|bang|om|tante|pakde|bude|admin|min|pengurus|ketua|group|grup|warga|semua|panitia|"
    r"anggota|member|moderator|korlap)(?:2|[_.][a-z]{1,12})*"
)


def handles(text: str) -> Iterator[Identifier]:
    for match in _HANDLE.finditer(text):
        line = text[max(0, match.start() - _NEAR) : match.start()].rpartition("\n")[2]
        before = _PLATFORM.findall(line)
        behind = _PLATFORM_BEHIND.match(text[match.end() : match.end() + _NEAR])
        platform = behind[1] if behind else before[-1] if before else ""
        if platform or not _TOO_COMMON.fullmatch(match[1].lower()):
            yield from as_handle(match[1], platform=platform)


def named_handles(text: str) -> Iterator[Identifier]:
    for match in _RESOLVED.finditer(text):
        yield from as_handle(match[1], platform="telegram")
    for match in _NAMED_HANDLE.finditer(text):
        place, mark, name = match.groups()
        if mark or _is_name(name, text[match.end() : match.end() + 2]):
            yield from as_handle(name, platform=place)
    for match in _BARE_HANDLE.finditer(text):
        if not {match[2].lower().split(".")[0], match[2].lower().split(".")[-1]} & (_NO_NAME | _PLATFORMS.keys()):
            yield from as_handle(match[2], platform=match[1] or "")
    for match in _ACCOUNT_OF.finditer(text):
        yield from as_handle(match[2], platform=match[1])
    for match in _ACCOUNT_ON.finditer(text):
        yield from as_handle(match[1], platform=match[2])


def _is_name(name: str, following: str) -> bool:
    """Whether a name without its @ is an account: no word of a sentence, and not the first of somebody's names."""
    is_first_of_names = following[:1] == " " and following[1:].isupper() and name[0].isupper() and name[1:].islower()
    is_word = name.isalpha() and len(name) < _SURELY_NAME and bool(re.match(r" \w", following))
    return name.lower().split(".")[0] not in _NO_NAME and not is_first_of_names and not is_word


def as_handle(name: str, *, platform: str = "") -> Iterator[Identifier]:
    """A name in its normal form, with its platform where that is known: the same name elsewhere is somebody else's."""
    handle = name.strip("._").lower()
    place = _PLATFORMS.get(platform.lower(), platform)
    is_address = handle.split(".")[0] in ("http", "https", "www") or handle.endswith(".com")
    if len(handle) >= 3 and not _NO_HANDLE.fullmatch(handle) and not is_address:
        yield Identifier(Kind.HANDLE, f"{place}:{handle}" if place else handle)


def account_row(text: str) -> Iterator[Identifier]:
    """Of a row that says it is one, where a bare name is enough."""
    bare = text.strip().lstrip("@")
    if re.fullmatch(NAME, bare) and not bare.isdigit():
        yield from as_handle(bare)
