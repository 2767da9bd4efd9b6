"""Accounts, addresses of e-mail, links."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from urllib.parse import parse_qsl, urlencode

from pimpasa.linking.identifiers.kinds import Identifier, Kind

_NAME = r"[A-Za-z0-9_.]{3,30}"
_HANDLE = re.compile(rf"(?<![\w@./])@({_NAME})(?![\w@])")
_PLACES = r"ig|instagram|tiktok|tik tok|telegram|tele|tg|twitter|facebook|fb|threads|line|wechat|discord|skype"
_NAMED_HANDLE = re.compile(
    rf"\b(?:{_PLACES})\b(?:[ ]?(?:nya|saya|akun|id|dia|username|user|namanya|bos)){{0,4}}\s?[:=]\s?@?({_NAME})(?!\w|@)",
    re.IGNORECASE,
)
# Without a colon only what no word looks like: a line or a digit in it, or a dot between letters.
_BARE_HANDLE = re.compile(
    rf"\b(?:{_PLACES}|username|akun)\b(?:[ ]?(?:nya|saya|akun|id|dia|username|user|namanya|bos|di)){{0,4}} "
    r"(?=[A-Za-z0-9.]*[A-Za-z])(?=[A-Za-z]*(?:_|\d|\.[A-Za-z0-9]))([A-Za-z0-9_.]{4,30})(?![\w@/]|\.\w)",
    re.IGNORECASE,
)
# What stands behind an @ and is a price, a time, a number of people, or everybody.
_NO_HANDLE = re.compile(
    r"[\d.,]+(?:rb|ribu|k|jt|juta|kg|orang|org|pcs|jam|hari|bln|bulan|m)?|semua|all|everyone|here", re.I
)


def handles(text: str) -> Iterator[Identifier]:
    return _as_handles(match[1] for match in _HANDLE.finditer(text))


def named_handles(text: str) -> Iterator[Identifier]:
    matches = (*_NAMED_HANDLE.finditer(text), *_BARE_HANDLE.finditer(text))
    return _as_handles(match[1] for match in matches)


def _as_handles(names: Iterable[str]) -> Iterator[Identifier]:
    for name in names:
        handle = name.strip("._").lower()
        if (
            len(handle) >= 3
            and not _NO_HANDLE.fullmatch(handle)
            and handle.split(".")[0] not in ("http", "https", "www")
        ):
            yield Identifier(Kind.HANDLE, handle)


def account_row(text: str) -> Iterator[Identifier]:
    """Of a row that says it is one, where a bare name is enough."""
    bare = text.strip().lstrip("@")
    if re.fullmatch(_NAME, bare) and not bare.isdigit():
        yield from _as_handles([bare])


_EMAIL = re.compile(r"(?<![\w.+\-])([A-Za-z0-9._%+\-]{1,64}@[A-Za-z0-9\-]{1,63}(?:\.[A-Za-z0-9\-]{1,63}){1,4})(?!\w)")
# Written so that no machine reads it.
_VEILED_EMAIL = re.compile(
    r"(?<![\w.+\-])([A-Za-z0-9._\-]{2,64}) ?[(\[{]? ?(?:at|@) ?[)\]}]? ?"
    r"(gmail|yahoo|outlook|hotmail|ymail|proton|icloud) ?[(\[{]? ?(?:\.|dot|titik) ?[)\]}]? ?(com|co\.id|me)(?!\w)",
    re.IGNORECASE,
)


def emails(text: str) -> Iterator[Identifier]:
    for match in _EMAIL.finditer(text):
        yield Identifier(Kind.EMAIL, match[1].lower().rstrip("."))
    for match in _VEILED_EMAIL.finditer(text):
        yield Identifier(Kind.EMAIL, f"{match[1]}@{match[2]}.{match[3]}".lower())


# Endings of addresses that people write without https://, and those that need no path to be one.
_ENDINGS = (
    r"com|net|org|info|biz|id|my|sg|kh|ph|th|tw|hk|me|ly|ee|gl|gg|to|cc|tv|io|co|app|link|page|site|store|shop|online|"
    r"xyz|top|vip|club|asia|work|jobs|live|world|pro|dev|us|uk|eu|be|invalid"
)
_SURE = r"com|net|org|info|biz|(?:co|or|go|web|my|sch|ac|biz)\.id|xyz|site|online|shop|store|vip|club"
_PATH = r"/[A-Za-z0-9\-._~:/?#@!$&+,;=%]{0,400}"
_LINK = re.compile(
    rf"(?:https?:/{{1,2}}|www\.)([A-Za-z0-9\-.]{{3,100}})(?::\d+)?({_PATH}|\?[A-Za-z0-9\-._~&+=%]{{1,200}})?"
    rf"|(?<![\w@./\-])((?:[A-Za-z0-9][A-Za-z0-9\-]{{0,62}}\.){{1,4}}(?:{_ENDINGS}))({_PATH})(?<=[\w/=\-])"
    rf"|(?<![\w@./\-])((?:[A-Za-z0-9][A-Za-z0-9\-]{{1,62}}\.){{1,3}}(?:{_SURE}))(?![\w/@\-]|\.\w)",
    re.IGNORECASE,
)
_SAME_HOST = {
    "fb.com": "facebook.com", "fb.me": "facebook.com", "twitter.com": "x.com", "telegram.me": "t.me",
    "telegram.dog": "t.me", "instagr.am": "instagram.com", "youtu.be": "youtube.com",
}  # fmt: skip
_SOCIAL = frozenset({"instagram.com", "tiktok.com", "t.me", "facebook.com", "x.com", "threads.net", "threads.com"})
# First parts of a path that are no account's name; behind some of them the account comes.
_NO_ACCOUNT = frozenset(
    re.findall(
        r"\S+",
        "accounts addstickers c discover events explore foryou gaming groups hashtag help home i intent job jobs "
        "joinchat l.php login marketplace media music p pages people permalink.php photo photo.php plugins "
        "policies privacy profile.php r reel reels search share sharer sharer.php story.php t tag v video watch",
    )
)
_ACCOUNT_BEHIND = frozenset({"stories", "s"})
# What says where somebody came from, not where a link leads.
_TRAIL = re.compile(
    r"(?:utm_\w+|fbclid|gclid|igsh|igshid|si|ref|ref_src|referrer|feature|mibextid|_rdr|_rdc|hl|lang|locale|text|app|is_from_\w+|"
    r"sender_\w+|share_\w+|_t|_r|usp|pli|source|src|spm|rdid|wtsid|entry_point|s|paipv|eav|_nc_\w+|__\w+)",
    re.IGNORECASE,
)


def links(text: str) -> Iterator[Identifier]:
    """An account where a link leads to one, else the link: host, path, and what of the query tells pages apart."""
    for match in _LINK.finditer(text):
        host = _host(match[1] or match[3] or match[5])
        address = match[2] or match[4] or ""
        if "." not in host or host in ("wa.me", "api.whatsapp.com") or host.endswith("whatsapp.com"):
            continue
        path, query = _split(address)
        name = _account(host, path)
        if name:
            yield from _as_handles([name])
        else:
            yield Identifier(Kind.LINK, host + _video(host, path, query))


def _host(written: str) -> str:
    host = written.lower().rstrip(".")
    for prefix in ("www.", "m.", "mobile.", "web.", "id-id.", "en-gb.", "mbasic.", "l.", "lm."):
        if host.removeprefix(prefix).count("."):
            host = host.removeprefix(prefix)
    return _SAME_HOST.get(host, host)


def _split(address: str) -> tuple[str, str]:
    """Path and the telling part of the query, in one order."""
    before, _hash, page = address.partition("#")
    path, _mark, query = before.partition("?")
    pairs = parse_qsl(query.rstrip(".,;:!)"), keep_blank_values=False)
    telling = sorted((name, value) for name, value in pairs if not _TRAIL.fullmatch(name))
    route = f"#{page.rstrip('/.,;:!')}" if page.startswith(("/", "!")) else ""
    return path.rstrip("/.,;:!") + route, urlencode(telling)


def _account(host: str, path: str) -> str:
    parts = [part for part in path.split("/") if part]
    if host not in _SOCIAL or not parts:
        return ""
    if parts[0] in _ACCOUNT_BEHIND and len(parts) > 1:
        parts = parts[1:]
    name = parts[0].lstrip("@")
    is_page = parts[0].lower() in _NO_ACCOUNT or not re.fullmatch(_NAME, name)
    return "" if is_page else name


def _video(host: str, path: str, query: str) -> str:
    """Path and query as one; a video's short link as its long one."""
    if host == "youtube.com" and re.fullmatch(r"/[\w\-]{11}", path):
        return f"/watch?v={path[1:]}"
    return f"{path}?{query}" if query else path
